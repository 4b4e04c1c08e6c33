"""Pages of articles, with poison in them."""

from collections.abc import Callable

from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent


def poison(act: Callable[[], None], seed: int = 1) -> str:
    """A page of an article, with the marker."""
    return poisoned(render_html(invent(seed), Era.DECEMBER_2023), act)


def poisoned(page: str, act: Callable[[], None]) -> str:
    """The page, with the marker."""
    return page.replace("</body>", f"<!-- poison-to-{act.__name__} --></body>")
