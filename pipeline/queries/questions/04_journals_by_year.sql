-- How many articles of each journal are there by year?
SELECT journal_title, publication_year, articles, with_abstract
FROM journal_years
ORDER BY articles DESC, journal_title, publication_year
