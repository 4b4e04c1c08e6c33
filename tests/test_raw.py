"""What --raw may name: a path, or an address in an object store; what is nearly one is told, not guessed at."""

from pathlib import Path

import pytest

from pipeline.raw import ObjectPath, place_of


@pytest.mark.parametrize(
    "text", ["raw", "/pages/2023", "~/pages", "a b", "./s3:/x", "s3", "gs/x", "file", "50%", "x:y"]
)
def test_what_is_no_address_is_a_path(text: str) -> None:
    assert place_of(text) == Path(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s3://bucket", ObjectPath("s3://bucket", "")),
        ("s3://bucket/", ObjectPath("s3://bucket", "")),
        ("s3://bucket/pages/2023/", ObjectPath("s3://bucket", "pages/2023")),
        ("S3://Bucket.x_y-1/a", ObjectPath("s3://Bucket.x_y-1", "a")),
        ("gs://bucket/a.html", ObjectPath("gs://bucket", "a.html")),
        ("az://container/a", ObjectPath("az://container", "a")),
        ("s3://bucket/a b/50%/c?d=e#f", ObjectPath("s3://bucket", "a b/50%/c?d=e#f")),
    ],
)
def test_an_address_is_taken_as_it_stands(text: str, expected: ObjectPath) -> None:
    assert place_of(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("s3:/bucket/pages", r"write it like s3://bucket/folder, or \./s3:/bucket/pages"),
        ("s3:bucket", "write it like s3://bucket/folder"),
        ("GS:/bucket", "write it like s3://bucket/folder"),
        ("s3://", "names no bucket"),
        ("s3:///pages", "names no bucket"),
        ("s3://buck et/pages", "cannot be the name of a bucket"),
        ("s3://key:secret@bucket/pages", "cannot be the name of a bucket"),
        ("s3://bucket//pages", "a part of the address is empty"),
        ("s3://bucket/pages//", "a part of the address is empty"),
        ("s3://bucket/../pages", "a part of the address is empty, '.' or '..'"),
        ("https://example.org/pages", "a place is a folder, or an address with s3://, gs://, az://"),
        ("file:///pages", "a place is a folder, or an address with s3://, gs://, az://"),
    ],
)
def test_what_cannot_be_right_is_told_with_what_to_write(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        place_of(text)


def test_an_object_has_the_name_and_the_parent_that_a_file_would_have() -> None:
    page = ObjectPath("s3://bucket", "pages/a.html")

    assert (page.name, str(page)) == ("a.html", "s3://bucket/pages/a.html")
    assert (str(page.parent), str(page.parent.parent)) == ("s3://bucket/pages", "s3://bucket")
    assert page.parent / "a.html" == page
    assert page.parent.parent / "b.html" == ObjectPath("s3://bucket", "b.html")
