"""The code of `docs/readers.md`, by the heading that it stands below."""

import re
from pathlib import Path

READERS = Path(__file__).parents[2] / "docs" / "readers.md"
_SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"^```(python|r)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def recipe(heading: str) -> str:
    """All code of a section, one block after the other."""
    text = dict(_SECTION.findall(READERS.read_text(encoding="utf-8")))[heading]
    return "\n".join(code for _, code in _CODE.findall(text))


def headings() -> list[str]:
    """All sections that have code."""
    found = _SECTION.findall(READERS.read_text(encoding="utf-8"))
    return [heading for heading, text in found if _CODE.search(text)]
