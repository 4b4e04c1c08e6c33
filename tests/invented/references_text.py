"""References as journals set them, and the links that PubMed hangs behind them."""

import re
from random import Random

from tests.citation_styles import (
    CitedArticle,
    Name,
    PrintedReference,
    Shape,
    ama,
    apa,
    asm,
    elsevier,
    frontiers,
    harvard,
    ieee,
    line,
    mdpi,
    nature,
    nlm,
    springer,
)
from tests.invented import people, prose
from tests.invented.article import Journal
from tests.invented.journals import JOURNALS
from tests.invented.marked_text import Tag, Text, italic
from tests.invented.matter import LinkKind, Note, Reference, ReferenceLink
from tests.invented.topics import Topic

WEB = 'rel="noopener nofollow" target="_blank"'
TORN = r"^\[.*?\] |(?: \(|\.).*"
"""What a journal's full title holds and a reference to it does not print."""
STYLES = (nlm, nlm, nlm, ama, mdpi, mdpi, apa, harvard, elsevier, ieee, springer, nature, asm, frontiers)
"""Those of real pages, about as often."""
SHAPES = (Shape(), Shape(dash="–"), Shape(1, shows_doi=True, dash="–"), Shape(2), Shape(shows_doi=True))
MARKED_UP = (
    Reference(
        (
            Note((
                "Ternhaven Harbour Office. Lamps and lanterns ashore. ",
                Tag(
                    "a",
                    ("https://harbour.example.org/reports/2021/lamps-and-lante...",),
                    f'href="https://harbour.example.org/reports/2021/lamps-and-lanterns-ashore/" {WEB} '
                    'title="External link: https://harbour.example.org/reports/2021/lamps-and-lanterns-ashore/"',
                ),
                ". Accessed July 30, 2022.",
            )),
        ),
    ),
    Reference(
        (
            Note((
                Tag("a", ("TIDE.EXAMPLE.ORG",), f'class="external-link-urlize" href="http://tide.example.org" {WEB}'),
                " Tables of the tide - edition 12. Orrin: Orrin Station; 2017.",
            )),
        ),
        {"year": 2017},
    ),
    Reference(
        (Note((Tag("p", ("Abendrot L. The dark half of the year: a field guide. Kestrel Press, 1998.",)),)),),
        {"authors": "Abendrot L", "year": 1998},
    ),
    Reference(
        (
            Note((
                "Ondarra T. tank: an R package for quiet tanks. ",
                Tag("ext-link", ("https://tidecode.example.org/tank",), prose.EXT_LINK),
                " (2019).",
            )),
        ),
    ),
    Reference(
        (Note(("Haukenes S. Notes on ", italic("Mirabryum nivale"), " & its allies. J Cold Bot. 2011;8:1–9.")),),
        {
            "authors": "Haukenes S", "title": "Notes on Mirabryum nivale & its allies", "journal": "J Cold Bot",
            "year": 2011, "volume": "8", "pages": "1–9",
        },
    ),
)  # fmt: skip


def reference(random: Random, about: Topic) -> Reference:
    """One reference; two in three have links."""
    year, volume, page = random.randint(1954, 2022), random.randint(1, 300), random.randint(1, 3000)
    journal, doi = random.choice(JOURNALS), invented_doi(random)
    names = [people.short_name(random) for _ in range(random.randint(1, 4))]
    title = prose.plain_title(random, about)
    last = page + random.randint(1, 20)
    article = CitedArticle(
        tuple(Name(*name.rsplit(" ", 1)) for name in names), title, *_names(journal), year, str(volume),
        None, f"{page}-{last}", doi,
    )  # fmt: skip
    printed = _printed(random, article)
    return Reference((Note((printed.text,), usual_links(random, doi)),), printed.fields)


def _names(journal: Journal) -> tuple[str, str]:
    """A journal's name in full and, with full stops, abbreviated."""
    full, words = re.sub(TORN, "", journal.title), journal.abbreviation.split()
    in_full = {word.casefold() for word in re.findall(r"\w+", journal.title)}
    return full or journal.abbreviation, " ".join(f"{w}." if w.casefold() not in in_full else w for w in words)


def _printed(random: Random, article: CitedArticle) -> PrintedReference:
    lot = random.random()
    if lot >= 0.95:
        return _of_a_thesis(article)
    if lot >= 0.88:
        return _with_a_day(article, random.randint(1, 28))
    own = Random(lot)  # one draw more or less here would make another article of every seed
    issue = str(random.randint(1, 12)) if lot < 0.5 else None
    return own.choice(STYLES)(article._replace(issue=issue), own.choice(SHAPES))


def _with_a_day(article: CitedArticle, day: int) -> PrintedReference:
    printed = line(article._replace(issue="2"), Shape())
    return printed._replace(text=printed.text.replace(";", f" Apr {day};", 1))


def _of_a_thesis(article: CitedArticle) -> PrintedReference:
    """No article: its authors and its year are certain, what else there is depends on the reader."""
    who = " and ".join(f"{name.last} {name.initials}" for name in article.authors)
    text = f"{who}. {article.title}. Thesis, Lake Ysolde Polytechnic, {article.year}. Reference Source"
    return PrintedReference(text, {"authors": who, "year": article.year})


def usual_links(random: Random, doi: str) -> tuple[ReferenceLink, ...]:
    """DOI, PMC, PubMed in this order, as far as there are any."""
    lot = random.random()
    if lot < 0.34:
        return ()
    links = [ReferenceLink(LinkKind.DOI, doi)] if lot < 0.85 else []
    if random.random() < 0.35:
        links.append(ReferenceLink(LinkKind.PMC, f"PMC99{random.randint(100_000, 999_999)}"))
    if random.random() < 0.8:
        links.append(ReferenceLink(LinkKind.PUBMED, str(random.randint(91_000_000, 98_999_999))))
    return tuple(links)


def in_two_notes(random: Random) -> Reference:
    """One number, two editions: chemists cite so."""
    year, page = random.randint(1990, 2020), random.randint(100, 9000)
    link = ReferenceLink(LinkKind.PUBMED, str(random.randint(91_000_000, 98_999_999)))
    first: Text = (f"Kielmark F. H., Ondarra P. A., Ann. Lantern Biol. Int. Ed. {year}, 51, {page}–{page + 9};",)
    second: Text = (f"Ann. Lantern Biol. {year}, 124, {page + 60}–{page + 71}.",)
    return Reference((Note(first, (link,)), Note(second)), {"year": year})


def oddly_linked(random: Random, about: Topic) -> list[Reference]:
    """Links that mislead: a PMC number without its letters, PMID 0, the DOI twice, PubMed first."""
    doi = ReferenceLink(LinkKind.DOI, invented_doi(random))
    pubmed = ReferenceLink(LinkKind.PUBMED, str(random.randint(91_000_000, 98_999_999)))
    pmc = ReferenceLink(LinkKind.PMC, f"PMC99{random.randint(100_000, 999_999)}")
    orders = (
        (pubmed, doi, ReferenceLink(LinkKind.PMC, f"99{random.randint(100_000, 999_999)}")),
        (doi, ReferenceLink(LinkKind.PUBMED, "0")),
        (doi, doi, pmc, pubmed),
    )
    texts = [reference(random, about) for _ in orders]
    return [Reference((Note(one.notes[0].text, links),), one.shows) for one, links in zip(texts, orders, strict=True)]


def invented_doi(random: Random) -> str:
    """A DOI with capitals, as a publisher spells it."""
    return f"10.5555/{random.choice(('REF', 'j.tide', 'S0990', 'LUX.v'))}{random.randint(10_000, 999_999)}"
