-- Which articles of the dataset do its other articles cite most?
-- `citing_articles` counts articles of the dataset; those that cite from outside are not among them.
-- Pages list few of their references (compare `references_listed` with `reference_count`), so these counts are a floor.
SELECT cited.pmid, cited.journal_title, cited.publication_year, count(*) AS citing_articles, cited.title
FROM citation_edges AS edges JOIN articles AS cited ON cited.article_id = edges.cited_article_id
WHERE edges.citing_article_id <> edges.cited_article_id
GROUP BY ALL
ORDER BY citing_articles DESC, cited.pmid
