"""What single samples have beyond their rarity, so that fourteen pages show everything."""

from dataclasses import replace
from random import Random

from tests.invented import invent_links, references_text
from tests.invented.article import FreeLabel, InventedArticle, Statement
from tests.invented.citing import Citation, PrintedDate, Secondary
from tests.invented.links import LinkedList
from tests.invented.marked_text import FormulaImage, Text, bold, italic, sup
from tests.invented.matter import Figure, Reference, ReferenceList
from tests.invented.rarities import Rarity
from tests.invented.sample_texts import TOPICS

_CAPTIONS: tuple[tuple[Text | None, Text | None], ...] = (
    (
        ("Where the lamps stand.",),
        ("Nine sites along the quay of Ternhaven. Filled circles, lamps on; open circles, lamps off.",),
    ),
    (None, ("(", bold("A"), ") Light of the fronds by night. (", bold("B"), ") The same per m", sup("2"), ".")),
    (("A dark January.",), None),
    (None, ("Fronds of ", italic("Lumenalga borealis"), " the night after the harbour office switched its lamps off.")),
    (None, None),
)  # fmt: skip


def with_extras(number: int, article: InventedArticle) -> InventedArticle:
    """The sample with what it has beyond its rarity."""
    return _EXTRAS[number](article) if number in _EXTRAS else article


def _lantern_kelp(article: InventedArticle) -> InventedArticle:
    """Figures written by hand: titled, untitled, with nothing but a label; more grants than the page shows at once."""
    figures = tuple(
        Figure(f"F{n}", f"alb-{article.pmid % 100:02d}-g{n:03d}", 640 + 10 * n, 420, f"Fig. {n}", title, caption)
        for n, (title, caption) in enumerate(_CAPTIONS, 1)
    )
    return replace(
        article,
        figures=figures,
        grants=invent_links.GRANTS[:6],
        citation=Citation(PrintedDate(2020, 2, 14), "12", "2", "e45-e58"),
        secondary=Secondary("Epub", PrintedDate(2019, 12, 20)),
        copyright="© 2020 The Authors. Annals of lantern biology published by Amity University Press.",
        conflict_of_interest=(
            Statement(
                (("L.A. is married to the harbour master. The other authors declare no conflict of interest.",),)
            ),
        ),
    )


def _review(article: InventedArticle) -> InventedArticle:
    summary = "Many plants and animals of the sea glow. Harbour lamps make them dimmer. Shades on lamps help seaweeds."
    return replace(
        article,
        plain_language_summary=(summary,),
        displayed_type="Review",
        publication_types=("Meta-Analysis", "Research Support, Non-U.S. Gov't", "Review", "Systematic Review"),
        linked=_linked(3, Rarity.UPDATE_OF),
        citation=Citation(PrintedDate(2022, 11, 8), "11", "11", "CD007731"),
        secondary=None,
    )


def _editorial(article: InventedArticle) -> InventedArticle:
    author = replace(article.authors[0], affiliations=(1,))
    places = article.affiliations[:1]
    types = ("Editorial", "Comment")
    return replace(
        article, authors=(author,), affiliations=places, displayed_type="Editorial", publication_types=types, figures=()
    )


def _old(article: InventedArticle) -> InventedArticle:
    """Only a PMID, no authors, a year for a date."""
    return replace(
        article,
        doi=None,
        pmc=None,
        free_label=FreeLabel.NONE,
        figures=(),
        authors=(),
        affiliations=(),
        citation=Citation(PrintedDate(1986), "1", "2", "17-9"),
        secondary=None,
        references=(),
        reference_total=0,
    )


def _with_formula(article: InventedArticle) -> InventedArticle:
    image = FormulaImage("https://www.ncbi.nlm.nih.gov/pmc/articles/bin/vent-fx2.jpg")
    first = replace(article.figures[1], caption=("Shells at 2.9 Å; the outer coat weighs ", image, " of the inner."))
    return replace(article, figures=(article.figures[0], first, *article.figures[2:]))


def _trial(article: InventedArticle) -> InventedArticle:
    random = Random(10)
    funding = invent_links.grants_and_funding(random, Rarity.FUNDING_STATEMENT)
    return replace(
        article,
        linked=_linked(10, Rarity.ERRATUM_IN),
        associated_data=invent_links.associated_data(random, Rarity.ASSOCIATED_DATA),
        grants=funding.grants,
        funding_statement=funding.statement,
        displayed_type="Randomized Controlled Trial",
        publication_types=("Randomized Controlled Trial", "Research Support, Non-U.S. Gov't"),
    )


def _chemistry(article: InventedArticle) -> InventedArticle:
    random = Random(12)
    odd = references_text.oddly_linked(random, TOPICS[12])
    shown: tuple[Reference, ...] = (*references_text.MARKED_UP[:2], references_text.in_two_notes(random), *odd[:2])
    funding = invent_links.grants_and_funding(random, Rarity.AMBIGUOUS_GRANTS)
    return replace(
        article,
        references=(ReferenceList(shown, "REFERENCES"),),
        reference_total=39,
        conflict_of_interest=invent_links.conflict_of_interest(random, Rarity.SECTIONS_IN_CONFLICT_OF_INTEREST),
        grants=funding.grants,
        supplementary_concepts=("Halofilum rubrum strain YS-1",),
    )


def _spores(article: InventedArticle) -> InventedArticle:
    return replace(article, linked=_linked(13, Rarity.COMMENT_IN), starts_with_byte_order_mark=True)


def _linked(number: int, rarity: Rarity) -> tuple[LinkedList, ...]:
    return invent_links.linked(Random(number), rarity, TOPICS[number])


_EXTRAS = {
    1: _lantern_kelp,
    3: _review,
    4: _editorial,
    8: _old,
    9: _with_formula,
    10: _trial,
    12: _chemistry,
    13: _spores,
}
