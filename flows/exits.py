"""How a run, or any command, ends: one exit code a kind of ending, for scripts and hooks to tell them apart."""

from enum import IntEnum

from flows.errors import (
    ClusterUnusable,
    DatasetDamaged,
    EngineMissing,
    NothingToRead,
    QualityAlarm,
    ShardsFailed,
    Stopped,
    WrongSetting,
)
from pipeline.errors import (
    ArticleNotFound,
    ColumnUnknown,
    DatasetBusy,
    DatasetMissing,
    PageNotFound,
    PipelineError,
    QueryWrong,
    SnapshotMissing,
)


class Terminated(KeyboardInterrupt):
    """SIGTERM came; whatever handles Ctrl-C handles it."""


class Exit(IntEnum):
    """The exit codes; the numbers are a promise."""

    FINE = 0
    UNEXPECTED = 1
    USAGE = 2
    NOTHING = 3
    UNUSABLE = 4
    BUSY = 5
    SHARDS = 6
    ENGINE = 7
    QUALITY = 8
    DAMAGED = 9
    INTERRUPTED = 130
    TERMINATED = 143


MEANINGS = {
    Exit.FINE: "it worked",
    Exit.UNEXPECTED: "a fault of this program",
    Exit.USAGE: "wrong usage",
    Exit.NOTHING: "there is nothing to read, or no such article, page or snapshot",
    Exit.UNUSABLE: "an input cannot be read, or the output cannot be written, or there is no memory for it",
    Exit.BUSY: "another run holds the output",
    Exit.SHARDS: "part of the input could not be parsed, whatever was tried; nothing was published",
    Exit.ENGINE: "Prefect could not start, or the cluster cannot be used",
    Exit.QUALITY: "the pages show less than those of the runs before; nothing was published: look, then `--accept`",
    Exit.DAMAGED: "the published dataset breaks a promise, which `verify` names",
    Exit.INTERRUPTED: "stopped by Ctrl-C; the next run goes on from there",
    Exit.TERMINATED: "stopped by SIGTERM; the next run goes on from there",
}
"""What each code means, in the order of their numbers."""

_EXITS: tuple[tuple[type[BaseException], Exit], ...] = (
    (Terminated, Exit.TERMINATED),
    (KeyboardInterrupt, Exit.INTERRUPTED),
    (NothingToRead, Exit.NOTHING),
    (DatasetMissing, Exit.NOTHING),
    (SnapshotMissing, Exit.NOTHING),
    (ArticleNotFound, Exit.NOTHING),
    (PageNotFound, Exit.NOTHING),
    (DatasetBusy, Exit.BUSY),
    (ShardsFailed, Exit.SHARDS),
    (EngineMissing, Exit.ENGINE),
    (WrongSetting, Exit.USAGE),
    (QueryWrong, Exit.USAGE),
    (ColumnUnknown, Exit.USAGE),
    (ClusterUnusable, Exit.ENGINE),
    (QualityAlarm, Exit.QUALITY),
    (DatasetDamaged, Exit.DAMAGED),
    (Stopped, Exit.INTERRUPTED),
    (PipelineError, Exit.UNUSABLE),
    (OSError, Exit.UNUSABLE),
)
"""The first that fits."""


def is_out_of_memory(error: BaseException) -> bool:
    """Whether the machine has less memory than was asked for; DuckDB's class for that is known by its name alone."""
    return isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException"


def exit_of(error: BaseException) -> Exit:
    """The exit code of an error, or of a stop."""
    if is_out_of_memory(error):
        return Exit.UNUSABLE
    return next((code for kind, code in _EXITS if isinstance(error, kind)), Exit.UNEXPECTED)
