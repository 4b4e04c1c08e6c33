"""Everything that this project raises on purpose.

PipelineError
├── PageError               a page is not what it should be: ends as a row in `captures`
│   ├── Undecodable           its bytes are no text
│   ├── BrokenPromise         a selector found more or fewer elements than the layout owes
│   ├── Truncated             it was cut before the first of its sections was whole
│   ├── BeyondParser          its elements are deeper in each other, or its texts longer, than the parser takes
│   ├── BeyondLimit           it has more tags, or a longer value, than the limits of the run allow
│   ├── NothingListed         an answer to a page's own request, whose list is empty
│   └── NoIdentity            it shows neither an identifier nor a title, nor whose answer it is
├── SourceError             an input cannot be read: names the input and the reason
├── DatasetError            the output folder is not what it should be
│   ├── DatasetBusy           another run holds the lock
│   ├── DatasetMissing        there is no published snapshot
│   ├── SnapshotMissing       there is no snapshot of that name or number, or not any more
│   ├── NameTaken             a snapshot was to be kept under the name of another
│   └── SnapshotInvalid       a staged snapshot breaks one of its own promises; nothing was published
├── QueryWrong              somebody asked in SQL what cannot be answered
├── ColumnUnknown           somebody asked for a column that no table has
├── ArticleNotFound         somebody asked for an article that the dataset does not hold
└── PageNotFound            `forget` was told of a page that the dataset does not hold

PageTooSlow               no error of anybody: it ends a step wherever that is, and nothing else catches it
"""


class PipelineError(Exception):
    """The root of all errors that are raised on purpose."""

    report: str | None = None
    """Where the report of the run is that it ended, once there is one."""


class PageError(PipelineError):
    """A page is not what it should be."""


class Undecodable(PageError):
    """The bytes of a page are no text in any encoding that it may claim."""


class BrokenPromise(PageError):
    """A selector found more or fewer elements than the layout owes."""


class Truncated(PageError):
    """A page was cut before the first of its sections was whole."""


class BeyondParser(PageError):
    """The parser stopped inside a page: its elements are too deep in each other, or its texts too long."""


class BeyondLimit(PageError):
    """A page has more tags, or a longer value, than the limits of the run allow."""


class NothingListed(PageError):
    """An answer to a page's own request holds a list without a member."""


class NoIdentity(PageError):
    """An article page shows neither an identifier nor a title, or an answer does not say whose it is."""


class SourceError(PipelineError):
    """An input cannot be read; the message names it and says why."""


class DatasetError(PipelineError):
    """The output folder is not what it should be."""


class DatasetBusy(DatasetError):
    """Another run is publishing to the same output."""


class DatasetMissing(DatasetError):
    """The output folder holds no published snapshot."""


class SnapshotMissing(DatasetError):
    """There is no snapshot of that name or number, or not any more."""


class NameTaken(DatasetError):
    """A snapshot was to be kept under the name of another."""


class SnapshotInvalid(DatasetError):
    """A staged snapshot breaks one of its own promises, so it was not published."""


class QueryWrong(PipelineError):
    """A query that is no SQL, would do more than read, or needs too much memory."""


class ColumnUnknown(PipelineError):
    """No table has a column of that name, and no table is called so."""


class ArticleNotFound(PipelineError):
    """The dataset holds no article of that identifier."""


class PageNotFound(PipelineError):
    """The dataset holds no page at that address."""


class PageTooSlow(BaseException):
    """A page has taken too long; the step that it is in ends here."""
