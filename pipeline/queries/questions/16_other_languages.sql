-- Which languages other than English are articles written in?
-- The page names a language only where it is not English alone; an article in several counts in each.
SELECT language, count(*) AS articles, count(abstract) AS with_abstract,
    count(*) FILTER (abstracts.article_id IS NOT NULL) AS with_abstract_in_another_language
FROM (SELECT article_id, abstract, unnest(string_split(article_language, ', ')) AS language FROM articles)
LEFT JOIN (SELECT DISTINCT article_id FROM abstract_sections WHERE language <> 'eng') AS abstracts USING (article_id)
WHERE language <> 'English'
GROUP BY language
ORDER BY articles DESC, language
