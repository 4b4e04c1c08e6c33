-- An article and a notice about it (comment, erratum, retraction, expression of concern, update, new edition), each
-- pair once, in the direction of time: `later` speaks of `earlier`. Either side may be outside of the dataset; its
-- `article_id` is null then.
SELECT DISTINCT
    CASE WHEN is_forward THEN own_pmid ELSE other_pmid END AS earlier_pmid,
    CASE WHEN is_forward THEN other_pmid ELSE own_pmid END AS later_pmid,
    kind,
    CASE WHEN is_forward THEN own_id ELSE other_id END AS earlier_article_id,
    CASE WHEN is_forward THEN other_id ELSE own_id END AS later_article_id
FROM (
    SELECT regexp_extract(link.relation, '^(.*)_[a-z]+$', 1) AS kind, ends_with(link.relation, '_in') AS is_forward,
        articles.pmid AS own_pmid, link.pmid AS other_pmid, link.article_id AS own_id,
        link.related_article_id AS other_id
    FROM resolved_related_articles AS link JOIN articles USING (article_id)
    WHERE articles.pmid IS NOT NULL AND link.pmid IS NOT NULL
)
WHERE kind IN (
    'comment', 'erratum', 'retraction', 'partial_retraction', 'expression_of_concern', 'update',
    'corrected_and_republished', 'republished'
)
