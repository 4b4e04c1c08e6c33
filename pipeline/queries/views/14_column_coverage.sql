-- A column of a table, or a table as a whole, and a layout of pages: how many articles of that layout show it.
-- A list without members shows nothing. Of a table other than `articles`, a row counts the articles with rows in it,
-- and its `column_name` is null.
WITH filled AS (
    UNPIVOT (
        SELECT layout, count(*) AS articles,
            count(CASE WHEN COLUMNS(* EXCLUDE (layout))::VARCHAR <> '[]' THEN 1 END) AS '\0'
        FROM articles GROUP BY layout
    ) ON COLUMNS(* EXCLUDE (layout, articles)) INTO NAME column_name VALUE showing
),
owning AS (
    SELECT DISTINCT 'authors' AS table_name, article_id FROM authors
    UNION ALL SELECT DISTINCT 'affiliations', article_id FROM affiliations
    UNION ALL SELECT DISTINCT 'abstract_sections', article_id FROM abstract_sections
    UNION ALL SELECT DISTINCT 'figures', article_id FROM figures
    UNION ALL SELECT DISTINCT 'references', article_id FROM "references"
    UNION ALL SELECT DISTINCT 'mesh_terms', article_id FROM mesh_terms
    UNION ALL SELECT DISTINCT 'substances', article_id FROM substances
    UNION ALL SELECT DISTINCT 'grants', article_id FROM grants
    UNION ALL SELECT DISTINCT 'related_articles', article_id FROM related_articles
    UNION ALL SELECT DISTINCT 'full_text_links', article_id FROM full_text_links
    UNION ALL SELECT DISTINCT 'associated_data', article_id FROM associated_data
),
every AS (
    SELECT layout, table_name, articles
    FROM (SELECT layout, count(*) AS articles FROM articles GROUP BY layout)
    CROSS JOIN (SELECT DISTINCT table_name FROM owning)
),
rows_of AS (
    SELECT layout, table_name, count(*) AS showing FROM owning JOIN articles USING (article_id) GROUP BY ALL
)
SELECT 'articles' AS table_name, column_name, layout, articles, showing, showing / articles AS share FROM filled
UNION ALL
SELECT table_name, NULL, layout, articles, coalesce(showing, 0), coalesce(showing, 0) / articles
FROM every LEFT JOIN rows_of USING (layout, table_name)
