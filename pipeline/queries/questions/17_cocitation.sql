-- Which two works are cited together by most articles?
-- A work is a PMID that references link to, whether the dataset holds its page or not.
-- Pages list few of their references, so these counts are a floor.
WITH cited AS (
    SELECT DISTINCT article_id, identifier::BIGINT AS pmid FROM reference_identifiers WHERE kind = 'pmid'
)
SELECT one.pmid, other.pmid AS other_pmid, count(*) AS citing_articles
FROM cited AS one JOIN cited AS other ON other.article_id = one.article_id AND one.pmid < other.pmid
GROUP BY ALL
HAVING count(*) > 1
ORDER BY citing_articles DESC, one.pmid, other_pmid
