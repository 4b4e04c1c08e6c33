-- A journal in a year: how many of its articles are in the dataset, and how many of these have what.
SELECT journal_title, publication_year, count(*) AS articles,
    count(abstract) AS with_abstract,
    count(*) FILTER (figure_count > 0) AS with_figures,
    count(*) FILTER (references_listed > 0) AS with_references,
    count(*) FILTER (is_free_pmc) AS free_in_pmc,
    count(*) FILTER (is_retracted) AS retracted
FROM articles
GROUP BY journal_title, publication_year
