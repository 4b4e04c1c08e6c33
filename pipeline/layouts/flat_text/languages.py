"""The language of a paragraph, by its script or its commonest words.

Some tools drop PubMed's choice of languages: the abstracts then follow one another without a word between.
Nothing is guessed: a paragraph that does not show clearly what it is has no language of its own.
"""

import re
from collections import Counter

SCRIPTS = (
    ("jpn", re.compile("[\u3041-\u30ff]")),
    ("zho", re.compile("[\u4e00-\u9fff]")),
    ("kor", re.compile("[\uac00-\ud7a3]")),
    ("rus", re.compile("[\u0430-\u044f]")),
    ("ell", re.compile("[\u03b1-\u03c9\u03ac-\u03ce]{3}")),
    ("ara", re.compile("[\u0620-\u064a]")),
    ("heb", re.compile("[\u05d0-\u05ea]")),
    ("tha", re.compile("[\u0e01-\u0e2e]")),
)
"""Languages that their letters show; the first that a paragraph uses enough of."""
COMMON_WORDS = {
    "eng": "the of and to in is was were that with for by are this from which be as an not have has these we our",
    "fra": "le la les des du et est dans une un pour par que qui sur avec sont au aux ont ces cette plus été en de",
    "spa": "el la los las de y en que se del con por una un para es al como son fue más sus este esta han",
    "por": "o os as da do das dos e em que uma um para com não foi por ao no na são mais de se como",
    "deu": "der die das und ist von mit den des ein eine im zu bei wurde werden auf für nicht dem als sich",
    "ita": "il lo la gli le di e che per con una un del della dei nel sono è da alla delle più al i",
    "nld": "de het een van en in is dat op te voor met zijn werd bij aan niet ook door als",
    "pol": "i w z na do się że jest oraz nie po od przez są dla były było których o",
}
WORD = re.compile(r"[^\W\d_]+")
OF_A_SCRIPT = 0.15
"""The share of the letters that a script needs: foreign names in prose have less."""
FEWEST_WORDS = 6
"""Words of one language alone that a paragraph needs to show it."""
LEAD = 2
"""How often they must occur against the next language's."""

_SHARING = Counter(word for words in COMMON_WORDS.values() for word in words.split())
_WORDS = {
    language: frozenset(word for word in words.split() if _SHARING[word] == 1)
    for language, words in COMMON_WORDS.items()
}


def language_of(paragraph: str) -> str | None:
    """The ISO 639-2 code of the paragraph's language; None where it does not show it."""
    for language, letters in () if paragraph.isascii() else SCRIPTS:
        count = len(letters.findall(paragraph))
        if count and count >= OF_A_SCRIPT * sum(map(str.isalpha, paragraph)):
            return language
    return _by_words(paragraph) if paragraph.count(" ") >= FEWEST_WORDS else None


def closest_language(sentence: str, among: frozenset[str]) -> str | None:
    """That one of the languages which a sentence is likest to; None where two are equal."""
    words = Counter(WORD.findall(sentence.lower())) if len(among) > 1 else Counter[str]()
    counts = sorted(((sum(words[word] for word in _WORDS.get(one, ())), one) for one in among), reverse=True)
    is_clear = len(counts) > 1 and counts[0][0] > counts[1][0]
    return counts[0][1] if is_clear else None


def _by_words(paragraph: str) -> str | None:
    words = Counter(WORD.findall(paragraph.lower()))
    counts = sorted(
        ((sum(words[word] for word in common), language) for language, common in _WORDS.items()), reverse=True
    )
    (best, language), (second, _) = counts[0], counts[1]
    return language if best >= FEWEST_WORDS and best >= LEAD * second else None
