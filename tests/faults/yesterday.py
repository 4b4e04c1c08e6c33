"""A run whose clock was set back by ten years: `python -m tests.faults.yesterday RAW OUTPUT`."""

import sys
import time
from datetime import datetime, timedelta, tzinfo

from flows import steps
from flows.command import main

_TEN_YEARS = timedelta(days=3_653).total_seconds()


class _Yesterday(datetime):
    """What the program takes for the clock."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "_Yesterday":
        """Ten years ago."""
        return cls.fromtimestamp(time.time() - _TEN_YEARS, tz)


if __name__ == "__main__":
    vars(steps)["datetime"] = _Yesterday
    raw, output = sys.argv[1:]
    sys.argv[1:] = ["run", "--raw", raw, "--output", output, "--runner", "plain"]
    main()
