-- Who offers the full text, and for how many articles?
-- `free_in_pmc` counts those of them that the page calls a free PMC article.
SELECT provider, count(DISTINCT article_id) AS articles, count(DISTINCT article_id) FILTER (is_free_pmc) AS free_in_pmc
FROM full_text_links JOIN articles USING (article_id)
WHERE category = 'Full Text Sources'
GROUP BY provider
ORDER BY articles DESC, provider
