# sentences and lists of words
"""Invented people and where they work."""

from random import Random

from tests.invented.article import Affiliation, Author

GIVEN_NAMES = (
    "Maren", "Oisín", "Tadeo", "Lioba", "Yuna", "Ruslan", "Noor", "Béla", "Ximena", "Kofi", "Sólveig", "Adaeze",
    "Ilse-Marie", "Ji-Ho", "Wen", "Tomás", "Priska", "Anselm", "Hinemoa", "Thandeka", "Leif", "Amaia", "Casimir",
    "Odalys", "Ewa", "Rafi", "Svante", "Imani", "Juno", "Étienne", "Paloma", "Torvald", "Li-Mei", "Zoltán", "Nerys",
)  # fmt: skip
SURNAMES = (
    "Ravensloot", "Kielmark", "Ondarra", "Quistgaard", "van der Holm", "Abendrot", "Tsukimori", "Mbekelo", "Łaskawa",
    "O'Hallorane", "Szentpéter", "D'Arvino", "Vinterhjelm", "Zhaoren", "Estrella-Pino", "Fairwater", "Novakrest",
    "Okonjura", "Lindquell", "Marchetaux", "Tamboril", "Haukenes", "Brightmoor", "Castellmare", "Yilderen", "Søndervik",
    "Petrakidou", "Wolkenstein", "Amankwaa-Lee", "Dubrovnikar", "Sparrowhawk", "Tiderun", "Kelpmann", "Iwashiro",
)  # fmt: skip
MIDDLE_INITIALS = ("A", "B", "E", "J", "K", "M", "R", "T")
GROUPS = (
    "Tern Islands Survey (TIS) Group", "Lantern Kelp Genome Consortium", "Halvard Sound Observatory",
    "Working Group on Quiet Seas", "Ember Vents Expedition 7", "Alpine Moss Network (ALMOND)",
)  # fmt: skip
DEPARTMENTS = (
    "Department of Marine Light", "Institute of Cold Botany", "Laboratory of Tidal Genetics", "School of Island Ecology",
    "Centre for Ice and Brine", "Section of Quiet Waters", "Department of Moss & Lichen Science",
    "Laboratory for Planetary Analogues", "Division of Vent Microbiology", "Unit of Invented Statistics",
)  # fmt: skip
INSTITUTIONS = (
    ("University of Port Amity", "Port Amity 40217", "Amity Coast"),
    ("Lake Ysolde Polytechnic", "Ysolde", "Northmark"),
    ("Kestrel Plateau Observatory", "Kestrel", "Northmark"),
    ("Royal Kelp Museum", "Saint Bruna", "Amity Coast"),
    ("Orrin Fjord Marine Station", "Orrin 0150", "Vesperland"),
    ("Universidade das Marés", "Porto Lanterna", "Ilhas do Vento"),
    ("Tern Islands Women's College", "Ternhaven", "Tern Islands"),
    ("Institut für Stille Gewässer", "Mondsee-Süd", "Vesperland"),
)  # fmt: skip
E_MAIL_HOSTS = ("example.org", "kelp.example.org", "station.example.com", "example.com")


def person(random: Random) -> Author:
    """Someone with a name and no affiliation yet."""
    given, surname = random.choice(GIVEN_NAMES), random.choice(SURNAMES)
    middle = random.choice(MIDDLE_INITIALS) if random.random() < 0.3 else ""
    name = f"{given} {middle} {surname}" if middle else f"{given} {surname}"
    return Author(name=name, short_name=f"{surname} {initials(given)}{middle}")


def initials(given: str) -> str:
    """`IM` of `Ilse-Marie`."""
    return "".join([part[0] for part in given.split("-")])


def short_name(random: Random) -> str:
    """A name as a reference or a list of other articles prints it."""
    return f"{random.choice(SURNAMES)} {initials(random.choice(GIVEN_NAMES))}"


def affiliation(random: Random) -> Affiliation:
    """A department with its place; one in four with e-mail addresses, printed in PubMed's several ways."""
    house, city, country = random.choice(INSTITUTIONS)
    place = f"{random.choice(DEPARTMENTS)}, {house}, {city}, {country}"
    lot = random.random()
    if lot > 0.27:
        return Affiliation(f"{place}.")
    first = e_mail(random)
    if lot < 0.15:
        return Affiliation(f"{place}. {first}.", (first,))
    if lot < 0.2:
        return Affiliation(f"{place}. Electronic address: {first}.", (first,))
    if lot < 0.23:
        return Affiliation(f"{place}. {first}", (first,))
    second = e_mail(random)
    if second == first:
        return Affiliation(f"{place} {first}.", (first,))
    return Affiliation(f"{place} {first} {second}.", (first, second))


def e_mail(random: Random) -> str:
    """An address that can belong to nobody."""
    local = random.choice(("m.ravensloot", "tide-desk", "Kelp.Lab", "o_ondarra", "vents7", "moss+data"))
    return f"{local}@{random.choice(E_MAIL_HOSTS)}"
