-- A structured abstract in one language: a column for each of NLM's categories, its parts joined by a line feed.
-- `uncategorized` has the parts whose label NLM does not group, and those without one. Abstracts without any label are
-- not here.
SELECT article_id, language,
    string_agg(text, chr(10) ORDER BY position) FILTER (category = 'BACKGROUND') AS background,
    string_agg(text, chr(10) ORDER BY position) FILTER (category = 'OBJECTIVE') AS objective,
    string_agg(text, chr(10) ORDER BY position) FILTER (category = 'METHODS') AS methods,
    string_agg(text, chr(10) ORDER BY position) FILTER (category = 'RESULTS') AS results,
    string_agg(text, chr(10) ORDER BY position) FILTER (category = 'CONCLUSIONS') AS conclusions,
    string_agg(text, chr(10) ORDER BY position) FILTER (category IS NULL) AS uncategorized,
    list(label ORDER BY position) FILTER (label IS NOT NULL) AS labels
FROM abstract_sections
GROUP BY article_id, language
HAVING count(label) > 0
