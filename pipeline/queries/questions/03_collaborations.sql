-- Which two authors have written most articles together?
-- People are told apart by the name that PubMed indexes (`Li L`), so that namesakes count as one.
WITH people AS (
    SELECT DISTINCT article_id, short_name FROM authors WHERE NOT is_collective AND short_name IS NOT NULL
)
SELECT one.short_name AS author, other.short_name AS coauthor, count(*) AS articles
FROM people AS one
JOIN people AS other ON other.article_id = one.article_id AND one.short_name < other.short_name
GROUP BY ALL
ORDER BY articles DESC, author, coauthor
