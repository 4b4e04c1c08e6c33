"""The body of an invented article: abstract, keywords, figures, references."""

from dataclasses import replace
from random import Random

from tests.invented import prose, references_text
from tests.invented.article import Abstract, AbstractPart, Pmc
from tests.invented.marked_text import FormulaImage, Text, italic, sub
from tests.invented.matter import Figure, ReferenceList
from tests.invented.rarities import Rarity
from tests.invented.topics import Topic

WITHOUT_ABSTRACT = (Rarity.EMPTY_ABSTRACT, Rarity.EMPTY_ABSTRACT_WITH_KEYWORDS)
FIGURE_RARITIES = (
    Rarity.MANY_FIGURES, Rarity.TITLED_FIGURES, Rarity.FIGURES_WITHOUT_CAPTIONS, Rarity.GRAPHICAL_ABSTRACT,
    Rarity.UNLABELLED_FIGURE, Rarity.FORMULA_IN_CAPTION,
)  # fmt: skip
LABELS = (
    "Fig. {n}",
    "Figure {n}",
    "Fig {n}",
    "FIG\u00a0{n}",
    "Figure\u00a0{n}",
    "Scheme {n}",
    "Figure A{n}",
    "Figure {n}.",
    "{n}",
)
LABEL_WEIGHTS = (30, 25, 15, 5, 5, 3, 3, 8, 2)
STUDIES = ("Quistgaard", "Ondarra", "Tamboril", "Kielmark")
REFERENCES_SHOWN = 5


def abstracts(random: Random, rarity: Rarity, about: Topic) -> tuple[Abstract, ...]:
    """The abstracts, English first; one article in six has a structured one."""
    labels = random.choice(prose.STRUCTURES) if random.random() < 0.17 else ()
    english = prose.abstract(random, about, labels)
    if rarity in WITHOUT_ABSTRACT:
        return ()
    if rarity is Rarity.BARE_ABSTRACT:
        return (Abstract("eng", (AbstractPart(prose.paragraph(random, about, "why"), "PIP"),)),)
    if rarity is Rarity.MIXED_ABSTRACT:
        opening = AbstractPart(prose.paragraph(random, about, "why"))
        return (Abstract("eng", (opening, AbstractPart(prose.paragraph(random, about, "end"), "Importance"))),)
    if rarity is Rarity.FOREIGN_ABSTRACT_ONLY:
        return (prose.foreign_abstract(about, "por"),)
    foreign = {
        Rarity.CHINESE_ABSTRACT: ("zho",),
        Rarity.FRENCH_AND_SPANISH_ABSTRACTS: ("fra", "spa"),
        Rarity.SEVERAL_LANGUAGES: ("fra", "spa"),
        Rarity.PORTUGUESE_ABSTRACT: ("por",),
    }.get(rarity, ())
    return (english, *(prose.foreign_abstract(about, language) for language in foreign))


def plain_language_summary(rarity: Rarity, about: Topic) -> Text | None:
    """What the article says to everyone."""
    if rarity is not Rarity.PLAIN_LANGUAGE_SUMMARY:
        return None
    return (
        (
            f"The {about.common} lives at {about.place}. We wanted to know what {about.factor} does to it. "
            "It copes, but slowly."
        ),
    )


def keywords(random: Random, rarity: Rarity, about: Topic) -> tuple[Text, ...]:
    """The authors' keywords; two articles in three have some."""
    has_some = random.random() < 0.67
    if rarity is Rarity.EMPTY_ABSTRACT or (not has_some and rarity is not Rarity.EMPTY_ABSTRACT_WITH_KEYWORDS):
        return ()
    some: list[Text] = [(about.common,), (about.process,), (about.factor,)]
    lot = random.random()
    if lot < 0.15:
        some.append((italic(about.latin),))
    if lot < 0.08:
        some.append(("CO", sub("2"), " exchange"))
    if lot > 0.8:
        some += [("tides & lamps",), ("long-term ecological research (LTER)",)]
    return tuple(some)


def figures(random: Random, rarity: Rarity, about: Topic, pmc: Pmc | None) -> tuple[Figure, ...]:
    """The figures in PMC."""
    wanted = rarity in FIGURE_RARITIES
    if pmc is None or pmc.free_from is not None or (random.random() < 0.07 and not wanted):
        return ()
    count = (
        random.randint(7, 15) if rarity is Rarity.MANY_FIGURES else random.choices(range(1, 12), range(11, 0, -1))[0]
    )
    form = random.choices(LABELS, LABEL_WEIGHTS)[0]
    stem = f"{about.latin.split()[0].lower()}-{random.randint(1, 99)}-g"
    drawn = [_figure(random, rarity, about, form=form, stem=stem, number=number) for number in range(1, count + 1)]
    if rarity is Rarity.GRAPHICAL_ABSTRACT:
        drawn.insert(0, _graphical_abstract(random, stem))
    return tuple(drawn)


def _figure(random: Random, rarity: Rarity, about: Topic, *, form: str, stem: str, number: int) -> Figure:
    drawn = Figure(
        f"F{number}",
        f"{stem}{number:03d}",
        random.randint(320, 800),
        random.randint(200, 1400),
        label=form.format(n=number),
    )
    if rarity is Rarity.FIGURES_WITHOUT_CAPTIONS:
        return replace(drawn, label=None, image_alt="None")
    if rarity is Rarity.UNLABELLED_FIGURE and number == 1:
        return replace(drawn, label=None, image_alt="None", caption=prose.caption(random, about))
    if rarity is Rarity.FORMULA_IN_CAPTION and number == 1:
        image = FormulaImage(f"https://www.ncbi.nlm.nih.gov/pmc/articles/bin/{stem}fx2.jpg")
        return replace(drawn, caption=(*prose.caption(random, about), " Growth was ", image, " per day."))
    return _with_caption(random, rarity, about, drawn)


def _with_caption(random: Random, rarity: Rarity, about: Topic, drawn: Figure) -> Figure:
    """A label alone, a title alone, a caption, or both; sometimes the thumbnail spells the label otherwise."""
    has_title = rarity is Rarity.TITLED_FIGURES or random.random() < 0.13
    heading: Text | None = (
        (f"{about.process.capitalize()} of ", italic(about.latin), f" at {about.place}.") if has_title else None
    )
    text = prose.panels(random, about) if random.random() < 0.4 else prose.caption(random, about)
    lot = random.random()
    if lot > 0.92 or (has_title and lot > 0.55):
        return replace(drawn, title=heading)
    label = drawn.label or ""
    alt = label.replace(".", "") if label.startswith("Fig. ") and lot < 0.1 else label
    return replace(drawn, title=heading, caption=text, image_alt=alt)


def _graphical_abstract(random: Random, stem: str) -> Figure:
    return Figure(
        "undfig1", f"{stem}ga1", random.randint(320, 800), 400, label=None,
        image_alt="Image, graphical abstract", heading_label="Graphical abstract",
    )  # fmt: skip


def references(random: Random, rarity: Rarity, about: Topic) -> tuple[tuple[ReferenceList, ...], int]:
    """The lists of references and the article's total; the page shows five of a list without groups."""
    if rarity is Rarity.GROUPED_REFERENCES:
        lists = _grouped(random, about)
        return lists, sum(len(part.references) + sum(len(inner.references) for inner in part.lists) for part in lists)
    few = rarity is Rarity.FEW_REFERENCES
    special = rarity in (
        Rarity.SEVERAL_NOTES,
        Rarity.TITLED_REFERENCES,
        Rarity.MARKUP_IN_REFERENCES,
        Rarity.ODD_REFERENCE_LINKS,
    )
    if random.random() > 0.71 and not few and not special:
        return (), 0
    total = random.randint(1, 4) if few else random.choices((5, 12, 28, 39, 57, 101), (1, 5, 10, 10, 8, 2))[0]
    shown = [references_text.reference(random, about) for _ in range(min(total, REFERENCES_SHOWN))]
    if rarity is Rarity.SEVERAL_NOTES:
        shown[1] = references_text.in_two_notes(random)
    if rarity is Rarity.MARKUP_IN_REFERENCES:
        shown[: len(references_text.MARKED_UP)] = references_text.MARKED_UP
    if rarity is Rarity.ODD_REFERENCE_LINKS:
        shown[:3] = references_text.oddly_linked(random, about)
    heading = "REFERENCES" if rarity is Rarity.TITLED_REFERENCES else None
    return (ReferenceList(tuple(shown), heading),), total


def _grouped(random: Random, about: Topic) -> tuple[ReferenceList, ...]:
    def studies(count: int) -> tuple[ReferenceList, ...]:
        return tuple(
            ReferenceList(
                tuple(references_text.reference(random, about) for _ in range(random.randint(1, 2))),
                f"{random.choice(STUDIES)} {random.randint(1980, 2020)} {{published data only}}",
            )
            for _ in range(count)
        )

    return (
        ReferenceList((), "References to studies included in this review", studies(random.randint(3, 7))),
        ReferenceList((), "References to studies excluded from this review", studies(2)),
        ReferenceList(tuple(references_text.reference(random, about) for _ in range(7)), "Additional references"),
    )
