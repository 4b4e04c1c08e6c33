-- Which countries do the grants come from?
SELECT country, count(*) AS grants, count(DISTINCT article_id) AS articles, count(DISTINCT agency) AS agencies
FROM grants
GROUP BY country
ORDER BY grants DESC, country NULLS LAST
