"""The rare things that pages show. Every seed asks for one of them, in turn, so that none is left to luck."""

from enum import Enum, auto


class Rarity(Enum):
    """Something that few pages have and every parser must survive."""

    NONE = auto()
    NO_AUTHORS = auto()
    ONE_AUTHOR = auto()
    GROUP_AUTHOR_LAST = auto()
    GROUP_AUTHOR_AMONG_PEOPLE = auto()
    GROUP_AUTHOR_ALONE = auto()
    COLLABORATORS = auto()
    FETCHED_AUTHORS = auto()
    EQUAL_CONTRIBUTION = auto()
    EMPTY_ABSTRACT = auto()
    EMPTY_ABSTRACT_WITH_KEYWORDS = auto()
    BARE_ABSTRACT = auto()
    MIXED_ABSTRACT = auto()
    CHINESE_ABSTRACT = auto()
    FRENCH_AND_SPANISH_ABSTRACTS = auto()
    PORTUGUESE_ABSTRACT = auto()
    FOREIGN_ABSTRACT_ONLY = auto()
    PLAIN_LANGUAGE_SUMMARY = auto()
    BYTE_ORDER_MARK = auto()
    TRANSLATED_TITLE = auto()
    SEVERAL_LANGUAGES = auto()
    EMBARGO = auto()
    NO_DOI = auto()
    ONLY_PMID = auto()
    AHEAD_OF_PRINT = auto()
    PREPRINT = auto()
    RETRACTED = auto()
    ERRATUM_IN = auto()
    COMMENT_IN = auto()
    COMMENT_ON = auto()
    UPDATE_OF = auto()
    MANY_FIGURES = auto()
    TITLED_FIGURES = auto()
    FIGURES_WITHOUT_CAPTIONS = auto()
    GRAPHICAL_ABSTRACT = auto()
    UNLABELLED_FIGURE = auto()
    FORMULA_IN_CAPTION = auto()
    GROUPED_REFERENCES = auto()
    SEVERAL_NOTES = auto()
    FEW_REFERENCES = auto()
    TITLED_REFERENCES = auto()
    MARKUP_IN_REFERENCES = auto()
    ODD_REFERENCE_LINKS = auto()
    SUPPLEMENTARY_CONCEPTS = auto()
    ASSOCIATED_DATA = auto()
    FUNDING_STATEMENT = auto()
    AMBIGUOUS_GRANTS = auto()
    SECTIONS_IN_CONFLICT_OF_INTEREST = auto()
    DISPLAYED_TYPE = auto()


_ALL = tuple(Rarity)


def rarity_of(seed: int) -> Rarity:
    """The rarity that an article with this seed has."""
    return _ALL[seed % len(_ALL)]
