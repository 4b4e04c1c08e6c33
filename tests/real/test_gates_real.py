"""Samples of real pages beside other samples of them: whatever stops such a run is a false alarm."""

from pathlib import Path
from random import Random

import pytest

from pipeline.columns import RowBuffer
from pipeline.extract import extract
from pipeline.outcome import Document, Outcome
from pipeline.quality.coverage import measure
from pipeline.quality.figures import Coverage
from pipeline.quality.gates import findings
from pipeline.quality.settings import USUAL
from tests.quality.nights import history
from tests.saved_pages import html_document, text_document

pytestmark = [pytest.mark.real, pytest.mark.slow]

SAMPLES = 50
NIGHTS = 6
"""Into so many the pages are dealt: one is judged, the others were before."""


def _outcomes(folder: Path) -> list[Outcome]:
    return [extract(_document(path)) for path in sorted(folder.iterdir())]


def _document(path: Path) -> Document:
    if path.suffix == ".txt":
        return text_document(path.read_text(encoding="utf-8"), path.name)
    return html_document(path.read_bytes().decode("utf-8", "replace"), path.name)


def _coverage(outcomes: list[Outcome]) -> Coverage:
    buffer = RowBuffer()
    for number, outcome in enumerate(outcomes):
        buffer.add(number, outcome)
    return measure(buffer.take())


@pytest.mark.parametrize("kind", ["html", "text"])
def test_no_sample_of_real_pages_is_stopped_by_a_history_of_other_samples(kind: str, real_pages: Path) -> None:
    outcomes, dice = _outcomes(real_pages / kind), Random(2023)
    assert len(outcomes) > 100

    for _ in range(SAMPLES):
        dice.shuffle(outcomes)
        now, *before = (_coverage(outcomes[night::NIGHTS]) for night in range(NIGHTS))

        assert not findings(now, history(before), USUAL)
