-- A link to another article with all its columns, and `related_article_id`, the article of the dataset that it leads
-- to; null where that is not there. `matched_by` is `pmid`, or `doi` for a link without a PMID whose text has a DOI.
-- `related_year` is when the other article appeared: by its own page, or else read out of the link's text (derived).
WITH links AS (
    SELECT *,
        CASE WHEN pmid IS NULL THEN 'doi' ELSE 'pmid' END AS kind,
        coalesce(pmid::VARCHAR, lower(nullif(rtrim(regexp_extract(text, 'doi: (10\.\S+)', 1), '.'), ''))) AS identifier
    FROM related_articles
),
named AS (
    SELECT kind, identifier, min(article_id) AS related_article_id FROM article_identifiers GROUP BY ALL
)
SELECT links.* EXCLUDE (kind, identifier), named.related_article_id,
    CASE WHEN named.related_article_id IS NOT NULL THEN links.kind END AS matched_by,
    coalesce(
        related.publication_year,
        try_cast(list_last(regexp_extract_all(links.text, '\. ((?:18|19|20)\d\d)\b', 1)) AS SMALLINT)
    ) AS related_year
FROM links
LEFT JOIN named USING (kind, identifier)
LEFT JOIN articles AS related ON related.article_id = named.related_article_id
