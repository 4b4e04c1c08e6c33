"""A report: the article as PubMed's downloads write it, and as pages before 2020 read when they are flattened.

    1. J Invent Phycol. 2013 Oct;183(4):84-95. doi: 10.5555/kelp.12. Epub 2013 Jul 26.

    Kelp at night.

    Quill O(1), Brisk U(1)(2); Kelp Study Group.

    Author information:
    (1)Institute of Kelp, Lund. ...

    BACKGROUND: Kelp glows. ...

    DOI: 10.5555/kelp.12
    PMID: 90000001 [Indexed for MEDLINE]

The journal stands before the date, the title ends in a full stop, the identifiers come last; a page adds headings
(`Abstract`, `KEYWORDS:`) and has lost its authors, a download has none.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.errors import BrokenPromise
from pipeline.layouts.flat_text.authors import People
from pipeline.layouts.flat_text.byline import Byline
from pipeline.layouts.flat_text.head import Head, Source
from pipeline.layouts.flat_text.headings import LINKED, NOTICES, Section
from pipeline.layouts.flat_text.lines import Line, Mark
from pipeline.layouts.flat_text.outline import Outline, Part
from pipeline.layouts.flat_text.report_people import read_affiliations, read_authors, read_group
from pipeline.normalize.abstract_labels import category
from pipeline.normalize.identifiers import doi, pmcid, pmid
from pipeline.normalize.text import clean
from pipeline.tables import Affiliation, Author


class Block(NamedTuple):
    """Lines that belong together: a heading, if they have one, and what stands below it."""

    heading: str
    lines: tuple[Line, ...]


SOURCE = re.compile(
    r"(?:\d{1,6}[.:] )?(?:(?P<journal>[^.]{1,150})\. )?(?P<printed>(?:1[5-9]|20)\d\d(?:[ ;:.](?P<rest>.*))?)$"
)
BEHIND_CITATION = re.compile(
    r" (?:doi: ?10\.|(?:Epub|eCollection|Collection|Print) (?:1[5-9]|20)\d\d|Online ahead of print|Preprint\b|\[)"
)
BUTTON = re.compile(r"(?<=\.)Click here to read")
DOI = re.compile(r" doi: ?(10\.\S+)")
OTHER_DATE = re.compile(r" ((?:Epub|eCollection|Collection|Print) (?:1[5-9]|20)\d\d[^.;\[\]]*\.)")
LANGUAGE = re.compile(r"\[Article in ([^\[\]]+)\]$")
PEOPLE = "Author information"
COLLABORATORS = "Collaborators"
ABSTRACT = "Abstract"
CONFLICT = "Conflict of interest statement"
IDENTIFIERS = "identifiers"
OPENERS = (PEOPLE, COLLABORATORS, CONFLICT)
IDENTIFIER = re.compile(r"(?:PMID|PMCID|DOI):(?: |$)|\[PubMed - |\[Indexed for MEDLINE\]")
TAIL = re.compile(
    r"PubMed Commons|Supplemental Content$|Related articles$|Similar articles$|Images from this publication"
    r"|Publication Types|MeSH Terms|Substances$|Grant Support$|LinkOut|Free full text$|Loading \.\.\.$"
)
LABEL = re.compile(r"(?P<label>[^:.]{2,60}): ")
OF_PUBLISHER = re.compile(r".{0,200}\b(?:(?:19|20)\d\d|[Pp]ublish(?:ed|ing|er)|rights reserved)\b.{0,40}$")
NO_ABSTRACT = re.compile(r"(?:Publisher: )?(?:No abstract available|Abstract available from the publisher)\.?$")
PMID = re.compile(r"\bPMID: ?(\d+)")
PMCID = re.compile(r"\bPMCID: ?(PMC\d+)")
IDENTIFIER_DOI = re.compile(r"\bDOI: ?(10\.\S+)")
FREE_IN_PMC = "Free PMC Article"
ADDRESS = re.compile(
    r"(?:[^\W\d_][\w'’&-]*,? ){0,4}(?:Department|Dept|Universit|Institut|Hospital|College|School|Cent(?:er|re)"
    r"|Laborator|Division|Facult|Clinic|Service|Section|Unit)"
)
LONGEST_ADDRESS = 400


def read_report(lines: tuple[Line, ...]) -> tuple[Outline, Head, People]:
    """The report, taken apart at its headings and blank lines."""
    at = next((at for at, line in enumerate(lines) if SOURCE.match(line.text)), len(lines))
    end = next((n for n in range(at + 1, len(lines)) if TAIL.match(lines[n].text)), len(lines))
    blocks = list(_blocks(lines[at + 1 : end]))
    if not blocks:
        raise BrokenPromise("a report shows no title")
    title, *rest = blocks
    language = next((found[1] for block in rest if (found := LANGUAGE.match(_words(block.lines)))), None)
    rest = [block for block in rest if not LANGUAGE.match(_words(block.lines))]
    authors, is_complete, rest = _authors(rest)
    affiliations, rest = _affiliations(rest)
    parts = tuple(_parts(rest))
    head = _head(lines[at].text, title, rest, language)
    return Outline((), lines[at : at + 1], parts), head, People(authors, is_complete, affiliations)


def _blocks(lines: tuple[Line, ...]) -> Iterator[Block]:
    """Lines without a blank line between them; identifiers and headings open a block of their own."""
    heading, block = "", list[Line]()
    for line in lines:
        opened = _opened(line)
        goes_on = not line.has_gap or (heading and not block) or (heading == opened == IDENTIFIERS)
        if opened in ("", heading) and goes_on:
            block.append(line)
            continue
        if block or heading:
            yield Block(heading, tuple(block))
        heading, block = opened, [line] if opened in ("", IDENTIFIERS) else list(_behind_heading(line, opened))
    if block or heading:
        yield Block(heading, tuple(block))


def _opened(line: Line) -> str:
    """The heading that the line is or begins with."""
    if IDENTIFIER.match(line.text):
        return IDENTIFIERS
    if line.text == ABSTRACT or line.text in LINKED:
        return line.text
    return next((one for one in OPENERS if line.text == one or line.text.startswith(f"{one}:")), "")


def _behind_heading(line: Line, heading: str) -> Iterator[Line]:
    words = clean(line.text.removeprefix(heading).removeprefix(":"))
    if words is not None:
        yield line._replace(text=words)


def _authors(blocks: list[Block]) -> tuple[tuple[Author, ...], bool, list[Block]]:
    """The authors, whether they are all, and the blocks without theirs."""
    if not blocks or blocks[0].heading:
        return (), False, blocks
    text, addresses = _words(blocks[0].lines), _addresses(blocks)
    found = read_authors(text, addresses)
    if found is None and len(blocks) > 1 and blocks[1].heading == PEOPLE:
        found = read_group(text, addresses)
    return ((), False, blocks) if found is None else (*found, blocks[1:])


def _addresses(blocks: list[Block]) -> int:
    return len(next((read_affiliations(block.lines) for block in blocks if block.heading == PEOPLE), ()))


def _affiliations(blocks: list[Block]) -> tuple[tuple[Affiliation, ...], list[Block]]:
    """The affiliations: below their heading; on the oldest pages a paragraph of its own above the abstract."""
    rest = [block for block in blocks if block.heading not in (PEOPLE, COLLABORATORS)]
    named = next((read_affiliations(block.lines) for block in blocks if block.heading == PEOPLE), ())
    if named or len(rest) < len(blocks) or not _is_address(rest):
        return named, rest
    return read_affiliations(rest[0].lines), rest[1:]


def _is_address(blocks: list[Block]) -> bool:
    if len(blocks) < 2 or blocks[0].heading or blocks[1].heading:  # noqa: PLR2004  # an address and an abstract
        return False
    text = _words(blocks[0].lines)
    return len(text) <= LONGEST_ADDRESS and ADDRESS.match(text) is not None


def _parts(blocks: list[Block]) -> Iterator[Part]:
    """The sections: those that have a heading, and the rest, which is the abstract."""
    for block in blocks:
        if block.heading in LINKED:
            section = Section.NOTICES if block.heading in NOTICES else Section.LINKED
            yield Part(section, block.heading, tuple(line._replace(mark=Mark.ITEM) for line in block.lines))
        if block.heading == CONFLICT:
            yield Part(Section.CONFLICT_OF_INTEREST, CONFLICT, block.lines)
    prose = [block.lines for block in blocks if block.heading in ("", ABSTRACT)]
    if _ends_in_copyright(prose):
        yield Part(Section.COPYRIGHT, "", prose.pop())
    lines = (line for block in prose for line in block)
    yield Part(Section.ABSTRACT, ABSTRACT, tuple(line for line in lines if not NO_ABSTRACT.match(line.text)))


def _ends_in_copyright(prose: list[tuple[Line, ...]]) -> bool:
    """Whether a single line without a label stands apart below an abstract with labels, or reads like a publisher's."""
    if len(prose) < 2 or not prose[0] or len(prose[-1]) != 1:  # noqa: PLR2004  # an abstract and a line
        return False
    above, below = LABEL.match(prose[0][0].text), LABEL.match(prose[-1][0].text)
    is_below_labels = above is not None and category(above["label"]) is not None and below is None
    return is_below_labels or OF_PUBLISHER.match(prose[-1][0].text) is not None


def _head(source_line: str, title: Block, rest: list[Block], language: str | None) -> Head:
    source, journal = _source(source_line)
    identifiers = f" {_words([line for block in rest if block.heading == IDENTIFIERS for line in block.lines])}"
    named_doi = IDENTIFIER_DOI.search(identifiers)
    pmid_found, pmcid_found = PMID.search(identifiers), PMCID.search(identifiers)
    return Head(
        source=source,
        title=_without_full_stop(_words(title.lines)),
        byline=Byline(journal=journal),
        displayed_type=None,
        article_language=clean(language),
        pmid=pmid(pmid_found[1]) if pmid_found else None,
        pmcid=pmcid(pmcid_found[1]) if pmcid_found else None,
        doi=source.doi or (doi(named_doi[1]) if named_doi else None),
        is_free_in_pmc=FREE_IN_PMC in identifiers,
        full_view=(),
    )


def _source(line: str) -> tuple[Source, str | None]:
    """What the first line says, and its journal."""
    found = SOURCE.match(line)
    if found is None:
        raise BrokenPromise("a report has no citation line")
    button = BUTTON.search(found["printed"])
    printed = found["printed"][: button.start()] if button else found["printed"]
    end, named, other = BEHIND_CITATION.search(printed), DOI.search(printed), OTHER_DATE.search(printed)
    citation = printed[: end.start()] if end else printed
    return Source(clean(citation), doi(named[1]) if named else None, clean(other[1]) if other else None, 1), clean(
        found["journal"]
    )


def _without_full_stop(title: str) -> str | None:
    return clean(title if title.endswith("..") else title.removesuffix("."))


def _words(lines: tuple[Line, ...] | list[Line]) -> str:
    return " ".join(line.text for line in lines)
