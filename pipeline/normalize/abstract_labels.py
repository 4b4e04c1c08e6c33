"""The category of an abstract's label, as NLM groups labels (`abstract_labels.tsv`, with its source)."""

from functools import cache
from importlib.resources import files


def category(label: str | None) -> str | None:
    """`BACKGROUND`, `OBJECTIVE`, `METHODS`, `RESULTS` or `CONCLUSIONS`; None for a label that the table lacks."""
    if label is None:
        return None
    return _categories().get(label.upper().replace("’", "'").rstrip(":. "))


def categories() -> tuple[str, ...]:
    """Every category that there is."""
    return tuple(sorted(set(_categories().values())))


@cache
def _categories() -> dict[str, str]:
    lines = files(__package__).joinpath("abstract_labels.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {label: group for label, group, _ in rows}
