"""Patterns so large that a program which reads no references must not wait for them."""

import re
from functools import cached_property


class Late:
    """A pattern that is compiled when it is first needed."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What it says, compiled."""
        return re.compile(self._source)
