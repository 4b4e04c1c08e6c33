-- A retracted article, and an article that cites it: one of the dataset, or one that only the page of the retracted
-- one links to as `cited_by`, whose `citing_article_id` is null. `is_after_retraction` tells whether it appeared in a
-- later year than the notice; null where one of the years is not known. `is_notice` is true of the notice itself, which
-- PubMed lists among the citing ones.
WITH citing AS (
    SELECT edges.cited_article_id, articles.article_id, articles.pmid, articles.publication_year AS year, edges.told_by
    FROM citation_edges AS edges JOIN articles ON articles.article_id = edges.citing_article_id
    UNION ALL
    SELECT article_id, NULL, pmid, related_year, [relation]
    FROM resolved_related_articles
    WHERE relation = 'cited_by' AND related_article_id IS NULL
)
SELECT retracted.article_id AS cited_article_id, retracted.pmid AS cited_pmid,
    retracted.publication_year AS cited_year, retracted.retraction_year, citing.article_id AS citing_article_id,
    citing.pmid AS citing_pmid, citing.year AS citing_year,
    citing.year > retracted.retraction_year AS is_after_retraction,
    coalesce(list_contains(retracted.notice_pmids, citing.pmid), false) AS is_notice, citing.told_by
FROM retracted_articles AS retracted JOIN citing ON citing.cited_article_id = retracted.article_id
