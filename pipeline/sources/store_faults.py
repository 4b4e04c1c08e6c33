"""What a store said when it gave nothing, in words for a person: what happened, and what to do about it."""

import os
import re
from typing import Final

from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    InvalidPathError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)

from pipeline.errors import SourceError
from pipeline.raw import ObjectPath
from pipeline.sources.faults import StoreError

FAULTS: Final = (BaseError, OSError, ValueError)
"""What the library raises."""

REFUSED: Final = (PermissionDeniedError, UnauthenticatedError, InvalidPathError)
"""Of them, what a single object may be refused with."""

_MOST: Final = 200
"""Characters of a store's own words, which may be a whole page of some proxy."""
_DEBUGGING: Final = "\n\nDebug source"
"""What follows is for the library's own developers."""
_CODE = re.compile(r"<Code>(.*?)</Code>", re.DOTALL)
_MESSAGE = re.compile(r"<Message>(.*?)</Message>", re.DOTALL)
_ANSWER = re.compile(r"Error performing \S+ \S+ in .*? - (.*)", re.DOTALL)
"""Behind the request, whose address may hold a signature, and the time that it took."""

_READ: Final[tuple[tuple[type[Exception], str], ...]] = (
    (FileNotFoundError, "vanished after it was listed, or its key begins or ends with a slash"),
    (PreconditionError, "changed after it was listed"),
    (PermissionDeniedError, "no permission to read it"),
    (UnauthenticatedError, "no permission to read it"),
)

_CREDENTIALS: Final = {
    "s3": "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_SKIP_SIGNATURE=true for a public bucket",
    "gs": "GOOGLE_APPLICATION_CREDENTIALS, or GOOGLE_SKIP_SIGNATURE=true for a public bucket",
    "az": "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY, or AZURE_SKIP_SIGNATURE=true for a public one",
}
_PLACE: Final = {
    "s3": "AWS_REGION, and AWS_ENDPOINT_URL for a store that is not Amazon's",
    "gs": "storage.googleapis.com",
    "az": "AZURE_STORAGE_ACCOUNT_NAME",
}
_ENDPOINTS: Final = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")

_NO_BUCKET = re.compile(r"NoSuchBucket|InvalidBucketName|ContainerNotFound")
_PLAIN_HTTP = re.compile(r"builder error")
_NOT_ALLOWED = re.compile(
    r"AccessDenied|InvalidAccessKeyId|SignatureDoesNotMatch|AuthenticationFailed|AuthorizationFailure"
    r"|Unauthorized|Forbidden|Missing \w+|must be specified|token request|169\.254\.",
    re.IGNORECASE,
)


def may_pass(error: Exception) -> bool:
    """Whether a store that gave this error may well do what it was asked, if it is asked again in a while."""
    cause = error.__cause__
    is_certain = isinstance(cause, (*REFUSED, FileNotFoundError, AlreadyExistsError, PreconditionError))
    is_of_store = isinstance(cause, BaseError) and not is_certain
    return is_of_store and not any(words.search(str(cause)) for words in (_NO_BUCKET, _PLAIN_HTTP, _NOT_ALLOWED))


def read_fault(error: Exception) -> StoreError:
    """Why an object's bytes could not be had."""
    words = next((words for kind, words in _READ if isinstance(error, kind)), "cannot be read")
    return StoreError(f"{words} ({_said(error)})")


def unlistable(place: ObjectPath, error: Exception) -> SourceError:
    """Why a store could not be asked what it holds, with what to do."""
    return SourceError(told(place, "cannot be listed", error))


def told(place: ObjectPath, what: str, error: Exception) -> str:
    """What could not be done, what the store said, and what to do."""
    return f"{place}: {what} ({_said(error)}). {_advice(place, error)}"


def confirm_endpoint(store: str) -> None:
    """SourceError for an endpoint that is no address, which the library would not survive."""
    for name in _ENDPOINTS if store.startswith("s3:") else ():
        address = os.environ.get(name)
        if address is not None and not re.match(r"https?://[^/]", address):
            raise SourceError(f"{store}: {name} is {address!r}; write it like https://storage.example.org")


def _said(error: Exception) -> str:
    """The store's own words, without what differs from one request to the next."""
    text = str(error).partition(_DEBUGGING)[0]
    code, message, answer = _CODE.search(text), _MESSAGE.search(text), _ANSWER.search(text)
    if code:
        text = f"{code[1]}: {message[1]}" if message else code[1]
    elif answer:
        text = answer[1]
    return " ".join(text.split())[:_MOST].rstrip(":. ")


def _advice(place: ObjectPath, error: Exception) -> str:
    scheme = place.store.partition(":")[0]
    if isinstance(error, InvalidPathError):
        return "Such a key cannot be asked for: rename the object, or name a folder that does not hold it."
    text = str(error)
    if _NO_BUCKET.search(text):
        return f"Check the name of the bucket, and where it is looked for: {_PLACE[scheme]}."
    if _PLAIN_HTTP.search(text):
        return "An endpoint that begins with http:// is used only where AWS_ALLOW_HTTP=true is set, too."
    if _NOT_ALLOWED.search(text):
        return f"Set what gives access in the environment: {_CREDENTIALS[scheme]}."
    return f"Check the network, and where the store is looked for: {_PLACE[scheme]}."
