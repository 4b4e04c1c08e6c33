"""The benchmark's arithmetic: what a figure in `docs/benchmarks.md` means."""

import sys
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import DOCUMENT
from tests.benchmarks.measure import Cost, cost_of, ratio
from tests.benchmarks.peers import PEERS, main
from tests.benchmarks.run_cost import _QUICK_PEERS, _SLOW_PEERS, BARE, Line, table
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.measured import with_section


def test_a_ratio_is_that_of_cpu_a_page_to_the_bare_parse_of_the_same_pages() -> None:
    measured = [
        Line("real", BARE, 1_000, [Cost(2.0, 2.5, 80.0)]),
        Line("real", "a run", 2_000, [Cost(6.0, 3.5, 1_200.0)]),
    ]

    assert table(measured).splitlines()[2:] == [
        "| 1,000 real | bare lxml parse | 2.00 | 1.00 | 500 | 2.5 | 80 |",
        "| 2,000 real | a run | 3.00 | 1.50 | 333 | 3.5 | 1,200 |",
    ]


def test_ratios_compare_runs_of_one_round_only() -> None:
    assert ratio([2.0, 20.0, 6.0], [1.0, 10.0, 2.0]) == 2.0


def test_the_memory_of_a_command_is_that_of_all_its_processes() -> None:
    hold = "import time; kept = b'x' * 60_000_000; time.sleep(1.5)"
    alone = cost_of([sys.executable, "-c", hold])
    other = f"import subprocess, sys; other = subprocess.Popen([sys.executable, '-c', {hold!r}])"
    together = cost_of([sys.executable, "-c", f"{other}; {hold}; other.wait()"])

    assert 55 < alone.peak_megabytes < 100
    assert 110 < together.peak_megabytes < 200


def test_a_section_takes_the_place_of_the_one_of_its_name_and_stands_in_order() -> None:
    first, second, *_ = (section.title for section in DOCUMENT.sections.values())
    text = DOCUMENT.head

    for title, found in ((second, "b"), (first, "a"), (second, "c")):
        text = with_section(DOCUMENT, text, title, found)

    assert text == f"{DOCUMENT.head}\n## {first}\n\na\n\n## {second}\n\nc\n"


def test_every_peer_that_is_measured_is_one() -> None:
    assert PEERS.keys() == {*_QUICK_PEERS.values(), *_SLOW_PEERS.values()}


def test_peers_read_every_page_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(render_html(invent(1), Era.DECEMBER_2023))

    for name in ("bare", "soup", "ten-fields", "same-tables"):
        assert name in PEERS
        main(name, tmp_path)


def test_a_peer_that_fails_beside_another_is_no_measurement(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(render_html(invent(1), Era.DECEMBER_2023))
    main("bare", tmp_path, 2)

    (tmp_path / "b.html").unlink()
    (tmp_path / "b.html").mkdir()  # which is the other's to read

    with pytest.raises(SystemExit, match="did not read all"):
        main("bare", tmp_path, 2)
