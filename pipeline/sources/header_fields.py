"""Named fields as mail, HTTP and WARC write them: `Content-Type: text/html`, a line each."""

from collections.abc import Iterable


def fields_of(lines: Iterable[bytes]) -> dict[str, str]:
    """The fields by lower-case name; of two of one name the later, and lines that are no field are passed over."""
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[:1] in {" ", "\t"} and name:  # an old way to go on in a second line
            fields[name] = f"{fields[name]} {text.strip()}"
            continue
        name, colon, value = text.partition(":")
        name = name.strip().lower() if colon else ""
        if name:
            fields[name] = value.strip()
    return fields


def media_type_of(content_type: str | None) -> str | None:
    """`text/html` out of `Text/HTML; charset=utf-8`; None where nothing is said."""
    return (content_type or "").partition(";")[0].strip().lower() or None
