# ruff: noqa: W293  # PubMed's own white space and long lines
"""The notices above the heading: retracted article, preprint."""

from tests.invented.article import InventedArticle


def banners(article: InventedArticle) -> str:
    """Nothing, or the notice."""
    if article.retraction_notice is not None:
        return _RETRACTION.format(notice=article.retraction_notice)
    return _PREPRINT if article.is_preprint else ""


_RETRACTION = """

  <div class="retraction-banner usa-alert usa-alert-error" role="alert"
       id="retraction"
  >
    <div class="usa-alert-body">
      <h3 class="usa-alert-heading">Retracted article</h3>
      
        
          <div class="usa-alert-text">
            See the
            <a href="/{notice}/" class="abstract-page-link">
              retraction notice
            </a>
          </div>
        
      
    </div>
  </div>

"""
_PREPRINT = """

  <div class="preprint-notice usa-alert usa-alert-info" role="alert"
       id="preprint"
  >
    <div class="usa-alert-body">
      <h3 class="usa-alert-heading">This is a preprint.</h3>
      
        <div class="usa-alert-text">
          It has not yet been peer reviewed by a journal.
        </div>
      
    </div>
  </div>

"""
