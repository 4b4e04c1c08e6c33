"""What is asked of the snapshot as a whole: every row by itself, and what became of every capture."""

from collections.abc import Mapping

from pipeline.dataset.snapshot.stored import STORED
from pipeline.dataset.verifying.article_rules import article_row_rules
from pipeline.dataset.verifying.capture_rules import capture_row_rules, capture_rules
from pipeline.dataset.verifying.findings import Broken
from pipeline.dataset.verifying.looking import Look
from pipeline.dataset.verifying.promises import Promise
from pipeline.dataset.verifying.rules import by_table
from pipeline.dataset.verifying.value_rules import value_rules
from pipeline.dataset.writing.counting import COUNTED, PARSER_VERSIONS, counted_captures
from pipeline.tables import CAPTURES

_RULES = tuple(capture_rules())
_ROW_RULES = by_table((*value_rules(), *article_row_rules(), *capture_row_rules()))


def look_at_whole(look: Look) -> None:
    """The rules, and the counts of the manifest."""
    tables = look.view(stored.name for stored in STORED)
    for number, (table, rules) in enumerate(_ROW_RULES.items()):
        if table.name in tables:
            look.watch("Values", number, len(_ROW_RULES))
            look.ask_rows(rules)
    look.ask(_RULES, tables, "Captures")
    if CAPTURES.name in tables:
        _count(look)


def _count(look: Look) -> None:
    """Captures by status, layout, reason, warning and parser, beside what the manifest says."""
    manifest = look.snapshot.manifest
    told = counted_captures(look.session, [str(look.places[file.path]) for file in look.files(CAPTURES.name)])
    said = {name: getattr(manifest.counts, name) for name in COUNTED} | {PARSER_VERSIONS: manifest.parser_versions}
    broken = [
        Broken(promise=Promise.COUNTS, table=CAPTURES.name, what=_differing(name, said[name], told[name]))
        for name in said
        if dict(said[name]) != dict(told[name])
    ]
    look.notes.note(Promise.COUNTS, len(said), broken)


def _differing(name: str, said: Mapping[str, int], told: Mapping[str, int]) -> str:
    what = sorted(word for word in {*said, *told} if said.get(word, 0) != told.get(word, 0))
    each = ", ".join(f"{word} {said.get(word, 0)} but {told.get(word, 0)} in the rows" for word in what)
    return f"the manifest counts other {name.replace('_', ' ')} than there are: {each}"
