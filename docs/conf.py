"""How the site is built out of the documents: `make site`. It asks no server, and what it builds asks none either."""

import re
from pathlib import Path

from sphinx.application import Sphinx

_DOCS = Path(__file__).parent

project = "pubmed-etl"
author = "The pubmed-etl developers"
extensions = ["myst_nb"]
exclude_patterns = ["_static"]
myst_heading_anchors = 4  # as on GitHub
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120

html_theme = "furo"  # its fonts are the reader's own; most other themes fetch some
html_title = "pubmed-etl"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False

_ELSEWHERE = {
    "README.md": "manual.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "prefect.yaml": "../prefect.yaml",
}
"""Where a link of a document leads to on the site, by where it leads to in the repository."""
_OUTSIDE = re.compile(r"\[([^\[\]]+)\]\((\.\./[^()#]*)\)")
_NAMED = re.compile(r"^(?:[\w-]+|\*)$", re.MULTILINE)
"""A line of the contents; `*` stands for all that they do not name."""


def setup(app: Sphinx) -> None:
    """Let links lead to where things are on the site, and the contents name what is there."""
    app.connect("source-read", lambda _app, name, text: _read(name, text))
    app.connect("include-read", lambda _app, _path, _name, text: _relink(text, ""))


def _read(name: str, text: list[str]) -> None:
    _relink(text, "../")
    text[0] = _OUTSIDE.sub(_unlink_folder, text[0])
    if name == "index":
        text[0] = _contents(text[0])


def _unlink_folder(link: re.Match[str]) -> str:
    """What a link to a folder says: there is no page of it."""
    return link[1] if (_DOCS / link[2]).is_dir() else link[0]


def _relink(text: list[str], root: str) -> None:
    for there, here in _ELSEWHERE.items():
        text[0] = text[0].replace(f"]({root}{there}", f"]({here}")


def _contents(index: str) -> str:
    """The index without the documents that are not there, and with all that it does not name in the place of `*`."""
    there = {path.stem for path in _DOCS.iterdir() if path.suffix in {".md", ".ipynb"}} - {"index"}
    named = set(_NAMED.findall(index))
    unnamed = "\n".join(sorted(there - named))
    return _NAMED.sub(lambda found: {"*": unnamed}.get(found[0], found[0] * (found[0] in there)), index)
