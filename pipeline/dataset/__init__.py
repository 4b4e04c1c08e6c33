"""The published dataset: every table of the contract as Parquet, all of one moment, whatever is killed.

A run brings what it read into the current snapshot; what it did not read stays, in the very same files.

settings.py     what a caller may set
program.py      which program made the rows
ledger.py       which inputs are read, and why: the dataset knows what was read before
publishing.py   from staged shards to the current snapshot: decide, build, check, commit
forgetting.py   pages that shall not be in the dataset
compacting.py   as few files as the dataset can have
judging.py      what a run is judged by before it is published: its figures, and those of the runs before
recounting.py   what a report asks of a run that is staged or published
naming.py       people keep a snapshot by name, and let it go
home.py         where a dataset lives, as far as a publication asks
history.py      its snapshots, earlier ones included; homes.py: which home and which history a dataset has

disk/           what is asked of a disk, and the names on it
snapshot/       what a snapshot consists of
deciding/       what a run changes, decided by a DuckDB that spills to disk
writing/        from decisions to files
folders/        a dataset in a folder
stores/         a dataset in an object store
reading/        what is asked of published snapshots
verifying/      a published snapshot against all that is promised of it
"""

from pipeline.dataset.compacting import Compacted, compact
from pipeline.dataset.deciding.concerned import PageAt
from pipeline.dataset.deciding.contents import Basis
from pipeline.dataset.folders.local import local_home
from pipeline.dataset.folders.names import is_name
from pipeline.dataset.forgetting import Forgotten, FoundPage, forget
from pipeline.dataset.history import CURRENT, PREVIOUS, Retirement, SnapshotStatus, Spared, Status
from pipeline.dataset.home import Home
from pipeline.dataset.homes import history_of, home_of, workplace_of
from pipeline.dataset.judging import rejected_again, runs_before, staged_coverage, staged_examples
from pipeline.dataset.ledger import GONE, Comparison, Why, compare
from pipeline.dataset.naming import Kept, keep, kept_snapshots, unkeep
from pipeline.dataset.program import program_digest
from pipeline.dataset.publishing import Publication, Published, Unchanged, nothing_new, publish
from pipeline.dataset.reading.article_differences import Change, RowDifference, article_differences
from pipeline.dataset.reading.differences import EXAMPLES, Difference, Some, TableDifference, differences
from pipeline.dataset.reading.read import (
    Row,
    Value,
    current_files,
    current_snapshot,
    find_article,
    open_table,
    pinned,
)
from pipeline.dataset.reading.status import status_of
from pipeline.dataset.recounting import (
    ChangedArticles,
    StagedKind,
    changed_articles,
    fates,
    staged_and_forgotten,
    staged_pages,
)
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.manifest import Changes, Counts
from pipeline.dataset.snapshot.readable import Snapshot

__all__ = [
    "CURRENT",
    "EXAMPLES",
    "GONE",
    "PREVIOUS",
    "Basis",
    "Change",
    "ChangedArticles",
    "Changes",
    "Compacted",
    "Comparison",
    "Counts",
    "Difference",
    "Forgotten",
    "FoundPage",
    "Home",
    "Kept",
    "PageAt",
    "Publication",
    "PublishSettings",
    "Published",
    "Retirement",
    "Row",
    "RowDifference",
    "Snapshot",
    "SnapshotStatus",
    "Some",
    "Spared",
    "StagedKind",
    "Status",
    "TableDifference",
    "Unchanged",
    "Value",
    "Why",
    "article_differences",
    "changed_articles",
    "compact",
    "compare",
    "current_files",
    "current_snapshot",
    "differences",
    "fates",
    "find_article",
    "forget",
    "history_of",
    "home_of",
    "is_name",
    "keep",
    "kept_snapshots",
    "local_home",
    "nothing_new",
    "open_table",
    "pinned",
    "program_digest",
    "publish",
    "rejected_again",
    "runs_before",
    "staged_and_forgotten",
    "staged_coverage",
    "staged_examples",
    "staged_pages",
    "status_of",
    "unkeep",
    "workplace_of",
]
