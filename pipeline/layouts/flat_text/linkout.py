"""Section `LinkOut - more resources`: headings, and under them providers with their addresses."""

from pipeline.layouts.flat_text.lines import Line
from pipeline.tables import FullTextLink

CATEGORIES = {
    category.upper(): category
    for category in (
        "Full Text Sources",
        "Other Literature Sources",
        "Medical",
        "Molecular Biology Databases",
        "Research Materials",
        "Chemical Information",
        "Miscellaneous",
    )
}


def read_full_text_links(lines: tuple[Line, ...]) -> tuple[FullTextLink, ...]:
    """The links of the block; a provider without an address is none."""
    rows: list[FullTextLink] = []
    category: str | None = None
    for line in lines:
        category = CATEGORIES.get(line.text.upper(), category)
        addresses = [link.address for link in line.links if link.address.startswith("http")]
        if addresses:
            rows.append(FullTextLink(len(rows) + 1, category, line.text, addresses[0]))
    return tuple(rows)
