# ruff: noqa: W293  # PubMed's own white space and long lines
"""`<head>`: the meta elements that name the article, and what search engines and networks are told."""

from html import escape

from tests.invented.article import InventedArticle
from tests.invented.citing import PrintedDate
from tests.invented.marked_text import as_html, as_words
from tests.invented.page_2020.fragments import fragment
from tests.invented.page_2020.keyword_lists import mesh_line

DESCRIPTION_LENGTH = 300
_TOP = fragment("head")
_SITE_WORDS = (
    "PubMed Abstract", "NIH", "NLM", "NCBI", "National Institutes of Health", "National Center for Biotechnology Information",
    "National Library of Medicine", "MEDLINE",
)  # fmt: skip


def head(article: InventedArticle) -> str:
    """Everything from `<title>` to the canonical link."""
    title, pmid = escape(as_words(article.title)), article.pmid
    return f"""{_TOP}
    <title>{title} - PubMed</title>
{_LOGGING.format(pmid=pmid, databases="pubmed" if article.pmc is None else "pubmed,pmc")}
{_social(article, title)}
{_citation(article, title)}

</head>"""


def _social(article: InventedArticle, title: str) -> str:
    url, description = f"https://pubmed.ncbi.nlm.nih.gov/{article.pmid}/", escape(_description(article))
    image = "https://cdn.ncbi.nlm.nih.gov/pubmed/persistent/pubmed-meta-image-v2.jpg"
    return (
        f'<meta name="description" content="{description}"><meta name="keywords" content="{escape(_keywords(article))}">'
        f'<meta name="robots" content="index,nofollow,noarchive"><meta property="og:title" content="{title} - PubMed">'
        f'<meta property="og:url" content="{url}"><meta property="og:description" content="{description}">'
        f'<meta property="og:image" content="{image}"><meta property="og:image:secure_url" content="{image}">'
        '<meta property="og:type" content="website"><meta property="og:site_name" content="PubMed">'
        '<meta name="twitter:domain" content="pubmed.ncbi.nlm.nih.gov"><meta name="twitter:card" content="summary_large_image">'
        f'<meta name="twitter:title" content="{title} - PubMed"><meta name="twitter:url" content="{url}">'
        f'<meta name="twitter:description" content="{description}"><meta name="twitter:image" content="{image}">'
        f'<meta itemprop="name" content="{title} - PubMed"><meta itemprop="url" content="{url}">'
        f'<meta itemprop="description" content="{description}"><meta itemprop="image" content="{image}">'
    )


def _description(article: InventedArticle) -> str:
    """The last part of the first abstract, cut; its tags become text."""
    if not article.abstracts:
        return as_words(article.title)
    words = as_html(article.abstracts[0].parts[-1].text)
    return words if len(words) <= DESCRIPTION_LENGTH else words[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0] + " …"


def _keywords(article: InventedArticle) -> str:
    names = [author.name for author in article.authors]
    first_and_last = names if len(names) <= 3 else [*names[:2], names[-1]]
    numbers = [f"pmid:{article.pmid}"]
    if article.pmc is not None:
        numbers.append(article.pmc.pmcid)
    if article.doi is not None:
        numbers.append(f"doi:{article.doi}")
    mesh = [mesh_line(term) for term in article.mesh_terms]
    return ", ".join([*numbers, *article.publication_types, *first_and_last, *mesh, *_SITE_WORDS])


def _citation(article: InventedArticle, title: str) -> str:
    journal, cited_as = article.journal, article.citation
    return f"""
  <!-- OpenSearch XML -->
  <link rel="search" type="application/opensearchdescription+xml" href="https://cdn.ncbi.nlm.nih.gov/pubmed/persistent/opensearch.xml" title="PubMed search">

  

<meta name="citation_title" content="{title}">

  
    <meta name="citation_authors" content="{escape(_authors(article))}">
  

  
    <meta name="citation_date" content="{_date(cited_as.date)}">
  

  <meta name="citation_publisher" content="{escape(journal.abbreviation)}">

<meta name="citation_journal_title" content="{escape(journal.title)}">
<meta name="citation_pmid" content="{article.pmid}">
<meta name="citation_abstract_html_url" content="https://pubmed.ncbi.nlm.nih.gov/{article.pmid}/">

  {_maybe("citation_volume", cited_as.volume)}
  {_maybe("citation_issue", cited_as.issue)}
  

  <meta name="citation_doi" content="{escape(article.doi or "")}">

  {_maybe("citation_issn", journal.issn)}

  
    <link rel="canonical" href="https://pubmed.ncbi.nlm.nih.gov/{article.pmid}/" />
  
"""


def _authors(article: InventedArticle) -> str:
    """`Kielmark M;Ondarra T;`; a group leaves an empty place."""
    return "".join([f"{author.short_name or ' '};" for author in article.authors])


def _date(date: PrintedDate) -> str:
    if date.precision() != "day":
        return date.printed()
    return f"{date.month:02d}/{date.day:02d}/{date.year:04d}"


def _maybe(name: str, value: str | None) -> str:
    return "" if value is None else f'\n    <meta name="{name}" content="{escape(value)}">\n  '


_LOGGING = fragment("logging")
