-- Which chains of comments, errata, retractions and updates lead from an article, however long?
-- A chain begins at an article that no notice of another stands before; `steps` counts its links.
WITH RECURSIVE chains AS (
    SELECT earlier_pmid AS first_pmid, later_pmid, [kind] AS kinds, [earlier_pmid, later_pmid] AS pmids
    FROM notices
    WHERE earlier_pmid NOT IN (SELECT later_pmid FROM notices)
    UNION ALL
    SELECT chains.first_pmid, notices.later_pmid, list_append(kinds, notices.kind),
        list_append(pmids, notices.later_pmid)
    FROM chains JOIN notices ON notices.earlier_pmid = chains.later_pmid
    WHERE NOT list_contains(chains.pmids, notices.later_pmid)
)
SELECT first_pmid, later_pmid AS last_pmid, len(kinds) AS steps, kinds, pmids
FROM chains
WHERE later_pmid NOT IN (SELECT earlier_pmid FROM notices)
ORDER BY steps DESC, first_pmid, last_pmid, kinds
