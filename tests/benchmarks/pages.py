"""Pages to measure with: generated ones, small ones, and the real ones several times over."""

import subprocess
import sys
from functools import cache
from pathlib import Path

from pipeline.markup.tree import main_span
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent

REAL_PAGES = Path(__file__).parents[3] / "shared" / "pages" / "html"
_FIRST_SMALL = 10_000_000
_SEEDS = range(1, 200)
_FILES_A_FOLDER = 10_000


def generated(folder: Path, count: int) -> Path:
    """Invented pages of the usual size."""
    subprocess.run([sys.executable, "-m", "tests.invented", "pages", str(folder), "--count", str(count)], check=True)
    return folder


def repeated(folder: Path, copies: int) -> Path:
    """The real pages several times over, each copy with identifiers of its own, so that each is an article."""
    folder.mkdir()
    for path in sorted(REAL_PAGES.glob("*.html")):
        body = path.read_bytes()
        for copy in range(copies):
            renamed = body.replace(path.stem.encode(), b"%d%s" % (copy + 1, path.stem.encode()))
            (folder / f"{copy}-{path.name}").write_bytes(renamed.replace(b"10.", b"10.%d" % copy))
    return folder


def small(folder: Path, count: int) -> Path:
    """One short article without what is around it on the page, so many times with another PMID and DOI each."""
    seed = min(_SEEDS, key=lambda one: len(_bare(one)))
    article, body = invent(seed), _bare(seed)
    pmid, doi = str(article.pmid).encode(), str(article.doi).encode()
    for number in range(count):
        place = folder / str(number // _FILES_A_FOLDER)
        if not number % _FILES_A_FOLDER:
            place.mkdir(parents=True)
        own = str(_FIRST_SMALL + number).encode()
        (place / f"{own.decode()}.html").write_bytes(body.replace(pmid, own).replace(doi, b"%s-%s" % (doi, own)))
    return folder


@cache
def _bare(seed: int) -> bytes:
    """The head up to its first script, and `<main>`."""
    page = render_html(invent(seed), Era.DECEMBER_2023).encode()
    span = main_span(page)
    head, _, _ = page[: page.index(b"</head>")].partition(b"<script")
    return head + b"</head><body>" + page[span.start : span.end] + b"</body></html>"


def pages_in(folder: Path) -> int:
    """How many pages lie below a folder."""
    return sum(1 for _ in folder.rglob("*.html"))
