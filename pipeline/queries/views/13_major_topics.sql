-- A MeSH descriptor that is a major topic of an article, by itself or with one of its qualifiers; once an article.
-- `qualifiers` are those that are marked.
SELECT article_id, descriptor,
    coalesce(list(qualifier ORDER BY position) FILTER (qualifier IS NOT NULL), []::VARCHAR[]) AS qualifiers
FROM mesh_terms
WHERE is_major
GROUP BY article_id, descriptor
