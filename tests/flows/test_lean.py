"""Tests for what a process of ours does without: an allocator of Arrow's own, unless somebody asks for it."""

import os
import subprocess
import sys
from collections.abc import Mapping

_PROGRAM = """
from flows.lean import share_one_allocator
share_one_allocator()
import os, pyarrow
print(pyarrow.default_memory_pool().backend_name, os.environ["MALLOC_ARENA_MAX"])
"""
_OURS = ("ARROW_DEFAULT_MEMORY_POOL", "MALLOC_ARENA_MAX")


def _told(said: Mapping[str, str]) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in _OURS} | dict(said)
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM], env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_arrow_takes_memory_where_everybody_else_does() -> None:
    assert _told({}) == "system 1"


def test_who_says_otherwise_in_the_environment_is_obeyed() -> None:
    assert _told({"ARROW_DEFAULT_MEMORY_POOL": "mimalloc", "MALLOC_ARENA_MAX": "3"}) == "mimalloc 3"
