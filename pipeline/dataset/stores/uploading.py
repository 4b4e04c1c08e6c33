"""New files go to an object store whole, and are looked at there before a manifest names them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.stores import bucket
from pipeline.dataset.stores.prefix import Prefix
from pipeline.errors import DatasetError
from pipeline.sources.stores import StoredObject

LONGEST_UPLOAD: Final = timedelta(hours=36)
"""Files that no manifest names are removed at twice this age (`PublishSettings.sweep_age`)."""
_AT_A_TIME: Final = 8


def upload_all(prefix: Prefix, news: Mapping[str, WrittenFile], built: Path) -> None:
    """Store the files that were built, under the paths that they are given. Raises DatasetError."""
    asks = [partial(bucket.upload, prefix.root / path, built / file.path) for path, file in news.items()]
    for _ in bucket.in_turn(asks, _AT_A_TIME):
        pass


def confirm_whole(prefix: Prefix, files: Sequence[WrittenFile], news: Mapping[str, WrittenFile]) -> list[StoredObject]:
    """DatasetError where a file that a manifest is to name is missing or of another size; the new ones are returned.

    The store has compared the bytes of every request with their digest; what it lists is what readers will find.
    """
    there = {one.path: one for one in bucket.listed(prefix.files)}
    for file in files:
        found = there.get(prefix.file(file))
        if found is None or found.size != file.bytes:
            what = "missing" if found is None else f"{found.size:,} bytes long, not {file.bytes:,}"
            raise DatasetError(f"{prefix.file(file)} is {what}; nothing was published. {_advice(file.path in news)}")
    return [there[prefix.root / path] for path in news]


def confirm_young(uploaded: Sequence[StoredObject]) -> None:
    """DatasetError where the upload took so long that another run may take its first files for a dead run's."""
    moments = [one.modified_at for one in uploaded]
    if moments and max(moments) - min(moments) > LONGEST_UPLOAD:
        raise DatasetError(
            f"the upload took {max(moments) - min(moments)}, longer than {LONGEST_UPLOAD}; nothing was published. "
            "Publish from where the store is nearer, or fewer pages at a time"
        )


def _advice(is_new: bool) -> str:  # noqa: FBT001  # chosen between two sentences
    if is_new:
        return "The upload was not taken whole: run it again"
    return "The dataset is damaged: restore the object, or build the dataset anew: pubmed-etl rebuild --basis nothing"
