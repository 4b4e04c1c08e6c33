-- What share of the authors has an ORCID iD, by year?
-- Groups have none, and are not counted.
SELECT publication_year, count(*) AS authors, count(orcid) AS with_orcid, round(count(orcid) / count(*), 3) AS share
FROM authors JOIN articles USING (article_id)
WHERE NOT is_collective
GROUP BY publication_year
ORDER BY publication_year
