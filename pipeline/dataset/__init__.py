"""The published dataset: every table of the contract as Parquet, all of one moment, whatever is killed.

settings.py    what a caller may set
stage.py       the rows of one task, on disk until all tasks are done
merge.py       all staged rows in one DuckDB that spills to disk: what to read, in which order
keys.py        whether published rows ascend by their key, so that none comes twice
identity.py    which pages show the same article, and which of them its rows come from
order.py       rows in the order of their rank, also when they are more than memory holds
ranges.py      the PMID ranges that the files of every table are cut at
build.py       from merged rows to the files of a snapshot, in a folder that nobody reads yet
files.py       Parquet files: groups of rows, compression, indexes
manifest.py    what a snapshot consists of, as JSON beside it
check.py       a built snapshot against its own promises
places.py      the names below the output folder
durable.py     what survives a power cut
program.py     which program made the rows
lock.py        one publisher at a time
pins.py        readers hold the snapshot that they read
names.py       snapshots by name; naming.py: people keep one, and let it go
history.py     what a dead run left is removed, and what has become old; vacuum.py: without a run
home.py        what a publication asks of the place where a dataset lives
local.py       a dataset in a folder: links, and one pointer
bucket.py      what is asked of an object store, and the one step that happens or does not
prefix.py      the names below an address in a store
cache.py       what this machine keeps of a dataset in a store
states.py, fetching.py, uploading.py, sweeping.py    manifests, and files that come, go up, and become old
object_home.py    a dataset in an object store: files that never change, and manifests
homes.py       which home a dataset has, by where it is
publishing.py  from staged shards to the current snapshot, in one atomic step
forgetting.py  pages that shall not be in the dataset
read.py        a snapshot, pinned or not, and one article of it
sizes.py       bytes on disk
status.py      what an output folder holds
differences.py what differs between two snapshots; article_differences.py: in one article
"""

from pipeline.dataset.article_differences import Change, RowDifference, article_differences
from pipeline.dataset.concerned import PageAt
from pipeline.dataset.contents import Basis
from pipeline.dataset.differences import Difference, Some, TableDifference, differences
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
