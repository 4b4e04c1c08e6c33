"""Most references take a shortcut: it says of each what the general way says, or leaves it to that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.cited import cited, cited_generally
from pipeline.normalize.cited.people import people
from pipeline.normalize.cited.usual import usual
from tests.citation_styles import STYLES, CitedArticle, Name, Shape, Style, ama, mdpi, nlm

JOURNALS = (
    ("Journal of Cold Botany", "J. Cold Bot."),
    ("Lantern", "Lantern"),
    ("Annals of Tidal Biology", "Ann. Tid. Biol."),
    ("Zeitschrift für Moose", "Z. Moose"),
    ("Proceedings of the Orrin Academy: Series B", "Proc. Orrin Acad. B"),
)
TITLES = (
    "Spore release in Mirabryum nivale: a three-year field census",
    "Do lanterns drift without any wind at all?",
    "Few lanterns drift",
    "Lanterns of the north. A review of their drift and decay",
    "A census of PMID 1234567 in northern waters",
    "Drift, Vol. 4.2, of lanterns in J. Cold Bot. terms",
    "Lantern AB, and what is known of its drift Am",
    "II drifts of the lantern by the river",
)
INSERTED = (
    *".,;:?!()[]-–&“”\"' ", "et al. ", "and ", "Jr ", "PMID: 1234567", "PMC 123456", "(2019)", "2019;", "doi: 10.5555/a.1", "10.",
    "accessed ", "van ", "É", "ß", "J. ", "Ann ", "; Tide Group", "Suppl 2", "²", "Epub", "...", "Et al ",
)  # fmt: skip
names = st.builds(
    Name,
    st.sampled_from(["Ondarra", "van der Holm", "O'Hallorane", "Estrella-Pino", "Ørn"]),
    st.sampled_from(["A", "PA", "PMC"]),
)
articles = st.builds(
    lambda authors, title, journal, doi: CitedArticle(
        tuple(authors), title, journal[0], journal[1], 2011, "48", "6", "1201-1212", doi
    ),
    st.lists(names, min_size=1, max_size=4),
    st.sampled_from(TITLES),
    st.sampled_from(JOURNALS),
    st.sampled_from(
        [None, "10.5555/jcb.2011.48", "10.5555/JCB.2011.48", "10.5555/a.123456.123456", "10.5555/PMC12345.Lantern"]
    ),
)
shapes = st.builds(Shape, st.sampled_from([None, 1, 3]), st.booleans(), st.sampled_from("-–"))


@pytest.mark.parametrize("style", [nlm, ama, mdpi], ids=lambda style: style.__name__)
@pytest.mark.parametrize("shape", [Shape(), Shape(1, dash="–"), Shape(3)], ids=str)
def test_the_styles_of_most_journals_take_the_shortcut(style: Style, shape: Shape) -> None:
    authors = (Name("Ondarra", "PA"), Name("van der Holm", "EJ"), Name("Estrella-Pino", "N"))
    article = CitedArticle(authors, TITLES[0], *JOURNALS[0], 2011, "48", "6", "1201-1212", None)
    text = style(article, shape).text
    who = people(text)

    assert who is not None
    assert usual(text, who) is not None


@given(articles, st.sampled_from(STYLES), shapes)
def test_a_reference_says_the_same_without_the_shortcut(article: CitedArticle, style: Style, shape: Shape) -> None:
    text = style(article, shape).text

    assert cited(text) == cited_generally(text)


@given(articles, st.sampled_from([nlm, ama, mdpi]), shapes, st.data())
def test_a_damaged_reference_says_the_same_without_the_shortcut(
    article: CitedArticle, style: Style, shape: Shape, chosen: st.DataObject
) -> None:
    text = style(article, shape).text
    for _ in range(chosen.draw(st.integers(1, 4))):
        start = chosen.draw(st.integers(0, len(text)))
        text = text[:start] + chosen.draw(st.sampled_from(INSERTED)) + text[start + chosen.draw(st.integers(0, 3)) :]

    assert cited(text) == cited_generally(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ondarra PA. Lanterns that drift by the river. J Cold Bot. 2011;48:1-10. doi: 10.5555/a.1.",
        "Ondarra PA. Lanterns that drift by the river. J Cold Bot. 2011;48:1-9. doi: 10.5555/a.12345.12345.",
        "Ondarra PA. Lanterns that drift by the river. J Cold Bot. 2011;48:1-9. doi: 10.5555/A.1PMID12345.",
        "Ondarra PA. Lanterns that drift by the river. J Cold Bot. 2011;48:1-9. doi: 10.5555/A.1.Epub2",
        "Ondarra PA. Lanterns of 10.5555/b.2 drift by the river. J Cold Bot. 2011;48:1-9. doi: 10.5555/a.1.",
        "Ondarra PA. Lanterns that drift by the river. J Cold Bot. 2011;48:1-9. doi: 10.5555/a.1(2).",
        "Ondarra PA. Lanterns of PMC1234567 drift by the river. J Cold Bot. 2011;48:1-9.",
        "Ondarra PMID. 1234567 lanterns that drift by the river. J Cold Bot. 2011;48:1-9.",
        "Ondarra A. IV lanterns that drift by the river. J Cold Bot. 2011;48:1-9.",
        "Ondarra PA. Lanterns that drift in the Am. J. Biol. Chem. 2011;48:1-9.",
        "Ondarra PA. Lanterns accessed by the river and sea. J Cold Bot. 2011;48:1-9.",
        "Ondarra PA, lanterns that drift by the river. J Biol Chem. 2011;48:1-9.",
        "Ondarra PA. (2010) Lanterns that drift by the river. J Biol Chem. 2011;48:1-9.",
        "Ondarra PA. Lantern research. J Biol Chem. 2011;48:1-9.",
        "Ondarra PA. Lanterns that drift by the river. PMC 2011;48:1-9.",
    ],
)
def test_what_may_be_in_doubt_says_the_same_without_the_shortcut(text: str) -> None:
    assert cited(text) == cited_generally(text)
