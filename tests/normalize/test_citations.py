"""The citation line in every shape that PubMed prints it in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.citations import CitationParts, citation_parts
from tests.invented.citing import Citation
from tests.invented.citing import PrintedDate as InventedDate

SHAPES = [
    ("2013 Oct 1;12(3):45.", "2013 Oct 1", "12", "3", "45"),
    ("2013 Oct;12(3):45-60.", "2013 Oct", "12", "3", "45-60"),
    ("2013 Oct 1;12(3):45-60.", "2013 Oct 1", "12", "3", "45-60"),
    ("2013;12(3):45-60.", "2013", "12", "3", "45-60"),
    ("2020 May;21(3):e49.", "2020 May", "21", "3", "e49"),
    ("2013 Oct 1;12(3):e1234.", "2013 Oct 1", "12", "3", "e1234"),
    ("2013 Oct 1;12(3).", "2013 Oct 1", "12", "3", None),
    ("2016 Feb 26:5:222.", "2016 Feb 26", "5", None, "222"),
    ("2016 Feb 26;5:222.", "2016 Feb 26", "5", None, "222"),
    ("2018 Aug:56:1-9.", "2018 Aug", "56", None, "1-9"),
    ("2018 Oct 1:262:30-38.", "2018 Oct 1", "262", None, "30-38"),
    ("2020 May 4:13:911432.", "2020 May 4", "13", None, "911432"),
    ("2022 Mar 4:2022:7834561.", "2022 Mar 4", "2022", None, "7834561"),
    ("2020 Jan:41-42:100-10.", "2020 Jan", "41-42", None, "100-10"),
    ("2018 Jul 2:9:10.5555/iip.v9i4.1445.", "2018 Jul 2", "9", None, "10.5555/iip.v9i4.1445"),
    ("2010 Oct:Suppl:S1-5.", "2010 Oct", "Suppl", None, "S1-5"),
    ("2009 May;Chapter 7:Unit 7.3.", "2009 May", "Chapter 7", None, "Unit 7.3"),
    ("2021 Oct 15:4.", "2021 Oct 15", "4", None, None),
    ("2021 Oct;4.", "2021 Oct", "4", None, None),
    ("2013 Oct 26:1-9.", "2013 Oct 26", None, None, "1-9"),
    ("2013 Oct 26:1–9.", "2013 Oct 26", None, None, "1–9"),
    ("2013 Oct 26:S12-S15.", "2013 Oct 26", None, None, "S12-S15"),
    ("2013 Oct 26:2248-9; author reply 2249-50.", "2013 Oct 26", None, None, "2248-9; author reply 2249-50"),
    ("2021 Sep 22:e0224325.", "2021 Sep 22", None, None, "e0224325"),
    ("2021 Jun 2:8862605211021972.", "2021 Jun 2", None, None, "8862605211021972"),
    ("2020 Dec 8:S0140-6736(20)32661-1.", "2020 Dec 8", None, None, "S0140-6736(20)32661-1"),
    ("2021 Mar 4:10.5555/jcpp.13400.", "2021 Mar 4", None, None, "10.5555/jcpp.13400"),
    ("2023 Jun 5:rs.3.rs-2883579.", "2023 Jun 5", None, None, "rs.3.rs-2883579"),
    ("2023 Jan 5:2023.01.05.522901.", "2023 Jan 5", None, None, "2023.01.05.522901"),
    ("2023 May 4:arXiv:2305.03019v1.", "2023 May 4", None, None, "arXiv:2305.03019v1"),
    ("2010 Mar-Apr:(12):1-9.", "2010 Mar-Apr", None, "12", "1-9"),
    ("2010 Mar-Apr;(12):1-9.", "2010 Mar-Apr", None, "12", "1-9"),
    ("2013 Sep-Oct;12(3):45-60.", "2013 Sep-Oct", "12", "3", "45-60"),
    ("2013 Jul/Aug;12(3-4):45-60.", "2013 Jul/Aug", "12", "3-4", "45-60"),
    ("1995 Winter;12(1):45-60.", "1995 Winter", "12", "1", "45-60"),
    ("2013 Sep-Oct;", "2013 Sep-Oct", None, None, None),
    ("2013 Jul/Aug;", "2013 Jul/Aug", None, None, None),
    ("2013 Oct;12(Suppl 2):30.", "2013 Oct", "12", "Suppl 2", "30"),
    ("2013 Oct;12 Suppl 1(Suppl 1):S1-3.", "2013 Oct", "12 Suppl 1", "Suppl 1", "S1-3"),
    ("2013 Oct;12 Suppl 1:S1-3.", "2013 Oct", "12 Suppl 1", None, "S1-3"),
    ("1995 Mar:76 ( Pt 3):613-24.", "1995 Mar", "76", "Pt 3", "613-24"),
    ("2013 Oct;53(4):suppl 55-63.", "2013 Oct", "53", "4", "suppl 55-63"),
    ("2006 Nov 23;355(21):2248-9; author reply 2249-50.", "2006 Nov 23", "355", "21", "2248-9; author reply 2249-50"),
    ("1998 Nov 7;317(7168):1309; discussion 1310-1.", "1998 Nov 7", "317", "7168", "1309; discussion 1310-1"),
    ("2013 Oct;12(3):1182-90.", "2013 Oct", "12", "3", "1182-90"),
    ("2013 Oct;12(3):e1-e9.", "2013 Oct", "12", "3", "e1-e9"),
    ("2013 Oct;12(3):eAO5447.", "2013 Oct", "12", "3", "eAO5447"),
    ("2013 Oct;12(3):S12-S15.", "2013 Oct", "12", "3", "S12-S15"),
    ("2013 Oct;12(3):1485-90.e2.", "2013 Oct", "12", "3", "1485-90.e2"),
    ("2015 Mar;27(2):NP844-53.", "2015 Mar", "27", "2", "NP844-53"),
    ("2012 Oct 17;10(10):CD009175.", "2012 Oct 17", "10", "10", "CD009175"),
    ("2023 May 2.", "2023 May 2", None, None, None),
    ("2023.", "2023", None, None, None),
    ("2023 May 2", "2023 May 2", None, None, None),
]


@pytest.mark.parametrize(("printed", "when", "volume", "issue", "pages"), SHAPES, ids=[shape[0] for shape in SHAPES])
def test_a_citation_says_its_date_volume_issue_and_pages(
    printed: str, when: str, volume: str | None, issue: str | None, pages: str | None
) -> None:
    assert citation_parts(printed) == CitationParts(when, volume, issue, pages)


@pytest.mark.parametrize("printed", [None, "", " ", ".", ";", ":", " : . "])
def test_a_line_that_says_nothing_has_no_parts(printed: str | None) -> None:
    assert citation_parts(printed) == CitationParts(None)


WORDS = st.from_regex(r"[A-Za-z0-9]{1,5}", fullmatch=True)
NUMBERS = st.integers(1, 99_999).map(str)
PAGES = st.one_of(NUMBERS, st.tuples(NUMBERS, NUMBERS).map("-".join), NUMBERS.map("e{}".format))


@given(st.integers(1900, 2099), NUMBERS, st.one_of(st.none(), WORDS), PAGES)
def test_a_citation_with_a_volume_comes_back_in_its_parts(
    year: int, volume: str, issue: str | None, pages: str
) -> None:
    printed = Citation(InventedDate(year), volume, issue, pages).printed()

    assert citation_parts(printed) == CitationParts(str(year), volume, issue, pages)


@given(st.one_of(st.text(max_size=60), st.text(st.sampled_from("2013 Oct;:().-–Supple"), max_size=60)))
def test_no_part_holds_anything_that_is_not_printed_or_is_empty(printed: str) -> None:
    assert all(part is None or (part in printed and part == part.strip() != "") for part in citation_parts(printed))
