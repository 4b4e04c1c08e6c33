"""The pages of a shard, one after the other, each in steps that end alone where they do not end well."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import Final, Protocol, TypeVar

from pipeline.decode import documents, undivided
from pipeline.errors import PageTooSlow
from pipeline.extract import extract
from pipeline.journal import FINDING, FIRST_DOCUMENT, READING, Step
from pipeline.limits import Limits
from pipeline.outcome import Capture, Document, Outcome, Reason, Rejected, Seen
from pipeline.slowest import Slowest
from pipeline.sources import Input, Sidecars, Skipped, input_of, read_each, rejected_input
from pipeline.staging import Known

A = TypeVar("A")
T = TypeVar("T")
Found = Capture | Rejected | Skipped

GIVEN_UP: Final = frozenset({Reason.TOO_SLOW, Reason.OUT_OF_MEMORY, Reason.PARSER_CRASH})
"""Why a step is left: whoever reads the page in another way may come to its end."""
_IN_WORDS: Final[Mapping[Reason, str]] = {
    Reason.TOO_SLOW: "it took longer than one page may take",
    Reason.OUT_OF_MEMORY: "it took more memory than one page may take",
    Reason.PARSER_CRASH: "the process that parsed it ended, and ended again at the next try",
}


class Guard(Protocol):
    """Where the steps are noted."""

    @property
    def blamed(self) -> Mapping[Step, Reason]:
        """Steps that are not to be taken."""

    def enter(self, step: Step) -> None:
        """A step begins."""

    def leave(self) -> None:
        """It is done."""


class NoGuard:
    """Nothing is noted."""

    blamed: Mapping[Step, Reason] = {}

    def enter(self, step: Step) -> None:
        """Nothing."""

    def leave(self) -> None:
        """Nothing."""


NO_GUARD: Final = NoGuard()


class Parsing:
    """The steps of a share of the input, in their order."""

    def __init__(
        self,
        inputs: Iterable[Input],
        sidecars: Sidecars,
        known: Known,
        *,
        guard: Guard,
        slowest: Slowest,
        limits: Limits,
    ) -> None:
        self._inputs = inputs
        self._sidecars = sidecars
        self._known = known
        self._guard = guard
        self._slowest = slowest
        self._limits = limits

    def outcomes(self) -> Iterator[Outcome | Seen | Skipped]:
        """What becomes of every page; none is left out."""
        each = read_each(self._inputs, self._sidecars, self._limits)
        for number, (source, pages) in enumerate(each):
            yield from self._input(number, source, pages)

    def _input(self, number: int, source: Input, pages: Iterator[Found]) -> Iterator[Outcome | Seen | Skipped]:
        for place in count():
            found = self._attempt(Step(number, place, READING), _next, pages)
            if found is None:
                return
            if isinstance(found, Reason):
                yield rejected_input(source, self._sidecars, found, _IN_WORDS[found])
                return
            if isinstance(found, Capture):
                yield from self._capture(number, place, found)
            else:
                yield found

    def _capture(self, number: int, place: int, capture: Capture) -> Iterator[Outcome | Seen]:
        self._slowest.start()
        found = self._attempt(Step(number, place, FINDING), self._documents, capture)
        if isinstance(found, Reason):
            yield Rejected(undivided(capture), found, _IN_WORDS[found])
            return
        for part, document in enumerate(found, FIRST_DOCUMENT):
            outcome = document if isinstance(document, Rejected) else self._read(Step(number, place, part), document)
            self._slowest.note(outcome.provenance)
            yield outcome
            self._slowest.start()

    def _read(self, step: Step, document: Document) -> Outcome | Seen:
        outcome = self._attempt(step, self._document, document)
        if isinstance(outcome, Reason):
            return Rejected(document.provenance, outcome, _IN_WORDS[outcome])
        return outcome

    def _documents(self, capture: Capture) -> list[Document | Rejected]:
        return documents(capture, self._limits.file_pages)

    def _document(self, document: Document) -> Outcome | Seen:
        uri, known = document.provenance.source_uri, self._known
        page = known[input_of(uri)].get(uri) if known and input_of(uri) in known else None
        if page is not None and page.capture_id == document.provenance.capture_id:
            return Seen(document.provenance, page.parser_version)
        return extract(document, self._limits)

    def _attempt(self, step: Step, take: Callable[[A], T], subject: A) -> T | Reason:
        """Take a step; or the reason why it was not taken to its end."""
        blamed = self._guard.blamed
        if blamed and step in blamed:
            return blamed[step]
        try:
            self._guard.enter(step)
            made = take(subject)
            self._guard.leave()
        except PageTooSlow:
            self._guard.leave()
            return Reason.TOO_SLOW
        return made


def _next(pages: Iterator[Found]) -> Found | None:
    return next(pages, None)
