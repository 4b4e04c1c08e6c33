"""What a process of ours does without, so that it starts sooner and holds less memory."""

import ctypes
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.abc import MetaPathFinder

_ARROWS_OWN = "ARROW_DEFAULT_MEMORY_POOL"
_ARENAS = "MALLOC_ARENA_MAX"
_M_ARENA_MAX = -8
"""The same, as `mallopt` of glibc calls it."""


class _WithoutPandas(MetaPathFinder):
    """Asked before all others where a module is."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:  # noqa: ARG002  # as it is called
        if fullname == "pandas":
            raise ModuleNotFoundError(f"{fullname} is left out of this process", name=fullname)


def leave_out_pandas() -> None:
    """Keep Arrow from loading pandas, where that is installed, to ask whether a list is one of its own: half a second.

    Only for processes that belong to this program; who uses it as a library may want pandas.
    """
    sys.meta_path.insert(0, _WithoutPandas())


@contextmanager
def uncollected() -> Iterator[None]:
    """Import inside: what is loaded stays, and looking through it again and again takes an eighth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def share_one_allocator() -> None:
    """Have Arrow, DuckDB and Python take memory from one place, before Arrow is loaded: what one frees, others use.

    Each has a store of freed memory otherwise, and so has each thread: of a publication, a third was held for nothing.
    Processes that are started from here do the same. Whoever runs the program may say otherwise in the environment.
    """
    os.environ.setdefault(_ARROWS_OWN, "system")
    if _ARENAS not in os.environ:
        os.environ[_ARENAS] = "1"  # which is read when a process starts
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, 1)
