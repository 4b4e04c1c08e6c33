"""A text whose line ends are lost: it is broken again at what PubMed prints around the parts.

Only what such an anchor bounds on both sides is kept: the head, the abstract, the statement below it, and lists
whose items end in such words. Figures and references run into one another and are left out, for any cut in them would
be a guess.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.layouts.flat_text.headings import DISPLAYED_TYPES, NOTICES
from pipeline.layouts.flat_text.languages import closest_language, language_of
from pipeline.layouts.flat_text.one_line_lists import lists_of
from pipeline.normalize.abstract_labels import category

SOURCE = re.compile(
    r"(?:Main Navigation|Add to Search) (?P<above>[^\n]{0,120}?) ?"
    r"(?P<source>\. (?:1[5-9]|20)\d\d\b[^.]{0,80}(?:\.(?=\w)[^.]{0,40})*\.(?: doi: 10\.\S+)?"
    r"(?: (?:Epub|eCollection|Print) (?:1[5-9]|20)\d\d[^.]{0,20}\.)?(?: Online ahead of print\.)?) "
)
MENU = "Format Abstract PubMed PMID "
HEAD_ENDS = (
    " Show details",
    " Abstract ",
    " No abstract available",
    " PubMed Disclaimer",
    *(f" {notice}" for notice in NOTICES),
)
DISCLAIMER = " PubMed Disclaimer"
ABSTRACT = re.compile(r"(?:^| )Abstract (?:in [A-Z][a-z]+(?:, [A-Z][a-z]+)* )?")
LONGEST_TITLE = 600
FIRST_WORDS = 12
OF_THE_HEAD = re.compile(
    r"(?<!\S)(\[Article in [^\[\]]+\]|(?:Collaborators, )?Affiliations?(?: Expand)?|PMID: \d+|PMCID: PMC\d+"
    r"|DOI: 10\.\S+|Free PMC article|Free article|Item in Clipboard|No authors listed|Show details)(?= |$)"
)
AFFILIATIONS = re.compile(r"Affiliations?(?: Expand)?$")
AUTHORS = re.compile(r" Authors? ")
SUMMARY = " Plain language summary "
KEYWORDS = re.compile(r" (?=Keywords: )")
KEYWORDS_END = re.compile(r"Keywords: (?:[^.]|\.(?! ))*\.(?= |$) ?")
COPYRIGHT = re.compile(
    r" (?=(?:Copyright:? |This journal is )?(?:©|\(c\)) ?\d{4}|(?:This journal is )?© "
    r"|[A-Z]\w+\. All rights reserved\.$)"
)
LABEL = re.compile(r"(?:^|(?<=[.!?)]) )(?=(?P<label>[A-Z][A-Za-z /&,'()-]{2,60}): )")
SEVERAL = 2
PROSE = re.compile(
    r"(?:The|We|These|This|It|Our|An?|In|There|Here|Among|For|As|To) "
    r"|.* (?:that|includ\w{1,3}|were|was|are|is|as|by|follow\w{0,3})$"
)
"""How a sentence begins or ends that introduces a list; no label does."""
STATEMENT = "Conflict of interest statement "
BEHIND_STATEMENT = re.compile(
    r"(?:^| )(?:Figures (?=\S+ ?[A-Z]{0,2}\d|\d|See this image)|Comment (?:in|on) |Similar articles|Cited by"
    r"|References [A-Z1]|Publication types|MeSH terms|Related information|Grants and funding"
    r"|LinkOut - more resources|NCBI Literature Resources)"
)
SENTENCE = re.compile(r"(?<=[.!?]) ")
PAGE_TITLE_ENDS = " - PubMed "


def break_line(text: str) -> list[str]:
    """The lines that the anchors bound; none where the head's own anchor is missing."""
    whole = " ".join(text.split())
    source = SOURCE.search(whole)
    if source is None:
        return []
    rest = whole[source.end() :]
    title = _page_title(whole, rest) or _title(rest)
    start = _second_title(rest, title)
    behind = rest[start:]
    end = min((at for anchor in HEAD_ENDS if (at := behind.find(anchor)) >= 0), default=len(behind))
    head = [source["above"], source["source"], title, *_full_view(rest[len(title) : start])]
    return [*head, title, *_pieces(behind[len(title) : end]), *_body(behind[end:])]


def _page_title(whole: str, rest: str) -> str | None:
    """The title that stands before the page, if it is the head's too."""
    title, found, _ = whole[:LONGEST_TITLE].partition(PAGE_TITLE_ENDS)
    return title if found and rest.startswith(f"{title} ") else None


def _title(rest: str) -> str:
    """What the full head and the short one begin with alike, without the first author."""
    longest = 0
    opening = rest[:FIRST_WORDS]
    at = rest.find(opening, 1)
    while 0 < at < LONGEST_TITLE * 40:
        longest = max(longest, _common(rest, at))
        at = rest.find(opening, at + 1)
    title = rest[:longest].rpartition(" ")[0].removesuffix(" No authors") if longest else ""
    return _without_author(title.partition(" [Article in ")[0], rest).strip()


def _common(text: str, at: int) -> int:
    length = next((n for n in range(LONGEST_TITLE) if text[n : n + 1] != text[at + n : at + n + 1]), LONGEST_TITLE)
    return min(length, at)


def _without_author(title: str, rest: str) -> str:
    """Without the first author, whom the third copy of the head names; nothing if it does not tell them apart."""
    found = AUTHORS.search(rest)
    words = rest[found.end() : found.end() + 60].split(" ") if found else []
    for count in range(min(6, len(words)), 0, -1):
        name = " ".join(words[:count])
        if title.endswith(f" {name}"):
            return title.removesuffix(name)
    return "" if f"{title} et al." in rest else title


def _second_title(rest: str, title: str) -> int:
    at = rest.find(title, len(title)) if title else -1
    return max(at, 0)


def _full_view(text: str) -> Iterator[str]:
    """The pieces between the two titles; affiliations run into one another and are left out."""
    displayed = max((one for one in DISPLAYED_TYPES if text.rstrip().endswith(f" {one}")), key=len, default="")
    is_among_affiliations = False
    for piece in _pieces(text.rstrip().removesuffix(displayed)):
        if not is_among_affiliations or OF_THE_HEAD.fullmatch(piece):
            yield piece
        is_among_affiliations = AFFILIATIONS.match(piece) is not None
    yield displayed


def _pieces(text: str) -> Iterator[str]:
    yield from (piece.strip() for piece in OF_THE_HEAD.split(text) if piece.strip())


def _body(text: str) -> Iterator[str]:
    """Abstract, keywords and statements, a line each."""
    above, disclaimer, below = text.partition(DISCLAIMER)
    menu = above.rfind(MENU)
    above = above[menu + len(MENU) :] if menu >= 0 else above
    yield from (notice for notice in NOTICES if above.lstrip().startswith(notice))
    found = ABSTRACT.search(above)
    if found:
        yield "Abstract"
        yield from _abstract(above[found.end() :])
    elif keywords := KEYWORDS.search(above):
        yield "No abstract available"
        yield from _abstract(above[keywords.start() :])
    if disclaimer:
        yield disclaimer.strip()
        yield from _below(below.strip())


def _abstract(text: str) -> Iterator[str]:
    text, _, summary = text.partition(SUMMARY)
    prose, keywords, behind = _at_keywords(text)
    cut = None if keywords else COPYRIGHT.search(prose)
    parts = [
        *_by_language(prose[: cut.start()] if cut else prose),
        keywords,
        behind,
        prose[cut.start() :] if cut else "",
    ]
    for part in parts:
        yield ""
        yield part
    if summary:
        yield SUMMARY.strip()
        yield from COPYRIGHT.split(summary, maxsplit=1)


def _at_keywords(text: str) -> tuple[str, str, str]:
    """What stands before the keywords, they, and what stands behind them."""
    found = KEYWORDS.search(text)
    if found is None:
        return text, "", ""
    terms = KEYWORDS_END.match(text, found.end())
    end = terms.end() if terms else len(text)
    return text[: found.start()], text[found.end() : end], text[end:]


def _by_language(prose: str) -> Iterator[str]:
    """The abstracts of a page that has them in several languages, each by its labels."""
    sentences = SENTENCE.split(prose)
    among = frozenset(language for one in sentences if (language := language_of(one)))
    whole: list[str] = []
    language = None
    for sentence in sentences:
        spoken = language_of(sentence) or closest_language(sentence, among)
        if language and spoken and spoken != language:
            yield from _by_label(" ".join(whole))
            whole = []
        language = spoken or language
        whole.append(sentence)
    yield from _by_label(" ".join(whole).strip())


def _by_label(prose: str) -> Iterator[str]:
    """The parts of an abstract that opens with a label NLM knows, or has several of them."""
    labels = list(LABEL.finditer(prose))
    known = [found.start() for found in labels if _is_known(found["label"])]
    has_labels = known[:1] == [0] or len(known) >= SEVERAL
    starts = [found.start() for found in labels if not PROSE.match(found["label"])] if has_labels else []
    bounds = sorted({0, *starts, len(prose)})
    yield from (prose[start:end].strip() for start, end in pairwise(bounds))


def _is_known(label: str) -> bool:
    """Whether NLM groups the label, in the singular or the plural: `Result(s)`."""
    return any(category(label.replace("(s)", ending)) for ending in ("", "s"))


def _below(text: str) -> Iterator[str]:
    """The statement of conflicts, up to the next heading, and the lists below it."""
    if text.startswith(STATEMENT):
        yield STATEMENT.strip()
        yield _until(text.removeprefix(STATEMENT), BEHIND_STATEMENT)
    yield from lists_of(f" {text}")


def _until(text: str, pattern: re.Pattern[str]) -> str:
    found = pattern.search(text)
    return text[: found.start()] if found else text
