-- What are articles about: the three most frequent major topics of each year?
SELECT publication_year, descriptor, count(*) AS articles
FROM major_topics JOIN articles USING (article_id)
GROUP BY publication_year, descriptor
QUALIFY row_number() OVER (PARTITION BY publication_year ORDER BY count(*) DESC, descriptor) <= 3
ORDER BY publication_year, articles DESC, descriptor
