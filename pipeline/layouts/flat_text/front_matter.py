"""What a tool wrote above the page's text: YAML between `---`, or `Title:`, `URL Source:`, `Markdown Content:`."""

import re
from typing import NamedTuple

from pipeline.layouts.flat_text.lines import Line
from pipeline.normalize.identifiers import pmid_of_link

FENCE = "---"
CONTENT = "Markdown Content:"
LONGEST = 40
ADDRESS = re.compile(r"(?:URL Source|url|source): [\"']?(https?://pubmed\.ncbi\.nlm\.nih\.gov/\d+)/?[\"']?$")


TITLE = re.compile(r"[Tt]itle: (?P<quote>[\"']?)(?P<title>.+) - PubMed(?P=quote)$")


class FrontMatter(NamedTuple):
    """The page's own address, the PMID in it, and the article's title."""

    url: str | None = None
    pmid: int | None = None
    title: str | None = None


def split_front_matter(lines: tuple[Line, ...]) -> tuple[FrontMatter, tuple[Line, ...]]:
    """The front matter, empty where there is none, and the lines behind it."""
    end = _end(lines)
    addresses = (found[1] for line in lines[:end] if (found := ADDRESS.match(line.text)))
    url = next((f"{address}/" for address in addresses), None)
    title = next((found["title"] for line in lines[:end] if (found := TITLE.match(line.text))), None)
    return FrontMatter(url, pmid_of_link(url), title), lines[end:]


def _end(lines: tuple[Line, ...]) -> int:
    opening = lines[:LONGEST]
    if opening and opening[0].text == FENCE:
        return next((at + 1 for at, line in enumerate(opening) if at and line.text == FENCE), 0)
    return next((at + 1 for at, line in enumerate(opening) if line.text == CONTENT), 0)
