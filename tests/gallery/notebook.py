"""The notebook as it is kept: without outputs, counts or the names of a machine. `python -m tests.gallery.notebook`."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode

NOTEBOOK = Path(__file__).parents[2] / "docs" / "pages-to-answers.ipynb"
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def read() -> NotebookNode:
    """The notebook as it lies there."""
    notebook: NotebookNode = nbformat.read(NOTEBOOK, as_version=4)
    return notebook


def bare(notebook: NotebookNode) -> str:
    """The notebook's text with what its authors wrote, and nothing that running it left."""
    cells = [_bare_cell(place, cell) for place, cell in enumerate(notebook.cells)]
    kept = nbformat.v4.new_notebook(cells=cells, metadata=_METADATA)
    return f"{nbformat.writes(kept, indent=1)}\n"


def _bare_cell(place: int, cell: NotebookNode) -> NotebookNode:
    identity = f"cell-{place:02}"
    if cell.cell_type == "code":
        code: NotebookNode = nbformat.v4.new_code_cell(cell.source, id=identity)
        return code
    words: NotebookNode = nbformat.v4.new_markdown_cell(cell.source, id=identity)
    return words


if __name__ == "__main__":
    NOTEBOOK.write_text(bare(read()), encoding="utf-8")
