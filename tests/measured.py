"""Documents that a program measures: section by section, each with what it was measured on and when."""

import os
import platform
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple


class Section(NamedTuple):
    """A part of a document that is measured by itself."""

    title: str
    measure: Callable[[], str]


class Document(NamedTuple):
    """A file that is made of sections."""

    path: Path
    head: str
    sections: Mapping[str, Section]
    """By the word that asks for one."""
    libraries: Sequence[str]
    """Whose versions matter."""


def measure(document: Document, names: Sequence[str]) -> None:
    """Measure some sections, or all, print them, and write each as soon as it is there."""
    for name in names or document.sections:
        section = document.sections[name]
        text = f"{section.measure()}\n\n{_conditions(document.libraries)}"
        sys.stdout.write(f"## {section.title}\n\n{text}\n")
        before = document.path.read_text(encoding="utf-8") if document.path.exists() else document.head
        document.path.write_text(with_section(document, before, section.title, text), encoding="utf-8")


def with_section(document: Document, text: str, title: str, section: str) -> str:
    """The text with this section in place of the one of its name, in the order of the sections."""
    titles = [section.title for section in document.sections.values()]
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)[1:]
    held = {**dict(zip(parts[::2], parts[1::2], strict=True)), title: f"\n{section}\n"}
    return f"{document.head}\n" + "\n".join(f"## {one}\n\n{held[one].strip()}\n" for one in titles if one in held)


def _conditions(libraries: Sequence[str]) -> str:
    """On what it was measured, and when."""
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    load = os.getloadavg()[0]
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} cores ({platform.machine()}, "
        f"{platform.system()}), Python {platform.python_version()}, {versions}; load {load:.1f} at the end.\n"
    )
