"""The table of abstract labels keeps its own promises, and a label finds its category however it is printed."""

from importlib.resources import files

import pytest

from pipeline.normalize.abstract_labels import category

CATEGORIES = {"BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS"}
LINES = files("pipeline.normalize").joinpath("abstract_labels.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if not line.startswith("#")]
LABELS = [row[0] for row in ROWS]


def test_every_line_is_a_label_a_category_and_how_often_it_was_seen() -> None:
    assert [row for row in ROWS if len(row) != 3 or not row[2].isdecimal()] == []


def test_only_nlm_s_five_categories_are_used_and_all_of_them() -> None:
    assert {row[1] for row in ROWS} == CATEGORIES


def test_labels_are_upper_case_and_tidy() -> None:
    assert [label for label in LABELS if label != " ".join(label.upper().split()).rstrip(": ")] == []


def test_labels_are_sorted_and_stand_once() -> None:
    assert sorted(set(LABELS)) == LABELS


def test_the_table_names_its_source() -> None:
    assert "https://www.nlm.nih.gov/" in "".join(line for line in LINES if line.startswith("#"))


@pytest.mark.parametrize("label", CATEGORIES - {"OBJECTIVE"})
def test_a_category_s_own_name_is_a_label_of_it(label: str) -> None:
    assert category(label) == label


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Materials and methods", "METHODS"),
        ("MATERIALS AND METHODS", "METHODS"),
        ("Methods:", "METHODS"),
        ("Methods :", "METHODS"),
        ("Search strategy", "METHODS"),
        ("Background/aims", "OBJECTIVE"),
        ("Authors' conclusions", "CONCLUSIONS"),
        ("Main results", "RESULTS"),
        ("Introduction", "BACKGROUND"),
        ("Authors’ conclusions", "CONCLUSIONS"),
        ("RESULTS.", "RESULTS"),
        ("Main outcome measure(s)", "METHODS"),
        ("Design, setting, and participants", "METHODS"),
    ],
)
def test_a_label_finds_its_category_in_any_case_and_with_its_colon(label: str, expected: str) -> None:
    assert category(label) == expected


@pytest.mark.parametrize(
    "label", [None, "", ":", "PIP", "目的", "What is already known about this topic?", "METHODS AND"]
)
def test_a_label_that_the_table_lacks_has_no_category(label: str | None) -> None:
    assert category(label) is None
