"""Forgetting pages, and telling what went and what becomes of the rest."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from rich.console import Console, Group, RenderableType
from rich.text import Text

from flows.command.as_json import write_json
from flows.command.blocks import block, counted, listed, present
from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.run import usable_cores
from flows.steps import only_run
from pipeline.dataset import Changes, Forgotten, FoundPage, Published, PublishSettings, current_snapshot, forget
from pipeline.raw import Place


def start(names: Sequence[str], output: Place, *, as_json: bool, debug: bool) -> Exit:
    """Forget and print."""
    return attempt(partial(_forget, names, output, as_json=as_json), debug=debug)


def _forget(names: Sequence[str], output: Place, *, as_json: bool) -> Exit:
    current_snapshot(output)  # before a folder is made for the lock
    with only_run(output):
        forgotten = forget(output, names, PublishSettings(threads=usable_cores()), datetime.now(UTC))
    if as_json:
        write_json(_for_programs(forgotten))
    else:
        Console(highlight=False).print(_for_people(forgotten), soft_wrap=True)
    return Exit.FINE


def _for_programs(forgotten: Forgotten) -> Mapping[str, object]:
    changes = _changes(forgotten)
    return {
        "snapshot": int(_name(forgotten)),
        "articles_removed": changes.articles_removed,
        "articles_changed": changes.articles_changed,
        "pages_to_read_again": forgotten.owed,
        "pages": [page._asdict() for page in forgotten.pages],
    }


def _for_people(forgotten: Forgotten) -> RenderableType:
    changes = _changes(forgotten)
    articles = {"removed": changes.articles_removed, "from another page now": changes.articles_changed}
    pages = forgotten.pages
    return Group(
        Text(f"{counted(len(pages), 'page')} forgotten; the dataset is published ({_name(forgotten)})."),
        *listed(map(_line, pages), len(pages)),
        *block("Articles", present(articles)),
        *_notes(forgotten),
    )


def _notes(forgotten: Forgotten) -> Iterator[Text]:
    if forgotten.owed:
        again = counted(forgotten.owed, "page")
        yield Text(f"\n{again} of these articles will be read again by the next run, which then tells what they show.")
    yield Text(
        "\nThey stay out for as long as they lie at these addresses with these bytes. Earlier snapshots show them "
        "until they are retired:\npubmed-etl vacuum --keep-count 1 --keep-age 0"
    )


def _line(page: FoundPage) -> str:
    return f"{page.source_uri} ({page.article_id or page.status})"


def _name(forgotten: Forgotten) -> str:
    return forgotten.publication.snapshot.name.removesuffix(".json")


def _changes(forgotten: Forgotten) -> Changes:
    publication = forgotten.publication
    return publication.changes if isinstance(publication, Published) else Changes()
