"""Codes of languages, as NLM's catalogue has them, and what PubMed's pages make of them (`languages.tsv`)."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Language(NamedTuple):
    """A language, as pages tell of it."""

    code: str
    """ISO 639-2, the terminological code: `fra`."""
    name: str


def language(code: str) -> Language | None:
    """The language of NLM's code, `fre`, in whatever case it is written; None for one that the table lacks."""
    return _languages().get(code.lower())


@cache
def _languages() -> dict[str, Language]:
    lines = files(__package__).joinpath("languages.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {nlm: Language(code, name) for nlm, code, name in rows}
