-- What share of the references has no identifier, by the year of the citing article?
SELECT publication_year, count(*) AS listed_references,
    count(*) FILTER (known.article_id IS NULL) AS without_identifier,
    round(count(*) FILTER (known.article_id IS NULL) / count(*), 3) AS share
FROM "references" AS listed
JOIN articles USING (article_id)
LEFT JOIN (SELECT DISTINCT article_id, position FROM reference_identifiers) AS known
    ON known.article_id = listed.article_id AND known.position = listed.position
GROUP BY publication_year
ORDER BY publication_year
