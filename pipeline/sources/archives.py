"""An archive becomes captures, one member at a time; nothing is unpacked to disk, and no name in it is ever a path."""

from collections import Counter
from collections.abc import Iterator

from pipeline.limits import Limits
from pipeline.outcome import Capture, Reason, Rejected
from pipeline.sources.faults import UNREADABLE, TooLargeError, in_words, reason_of
from pipeline.sources.inputs import Input, Skipped
from pipeline.sources.members import Member
from pipeline.sources.names import InputKind, compression_of, ending_of, kind_of
from pipeline.sources.packing import unpacked
from pipeline.sources.places import Place, file_place, member_place
from pipeline.sources.sidecars import Sidecars
from pipeline.sources.tars import tar_members
from pipeline.sources.uris import member_uri, without_current_folder
from pipeline.sources.zips import zip_members


def read_archive(source: Input, sidecars: Sidecars, limits: Limits) -> Iterator[Capture | Rejected | Skipped]:
    """The archive's pages up to where it breaks; the break itself ends as a rejection of the archive."""
    own_place = file_place(source, sidecars)
    names: Counter[str] = Counter()
    try:
        for number, member in enumerate(_members(source, limits), start=1):
            if number > limits.archive_members:
                yield own_place.rejected(Reason.TOO_LARGE, f"more than {limits.archive_members:,} members")
                return
            yield _outcome(member, _member_place(member, source, sidecars, names), limits)
    except (*UNREADABLE, TooLargeError) as error:
        yield own_place.rejected(reason_of(error), in_words(error))


def _members(source: Input, limits: Limits) -> Iterator[Member]:
    is_zip = source.path.name.lower().endswith(".zip")
    return zip_members(source, limits) if is_zip else tar_members(source, limits)


def _member_place(member: Member, source: Input, sidecars: Sidecars, names: Counter[str]) -> Place:
    name = without_current_folder(member.name)
    names[name] += 1
    uri = member_uri(source.uri, name, names[name])
    return member_place(source, member, uri, sidecars)


def _outcome(member: Member, place: Place, limits: Limits) -> Capture | Rejected | Skipped:
    match kind_of(without_current_folder(member.name)):
        case InputKind.PAGE if member.obstacle:
            return place.rejected(Reason.UNREADABLE, member.obstacle)
        case InputKind.PAGE:
            return _page(member, place, limits)
        case InputKind.ARCHIVE | InputKind.WARC:
            return place.rejected(Reason.UNREADABLE, "an archive inside an archive is not opened; unpack it first")
        case InputKind.LINES | InputKind.PARQUET | InputKind.NOTHING | None:
            return Skipped(place.uri, ending_of(member.name))


def _page(member: Member, place: Place, limits: Limits) -> Capture | Rejected:
    try:
        return place.capture(unpacked(member.read(), compression_of(member.name), limits))
    except (*UNREADABLE, TooLargeError) as error:
        return place.rejected(reason_of(error), in_words(error))
