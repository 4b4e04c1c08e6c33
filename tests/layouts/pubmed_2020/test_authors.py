"""Authors as printed and as indexed, each with the affiliations that its numbers link to."""

import pytest

from pipeline.layouts.pubmed_2020.authors import extract_affiliations, extract_authors
from pipeline.tables import Affiliation, Author
from tests.layouts.pubmed_2020.pieces import piece


def author(name: str, term: str, marks: str = "", after: str = '<span class="comma">,&nbsp;</span>') -> str:
    return f'<span class="authors-list-item "><a class="full-name" href="/?term={term}" data-ga-label="x">{name}</a>{marks}{after}</span>'


def links(*numbers: int) -> str:
    anchors = "".join(
        f'<span class="author-sup-separator">&nbsp;</span><a class="affiliation-link" title="Orrin" '
        f'href="#full-view-affiliation-{n}">\n  {n}\n </a>'
        for n in numbers
    )
    return f'<sup class="affiliation-links">{anchors}</sup>'


def affiliations(*texts: str) -> str:
    items = "".join(
        f'<li id="full-view-affiliation-{n}"><sup class="key">{n}</sup> {text}</li>' for n, text in enumerate(texts, 1)
    )
    return (
        '<div class="expanded-authors" id="full-view-expanded-authors"><div class="affiliations"><h3 class="title">Affiliations'
        f'</h3><ul class="item-list">{items}</ul></div></div>'
    )


def view(authors: str, below: str = "") -> str:
    inline = f'<div class="inline-authors"><div class="authors"><div class="authors-list">{authors}</div></div></div>'
    return f'<div id="full-view-heading">{inline}{below}</div>'


def read(authors: str, below: str = "") -> tuple[Author, ...]:
    element = piece(view(authors, below))
    return extract_authors(element, extract_affiliations(element))


def read_affiliations(block: str) -> list[Affiliation]:
    return [affiliation for affiliation, _ in extract_affiliations(piece(f"<div>{block}</div>"))]


def test_authors_come_in_order_with_printed_and_indexed_names() -> None:
    found = read(
        author("Maren Ravensloot", "Ravensloot+M&amp;cauthor_id=90000001")
        + author("Ji-Ho O'Hara", "O%27Hara+JH", after="")
    )

    assert [(a.position, a.name, a.short_name) for a in found] == [
        (1, "Maren Ravensloot", "Ravensloot M"),
        (2, "Ji-Ho O'Hara", "O'Hara JH"),
    ]


def test_the_numbers_behind_a_name_are_its_affiliations_and_no_part_of_it() -> None:
    found = read(author("Maren Ravensloot", "Ravensloot+M", links(2, 1)), affiliations("Orrin Station.", "Ysolde."))

    assert (found[0].name, found[0].affiliation_positions) == ("Maren Ravensloot", [2, 1])


def test_a_number_without_its_affiliation_is_no_position() -> None:
    assert read(author("Maren Ravensloot", "Ravensloot+M", links(1, 7)), affiliations("Orrin Station."))[
        0
    ].affiliation_positions == [1]


def test_an_author_of_a_page_without_affiliations_has_none() -> None:
    assert read(author("Maren Ravensloot", "Ravensloot+M", links(1)))[0].affiliation_positions == []


def test_a_group_is_collective_and_its_tag_is_no_part_of_its_name() -> None:
    found = read(
        author("Tern Islands Survey (TIS) Group", "Tern+Islands+Survey+%28TIS%29+Group%5BCorporate+Author%5D", after="")
    )

    assert [(a.name, a.short_name, a.is_collective) for a in found] == [
        ("Tern Islands Survey (TIS) Group", "Tern Islands Survey (TIS) Group", True)
    ]


def test_a_person_is_not_collective() -> None:
    assert read(author("Maren Ravensloot", "Ravensloot+M"))[0].is_collective is False


def test_collaborators_are_no_authors() -> None:
    group = f'<ul class="group-list"><li><strong class="title">Kelp Group:</strong>{author("Leif Fairwater", "Fairwater+L")}</li></ul>'
    block = f'<div class="expanded-authors"><div class="collaborations"><h3>Collaborators</h3>{group}</div></div>'

    assert [a.name for a in read(author("Maren Ravensloot", "Ravensloot+M"), block)] == ["Maren Ravensloot"]


def test_no_authors_listed_is_nobody() -> None:
    assert read('<em class="empty-authors">No authors listed</em>') == ()


def test_a_heading_without_the_line_of_names_has_no_authors() -> None:
    assert extract_authors(piece("<div></div>"), ()) == ()


def test_equal_contribution_is_the_mark_behind_the_name() -> None:
    mark = (
        '<sup class="equal-contrib-container"><span class="author-sup-separator">&nbsp;</span>'
        '<a class="equal-contrib" title="Contributed equally" href="#full-view-equal-contrib-explanation">#</a></sup>'
    )

    assert [
        (a.name, a.equal_contribution) for a in read(author("Yuna Li", "Li+Y", mark) + author("Noor Li", "Li+N"))
    ] == [
        ("Yuna Li", True),
        ("Noor Li", False),
    ]


def test_an_orcid_is_read_from_its_link() -> None:
    link = '<a href="https://orcid.org/0000-0002-1825-0097" title="ORCID">iD</a>'

    assert read(author("Yuna Li", "Li+Y", link))[0].orcid == "0000-0002-1825-0097"
    assert read(author("Yuna Li", "Li+Y"))[0].orcid is None


def test_a_name_without_a_link_has_no_indexed_form() -> None:
    found = read('<span class="authors-list-item "><span class="full-name">Yuna Li</span></span>')

    assert [(a.name, a.short_name, a.is_collective) for a in found] == [("Yuna Li", None, False)]


def test_affiliations_lose_their_numbers_and_keep_the_rest() -> None:
    assert read_affiliations(affiliations("Unit <i>of</i> Moss &amp; Kelp, 2 Orrin.", "7 Ysolde.")) == [
        Affiliation(1, "Unit of Moss & Kelp, 2 Orrin.", []),
        Affiliation(2, "7 Ysolde.", []),
    ]


def test_an_affiliation_without_a_number_is_whole() -> None:
    block = '<div class="affiliations"><h3 class="title">Affiliation</h3><ul class="item-list"><li>1 Orrin Station.</li></ul></div>'

    assert read_affiliations(block) == [Affiliation(1, "1 Orrin Station.", [])]


def test_e_mail_addresses_stay_in_the_text_and_are_listed() -> None:
    assert read_affiliations(affiliations("Orrin. Electronic address: a.b@example.org.")) == [
        Affiliation(1, "Orrin. Electronic address: a.b@example.org.", ["a.b@example.org"])
    ]


@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_affiliation_takes_no_position_and_moves_no_author(empty: str) -> None:
    found = read(author("Yuna Li", "Li+Y", links(2)), affiliations(empty, "Ysolde."))

    assert found[0].affiliation_positions == [1]
