"""References as journals set them, and the links that PubMed hangs behind them."""

from random import Random

from tests.invented import people, prose
from tests.invented.journals import JOURNALS
from tests.invented.marked_text import Tag, Text, italic
from tests.invented.matter import LinkKind, Note, Reference, ReferenceLink
from tests.invented.topics import Topic

WEB = 'rel="noopener nofollow" target="_blank"'
MARKED_UP = (
    Reference((
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
    )),
    Reference((
        Note((
            Tag("a", ("TIDE.EXAMPLE.ORG",), f'class="external-link-urlize" href="http://tide.example.org" {WEB}'),
            " Tables of the tide - edition 12. Orrin: Orrin Station; 2017.",
        )),
    )),
    Reference((Note((Tag("p", ("Abendrot L. The dark half of the year: a field guide. Kestrel Press, 1998.",)),)),)),
    Reference((
        Note((
            "Ondarra T. tank: an R package for quiet tanks. ",
            Tag("ext-link", ("https://tidecode.example.org/tank",), prose.EXT_LINK),
            " (2019).",
        )),
    )),
    Reference((Note(("Haukenes S. Notes on ", italic("Mirabryum nivale"), " & its allies. J Cold Bot. 2011;8:1–9.")),)),
)  # fmt: skip


def reference(random: Random, about: Topic) -> Reference:
    """One reference; two in three have links."""
    year, volume, page = random.randint(1954, 2022), random.randint(1, 300), random.randint(1, 3000)
    journal, doi = random.choice(JOURNALS).abbreviation, invented_doi(random)
    names = [people.short_name(random) for _ in range(random.randint(1, 4))]
    title = prose.plain_title(random, about)
    last = page + random.randint(1, 20)
    lot = random.random()
    if lot < 0.5:
        text = f"{', '.join(names)}. {title}. {journal}. {year};{volume}({random.randint(1, 12)}):{page}–{last}."
    elif lot < 0.65:
        text = f"{', '.join(names)}, et al. {title}. {journal}. {year};{volume}:{page}-{last}. doi: {doi}."
    elif lot < 0.78:
        text = f"{names[0].replace(' ', ', ')}. et al. {journal} {volume}, {page}–{last} ({year})."
    elif lot < 0.88:
        text = f"{', '.join(names)} ({year}). {title}. {journal} {volume} {page}–{last}. {doi}"
    elif lot < 0.95:
        text = f"{journal}. {year} Apr {random.randint(1, 28)};{volume}(2):{page}-{last}"
    else:
        text = f"{' and '.join(names)}. {title}. Thesis, Lake Ysolde Polytechnic, {year}. Reference Source"
    return Reference((Note((text,), usual_links(random, doi)),))


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
    return Reference((Note(first, (link,)), Note((f"Ann. Lantern Biol. {year}, 124, {page + 60}–{page + 71}.",))))


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
    return [Reference((Note(reference(random, about).notes[0].text, links),)) for links in orders]


def invented_doi(random: Random) -> str:
    """A DOI with capitals, as a publisher spells it."""
    return f"10.5555/{random.choice(('REF', 'j.tide', 'S0990', 'LUX.v'))}{random.randint(10_000, 999_999)}"
