-- What share of the abstracts is structured, by year?
-- The abstract in English counts, or the only one; it is structured where one of its parts has a label.
SELECT publication_year, count(*) AS abstracts, count(structured.article_id) AS structured,
    round(count(structured.article_id) / count(*), 3) AS share
FROM articles
LEFT JOIN (SELECT DISTINCT article_id FROM structured_abstracts) AS structured USING (article_id)
WHERE abstract IS NOT NULL
GROUP BY publication_year
ORDER BY publication_year
