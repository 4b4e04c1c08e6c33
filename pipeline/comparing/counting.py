"""Verdicts become figures: how many articles each column has of each, and the first examples."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.comparing.columns import Compared
from pipeline.comparing.judging import Found, Verdict
from pipeline.comparing.values import Value

TOLD_BY_EXAMPLE = (Verdict.DIFFERENT, Verdict.MISSING_ON_PAGE, Verdict.MISSING_IN_XML)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An article of which a verdict holds, with the first values that it holds for."""

    pmid: int
    verdict: Verdict
    page: Value
    xml: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnFigures:
    """What came out for a column."""

    table: str
    column: str
    element: str
    """NLM's."""
    articles: Mapping[Verdict, int]
    """How many articles have each verdict; all of them are here, also with 0."""
    examples: Sequence[Example]
    """The first of each verdict that is worth a look, by PMID."""

    @property
    def share_equal(self) -> float | None:
        """Of the articles of which both or one side has a value that can be compared; None where there are none."""
        told = self.articles[Verdict.EQUAL] + sum(self.articles[verdict] for verdict in TOLD_BY_EXAMPLE)
        return self.articles[Verdict.EQUAL] / told if told else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Some:
    """How many there are, and the first of them."""

    number: int
    examples: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A snapshot beside the XML."""

    snapshot: int
    files: int
    articles: int
    """With a PMID that both sides have."""
    only_in_xml: Some
    """PMIDs."""
    only_in_dataset: Some
    """PMIDs."""
    without_pmid: int
    """Articles of the dataset that no XML can be found for."""
    repeated: int
    """Articles of the XML that a later one of the same PMID stood for."""
    columns: Sequence[ColumnFigures]


@dataclass(slots=True)
class Counts:
    """Verdicts, counted as they come."""

    most_examples: int
    articles: int = 0
    _numbers: Counter[tuple[Compared, Verdict]] = field(default_factory=Counter)
    _examples: dict[Compared, list[Example]] = field(default_factory=lambda: defaultdict(list))

    def add(self, pmid: int, verdicts: Mapping[Compared, Found]) -> None:
        """Those of one more article."""
        self.articles += 1
        for column, found in verdicts.items():
            self._numbers[column, found.verdict] += 1
            is_wanted = self._numbers[column, found.verdict] <= self.most_examples
            if is_wanted and found.verdict in TOLD_BY_EXAMPLE:
                example = Example(pmid=pmid, verdict=found.verdict, page=found.page, xml=found.xml)
                self._examples[column].append(example)

    def figures(self, columns: Sequence[Compared]) -> Sequence[ColumnFigures]:
        """What came out, by column."""
        return [
            ColumnFigures(
                table=one.table,
                column=one.column,
                element=one.element,
                articles={verdict: self._numbers[one, verdict] for verdict in Verdict},
                examples=tuple(self._examples[one]),
            )
            for one in columns
        ]
