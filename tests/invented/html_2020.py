# ruff: noqa: W293  # PubMed's own white space and long lines
"""An invented article as a page of PubMed's 2020 layout."""

from tests.invented.article import Era, InventedArticle
from tests.invented.page_2020 import docsums, resources
from tests.invented.page_2020.abstract import (
    DISCLAIMER,
    abstract,
    conflict_of_interest,
    copyright_line,
    plain_language_summary,
)
from tests.invented.page_2020.banners import banners
from tests.invented.page_2020.figures import figures
from tests.invented.page_2020.frame import after_article, before_article, inline_actions
from tests.invented.page_2020.head import head
from tests.invented.page_2020.heading import heading
from tests.invented.page_2020.keyword_lists import mesh_terms, publication_types, substances, supplementary_concepts
from tests.invented.page_2020.references import references


def render_html(article: InventedArticle, era: Era = Era.DECEMBER_2023) -> str:
    """The whole page, as a server of that era wrote it."""
    return "".join([head(article), before_article(article, era), _main(article, era), after_article(article)])


def _main(article: InventedArticle, era: Era) -> str:
    above = [docsums.linked_articles(part, era) for part in article.linked if part.goes_above_abstract]
    below = [docsums.linked_articles(part, era) for part in article.linked if not part.goes_above_abstract]
    return f"""    <main class="article-details" id="article-details">
  
  
<!-- "Filters applied" shows only when page is redirected from search -->
<!-- because search found one result -->

  

  

  

  

{banners(article)}
  


{heading(article, era)}

  

{inline_actions(article)}
  

  
{"".join(above)}


{abstract(article)}

  
  
{plain_language_summary(article)}
{copyright_line(article)}
{DISCLAIMER}
{conflict_of_interest(article)}

  
  
  
    {figures(article, era)}
  


{"".join(below)}
{_other_articles(article, era)}
{references(article, era)}

  
{publication_types(article)}{mesh_terms(article)}{supplementary_concepts(article)}{substances(article)}{resources.associated_data(article)}{resources.related_information(article, era)}{resources.grants(article)}{resources.linkout(article)}
</main>
"""


def _other_articles(article: InventedArticle, era: Era) -> str:
    if era is Era.MARCH_2026:
        return docsums.PLACEHOLDER_2026
    return docsums.similar_articles(article) + docsums.citing_articles(article)
