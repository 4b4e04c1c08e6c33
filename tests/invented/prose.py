# sentences and lists of words
"""Sentences about a topic: titles, abstracts in five languages, captions, statements."""

from dataclasses import replace
from random import Random

from tests.invented.article import Abstract, AbstractPart
from tests.invented.marked_text import Part, Tag, Text, bold, italic, sub, sup
from tests.invented.prose_foreign import FOREIGN
from tests.invented.topics import FACTORS, METHODS, PLACES, PROCESSES, Topic

STRUCTURES = (
    ("Background", "Methods", "Results", "Conclusions"),
    ("Background", "Objective", "Methods", "Results", "Conclusion"),
    ("Objectives", "Materials and methods", "Results", "Conclusion"),
    ("Introduction", "Methods", "Results", "Discussion"),
    ("Purpose", "Design", "Results", "Conclusions"),
    ("Aim", "Method", "Main results", "Authors' conclusions"),
    ("What is already known about this topic?", "Search strategy", "Results", "Trial registration"),
)
ROLES = {
    "Background": "why", "Introduction": "why", "What is already known about this topic?": "why",
    "Objective": "aim", "Objectives": "aim", "Purpose": "aim", "Aim": "aim",
    "Methods": "how", "Materials and methods": "how", "Design": "how", "Method": "how", "Search strategy": "how",
    "Results": "found", "Main results": "found",
    "Conclusion": "end", "Conclusions": "end", "Discussion": "end", "Authors' conclusions": "end",
    "Trial registration": "register",
}  # fmt: skip


def title(random: Random, topic: Topic) -> Text:
    """A title without a full stop."""
    latin = italic(topic.latin)
    forms: tuple[Text, ...] = (
        (f"Effects of {topic.factor} on {topic.process} in the {topic.common} (", latin, f") of {topic.place}"),
        (latin, f" shows {topic.process} under {topic.factor}: evidence from {topic.method}"),
        (f"Does {topic.factor} limit {topic.process} in the {topic.common}?",),
        ("The role of ", italic(topic.gene), f" in {topic.process} of the {topic.common} at {topic.place}"),
        (f"{_capital(topic.process)} & {topic.factor}: a ten-year record of the {topic.common} from {topic.place}",),
        ("CO", sub("2"), f" exchange and {topic.process} in the {topic.common}"),
        ("Ca", sup("2+"), f" signals precede {topic.process} in ", latin),
        (f"The {topic.common} in {topic.factor}: a review of {topic.method} and what it cannot tell",),
    )  # fmt: skip
    return random.choice(forms)


def other_title(random: Random, topic: Topic) -> Text:
    """A title in a list of other articles, where PubMed writes `em` for italics."""
    elsewhere = _elsewhere(random, topic)
    forms: tuple[Text, ...] = (
        ("Two seasons of ", Tag("em", (topic.latin,)), f" at {elsewhere.place}."),
        ("CO", sub("2"), f" and the {topic.common}: an outlook."),
        *[(f"{plain_title(random, topic)}.",)] * 6,
    )
    return random.choice(forms)


def plain_title(random: Random, topic: Topic) -> str:
    """A title without markup, for references."""
    other = _elsewhere(random, topic)
    forms = (
        f"{_capital(topic.process)} of the {topic.common} after {other.factor}",
        f"A note on {topic.latin} from {other.place}",
        f"How {other.factor} shapes {topic.process}: lessons from {other.place}",
        f"{_capital(other.method)} reveals {other.process} in {topic.latin}",
        f"{_capital(other.process)} under {topic.factor}: a field guide",
    )
    return random.choice(forms)


def _elsewhere(random: Random, topic: Topic) -> Topic:
    """A neighbouring question about the same creature."""
    return replace(
        topic,
        place=random.choice(PLACES),
        process=random.choice(PROCESSES),
        factor=random.choice(FACTORS),
        method=random.choice(METHODS),
    )


def abstract(random: Random, topic: Topic, labels: tuple[str, ...]) -> Abstract:
    """An English abstract: one paragraph a label, or a single one without labels."""
    if not labels:
        words: list[Part] = []
        for role in ("why", "aim", "how", "found", "end"):
            words += [*paragraph(random, topic, role), " "]
        return Abstract("eng", (AbstractPart(tuple(words[:-1])),))
    return Abstract("eng", tuple(AbstractPart(paragraph(random, topic, ROLES[label]), label) for label in labels))


def foreign_abstract(topic: Topic, language: str) -> Abstract:
    """The same matter in Chinese, French, Spanish or Portuguese."""
    latin = italic(topic.latin)
    parts = tuple(AbstractPart((before, latin, after), label) for label, before, after in FOREIGN[language])
    return Abstract(language, parts)


def paragraph(random: Random, topic: Topic, role: str) -> Text:
    """One paragraph, two to four sentences, of a part of an abstract."""
    latin = italic(topic.latin)
    p, n, share = f"0.0{random.randint(1, 49):02d}", random.randint(12, 980), random.randint(11, 88)
    if role == "why":
        return (
            f"The {topic.common} (", latin, (f") is found around {topic.place}, where {topic.factor} has become more common. "
            f"Little is known about its {topic.process}. "), *_why(random, topic),
        )  # fmt: skip
    if role == "aim":
        return (f"We asked whether {topic.factor} changes {topic.process} of the {topic.common}, and how fast.",)
    if role == "how":
        return (f"We followed {n} colonies at {topic.place} with {topic.method}. ", *_how(random, topic))
    if role == "register":
        return (
            "Tern Islands Trial Register ",
            Tag("a", (f"TITR{n:05d}",), f'href="https://trials.example.org/TITR{n:05d}" title="See in register"'),
            ".",
        )
    if role == "found":
        return (
            f"{_capital(topic.process)} fell by {share}% (95% CI {share - 6}-{share + 7}; ", italic("P"), (f" = {p}) within "
            f"{random.randint(2, 40)} days. "), *_found(random, topic),
        )  # fmt: skip
    return _end(random, topic)


def _why(random: Random, topic: Topic) -> Text:
    return random.choice((
        (f"Earlier work at {random.choice(PLACES)} gave mixed answers.",),
        ("Models predict a loss of one third by 2060 (", italic("k"), " ", sub("B"), " ", italic("T"), " ", sub("0"), " scaling)."),
        (f"The gene {topic.gene}(-/-) line lacks it entirely, and 10(-9) M inhibitor is enough to stop it.",),
        ("R&D on lamps, nets & ferries rarely asks what the sea needs.",),
    ))  # fmt: skip


def _how(random: Random, topic: Topic) -> Text:
    return random.choice((
        ("Light was 40 µmol m", sup("-2"), " s", sup("-1"), " and water held at 4 °C."),
        ("Sequences with similarity&gt;0.93 were merged (Lanterna &amp; Sons, version 2).",),
        ("Uptake was p", italic("K"), " ", sub("a"), "-corrected; dose 12 g kg(-1), ", italic("n"), " = 6 tanks."),
        ("Growth followed ", FORMULA, f", with {topic.factor} as a fixed effect."),
        ("Knock-outs (", italic(topic.gene), sup("-/-"), ") and wild types shared tanks; SnO", sub("6"), " ", sup("2-"), " was the tracer."),
    ))  # fmt: skip


def _found(random: Random, topic: Topic) -> Text:
    return random.choice((
        ("No such change was seen in darkness (", italic("P"), " ", sub("trend"), " > 0.05; ", italic("r"), sup("2"), " < 0.1)."),
        ("The ", Tag("sub", (Tag("b", (italic("n"),)),)), " th tide mattered most."),
        (f"Expression of {topic.gene} rose in 11 of 12 CD4", sup("+"), "-like cells, and H", sub("2"), "O", sub("2"), " stayed low."),
        ("“Quiet” sites recovered first\u2009—\u2009within two\u00a0moons.",),
    ))  # fmt: skip


def _end(random: Random, topic: Topic) -> Text:
    return random.choice((
        (f"{_capital(topic.factor)} slows {topic.process} of the {topic.common}. Protecting {topic.place} remains worthwhile.",),
        (f"Our data do not support a role of {topic.factor}. Figures, references and abstracts of older work should be read with care.",),
        (f"We suggest that the {topic.common} be used as a sentinel of {topic.factor} wherever ferries run at night.",),
    ))  # fmt: skip


FORMULA = Tag(
    "math",
    (Tag("mrow", (Tag("msub", (Tag("mi", ("g",)), Tag("mi", ("t",)))), Tag("mo", ("=",)), Tag("mn", ("0.93",)))),),
)


def panels(random: Random, topic: Topic) -> Text:
    """A caption that walks through its panels; NLM lost the blanks in some."""
    words = (
        f"{_capital(topic.process)} in {topic.place}",
        f"the same after {random.randint(2, 30)} days of {topic.factor}",
        "counts per m",
    )
    if random.random() < 0.2:
        return (bold("A"), words[0], bold("B"), words[1], bold("C"), words[2], sup("2"), ".")
    return ("(", bold("A"), f") {words[0]}. (", bold("B"), f") {_capital(words[1])}, {words[2]}", sup("2"), ".")


def caption(random: Random, topic: Topic) -> Text:
    """A short caption."""
    return random.choice((
        (f"Map of {topic.place} with the {random.randint(3, 40)} sites. Scale bar, {random.randint(1, 20)} km.",),
        ("Growth of ", italic(topic.latin), f" under {topic.factor} (mean ± SD, ", italic("n"), f" = {random.randint(3, 30)})."),
        ("Daily means of PM", sub("2.5"), f" and {topic.factor}. ", Tag("ext-link", ("Source code",), EXT_LINK), " is open."),
        ("Scheme of the tank; ", FORMULA, " is the growth rate."),
    ))  # fmt: skip


EXT_LINK = 'ext-link-type="uri" xlink:href="https://tidecode.example.org/tank"'


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
