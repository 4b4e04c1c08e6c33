"""The report of 2012 to 2019, printed from records, in the markup of two years."""

from html import escape
from typing import NamedTuple

from pipeline.page import ArticlePage
from pipeline.tables import AbstractSection, Figure
from tests.invented_legacy.articles import SITE
from tests.invented_legacy.printing import authors, of_relation, page, parts

AUTHOR_LINK = "/pubmed/?term={}%5B{}%5D&cauthor=true"


class Year(NamedTuple):
    """What changed over the years."""

    headings: tuple[str, ...]
    affiliations: str
    identifiers: str
    abstract_text: str


HEADINGS_2013 = ("Publication Types", "MeSH Terms", "Substances", "Supplementary Concepts", "Grant Support")
HEADINGS_2017 = ("Publication type", "MeSH terms", "Substances", "Supplementary concept", "Grant support")
YEAR_2013 = Year(
    headings=(*HEADINGS_2013, "Secondary Source IDs"),
    affiliations='<div class="aff"><h3>Source</h3><p>{first}</p></div>',
    identifiers=(
        "<dt>PMID:</dt> <dd>{pmid}</dd> <dd> [PubMed - in process] </dd>"
        "<dd><dt>PMCID:</dt> <dd>{pmcid}</dd> [Available on 2013/8/1]</dd>"
    ),
    abstract_text="{text}",
)
YEAR_2017 = Year(
    headings=(*HEADINGS_2017, "Secondary source ID"),
    affiliations=(
        '<div class="afflist"><h3><a href="#">Author information</a></h3>'
        '<dl class="ui-ncbi-toggler-slave"><dt>1</dt><dd>{first}</dd><dt>2</dt><dd>{second}</dd></dl></div>'
    ),
    identifiers=(
        "<dt>PMID:</dt> <dd>{pmid}</dd> <dt>PMCID:</dt> <dd><a href='/pmc/articles/{pmcid}/'>{pmcid}</a></dd>"
        "<dd> [Available on 2017-09-01]</dd> <dt>DOI:</dt> <dd><a href='//doi.org/{doi}'>{doi}</a></dd> "
    ),
    abstract_text='<AbstractText Label="{label}" NlmCategory="{category}">{text}</AbstractText>',
)


def print_report(article: ArticlePage, year: Year) -> bytes:
    """The article's page as it was that year."""
    block = "".join((_heading(article, year), _abstract(article, year), _aux(article, year), _rest(article, year)))
    return page(
        article,
        "abstract",
        f'<div class="rprt_all"><div class="rprt abstract"><a id="see_pmcommons" href="#c">See comment</a>{block}'
        '<div id="comments_panel"><h2>PubMed Commons</h2><a href="/pubmed/90000099">Doe J, 2012</a></div>'
        '<input id="absid" type="hidden" value="1" /><ul class="print-log"><li></li></ul></div></div>'
        f'<div id="messagearea_bottom"></div>{_side(article)}',
    )


def _heading(article: ArticlePage, year: Year) -> str:
    raised = ["".join(f"<sup>{n}</sup>" for n in author.affiliation_positions) for author in article.authors]
    texts = [escape(affiliation.text) for affiliation in article.affiliations]
    return (
        f'<div class="cit"><a href="#" title="{escape(article.journal_title or "")}." alsec="jour">'
        f"{article.journal_abbreviation}.</a> {article.citation} doi: {article.doi}. {article.secondary_date} Review."
        f"</div><h1>{escape(article.title or '')}.</h1>"
        f'<div class="auths">{authors(article.authors, AUTHOR_LINK, raised)}</div>'
        + year.affiliations.format(first=texts[0], second=texts[-1])
    )


def _abstract(article: ArticlePage, year: Year) -> str:
    content = "".join(_section(section, year) for section in article.abstract_sections)
    return (
        f'<div class="abstr"><h3>Abstract</h3><div class="">{content}'
        f'<p class="copyright">{article.copyright}</p></div></div>'
        f'<div class="keywords"><h4>KEYWORDS: </h4><p>{"; ".join(article.keywords)}</p></div>'
    )


def _section(section: AbstractSection, year: Year) -> str:
    category = section.category or "UNASSIGNED"
    text = year.abstract_text.format(label=section.label, category=category, text=escape(section.text or ""))
    return f"<h4>{section.label}: </h4><p>{text}</p>"


def _aux(article: ArticlePage, year: Year) -> str:
    identifiers = year.identifiers.format(pmid=article.pmid, pmcid=article.pmcid, doi=article.doi)
    free = '<a class="status_icon" href="#">Free PMC Article</a>' if article.is_free_pmc else ""
    return (
        f'<div class="aux"><div class="resc"><dl class="rprtid">{identifiers}</dl></div>'
        f'<div class="resc status">{free}</div><div class="links"></div></div>'
    )


def _rest(article: ArticlePage, year: Year) -> str:
    figures = "".join(_figure(figure) for figure in article.figures)
    comments = "".join(
        f'<li class="comments"><a href="/pubmed/{row.pmid}">{row.text}</a></li>'
        for row in of_relation(article, "comment_in")
    )
    linkout = "".join(
        f'<h4>{link.category}</h4><ul><li><a href="{escape(link.url.removeprefix(SITE))}">{link.provider}</a></li></ul>'
        for link in article.full_text_links
    )
    return (
        f'<div class="ncbi_carousel"><a href="/pmc?term=1">See all images (2)</a>{figures}</div>'
        f'<div class="err"><h3>Comment in</h3><ul>{comments}</ul></div><div class="other_content">'
        f'<div class="morecit"><h3>Types, terms</h3><div>{_lists(article, year)}</div></div><div class="morecit">'
        f'<h3>LinkOut - more resources</h3><div><div class="linkoutlist">{linkout}</div></div></div></div>'
    )


def _figure(figure: Figure) -> str:
    title = f"<div>{figure.title}</div>" if figure.title else ""
    small, large = ((url or "").removeprefix(SITE) for url in (figure.thumbnail_url, figure.image_url))
    return (
        f'<div class="nc_item"><a class="figpopup" href="/pmc/articles/{figure.pmcid}/figure/{figure.figure_id}/">'
        f'<img src="{small}" src-large="{large}" alt="{figure.label}" /></a><div style="display:none">'
        f'<div class="legend-from"><span class="legend-from-title">{figure.label}</span>{title}</div>'
        f'<div><div>{figure.caption}</div></div><div class="legend-citation"><div>Of this article</div></div>'
        "</div></div>"
    )


def _lists(article: ArticlePage, year: Year) -> str:
    terms = (
        f"{term.descriptor}/{term.qualifier or ''}".rstrip("/") + "*" * term.is_major for term in article.mesh_terms
    )
    lists: tuple[list[str], ...] = (
        list(article.publication_types),
        list(terms),
        [substance.name for substance in article.substances],
        list(article.supplementary_concepts),
        [grant.text for grant in article.grants],
        [f"{datum.databank}/{datum.accession}" for datum in article.associated_data],
    )
    return "".join(_list(*listed) for listed in zip(year.headings, lists, strict=True))


def _list(heading: str, lines: list[str]) -> str:
    shown = "".join(f'<li><a href="#">{escape(line)}</a></li>' for line in lines)
    return f"<h4>{heading}</h4><ul>{shown}</ul>" if lines else ""


def _side(article: ArticlePage) -> str:
    return (
        '<div class="supplemental col"><h2>Supplemental Content</h2>'
        f"{_portlet(article, 'similar', 'Similar articles')}"
        f"{_portlet(article, 'cited_by', 'Cited by 2 PubMed Central articles')}"
        '<div class="portlet"><h3>Recent Activity</h3><ul><li><a href="/portal/utils?r=1">This page</a></li></ul>'
        "</div></div>"
    )


def _portlet(article: ArticlePage, relation: str, heading: str) -> str:
    lines = ""
    for row in of_relation(article, relation):
        title, names, citation = parts(row.text, 2)
        lines += (
            f'<li class="brieflinkpopper"><a href="/pubmed/{row.pmid}"><span class="invert">Review</span> {title}</a>'
            f'<span class="source">[J. 2011]</span><div>{title}<em class="author">{names} </em>'
            f'<em class="cit">{citation} </em></div></li>'
        )
    return f'<div class="portlet"><h3><span>{heading}</span></h3><ul>{lines}</ul></div>'
