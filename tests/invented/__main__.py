"""Write invented pages to a folder.

python -m tests.invented pages FOLDER --count 10000 [--first-seed 1] [--era december-2023]
python -m tests.invented answers FOLDER --count 100 [--first-seed 1]
python -m tests.invented samples FOLDER
"""

import argparse
import json
from pathlib import Path

from tests.invented import other_pages
from tests.invented.answers import address, folded_page, render_answers
from tests.invented.article import Era
from tests.invented.flattened import render_flat_text
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.invented.samples import flattened_samples, samples


def main() -> None:
    """Read the command line and write the pages that it asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.invented", description="Write invented PubMed pages to a folder."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    pages = commands.add_parser("pages", help="pages by seed, as <pmid>.html")
    pages.add_argument("folder", type=Path)
    pages.add_argument("--count", type=int, required=True)
    pages.add_argument("--first-seed", type=int, default=1)
    pages.add_argument("--era", type=Era, default=Era.DECEMBER_2023, help="december-2023 or march-2026")
    answers = commands.add_parser("answers", help="pages, and what their scripts fetch, with captures.jsonl")
    answers.add_argument("folder", type=Path)
    answers.add_argument("--count", type=int, required=True)
    answers.add_argument("--first-seed", type=int, default=1)
    commands.add_parser("samples", help="the sample set for raw/").add_argument("folder", type=Path)
    chosen = parser.parse_args()
    if chosen.command == "pages":
        write_pages(chosen.folder, range(chosen.first_seed, chosen.first_seed + chosen.count), chosen.era)
    elif chosen.command == "answers":
        write_answers(chosen.folder, range(chosen.first_seed, chosen.first_seed + chosen.count))
    else:
        write_samples(chosen.folder)


def write_pages(folder: Path, seeds: range, era: Era) -> None:
    """One page a seed, named by its PMID."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        article = invent(seed)
        (folder / f"{article.pmid}.html").write_bytes(render_html(article, era).encode())


def write_answers(folder: Path, seeds: range) -> None:
    """One page a seed, what completes it as `<pmid>-<kind>.html`, and the sidecar that says whose that is."""
    folder.mkdir(parents=True, exist_ok=True)
    notes: list[dict[str, str]] = []
    for seed in seeds:
        article = invent(seed)
        (folder / f"{article.pmid}.html").write_bytes(folded_page(article).encode())
        for kind, answer in render_answers(article).items():
            name = f"{article.pmid}-{kind}.html"
            (folder / name).write_bytes(answer.encode())
            notes.append({"file": name, "url": address(article, kind)})
    (folder / "captures.jsonl").write_text("".join(json.dumps(note) + "\n" for note in notes))


def write_samples(folder: Path) -> None:
    """Fourteen articles, four of them as text too, three pages that are no articles, and the sidecar."""
    folder.mkdir(parents=True, exist_ok=True)
    articles = samples()
    for article in articles:
        (folder / f"{article.pmid}.html").write_bytes(render_html(article, Era.DECEMBER_2023).encode())
    for article in flattened_samples():
        (folder / f"{article.pmid}.txt").write_bytes(render_flat_text(article).encode())
    (folder / "captures.jsonl").write_text(_sidecar([article.pmid for article in articles]))
    (folder / "search-results.html").write_bytes(other_pages.search_results(articles).encode())
    (folder / "recaptcha.html").write_bytes(other_pages.recaptcha().encode())
    (folder / "server-error.html").write_bytes(other_pages.server_error())


def _sidecar(pmids: list[int]) -> str:
    """When each sample was captured and from where, so that this does not depend on when files were written."""
    notes = (
        {
            "file": f"{pmid}.html",
            "captured_at": f"2023-12-01T10:{minute:02}:00Z",
            "url": f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/",
        }
        for minute, pmid in enumerate(pmids)
    )
    return "".join(json.dumps(note) + "\n" for note in notes)


if __name__ == "__main__":
    main()
