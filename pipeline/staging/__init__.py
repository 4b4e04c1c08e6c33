"""Between parsing and publishing: what tasks leave on disk, and nothing of what is published.

A process that parses needs this room and no more of the dataset, so it starts in a third of the time.

stage.py     the rows of one task, in a folder that is there whole or not at all
inputs.py    which inputs it read, and which pages need no parsing
effort.py    what it cost, for the report alone
"""

from pipeline.staging.effort import ShardEffort, SlowPage
from pipeline.staging.inputs import INPUTS_READ, NOTHING_KNOWN, UNREAD, InputRead, Known, KnownPage, KnownPages
from pipeline.staging.stage import (
    SEEN,
    StagedShard,
    finished_shards,
    publishable_shards,
    stage_shard,
    staged_schema,
)

__all__ = [
    "INPUTS_READ",
    "NOTHING_KNOWN",
    "SEEN",
    "UNREAD",
    "InputRead",
    "Known",
    "KnownPage",
    "KnownPages",
    "ShardEffort",
    "SlowPage",
    "StagedShard",
    "finished_shards",
    "publishable_shards",
    "stage_shard",
    "staged_schema",
]
