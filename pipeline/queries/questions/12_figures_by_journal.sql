-- How many figures has an article, by journal?
-- PubMed shows the figures of articles that are in PubMed Central; only articles that show one count.
SELECT journal_title, count(*) AS articles, sum(figure_count)::BIGINT AS figures,
    round(avg(figure_count), 1) AS figures_per_article
FROM articles
WHERE figure_count > 0
GROUP BY journal_title
ORDER BY articles DESC, journal_title
