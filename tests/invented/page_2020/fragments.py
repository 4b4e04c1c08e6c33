"""Markup that is the same on every page, kept as HTML beside this module."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def fragment(name: str) -> str:
    """The text of `<name>.html`."""
    return (_FOLDER / f"{name}.html").read_text(encoding="utf-8")
