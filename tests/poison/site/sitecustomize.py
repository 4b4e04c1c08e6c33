"""Python runs this as it starts, where PYTHONPATH names its folder: processes of a test obey poison."""

from tests.poison.pages import spread

spread()
