-- What share of an article's listed references has one of its own authors among the authors?
-- Names are compared as PubMed indexes them (`Li L`), full stops aside, with those in front of the reference's first
-- full stop, or with its parsed authors where there are any. References without such a list, and those in another
-- style, count as none, so that the share is a floor.
WITH cited AS (
    SELECT article_id, position, unnest(string_split(replace(replace(
        coalesce(authors, regexp_extract(text, '^[^.]*')), '.', ''), ';', ','), ', ')) AS short_name
    FROM "references"
),
own AS (
    SELECT DISTINCT article_id, position FROM cited
    SEMI JOIN (FROM authors WHERE NOT is_collective) AS authors USING (article_id, short_name)
)
SELECT articles.pmid, articles.references_listed, count(*) AS self_citations,
    round(count(*) / articles.references_listed, 3) AS share
FROM own JOIN articles USING (article_id)
GROUP BY articles.pmid, articles.references_listed
ORDER BY share DESC, articles.pmid
