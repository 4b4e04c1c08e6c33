"""The published dataset: every table of the contract as Parquet, all of one moment, whatever is killed.

A run brings what it read into the current snapshot; what it did not read stays, in the very same files.

before a run
    ledger.py           which inputs are read, and why: the dataset knows what was read before
    stage.py            the rows of one task, on disk until all tasks are done
    program.py          which program made the rows
    settings.py         what a caller may set
what a snapshot is
    stored.py           the tables of the contract, and beside them what only the next run reads
    ranges.py           what files are cut at: ranges of PMIDs, with a base and additions, and ranges of addresses
    files.py            Parquet files: groups of rows, compression, indexes
    manifest.py         what a snapshot consists of, as JSON beside it
    keys.py             what rows are sorted by, and whether they ascend, so that none comes twice
    evolve.py           files of an earlier program, read as today's columns
    held.py             the snapshot that a run starts from
deciding, with a DuckDB that spills to disk and reads narrow columns
    session.py          all that was staged and all that is held, as views
    queries.py          small things that are asked of DuckDB everywhere
    concerned.py        which captures a run has to think of
    identity.py         which pages show the same article, and which of them its rows come from
    supply.py           where the rows of a content are to be had
    completion.py       what a fragment adds to its article
    contents.py         whose rows every article has now, what is kept beside them, what is written
    verdicts.py         what became of every capture, and of every name
writing
    placing.py          which files of an article's tables are written: ranges anew, additions, or one row
    keeping.py          which files of kept contents
    addresses.py        which files of captures and inputs
    rows.py             the rows that a run adds, in the order of their rank
    order.py            rows in the order of their rank, also when they are more than memory holds
    completed_texts.py  the clean text of articles that a fragment completed
    jobs.py             what is to be written of each table: old files, rows that go, rows that come
    weaving.py          sorted rows out of several sorted sources
    build.py            from decisions to files, in a folder that nobody reads yet
    counting.py         a snapshot in numbers, and what the run changed
    check.py            a built snapshot against its own promises
publishing
    publishing.py       from staged shards to the current snapshot: decide, build, check, commit
    home.py             where a dataset lives, as far as a publication asks
    local.py            in a folder, with links
    places.py           the names below the output folder
    describe.py         what lies beside the files, for programs and people
    durable.py          what survives a power cut
    lock.py             one publisher at a time
    history.py          what a dead run left is removed, and what has become old; vacuum.py: without a run
    pins.py             readers hold the snapshot that they read
    names.py            snapshots by name; naming.py: people keep one, and let it go
    homes.py            which home a dataset has, by where it is
    object_home.py      in an object store: files that never change, and manifests
    bucket.py           what is asked of a store, and the one step that happens or does not
    prefix.py           the names below an address in a store
    cache.py            what this machine keeps of a dataset in a store
    states.py, fetching.py, uploading.py, sweeping.py    manifests; files that come, go up, and become old
    forgetting.py       pages that shall not be in the dataset
reading
    read.py             a snapshot, pinned or not, and one article of it
    sizes.py            bytes on disk
    status.py           what an output folder holds
    differences.py      what differs between two snapshots; article_differences.py: in one article
"""

from pipeline.dataset.article_differences import Change, RowDifference, article_differences
from pipeline.dataset.concerned import PageAt
from pipeline.dataset.contents import Basis
from pipeline.dataset.differences import EXAMPLES, Difference, Some, TableDifference, differences
from pipeline.dataset.forgetting import Forgotten, FoundPage, forget
from pipeline.dataset.history import Retirement, Spared
from pipeline.dataset.homes import home_of, workplace_of
from pipeline.dataset.ledger import Comparison, Known, Why, compare
from pipeline.dataset.local import local_home
from pipeline.dataset.manifest import Changes, Counts
from pipeline.dataset.names import CURRENT, PREVIOUS, is_name
from pipeline.dataset.naming import Kept, keep, kept_snapshots, unkeep
from pipeline.dataset.program import program_digest
from pipeline.dataset.publishing import Publication, Published, Unchanged, nothing_new, publish
from pipeline.dataset.read import (
    Row,
    Snapshot,
    Value,
    current_files,
    current_snapshot,
    find_article,
    open_table,
    pinned,
)
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.stage import StagedShard, finished_shards, stage_shard, staged_schema
from pipeline.dataset.status import SnapshotStatus, Status, status_of
from pipeline.dataset.vacuum import vacuum

__all__ = [
    "CURRENT",
    "EXAMPLES",
    "PREVIOUS",
    "Basis",
    "Change",
    "Changes",
    "Comparison",
    "Counts",
    "Difference",
    "Forgotten",
    "FoundPage",
    "Kept",
    "Known",
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
    "StagedShard",
    "Status",
    "TableDifference",
    "Unchanged",
    "Value",
    "Why",
    "article_differences",
    "compare",
    "current_files",
    "current_snapshot",
    "differences",
    "find_article",
    "finished_shards",
    "forget",
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
    "stage_shard",
    "staged_schema",
    "status_of",
    "unkeep",
    "vacuum",
    "workplace_of",
]
