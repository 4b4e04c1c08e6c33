"""Where the title of a cited article ends and the name of its journal begins.

Both are printed one behind the other, mostly with a full stop between them, which abbreviated names of journals hold as
well: `A title. J. Netw. Comput. Appl.` Words that journals abbreviate (ISO 4) tell the one from the other; where they
do not, there is neither a title nor a journal.
"""

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.normalize.cited.alphabet import UPPER

_ABBREVIATIONS = frozenset(
    word
    for line in files(__package__).joinpath("journal_words.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
_SMALL = frozenset({
    "and", "of", "the", "in", "for", "on", "de", "la", "le", "les", "des", "du", "der", "die", "und", "für", "et", "a",
    "an", "&", "e", "y", "del", "della", "di", "og", "och", "med", "i",
})  # fmt: skip
"""Words without capitals in names of journals."""
_PLAIN = re.compile(rf"(?<![^ ])(?!(?:{'|'.join(sorted(_SMALL))})(?![^ ]))[a-zß-öø-ÿ]")
_NOUNS = re.compile(
    r"\b(?:[Jj]ournal|JOURNAL|[Aa]nnals|[Aa]rchives?|[Rr]eviews?|[Pp]roceedings|[Tt]ransactions|[Ll]etters|[Bb]ulletin|[Rr]eports"
    r"|[Ss]ciences?|[Rr]esearch|[Mm]edicine|[Zz]eitschrift|[Rr]evista|[Rr]evue|[Aa]cta|[Cc]ommunications|[Mm]agazine)\b"
)
_NO_JOURNAL = re.compile(
    r"\b(?:Conference|Symposium|Workshop|Congress|Meeting|Conf|Symp|[Pp]reprint|[Tt]hesis|[Dd]issertation|Press"
    r"|Publish\w{0,6}|Springer|Elsevier|Wiley|Lecture Notes|Eds|[Ee]ditors?|Chapter|Report|[Ee]dition|Version|Patent"
    r"|Available|Accessed|Inc|Ltd|Proceedings of the (?:\d|[A-Z]{3,5}\b|[A-Z][a-z]+ \d))(?:\b|$)"
    r"|[:;=<>]|\d{2}|^In\b|\b(?:http|www)"
)
_COLON = re.compile(r"(?:[A-Z][\w.]* |and |of |the |in |for |& ){1,7}?[\w.]*: [A-Z]")
_PART = re.compile(
    r", (?:Part|Section|Series|Sect\.|Sec\.|Ser\.|Pt\.|[A-D]\b|and |& |Supplement|Clinical|Molecular"
    r"|[A-Z][a-z]+,? (?:and|&) )"
)
_FIRST_LETTER = re.compile(rf"(?:{UPPER}|(?:e|i|m|npj|bio|med)[A-Z ])")
_QUOTED = re.compile(r"[“\"‘«„]\s?(?P<title>[^“”\"«»„]{8,600})[”\"’»“][.,;]?,? ?")
_LONGEST_NAME = 14
_MOST_PLAIN_WORDS = 3
_FEW = 4
_FULL_WORD = re.compile(
    r"(?:tion|tions|ing|ness|ity|ies|ism|ment|ments|ance|ence|ics|ogy|ed|es|us|is|ous|ate|ase|ly|ty|phy|my|ria|sis|ns|ts|ss|ers|ors|als|eys|[aeiouy])$"
)


class Work(NamedTuple):
    """The title and the journal."""

    title: str | None
    journal: str | None


UNKNOWN = Work(None, None)


def work(between: str) -> Work:
    """The title and the journal of what is printed between the authors and the locator; all None in doubt."""
    if "accessed" in between:
        return UNKNOWN
    text = between.strip(" ,;:")
    text = text[:-1].rstrip() if text.endswith(".") else text
    quoted = _QUOTED.match(text)
    if quoted:
        return _checked(quoted["title"], text[quoted.end() :].removeprefix("in ").strip(" ,.;"))
    start = _start_of_journal(text)
    if start is None:
        return UNKNOWN
    return _checked(text[:start], text[start:])


def _checked(title: str, journal: str) -> Work:
    """The title without what ends it; no work at all where the journal cannot be one."""
    if not _is_name(journal.strip(" .,;")):
        return UNKNOWN
    return Work(title.strip(' .,;“”"') or None, journal.strip(" .,;"))


def _start_of_journal(text: str) -> int | None:
    start = _start_of_piece(text, len(text))
    start_of_name = _before_abbreviations(text, start) if start else 0
    if start_of_name is None:
        return None
    comma = text.rfind(", ", start_of_name)
    if comma < 0 or _PART.match(text, comma):
        return start_of_name
    return comma + 2 if start_of_name == 0 or _is_sentence(text[start_of_name:comma]) else None


def _before_abbreviations(text: str, start: int) -> int | None:
    """The start of the run of abbreviated words that ends at a piece; None in doubt."""
    is_whole = _is_whole(text[start:])
    while start > 0:
        if text[start - 2] != ".":
            return start
        previous = _start_of_piece(text, start - 1)
        piece = text[previous : start - 2]
        if is_whole or not _ends_like_a_journal(piece):
            return None if _may_be_of_a_name(piece, previous) else start
        if _is_sentence(piece):
            return _inside(text, previous, start)
        start = previous
    return 0


def _ends_like_a_journal(piece: str) -> bool:
    """Whether its last word is one that journals abbreviate."""
    return piece.rpartition(" ")[2].rpartition("-")[2] in _ABBREVIATIONS


def _start_of_piece(text: str, end: int) -> int:
    """Behind the last sign before `end` that may end a sentence; 0 where there is none."""
    start = text.rfind(". ", 0, end) + 1
    start = max(start, text.rfind("? ", start, end) + 1, text.rfind("! ", start, end) + 1)
    return start + 1 if start else 0


def _inside(text: str, start: int, end: int) -> int | None:
    """Where a journal begins in a piece that holds the end of the title too: `a long title, J. ` or `(a title) J. `."""
    cut = max(text.rfind(", ", start, end), text.rfind(") ", start, end))
    return cut + 2 if cut >= 0 and not _is_sentence(text[cut + 2 : end].rstrip(" .")) else None


def _is_sentence(piece: str) -> bool:
    """Whether it has words without capitals that names of journals do not have."""
    return _PLAIN.search(piece) is not None


@lru_cache(maxsize=10_000)
def _is_whole(name: str) -> bool:
    """Whether a name of a journal stands for itself: in full, or abbreviated without full stops."""
    words = name.split()
    return len(words) > 1 and (_NOUNS.search(name) is not None or not _ABBREVIATIONS.isdisjoint(words[:-1]))


def _may_be_of_a_name(piece: str, start: int) -> bool:
    """Whether the end of the title may as well be the beginning of the journal's name."""
    words = piece.count(" ") + 1
    if words > _FEW:
        return False
    if _NOUNS.search(piece):
        return True
    return start > 0 and not _is_sentence(piece) and (words == 1 or not _FULL_WORD.search(piece))


@lru_cache(maxsize=10_000)
def _is_name(journal: str) -> bool:
    words = journal.split()
    if not 0 < len(words) <= _LONGEST_NAME or _FIRST_LETTER.match(journal) is None:
        return False
    if _NO_JOURNAL.search(journal) and not _COLON.match(journal):
        return False
    plain = sum(word[0].islower() and word not in _SMALL for word in words)
    return plain <= _MOST_PLAIN_WORDS or (plain <= _LONGEST_NAME // 2 and _NOUNS.search(journal) is not None)
