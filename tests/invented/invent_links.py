"""The lower part of an invented article: indexing, grants, other articles, links out."""

from dataclasses import dataclass
from random import Random

from tests.invented import journals, people, prose
from tests.invented.article import Journal, MeshTerm, Statement
from tests.invented.invent_heading import Identity
from tests.invented.links import DataBankEntry, Docsum, Grant, LinkedList, LinkOut, LinkOutGroup
from tests.invented.rarities import Rarity
from tests.invented.topics import Topic

TYPES_DISPLAYED = ("Review", "Case Reports", "Editorial", "Comment", "Randomized Controlled Trial", "Meta-Analysis")
TYPES_LISTED = (
    "Research Support, Non-U.S. Gov't",
    "Comparative Study",
    "Letter",
    "Research Support, N.I.H., Extramural",
)
MESH = (
    ("Animals", None), ("Humans", None), ("Female", None), ("Kelp", "physiology"), ("Kelp", "radiation effects"),
    ("Light", "adverse effects"), ("Bryophyta", "growth & development"), ("Seawater", "chemistry"), ("Seasons", None),
    ("Ice Cover", "microbiology"), ("Gene Expression Regulation, Plant", None), ("Exobiology", "methods"),
    ("Proteins, Luminous", "genetics"), ("Islands", None), ("Models, Biological", None), ("Ships", None),
)  # fmt: skip
SUBSTANCES = (
    "Chlorophyll",
    "Lantern Luciferin",
    "Salts",
    "brnK protein, Mirabryum nivale",
    "Copper",
    "1,3-dihydroxylumene",
)
RELATED = ("MedGen", "PMC images", "Cited in Books", "PubChem Compound (MeSH Keyword)", "Nucleotide")
INTERESTS = (
    "The authors declare no conflict of interest.",
    "None declared.",
    "Competing interests: M.R. holds shares in Lanterna & Sons; the other authors report none.",
    "All authors have completed the form of the Quiet Seas Board (www.quietseas.example.org) & declare: no support.",
)
GRANTS = (
    Grant("Skylark Trust", "0402", "SKY_", "Northmark"),
    Grant("NIKT NIH HHS", "R01 KE004217", "KE", "United States"),
    Grant("Council for Islands and Tides", "CIT-2017-88", None, "Vesperland"),
    Grant("Natural Light R&D Fund of the Amity Coast", "LIGHT2020B1", None, "Amity Coast"),
    Grant("Foundation of the Kestrel Plateau", "61601005"),
    Grant("Board of Cold Sciences", "BC/H016694/1", "BC_", "Northmark"),
    Grant("Fjord and Sound Fund", "FS 19/3", None, "Vesperland"),
)
AMBIGUOUS_GRANTS = (
    Grant("Lanterna Laboratories"),
    Grant("Saint Bruna Medical Foundation/Amity Province", "SB-2020003", None, "Amity Coast"),
    Grant("Harbour and Lamps/Beacons Board", "HB7"),
)
_NUCLEOTIDE = "https://www.ncbi.nlm.nih.gov/nucleotide?term=ZZ"
_TRIALS = "http://clinicaltrials.gov/show/NCT99"


@dataclass(frozen=True, slots=True)
class Types:
    """The type above the title and the types in the list."""

    displayed: str | None
    listed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Funding:
    """Grants with numbers, and the statement in prose."""

    grants: tuple[Grant, ...]
    statement: str | None


def other_pmid(random: Random) -> int:
    """Another invented article's PMID."""
    return random.randint(91_000_000, 98_999_999)


def publication_types(random: Random, rarity: Rarity) -> Types:
    """Three articles in ten have types, one in ten shows one above its title."""
    lot = random.random()
    displayed = random.choice(TYPES_DISPLAYED) if rarity is Rarity.DISPLAYED_TYPE or lot < 0.1 else None
    listed = [] if displayed is None else [displayed]
    if lot > 0.82 or (displayed is not None and lot < 0.05):
        listed += sorted(random.sample(TYPES_LISTED, random.randint(1, 2)))
    if rarity is Rarity.RETRACTED:
        listed.append("Retracted Publication")
    return Types(displayed, tuple(listed))


def mesh_terms(random: Random) -> tuple[MeshTerm, ...]:
    """MeSH terms in the alphabet's order; half of the articles have been indexed."""
    if random.random() < 0.47:
        return ()
    chosen = sorted(random.sample(MESH, random.randint(4, 13)), key=lambda term: (term[0], term[1] or ""))
    return tuple(MeshTerm(descriptor, qualifier, random.random() < 0.35) for descriptor, qualifier in chosen)


def substances(random: Random) -> tuple[str, ...]:
    """Substances of one article in five."""
    return tuple(sorted(random.sample(SUBSTANCES, random.randint(1, 4)))) if random.random() < 0.19 else ()


def associated_data(random: Random, rarity: Rarity) -> tuple[DataBankEntry, ...]:
    """Accessions in data banks."""
    if rarity is not Rarity.ASSOCIATED_DATA:
        return ()
    number = random.randint(100_000, 999_999)
    return (
        DataBankEntry("GENBANK", f"ZZ{number}", f"{_NUCLEOTIDE}{number}", "Search in Nucleotide"),
        DataBankEntry("ClinicalTrials.gov", f"NCT99{number}", f"{_TRIALS}{number}", "Search in ClinicalTrials.gov"),
        DataBankEntry("figshare", f"10.5555/m9.tide.{number}.v1", f"https://doi.org/10.5555/m9.tide.{number}.v1"),
    )  # fmt: skip


def grants_and_funding(random: Random, rarity: Rarity) -> Funding:
    """Grants of two articles in five, a statement of a few."""
    statement = "This work was funded by the Skylark Trust (grant 0402) and by the sale of postcards."
    if rarity is Rarity.FUNDING_STATEMENT:
        return Funding((), statement)
    if rarity is Rarity.AMBIGUOUS_GRANTS:
        return Funding((GRANTS[0], *AMBIGUOUS_GRANTS), statement if random.random() < 0.5 else None)
    if random.random() > 0.35:
        return Funding((), None)
    return Funding(tuple(random.sample(GRANTS, random.choices((1, 2, 3, 6, 7), (8, 6, 4, 1, 1))[0])), None)


def conflict_of_interest(random: Random, rarity: Rarity) -> tuple[Statement, ...]:
    """The statement of three articles in five."""
    if rarity is Rarity.SECTIONS_IN_CONFLICT_OF_INTEREST:
        return (
            Statement((("The work was paid for by the Skylark Trust.",),), "Funding"),
            Statement(
                (("Y.T. advises the harbour office.",), ("The other authors report nothing.",)), "Conflict of interest"
            ),
        )
    return (Statement(((random.choice(INTERESTS),),)),) if random.random() < 0.59 else ()


def copyright_line(random: Random, journal: Journal, year: int) -> str | None:
    """Who holds the rights, for nearly half of the articles."""
    if random.random() > 0.45:
        return None
    form = random.choice(
        ("© {y} {p}.", "Copyright © {y} {p}. All rights reserved.", "© {y}. The Author(s).", "{p} & the authors {y}.")
    )
    return form.format(y=year, p=journal.publisher)


def docsums(random: Random, about: Topic, count: int) -> tuple[Docsum, ...]:
    """Other articles, as PubMed sums them up."""
    return tuple(_docsum(random, about) for _ in range(count))


def _docsum(random: Random, about: Topic, prefix: str = "") -> Docsum:
    journal, year = random.choice(journals.JOURNALS), random.randint(1985, 2023)
    cited_as = journals.citation(random, year)
    names = [people.short_name(random) for _ in range(random.randint(1, 7))]
    lot = random.random()
    doi = f" doi: 10.5555/{journal.nlm_id}.{random.randint(1, 99_999)}." if lot < 0.8 else ""
    dated = journals.secondary(random, year, cited_as.date)
    epub = f" {dated.printed()}" if dated is not None and lot < 0.5 else ""
    return Docsum(
        pmid=other_pmid(random),
        title=(prefix, *prose.other_title(random, about)),
        authors="[No authors listed]" if lot > 0.97 else f"{', '.join(names)}.",
        first_author=None if lot > 0.97 else names[0] + (", et al." if len(names) > 1 else "."),
        journal=journal.abbreviation,
        year=year,
        citation=f"{journal.abbreviation}. {cited_as.printed()}{doi}{epub}",
        is_free_in_pmc=lot < 0.45,
        is_retracted=lot > 0.985,
        displayed_type="Review" if 0.5 < lot < 0.6 else None,
        language="Chinese" if 0.9 < lot < 0.94 else None,
        has_abstract=lot < 0.93,
    )


def linked(random: Random, rarity: Rarity, about: Topic) -> tuple[LinkedList, ...]:
    """Comments and corrections, each list under its heading."""
    if rarity is Rarity.RETRACTED:
        return (
            LinkedList(
                "Retraction in",
                "linked-retraction-forward",
                (_docsum(random, about, "RETRACTION:  "),),
                goes_above_abstract=True,
            ),
        )
    if rarity is Rarity.ERRATUM_IN:
        entry = _docsum(random, about, "Author Correction: ")
        return (LinkedList("Erratum in", "linked-correction-forward", (entry,), goes_above_abstract=True),)
    if rarity is Rarity.COMMENT_IN:
        return (LinkedList("Comment in", "linked-commentary", docsums(random, about, random.randint(1, 3))),)
    if rarity is Rarity.COMMENT_ON:
        return (LinkedList("Comment on", "linked-commentary-article", docsums(random, about, 1)),)
    if rarity is Rarity.UPDATE_OF:
        return (
            LinkedList("Update of", "linked-updated-article", (f"doi: 10.5555/TIDE{random.randint(1, 999_999):06d}",)),
        )
    return ()


def related_information(random: Random) -> tuple[str, ...]:
    """Links into NCBI's other databases."""
    return tuple(random.sample(RELATED, random.randint(0, 2)))


def linkout(random: Random, identity: Identity, journal: Journal, pmid: int) -> tuple[LinkOutGroup, ...]:
    """Links to the full text and beyond; nearly every article has some."""
    if random.random() < 0.03:
        return ()
    sources = []
    if identity.pmc is not None:
        sources.append(LinkOut("Europe PubMed Central", f"https://europepmc.example.org/abstract/MED/{pmid}", 6082))
        sources.append(LinkOut("PubMed Central", f"https://www.ncbi.nlm.nih.gov/pmc/articles/pmid/{pmid}/", 3494))
    sources.append(
        LinkOut(journal.publisher, f"https://fulltext.example.org/lookup?id={pmid}&from={journal.nlm_id}", 4110)
    )
    groups = [LinkOutGroup("Full Text Sources", tuple(sources))]
    if random.random() < 0.12:
        groups.append(
            LinkOutGroup(
                "Other Literature Sources",
                (LinkOut("The Lens of Tides", f"https://lens.example.org/list?q={pmid}", 9142),),
            )
        )
    if random.random() < 0.12:
        groups.append(
            LinkOutGroup(
                "Research Materials", (LinkOut("Kelp Stock Center", "https://stocks.example.org/kelp/7", 8467),)
            )
        )
    if random.random() < 0.1:
        groups.append(
            LinkOutGroup(
                "Miscellaneous", (LinkOut("Tide & Assay Portal", f"https://assays.example.org/{pmid % 97}", 8467),)
            )
        )
    return tuple(groups)
