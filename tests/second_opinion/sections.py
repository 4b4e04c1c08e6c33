"""Where the sections of a page are: each is found once, and every room searches its own and nothing else."""

from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag


def find_sections(soup: BeautifulSoup) -> Mapping[str, Tag]:
    """The sections by their ids: they are the children of `<main>`."""
    main = soup.find("main", id="article-details")
    return {} if main is None else {str(child["id"]): child for child in main.find_all(id=True, recursive=False)}
