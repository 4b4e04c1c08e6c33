"""Between parsing and publishing: what tasks leave on disk, and nothing of what is published.

A process that parses needs this room and no more of the dataset, so it starts in a third of the time.

stage.py     the rows of one task, in a folder that is there whole or not at all
inputs.py    which inputs it read, and which pages need no parsing
"""

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
    "StagedShard",
    "finished_shards",
    "publishable_shards",
    "stage_shard",
    "staged_schema",
]
