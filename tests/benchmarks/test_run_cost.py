"""The benchmark's arithmetic: what a figure in `docs/benchmarks.md` means."""

from pathlib import Path

from tests.benchmarks.measure import Cost
from tests.benchmarks.peers import PEERS, main
from tests.benchmarks.run_cost import BARE, Line, table
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent


def test_a_ratio_is_that_of_cpu_a_page_to_the_bare_parse_of_the_same_pages() -> None:
    measured = [
        Line("real", BARE, 1_000, Cost(2.0, 2.5, 80.0)),
        Line("real", "a run", 2_000, Cost(6.0, 3.5, 1_200.0)),
    ]

    assert table(measured).splitlines()[2:] == [
        "| 1,000 real | bare lxml parse | 2.00 | 1.00 | 500 | 2.5 | 80 |",
        "| 2,000 real | a run | 3.00 | 1.50 | 333 | 3.5 | 1,200 |",
    ]


def test_peers_read_every_page_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(render_html(invent(1), Era.DECEMBER_2023))

    for name in ("bare", "beautifulsoup"):
        assert name in PEERS
        main(name, tmp_path)
