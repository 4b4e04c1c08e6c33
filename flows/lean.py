"""What a process of ours does without, so that it starts sooner."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.abc import MetaPathFinder


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
