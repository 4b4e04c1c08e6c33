-- A reference that names an article of the dataset: which one, and by which of its identifiers, the best one first.
-- `contradicted_by` lists the kinds of identifier (`pmid`, `pmcid`, `doi`) by which the reference names something
-- else than that article shows; it is empty where they agree. `other_article_ids` are articles of the dataset that
-- they name instead. A reference that names no article of the dataset has no row.
WITH best AS (
    FROM citation_matches WHERE priority = 1
),
contradicting AS (
    SELECT best.citing_article_id, best.position, list(DISTINCT shown.kind ORDER BY shown.kind) AS kinds
    FROM best
    JOIN articles AS cited ON cited.article_id = best.cited_article_id
    JOIN reference_identifiers AS shown
        ON shown.article_id = best.citing_article_id AND shown.position = best.position
    ANTI JOIN article_identifiers AS own
        ON own.article_id = best.cited_article_id AND own.kind = shown.kind AND own.identifier = shown.identifier
    WHERE CASE shown.kind WHEN 'pmid' THEN cited.pmid::VARCHAR WHEN 'pmcid' THEN cited.pmcid ELSE cited.doi END
        IS NOT NULL
    GROUP BY ALL
),
others AS (
    SELECT best.citing_article_id, best.position,
        list(DISTINCT other.cited_article_id ORDER BY other.cited_article_id) AS article_ids
    FROM best
    JOIN citation_matches AS other
        ON other.citing_article_id = best.citing_article_id AND other.position = best.position
        AND other.cited_article_id <> best.cited_article_id
    GROUP BY ALL
)
SELECT best.citing_article_id, best.position, best.cited_article_id, best.matched_by, best.matched_where,
    coalesce(contradicting.kinds, []::VARCHAR[]) AS contradicted_by,
    coalesce(others.article_ids, []::VARCHAR[]) AS other_article_ids
FROM best
LEFT JOIN contradicting USING (citing_article_id, position)
LEFT JOIN others USING (citing_article_id, position)
