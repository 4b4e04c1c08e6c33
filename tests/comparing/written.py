"""PubMed's XML of articles whose records are known, as NLM's DTD has it (invented articles, or records of gold)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any
from xml.etree import ElementTree as ET

Row = Mapping[str, Any]
Records = Mapping[str, Sequence[Row]]

DOCTYPE = '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2024//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_240101.dtd">'
CODES = {
    "zho": "chi", "fra": "fre", "deu": "ger", "Chinese": "chi", "French": "fre", "German": "ger", "English": "eng", "Spanish": "spa",
    "Portuguese": "por", "Italian": "ita", "Japanese": "jpn", "Russian": "rus",
}  # fmt: skip
"""NLM's code of a language, by its name or by the other code."""
MODELS = {"Epub": "Print-Electronic", "eCollection": "Electronic-eCollection", "Print": "Electronic-Print"}
"""How an article is published, by what its page prints behind the citation."""
_DATE = re.compile(r"[^;:.]*")
_PLAIN_DATE = re.compile(r"(\d{4})(?: ([A-Z][a-z]{2}))?(?: (\d{1,2}))?")


def xml_of(articles: Iterable[Records], doctype: str = DOCTYPE) -> bytes:
    """A file of them."""
    root = ET.Element("PubmedArticleSet")
    for records in articles:
        root.append(article_element(records))
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + doctype.encode() + b"\n" + ET.tostring(root)


def article_element(records: Records) -> ET.Element:
    """A `PubmedArticle`."""
    (article,) = records["articles"]
    element = ET.Element("PubmedArticle")
    citation, data = ET.SubElement(element, "MedlineCitation"), ET.SubElement(element, "PubmedData")
    add(citation, "PMID", article["pmid"])
    _article(citation, article, records)
    _indexing(citation, article, records)
    _other_abstracts(citation, article, records)
    _investigators(citation, records)
    add(citation, "CoiStatement", article["conflict_of_interest"])
    _data(data, article, records)
    return element


def add(parent: ET.Element, name: str, text: object, **attributes: str) -> None:
    """An element with a text, unless there is none."""
    if text is not None:
        ET.SubElement(parent, name, attributes).text = str(text)


def _article(citation: ET.Element, article: Row, records: Records) -> None:
    said = ET.SubElement(citation, "Article")
    journal = ET.SubElement(said, "Journal")
    issue = ET.SubElement(journal, "JournalIssue")
    add(issue, "Volume", article["volume"])
    add(issue, "Issue", article["issue"])
    add(journal, "Title", article["journal_title"])
    add(said, "ArticleTitle", None if article["title"] is None else f"{article['title']}.")
    add(ET.SubElement(said, "Pagination"), "MedlinePgn", article["pages"])
    _dates(said, issue, article)
    _abstract(said, article, records)
    _authors(said, records)
    for name in (article["article_language"] or "English").split(", "):
        add(said, "Language", CODES[name])
    _banks(said, records)
    _grants(said, records)
    types = ET.SubElement(said, "PublicationTypeList")
    for name in (*article["publication_types"], "Journal Article"):
        add(types, "PublicationType", name)
    add(ET.SubElement(citation, "MedlineJournalInfo"), "MedlineTA", article["journal_abbreviation"])


def _dates(said: ET.Element, issue: ET.Element, article: Row) -> None:
    found = _DATE.match(article["citation"] or "")
    cited = found[0] if found else ""
    kind, _, other = (article.get("secondary_date") or "").rstrip(".").partition(" ")
    said.set("PubModel", MODELS.get(kind, "Print"))
    printed, electronic = (cited, other) if kind in {"Epub", ""} else (other, cited)
    _date(ET.SubElement(issue, "PubDate"), printed)
    if electronic:
        _date(ET.SubElement(said, "ArticleDate", {"DateType": "Electronic"}), electronic)


def _date(element: ET.Element, printed: str) -> None:
    found = _PLAIN_DATE.fullmatch(printed)
    if found is None:
        add(element, "MedlineDate", printed)
        return
    for name, text in zip(("Year", "Month", "Day"), found.groups(), strict=True):
        add(element, name, text)


def _abstract(said: ET.Element, article: Row, records: Records) -> None:
    own = [row for row in records["abstract_sections"] if row["language"] == "eng"]
    if own or article["copyright"]:
        abstract = ET.SubElement(said, "Abstract")
        for row in own:
            labels = {"Label": row["label"].upper()} if row["label"] else {}
            category = {"NlmCategory": row["category"] or "UNASSIGNED"} if row["label"] else {}
            ET.SubElement(abstract, "AbstractText", labels | category).text = row["text"]
        add(abstract, "CopyrightInformation", article["copyright"])


def _other_abstracts(citation: ET.Element, article: Row, records: Records) -> None:
    others = [row for row in records["abstract_sections"] if row["language"] != "eng"]
    for language, rows in groupby(others, key=lambda row: row["language"]):
        element = ET.SubElement(
            citation, "OtherAbstract", {"Type": "Publisher", "Language": CODES.get(language, language)}
        )
        for row in rows:
            ET.SubElement(element, "AbstractText", {"Label": row["label"]} if row["label"] else {}).text = row["text"]
    if article["plain_language_summary"]:
        element = ET.SubElement(citation, "OtherAbstract", {"Type": "plain-language-summary", "Language": "eng"})
        add(element, "AbstractText", article["plain_language_summary"])


def _authors(said: ET.Element, records: Records) -> None:
    if not records["authors"]:
        return
    people = ET.SubElement(said, "AuthorList", {"CompleteYN": "Y"})
    for row in records["authors"]:
        author = ET.SubElement(
            people, "Author", {"ValidYN": "Y"} | ({"EqualContrib": "Y"} if row["equal_contribution"] else {})
        )
        _name(author, row)
        add(author, "Identifier", row["orcid"], Source="ORCID")
        for position in row["affiliation_positions"]:
            texts = [place["text"] for place in records["affiliations"] if place["position"] == position]
            for text in texts:
                add(ET.SubElement(author, "AffiliationInfo"), "Affiliation", text)


def _name(author: ET.Element, row: Row) -> None:
    if row["is_collective"]:
        add(author, "CollectiveName", row["name"])
        return
    last, _, initials = (row["short_name"] or row["name"].rpartition(" ")[2] + " ").rpartition(" ")
    add(author, "LastName", last)
    add(author, "ForeName", row["name"].removesuffix(last).strip() or None)
    add(author, "Initials", initials or None)


def _investigators(citation: ET.Element, records: Records) -> None:
    """Who works where no author does."""
    named = {position for row in records["authors"] for position in row["affiliation_positions"]}
    people = ET.SubElement(citation, "InvestigatorList")
    for place in records["affiliations"]:
        if place["position"] not in named:
            one = ET.SubElement(people, "Investigator", {"ValidYN": "Y"})
            add(ET.SubElement(one, "AffiliationInfo"), "Affiliation", place["text"])


def _banks(said: ET.Element, records: Records) -> None:
    banks = ET.SubElement(said, "DataBankList")
    for name, rows in groupby(records["associated_data"], key=lambda row: row["databank"]):
        bank = ET.SubElement(banks, "DataBank")
        add(bank, "DataBankName", name)
        numbers = ET.SubElement(bank, "AccessionNumberList")
        for row in rows:
            add(numbers, "AccessionNumber", row["accession"])


def _grants(said: ET.Element, records: Records) -> None:
    grants = ET.SubElement(said, "GrantList")
    for row in records["grants"]:
        grant = ET.SubElement(grants, "Grant")
        for name, column in (("GrantID", "grant_id"), ("Acronym", "acronym"), ("Agency", "agency"), ("Country", "country")):  # fmt: skip
            add(grant, name, row[column])


def _indexing(citation: ET.Element, article: Row, records: Records) -> None:
    chemicals, headings = ET.SubElement(citation, "ChemicalList"), ET.SubElement(citation, "MeshHeadingList")
    for row in records["substances"]:
        add(ET.SubElement(chemicals, "Chemical"), "NameOfSubstance", row["name"])
    for row in records["mesh_terms"]:
        heading, major = ET.SubElement(headings, "MeshHeading"), {"MajorTopicYN": "Y" if row["is_major"] else "N"}
        has_qualifier = row["qualifier"] is not None
        add(heading, "DescriptorName", row["descriptor"], **({} if has_qualifier else major))
        add(heading, "QualifierName", row["qualifier"], **major)
    concepts, keywords = ET.SubElement(citation, "SupplMeshList"), ET.SubElement(citation, "KeywordList")
    for name in article["supplementary_concepts"]:
        add(concepts, "SupplMeshName", name)
    for name in article["keywords"]:
        add(keywords, "Keyword", name)
    links = ET.SubElement(citation, "CommentsCorrectionsList")
    for row in records["related_articles"]:
        if row["relation"] not in {"similar", "cited_by"}:
            kind = "".join(part.capitalize() for part in row["relation"].split("_"))
            link = ET.SubElement(links, "CommentsCorrections", {"RefType": kind})
            add(link, "RefSource", row["text"])
            add(link, "PMID", row["pmid"])


def _data(data: ET.Element, article: Row, records: Records) -> None:
    identifiers = ET.SubElement(data, "ArticleIdList")
    for kind, column in (("pubmed", "pmid"), ("doi", "doi"), ("pmc", "pmcid")):
        add(identifiers, "ArticleId", article[column], IdType=kind)
    add(data, "PublicationStatus", "ppublish")
    references = ET.SubElement(data, "ReferenceList")
    for row in records["references"]:
        reference = ET.SubElement(references, "Reference")
        add(reference, "Citation", row["text"])
        numbers = ET.SubElement(reference, "ArticleIdList")
        for kind, column in (("pubmed", "pmid"), ("doi", "doi"), ("pmc", "pmcid")):
            add(numbers, "ArticleId", row[column], IdType=kind)
    for number in range(len(records["references"]), article["reference_count"] or 0):
        add(ET.SubElement(references, "Reference"), "Citation", f"One that the page does not list, {number}.")
