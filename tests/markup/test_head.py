"""The head of a page as a browser would read it, out of bytes that nobody has parsed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.markup.head import read_head


def content(head: str) -> str | None:
    return read_head(f"<html><head>{head}</head><body></body></html>".encode()).meta("citation_title")


@pytest.mark.parametrize(
    "tag",
    [
        '<meta name="citation_title" content="Light in brine">',
        '<meta content="Light in brine" name="citation_title">',
        "<meta name='citation_title' content='Light in brine'>",
        "<meta name=citation_title content='Light in brine'>",
        '<META NAME="Citation_Title" CONTENT="Light in brine"/>',
        '<meta property="citation_title" content="Light in brine" />',
        '<meta\n   name = "citation_title"\n\tcontent\n=\n"Light in brine"\n>',
        '<meta charset="utf-8" name="citation_title" content="Light in brine" data-x1="name=b content=c">',
        '<meta name="citation_title" content="Light in brine" content="twice" name="twice">',
        '<meta name="other" content="a > b"><meta name="citation_title" content="Light in brine">',
        '<meta name=\'other\' content=\'<meta name="citation_title" content="wrong">\'><meta name="citation_title" content="Light in brine">',
    ],
)
def test_a_meta_tag_is_read_however_it_is_written(tag: str) -> None:
    assert content(tag) == "Light in brine"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a > b", "a > b"),
        ("it's", "it's"),
        ("R&amp;D", "R&D"),
        ("R&amp;amp;D", "R&amp;D"),
        ("&lt;i&gt;K&lt;/i&gt; &#8211; &quot;x&quot;", '<i>K</i> – "x"'),
        ("Ångström β", "Ångström β"),
        ("\ufeffLight", "\ufeffLight"),
    ],
)
def test_entities_are_resolved_once_and_quotes_hold_any_sign(written: str, said: str) -> None:
    assert content(f'<meta name="citation_title" content="{written}">') == said


def test_where_a_name_stands_twice_the_first_counts() -> None:
    assert content('<meta name="citation_title" content="one"><meta name="CITATION_TITLE" content="two">') == "one"


@pytest.mark.parametrize("tag", ["", '<meta name="citation_title">', '<meta name="citation_title" content="">'])
def test_a_missing_or_empty_tag_says_nothing(tag: str) -> None:
    assert content(tag) is None


def test_a_quote_that_does_not_end_costs_only_what_it_swallows() -> None:
    found = read_head(
        b'<head><meta name="a" content="one"><meta name="b" content="two><meta name="c" content="three"></head>'
    )

    assert found.meta("a") == "one"
    assert found.meta("c") is None


def test_a_quote_that_never_ends_ends_with_the_head() -> None:
    assert content('<meta name="citation_title" content="cut here') == "cut here"


def test_meta_tags_of_the_body_do_not_count() -> None:
    found = read_head(b'<head></head><body><meta name="width" content="9"></body>')

    assert found.meta("width") is None


@pytest.mark.parametrize("end", ["</head>", "</HEAD\n>", "<body class=x>", "<BODY>"])
def test_the_head_ends_where_the_body_may_begin(end: str) -> None:
    found = read_head(f'<title>Light</title>{end}<title>icon</title><meta name="a" content="b">'.encode())

    assert found.title == "Light"
    assert found.meta("a") is None


@pytest.mark.parametrize(
    ("tag", "title"),
    [
        ("<title>Light &amp; brine - PubMed</title>", "Light & brine - PubMed"),
        ('<TITLE lang="en">\n  Light\n</TITLE>', "Light"),
        ("<title>one</title><title>two</title>", "one"),
        ("<title></title>", ""),
        ("", ""),
    ],
)
def test_the_title_is_the_first_of_the_head(tag: str, title: str) -> None:
    assert read_head(f"<head>{tag}</head>".encode()).title == title


TEXTS = st.text(st.characters(exclude_characters='"', exclude_categories=["Cs"]), min_size=1)


@given(st.dictionaries(st.from_regex(r"[a-z_:]{1,12}", fullmatch=True), TEXTS, max_size=5))
def test_every_escaped_content_comes_back(metas: dict[str, str]) -> None:
    tags = "".join(f'<meta name="{name}" content="{text.replace("&", "&amp;")}">' for name, text in metas.items())

    head = read_head(f"<head>{tags}</head>".encode())
    assert {name: head.meta(name) for name in metas} == metas


@given(st.one_of(st.binary(), st.text(st.sampled_from("<meta name='content\"=>/title head\n")).map(str.encode)))
def test_any_bytes_have_a_head(body: bytes) -> None:
    head = read_head(body)

    assert head.title == head.title.strip()
    assert head.meta("nothing has this name") is None
