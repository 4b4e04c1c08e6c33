"""A look at a published snapshot, and at a sample of the pages that it was made of."""

from collections.abc import Mapping
from dataclasses import replace

from pipeline.dataset import pinned
from pipeline.dataset.verifying.findings import EXAMPLES, Broken, Verification
from pipeline.dataset.verifying.looking import Watch
from pipeline.dataset.verifying.promises import Promise
from pipeline.dataset.verifying.verify import NOT_READ_AGAIN, unwatched, verify
from pipeline.explaining.sampling import Sampled, sampled
from pipeline.raw import Place

SAMPLE = 100
"""Pages that are read again where nobody says another number."""


def verified(output: Place, which: str, watch: Watch = unwatched) -> Verification:
    """Look at a snapshot alone. Raises DatasetMissing, SnapshotMissing."""
    return verify(output, which, watch)


def verified_with_pages(
    output: Place, which: str, raw: Place, sample: int = SAMPLE, watch: Watch = unwatched
) -> Verification:
    """The same, and read some of its pages again, where they are still there."""
    found = verify(output, which, watch)
    if found.number is None or not found.is_sound:
        return found
    with pinned(output, str(found.number)) as snapshot:
        return _with(found, sampled(snapshot, raw, sample, lambda done: watch("Pages", done, sample)))


def _with(found: Verification, pages: Sampled) -> Verification:
    broken = Broken(
        promise=Promise.PAGES,
        table="articles",
        what="articles that are told in another way than their page shows them to the same parser",
        number=len(pages.other),
        examples=pages.other[:EXAMPLES],
    )
    looked_at: Mapping[Promise, int] = {**found.looked_at, Promise.PAGES: pages.same + len(pages.other)}
    rest = [one for one in found.unchecked if one != NOT_READ_AGAIN]
    gone = [f"pages of the sample that are not where they were: {pages.gone:,}"] if pages.gone else []
    return replace(
        found,
        looked_at=looked_at,
        broken=(*found.broken, *([broken] if pages.other else [])),
        unchecked=(*rest, *gone, "pages that are not in the sample"),
    )
