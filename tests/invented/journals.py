# sentences and lists of words
"""Invented journals, publishers and the shapes of their citations."""

from random import Random

from tests.invented.article import Journal
from tests.invented.citing import Citation, Joint, PrintedDate, Season, Secondary

JOURNALS = (
    Journal("Annals of lantern biology", "Ann Lantern Biol", "9990-0011", "990000101", "Amity University Press"),
    Journal("Journal of cold botany", "J Cold Bot", "9990-0038", "990000102", "Northmark Academic"),
    Journal("Vent & brine letters", "Vent Brine Lett", "9990-0054", "990000103", "Ember Open Science"),
    Journal("The Vesperland journal of medicine", "Vesperland J Med", "9990-0070", "990000104", "Vesper Medical Society"),
    Journal("PLoT one", "PLoT One", "9990-0097", "990000105", "Public Library of Tides"),
    Journal("Quiet waters (Orrin, Vesperland : 1985)", "Quiet Waters", "9990-0119", "990000106", "Orrin Station"),
    Journal("[Mizu to hikari] Water and light", "Mizu To Hikari", None, "990000107", "Hikari Publishing"),
    Journal("Archives of island ecology. Supplement", "Arch Island Ecol Suppl", "9990-0135", "990000108", "Ternhaven House"),
    Journal("Cochlea database of tidal reviews", "Cochlea Database Tidal Rev", "9990-0151", "990000109", "Cochlea Library"),
    Journal("AstroMoss", "AstroMoss", "9990-0178", "990000110", "Kestrel Observatory Press"),
)  # fmt: skip
PAGE_FORMS = (
    "{a}", "{a}-{b}", "{a}-{short}", "e{a}", "{a}.e2", "S{small}-S{large}", "eAO{a}", "{a}-{short}; author reply {b}",
    "CD00{a}", "suppl {small}-{large}", "e{small}-e{large}",
)  # fmt: skip
SHAPE_WEIGHTS = (58, 20, 5, 5, 4, 4, 2, 2)
PAGE_WEIGHTS = (30, 30, 12, 10, 1, 3, 1, 2, 1, 1, 3)


def citation(random: Random, year: int) -> Citation:
    """A citation in one of the shapes that PubMed prints, the usual ones most often."""
    volume, issue = str(random.randint(1, 140)), random.randint(1, 24)
    part, first = random.randint(1, 3), random.randint(1, 400)
    shapes: tuple[tuple[str | None, str | None, str | None], ...] = (
        (volume, str(issue), pages(random)),
        (volume, None, pages(random)),
        (str(year), None, str(random.randint(1_000_000, 9_999_999))),
        (volume, random.choice((f"Suppl {part}", f"{issue} Suppl", f"{issue} Pt {part}")), pages(random)),
        (volume, f"{issue}-{issue + 1}", pages(random)),
        (None, None, random.choice((f"{first}-{first + 12}", f"e{first:07d}"))),
        (None, str(issue), pages(random)),
        (volume, str(issue), None),
    )
    return Citation(date(random, year), *random.choices(shapes, SHAPE_WEIGHTS)[0])


def date(random: Random, year: int) -> PrintedDate:
    """Mostly a day or a month; now and then a range, a season, a year alone."""
    month, lot = random.randint(1, 12), random.random()
    if lot < 0.5:
        return PrintedDate(year, month, random.randint(1, 28))
    if lot < 0.82:
        return PrintedDate(year, month)
    if lot < 0.9:
        joint = Joint.HYPHEN if lot < 0.87 else Joint.SLASH
        return PrintedDate(year, min(month, 11), last_month=min(month, 11) + 1, joint=joint)
    if lot < 0.93:
        return PrintedDate(year, season=random.choice(tuple(Season)))
    return PrintedDate(year)


def pages(random: Random) -> str:
    """Pages in one of NLM's spellings."""
    first, small = random.randint(100, 8000), random.randint(1, 60)
    last = first + random.randint(2, 30)
    form = random.choices(PAGE_FORMS, PAGE_WEIGHTS)[0]
    return form.format(a=first, b=last, short=_shortened(first, last), small=small, large=small + 9)


def _shortened(first: int, last: int) -> str:
    """`90` after `1182` for 1190: only what changes."""
    a, b = str(first), str(last)
    if len(a) != len(b):
        return b
    start = next(i for i in range(len(a)) if a[i] != b[i])
    return b[start:]


def secondary(random: Random, year: int, main: PrintedDate) -> Secondary | None:
    """The electronic, collection or print date: two articles in three have one."""
    lot = random.random()
    if lot < 0.35:
        return None
    if lot < 0.7:
        return Secondary("Epub", PrintedDate(year, random.randint(1, 12), random.randint(1, 28)))
    if lot < 0.94 or main.day is None:
        return Secondary("eCollection", _collection(random, year))
    return Secondary("Print", PrintedDate(year, random.randint(1, 12)))


def _collection(random: Random, year: int) -> PrintedDate:
    lot = random.random()
    if lot < 0.8:
        return PrintedDate(year)
    if lot < 0.9:
        return PrintedDate(year, random.randint(1, 12))
    return PrintedDate(year, 1, last_month=12)


def doi(random: Random, journal: Journal, citation: Citation, seed: int) -> str:
    """A DOI under the prefix for tests, in one of publishers' many tastes."""
    word = "".join([c for c in journal.abbreviation if c.isalpha()])
    lot, year = random.random(), citation.date.year
    if lot < 0.55:
        return f"10.5555/{word.lower()}.{year}.{seed:06d}"
    if lot < 0.75:
        return f"10.5555/{word}{seed:07d}"
    if lot < 0.9:
        return f"10.5555/S{seed:06d}-{year % 100:02d}({journal.nlm_id[-2:]})00{seed % 90 + 10}-X"
    if lot < 0.98:
        return f"10.5555/{word.lower()}_{seed:06d}.v1"
    return f"10.5555/(SICI)9990-{seed % 10_000:04d}({year})12:3<{seed}::AID-LUX{seed % 97}>3.0.CO;2-{seed % 9}"
