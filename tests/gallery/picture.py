"""`docs/tour.png`, the head of README: the beginning of the tour as a browser shows it.

    python -m tests.gallery.picture [BROWSER]

BROWSER is a Chromium or Chrome; without one it is looked for. `make check` does not hold the picture against the tour:
browsers and fonts differ. Make it again where the tour's beginning or the style changes.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.gallery.strands import SAMPLE, taken
from tests.gallery.tour import in_the_tables, on_the_page

_DOCS = Path(__file__).parents[2] / "docs"
PICTURE = _DOCS / "tour.png"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_SIZE = (1440, 880)
_SHOWN = ("#heading", "#abstract")
"""The sections that it shows."""
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><style>{style}
body {{ margin: 1rem 1.25rem; overflow: hidden; background: #fff; font: 16px/1.5 system-ui, sans-serif; }}
code {{ font-family: ui-monospace, monospace; }}
.beside {{ grid-template-columns: minmax(0, 31fr) minmax(0, 69fr); gap: 1.25rem; margin: 0; }}
.beside > blockquote {{ position: static; overflow: visible; max-height: none; padding: 0.4rem 1rem; }}
.beside > .records {{ columns: 2; column-gap: 1rem; column-fill: auto; height: 52rem; overflow: hidden; }}
.beside > .records > p {{ break-after: avoid; }}
.beside > .records > div {{ break-inside: avoid; overflow: hidden; }}
.beside > .records > p:has(small) {{ break-before: avoid; }}
.beside td.long {{ min-width: 8rem; max-width: 15rem; overflow-wrap: break-word; }}
.beside table {{ font-size: 0.76rem; }}
.beside th, .beside td {{ padding: 0.2rem 0.4rem; }}
.beside h1 {{ margin: 0; font-size: 1rem; }}
</style></head><body><div class="beside"><h1>{name}, as a reader sees it</h1><h1>and what comes out of it</h1>
<blockquote>{page}</blockquote><div class="records">{records}</div></div></body></html>
"""


def document() -> str:
    """What the picture is taken of."""
    page = taken()
    parts = [part for part in page.parts if part.section in _SHOWN]
    return _PAGE.format(
        style=(_DOCS / "_static" / "site.css").read_text(encoding="utf-8"),
        name=f"raw/{SAMPLE.name}",
        page="".join(on_the_page(page, part) for part in parts),
        records="".join(in_the_tables(page, part) for part in parts),
    )


def take(browser: str) -> None:
    """Write the picture."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "tour.html"
        source.write_text(document(), encoding="utf-8")
        size = f"--window-size={_SIZE[0]},{_SIZE[1]}"
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={folder}/profile",
        ]
        subprocess.run([browser, *flags, size, f"--screenshot={PICTURE}", source.as_uri()], check=True)


if __name__ == "__main__":
    found = next((path for name in sys.argv[1:] or _BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        sys.exit("no Chromium here; name one: python -m tests.gallery.picture /path/to/chromium")
    take(found)
