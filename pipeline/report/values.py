"""The report of a run as values, and so the schema of `report.json`: an object a class, a member a field.

Times are ISO 8601 in UTC, durations seconds, sizes bytes, shares from 0 to 1. What nobody knows is null: a run that
failed early has no `came_in`, and a report that was made later, out of a snapshot alone, has no `effort`.
`schema_version` is raised when a member is renamed, removed, or means something else; new ones may come at any time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Final

SCHEMA_VERSION: Final = 1


class Ending(Enum):
    """How a run ended."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    """What it read changed nothing, or there was nothing to read."""
    STOPPED = "stopped"
    """Its pages show less than those of the runs before, and nobody has accepted that."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the run was asked for."""

    raw: str | None
    """None where only its snapshot tells of the run."""
    output: str
    basis: str
    """`current`, or what a rebuild starts from: `refreshed`, `nothing`."""
    program: str
    """The version of this program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A figure that fell, or rose, by more than runs differ."""

    subject: str
    """The table, the column, the warning or the reason."""
    layout: str | None
    """None where it is of all pages."""
    now: str
    """In words: `on 0 of 110 pages (0.0%)`."""
    before: str | None
    """The same of the runs before; None where no run may show that."""
    examples: tuple[str, ...]
    """Pages to look at, by address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A reason of rejections, or a kind of warnings."""

    name: str
    pages: int
    examples: tuple[str, ...]
    """A few of these pages, by address."""
    detail: str | None
    """What the first of them has to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of pages of a layout once all pages of their articles were known; of those known before, too."""

    layout: str
    status: str
    """As in `captures`: `parsed`, `superseded`, `duplicate`; and `rejected`, of pages that were known to be that."""
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CameIn:
    """What came in, and where it ended."""

    files: Mapping[str, int]
    """Files and archives by why they were read, or were not."""
    ignored: Mapping[str, int]
    """Files that are no pages, by ending."""
    pages: int
    """Pages, as they were counted while they were read."""
    known: int
    """Pages whose bytes are published already: they were not parsed again."""
    layouts: Mapping[str, int]
    """Pages that were parsed, by layout."""
    rejections: tuple[Kind, ...]
    """Pages that were not, by reason."""
    warnings: tuple[Kind, ...]
    """A page counts once a kind."""
    rows: Mapping[str, int]
    """Rows that the pages gave, by table."""
    fates: tuple[Fate, ...] = ()
    """Of pages that were parsed or known; of no page where nothing was published."""
    forgotten: int = 0
    """Pages that were parsed, and stay out for having been forgotten before."""

    @property
    def parsed(self) -> int:
        """Pages that were parsed."""
        return sum(self.layouts.values())

    @property
    def rejected(self) -> int:
        """Pages that were rejected."""
        return sum(reason.pages for reason in self.rejections)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnCoverage:
    """How many of a layout's pages show a table, or a column of it."""

    table: str
    column: str | None
    """None where it is of the table's rows."""
    of: int
    have: int
    before_of: int
    """The same of the runs before, together; 0 where they say nothing."""
    before_have: int
    history: tuple[float | None, ...]
    """Its share in each of these runs, oldest first."""

    @property
    def share(self) -> float:
        """Of the pages of this run."""
        return self.have / self.of if self.of else 0.0

    @property
    def before(self) -> float | None:
        """Of the pages of the runs before."""
        return self.before_have / self.before_of if self.before_of else None

    @property
    def change(self) -> float | None:
        """By how much the share is another one."""
        return None if self.before is None else self.share - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutCoverage:
    """What the pages of a layout show."""

    layout: str
    pages: int
    columns: tuple[ColumnCoverage, ...]
    """In the order of the tables and their columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRows:
    """A published table."""

    table: str
    rows: int
    before: int | None
    """In the snapshot before; None where there was none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An article, for a list."""

    article_id: str
    pmid: int | None
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Articles that a run added, updated or removed."""

    number: int
    first: tuple[Named, ...]
    """Some of them, by PMID."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Articles:
    """Which articles a run changed."""

    added: Changed
    updated: Changed
    removed: Changed


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseTime:
    """A part of the run, from when to when after its start."""

    name: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A look at the run while it went on."""

    seconds: float
    """After its start."""
    pages: int
    """Done so far."""
    memory_bytes: int | None
    """Of the command and its children, on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A process that parsed pages."""

    name: str
    """Its machine and its number."""
    shards: int
    pages: int
    seconds: float
    peak_bytes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """A page that took long."""

    source_uri: str
    seconds: float
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What the run took."""

    seconds: float
    phases: tuple[PhaseTime, ...]
    samples: tuple[Sample, ...]
    processes: tuple[Process, ...]
    slowest: tuple[Slow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A run before this one, as its own report tells."""

    started_at: datetime
    ending: Ending
    snapshot: int | None
    pages: int | None
    seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did."""

    schema_version: int = SCHEMA_VERSION
    headline: str = ""
    """The answer in one line; `pipeline.report.judgement` gives it."""
    unusual: tuple[str, ...] = ()
    """What somebody should look at, in sentences."""
    asked: Asked
    started_at: datetime
    ending: Ending
    error: str | None = None
    """Why it failed or was stopped, in words."""
    snapshot: int | None
    """The current one when the run had ended; None where there is none."""
    snapshot_before: int | None
    """The current one when it began."""
    run_id: str | None
    alarms: tuple[Alarm, ...] = ()
    """Those of a published run were accepted."""
    came_in: CameIn | None = None
    coverage: tuple[LayoutCoverage, ...] = ()
    runs_compared: int = 0
    """How many runs the coverage is compared with."""
    tables: tuple[TableRows, ...] = ()
    """What the current snapshot holds."""
    statuses: Mapping[str, int] = field(default_factory=dict)
    """Its pages by status."""
    articles: Articles | None = None
    effort: Effort | None = None
    earlier: tuple[Earlier, ...] = ()
    """The runs before, oldest first."""
