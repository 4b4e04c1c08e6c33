"""Python runs this as it starts, where PYTHONPATH names its folder: processes of a test obey poison."""

import sys

if not any("resource_tracker" in word for word in sys.orig_argv):  # which parses nothing
    from tests.poison.acts import spread

    spread()
