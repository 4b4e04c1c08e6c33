-- Which two articles have most references in common?
-- Works are compared by PMID and by DOI; pages may list only the first few of their references.
WITH cited AS (
    SELECT DISTINCT article_id, kind, identifier FROM reference_identifiers WHERE kind IN ('pmid', 'doi')
),
works AS (
    -- A DOI that stands beside a PMID somewhere is that work.
    SELECT DISTINCT cited.article_id, coalesce(known.pmid, cited.kind || ':' || cited.identifier) AS work
    FROM cited LEFT JOIN (
        SELECT doi.identifier, min('pmid:' || pmid.identifier) AS pmid
        FROM reference_identifiers AS doi
        JOIN reference_identifiers AS pmid ON pmid.article_id = doi.article_id AND pmid.position = doi.position
        WHERE doi.kind = 'doi' AND pmid.kind = 'pmid'
        GROUP BY ALL
    ) AS known ON cited.kind = 'doi' AND known.identifier = cited.identifier
)
SELECT one.pmid, other.pmid AS other_pmid, count(*) AS shared_works
FROM works AS ones JOIN works AS others ON others.work = ones.work AND ones.article_id < others.article_id
JOIN articles AS one ON one.article_id = ones.article_id
JOIN articles AS other ON other.article_id = others.article_id
GROUP BY ALL
ORDER BY shared_works DESC, one.pmid, other_pmid
