"""What a rendering cannot show, named: an empty value then says nothing of the article."""

from collections.abc import Callable

from pipeline.layouts.flat_text.headings import Section
from pipeline.layouts.flat_text.outline import Outline
from pipeline.layouts.flat_text.styles import Breaks, Extent, Style
from pipeline.page import ArticlePage

UNREACHED = {"figures": "figures", "references": "references", "publication types": "publication_types"}
"""What the text says nothing of where it has lost it, by the field that would hold it."""
LACKS = "rendering-lacks"
LOSABLE: tuple[tuple[str, Section | None, Callable[[ArticlePage], object]], ...] = (
    ("title", None, lambda page: page.title),
    ("citation", None, lambda page: page.citation),
    ("journal", None, lambda page: page.journal_abbreviation),
    ("PMID", None, lambda page: page.pmid),
    ("author list", None, lambda page: page.has_author_list),
    ("affiliations", None, lambda page: page.affiliations),
    ("figures", Section.FIGURES, lambda page: page.figures),
    ("similar articles", Section.SIMILAR, lambda page: page.related_articles),
    ("references", Section.REFERENCES, lambda page: page.references),
    ("publication types", Section.PUBLICATION_TYPES, lambda page: page.publication_types),
    ("MeSH terms", Section.MESH_TERMS, lambda page: page.mesh_terms),
    ("substances", Section.SUBSTANCES, lambda page: page.substances),
    ("associated data", Section.ASSOCIATED_DATA, lambda page: page.associated_data),
    ("grants", Section.GRANTS, lambda page: page.grants or page.funding),
    ("full text links", Section.LINKOUT, lambda page: page.full_text_links),
)
"""A thing, the section that would hold it, and whether a page shows it."""
NEVER_LOST = frozenset({"figures", "references", "grants", "associated data"})
"""What is there without its heading only where the page has none, except in a text without line ends."""


def losses(page: ArticlePage, outlined: Outline, style: Style) -> tuple[str, ...]:
    """One warning that lists what the text has lost; none where it has kept all."""
    opened = {part.section for part in outlined.parts}
    lost = [name for name, section, shown in LOSABLE if not shown(page) and (section in opened or _loses(name, style))]
    return (f"{LACKS}: {', '.join(lost)}",) if lost else ()


def unreached(warnings: tuple[str, ...], style: Style) -> frozenset[str]:
    """The fields of which a text of this style says nothing, by its own warning."""
    lost = {name for warning in warnings for name in warning.removeprefix(f"{LACKS}: ").split(", ")}
    hidden = frozenset({"supplementary_concepts"}) if style.extent is not Extent.WHOLE else frozenset[str]()
    return hidden | {field for name, field in UNREACHED.items() if name in lost}


def _loses(name: str, style: Style) -> bool:
    """Whether a text of this style has no such thing, whatever the page showed."""
    if name == "title":
        return True
    if style.extent is Extent.REPORT:
        return True
    return style.breaks is Breaks.LOST or (style.extent is not Extent.WHOLE and name not in NEVER_LOST)
