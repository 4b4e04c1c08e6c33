"""Cited articles printed in the styles that journals use, with the fields that each of them shows."""

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Name(NamedTuple):
    """An author: `Ondarra`, `PA`."""

    last: str
    initials: str


class CitedArticle(NamedTuple):
    """An article whose fields are known."""

    authors: tuple[Name, ...]
    title: str
    """Without a full stop at its end."""
    journal: str
    """Its name in full."""
    abbreviation: str
    """With full stops, as ISO 4 has it."""
    year: int
    volume: str
    issue: str | None
    pages: str
    doi: str | None


class Shape(NamedTuple):
    """What journals of one style still do differently."""

    most_authors: int | None = None
    """Names in front of `et al.`; None for all."""
    shows_doi: bool = False
    dash: str = "-"


class PrintedReference(NamedTuple):
    """A reference and what it shows: the fields of `pipeline.normalize.cited.Cited`, those left out that it lacks."""

    text: str
    fields: Mapping[str, str | int]


Style = Callable[[CitedArticle, Shape], PrintedReference]


def nlm(article: CitedArticle, shape: Shape) -> PrintedReference:
    """`Smith J, Doe A. A title. J Biol Chem. 2019;12(3):1-9. doi: 10.1000/x.`"""
    who, name = _names(article, shape, _last_bare), _bare(article.abbreviation)
    text = f"{who}. {_ended(article.title)} {name}. {article.year};{article.volume}{_issue(article)}:{_pages(article, shape)}."
    return _printed(article, shape, text + _doi(article, shape, " doi: {}."), authors=who, journal=name)


def ama(article: CitedArticle, shape: Shape) -> PrintedReference:
    """`Smith J, Doe A. A title. J Biol Chem 2019;12:1-9.`"""
    who, name = _names(article, shape, _last_bare), _bare(article.abbreviation)
    text = f"{who}. {_ended(article.title)} {name} {article.year};{article.volume}:{_pages(article, shape)}."
    return _printed(article, shape, text + _doi(article, shape, " doi:{}"), authors=who, journal=name, issue=None)


def mdpi(article: CitedArticle, shape: Shape) -> PrintedReference:
    """`Smith J., Doe A.B. A title. J. Biol. Chem. 2019;12:1–9. doi: 10.1000/x.`"""
    who = _names(article, shape, _last_dotted).rstrip(".")
    text = f"{who}. {_ended(article.title)} {article.abbreviation.rstrip('.')}. {article.year};{article.volume}:{_pages(article, shape)}."
    text += _doi(article, shape, " doi: {}.")
    return _printed(article, shape, text, authors=who, journal=article.abbreviation.rstrip("."), issue=None)


def apa(article: CitedArticle, shape: Shape) -> PrintedReference:
    """`Smith, J., & Doe, A. B. (2019). A title. Journal of Biology, 12(3), 1-9. https://doi.org/10.1000/x`"""
    who = _names(article, shape, _last_comma, last=", & ").rstrip(".")
    text = f"{who}. ({article.year}). {_ended(article.title)} {article.journal}, {article.volume}{_issue(article)}, {_pages(article, shape)}."
    return _printed(
        article, shape, text + _doi(article, shape, " https://doi.org/{}"), authors=who, journal=article.journal
    )


def harvard(article: CitedArticle, shape: Shape) -> PrintedReference:
    """`Smith, J. and Doe, A.B., 2019. A title. Journal of Biology, 12(3), pp.1-9.`"""
    who = _names(article, shape, _last_comma_tight, last=" and ").rstrip(".")
    text = f"{who}., {article.year}. {_ended(article.title)} {article.journal}, {article.volume}{_issue(article)}, pp.{_pages(article, shape)}."
    return _printed(article, shape, text + _doi(article, shape, " doi:{}."), authors=who, journal=article.journal)


def elsevier(article: CitedArticle, shape: Shape) -> PrintedReference:
    """`J. Smith, A.B. Doe, A title, J. Biol. Chem. 12 (2019) 1-9.`"""
    who = _names(article, shape, _first_dotted)
    text = f"{who}, {article.title}, {article.abbreviation} {article.volume} ({article.year}) {_pages(article, shape)}."
    text += _doi(article, shape, " https://doi.org/{}.")
    return _printed(article, shape, text, authors=who.rstrip("."), journal=article.abbreviation.rstrip("."), issue=None)


def ieee(article: CitedArticle, shape: Shape) -> PrintedReference:
    """`J. Smith and A. B. Doe, “A title,” J. Biol. Chem., vol. 12, no. 3, pp. 1-9, 2019.`"""
    who = _names(article, shape, _first_dotted_wide, last=" and ")
    issue = f"no. {article.issue}, " if article.issue else ""
    text = f"{who}, “{article.title},” {article.abbreviation}, vol. {article.volume}, {issue}pp. {_pages(article, shape)}, {article.year}."
    text += _doi(article, shape, " doi: {}.")
    return _printed(article, shape, text, authors=who.rstrip("."), journal=article.abbreviation.rstrip("."))


def springer(article: CitedArticle, shape: Shape) -> PrintedReference:
    """`Smith J, Doe A (2019) A title. J Biol Chem 12(3):1-9. https://doi.org/10.1000/x`"""
    who, name = _names(article, shape, _last_bare), _bare(article.abbreviation)
    text = f"{who} ({article.year}) {_ended(article.title)} {name} {article.volume}{_issue(article)}:{_pages(article, shape)}"
    return _printed(article, shape, text + _doi(article, shape, ". https://doi.org/{}"), authors=who, journal=name)


def nature(article: CitedArticle, shape: Shape) -> PrintedReference:
    """`Smith, J. & Doe, A. B. A title. J. Biol. Chem. 12, 1-9 (2019).`"""
    who = _names(article, shape, _last_comma, last=" & ", et_al=" et al.").rstrip(".")
    text = f"{who}. {_ended(article.title)} {article.abbreviation} {article.volume}, {_pages(article, shape)} ({article.year})."
    text += _doi(article, shape, " https://doi.org/{}")
    return _printed(article, shape, text, authors=who, journal=article.abbreviation.rstrip("."), issue=None)


def acs(article: CitedArticle, shape: Shape) -> PrintedReference:
    """`Smith J., Doe A. B., J. Biol. Chem. 2019, 12, 1-9.`, without a title."""
    who = _names(article, shape, _last_dotted)
    text = f"{who}, {article.abbreviation} {article.year}, {article.volume}, {_pages(article, shape)}."
    name = article.abbreviation.rstrip(".")
    return _printed(
        article, Shape(dash=shape.dash), text, authors=who.rstrip("."), journal=name, issue=None, title=None
    )


def asm(article: CitedArticle, shape: Shape) -> PrintedReference:
    """`Smith J, Doe A. 2019. A title. J Biol Chem 12:1-9. doi:10.1000/x.`"""
    who, name = _names(article, shape, _last_bare), _bare(article.abbreviation)
    text = f"{who}. {article.year}. {_ended(article.title)} {name} {article.volume}:{_pages(article, shape)}."
    return _printed(article, shape, text + _doi(article, shape, " doi:{}."), authors=who, journal=name, issue=None)


def frontiers(article: CitedArticle, shape: Shape) -> PrintedReference:
    """`Smith J., Doe A. B. (2019). A title. J. Biol. Chem. 12, 1-9. 10.1000/x`"""
    who = _names(article, shape, _last_dotted_wide).rstrip(".")
    text = f"{who}. ({article.year}). {_ended(article.title)} {article.abbreviation} {article.volume}, {_pages(article, shape)}."
    text += _doi(article, shape, " {}")
    return _printed(article, shape, text, authors=who, journal=article.abbreviation.rstrip("."), issue=None)


def line(article: CitedArticle, shape: Shape) -> PrintedReference:
    """`J Biol Chem. 2019;12(3):1-9`, as PubMed itself cites: neither authors nor title."""
    name = _bare(article.abbreviation)
    text = f"{name}. {article.year};{article.volume}{_issue(article)}:{_pages(article, shape)}"
    return _printed(article, Shape(dash=shape.dash), text, authors=None, journal=name, title=None)


STYLES: tuple[Style, ...] = (
    nlm, ama, mdpi, apa, harvard, elsevier, ieee, springer, nature, acs, asm, frontiers, line,
)  # fmt: skip


def _printed(article: CitedArticle, shape: Shape, text: str, **printed: str | None) -> PrintedReference:
    """The reference, and the article's fields but for those that this style prints in a way of its own, or not."""
    doi = article.doi.lower() if article.doi and shape.shows_doi else None
    pages = _pages(article, shape)
    known = article._asdict() | {"pages": pages, "printed_doi": doi} | printed
    shown = ("authors", "title", "journal", "year", "volume", "issue", "pages", "printed_doi")
    return PrintedReference(text, {name: known[name] for name in shown if known[name] is not None})


def _names(
    article: CitedArticle, shape: Shape, form: Callable[[Name], str], last: str = ", ", et_al: str = ", et al."
) -> str:
    names = [form(name) for name in article.authors]
    if shape.most_authors is not None and len(names) > shape.most_authors:
        return (", ".join(names[: shape.most_authors]) + et_al).rstrip(".")
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + last + names[-1]


def _last_bare(name: Name) -> str:
    return f"{name.last} {name.initials}"


def _last_dotted(name: Name) -> str:
    return f"{name.last} {_dotted(name)}"


def _last_dotted_wide(name: Name) -> str:
    return f"{name.last} {_dotted(name, ' ')}"


def _last_comma(name: Name) -> str:
    return f"{name.last}, {_dotted(name, ' ')}"


def _last_comma_tight(name: Name) -> str:
    return f"{name.last}, {_dotted(name)}"


def _first_dotted(name: Name) -> str:
    return f"{_dotted(name)} {name.last}"


def _first_dotted_wide(name: Name) -> str:
    return f"{_dotted(name, ' ')} {name.last}"


def _dotted(name: Name, between: str = "") -> str:
    return between.join(f"{initial}." for initial in name.initials)


def _bare(abbreviation: str) -> str:
    return abbreviation.replace(".", "")


def _ended(title: str) -> str:
    return title if title.endswith(("?", "!")) else f"{title}."


def _issue(article: CitedArticle) -> str:
    return f"({article.issue})" if article.issue else ""


def _pages(article: CitedArticle, shape: Shape) -> str:
    return article.pages.replace("-", shape.dash)


def _doi(article: CitedArticle, shape: Shape, form: str) -> str:
    return form.format(article.doi) if article.doi and shape.shows_doi else ""
