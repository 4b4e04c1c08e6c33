-- How long before the issue did articles appear electronically, by year?
-- Only dates that are printed to the day count.
SELECT publication_year, count(*) AS articles,
    median(publication_date - epub_date)::INTEGER AS median_days,
    max(publication_date - epub_date)::INTEGER AS most_days
FROM articles
WHERE publication_date_precision = 'day' AND regexp_matches(secondary_date, '^Epub \d{4} [A-Z][a-z]{2} \d')
GROUP BY publication_year
ORDER BY publication_year
