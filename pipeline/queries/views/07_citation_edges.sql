-- One article of the dataset that cites another: each pair once. `told_by` lists where that is shown: `references` of
-- the citing article, or `cited_by`, a link on the page of the cited one. Pages may list both only in part.
WITH told AS (
    SELECT citing_article_id, cited_article_id, 'references' AS told_by FROM citations
    UNION ALL
    SELECT related_article_id, article_id, relation FROM resolved_related_articles
    WHERE relation = 'cited_by' AND related_article_id IS NOT NULL
)
SELECT citing_article_id, cited_article_id, list(DISTINCT told_by ORDER BY told_by) AS told_by
FROM told GROUP BY ALL
