-- An article that its page calls retracted, or from which a link leads to the notice of its retraction.
-- `retraction_year` is the year of the first notice; null where the page links to none that tells it.
WITH notices AS (
    SELECT article_id, min(related_year) AS retraction_year,
        list(pmid ORDER BY position) FILTER (pmid IS NOT NULL) AS notice_pmids
    FROM resolved_related_articles
    WHERE relation = 'retraction_in'
    GROUP BY article_id
)
SELECT articles.article_id, articles.pmid, articles.title, articles.journal_title, articles.publication_year,
    notices.retraction_year, coalesce(notices.notice_pmids, []::BIGINT[]) AS notice_pmids
FROM articles LEFT JOIN notices USING (article_id)
WHERE articles.is_retracted OR notices.article_id IS NOT NULL
