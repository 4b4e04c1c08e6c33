-- A column of a table, or a table as a whole, and a layout of pages: how many articles of that layout show it, in any of
-- their rows. A list without members shows nothing. Where `column_name` is null, the row is about the table, and counts
-- the articles that have rows there. Pages of no article, which `captures` has too, do not count. All tables are read
-- whole, so name one in a WHERE where the dataset is large.
WITH shown AS (
    SELECT 'articles' AS table_name, article_id, coalesce(COLUMNS(* EXCLUDE (article_id))::VARCHAR <> '[]', false) AS '\0'
    FROM articles
    UNION ALL BY NAME
    SELECT 'documents' AS table_name, article_id, true AS _rows, coalesce(COLUMNS(* EXCLUDE (article_id))::VARCHAR <> '[]', false) AS '\0'
    FROM documents
    UNION ALL BY NAME
    SELECT 'authors' AS table_name, article_id, true AS _rows,
        bool_or(coalesce(COLUMNS(* EXCLUDE (article_id))::VARCHAR <> '[]', false)) AS '\0'
    FROM authors GROUP BY article_id
    UNION ALL BY NAME
    SELECT 'affiliations' AS table_name, article_id, true AS _rows,
        bool_or(coalesce(COLUMNS(* EXCLUDE (article_id))::VARCHAR <> '[]', false)) AS '\0'
    FROM affiliations GROUP BY article_id
    UNION ALL BY NAME
    SELECT 'abstract_sections' AS table_name, article_id, true AS _rows,
        bool_or(coalesce(COLUMNS(* EXCLUDE (article_id))::VARCHAR <> '[]', false)) AS '\0'
    FROM abstract_sections GROUP BY article_id
    UNION ALL BY NAME
    SELECT 'figures' AS table_name, article_id, true AS _rows,
        bool_or(coalesce(COLUMNS(* EXCLUDE (article_id))::VARCHAR <> '[]', false)) AS '\0'
    FROM figures GROUP BY article_id
    UNION ALL BY NAME
    SELECT 'references' AS table_name, article_id, true AS _rows,
        bool_or(coalesce(COLUMNS(* EXCLUDE (article_id))::VARCHAR <> '[]', false)) AS '\0'
    FROM "references" GROUP BY article_id
    UNION ALL BY NAME
    SELECT 'mesh_terms' AS table_name, article_id, true AS _rows,
        bool_or(coalesce(COLUMNS(* EXCLUDE (article_id))::VARCHAR <> '[]', false)) AS '\0'
    FROM mesh_terms GROUP BY article_id
    UNION ALL BY NAME
    SELECT 'substances' AS table_name, article_id, true AS _rows,
        bool_or(coalesce(COLUMNS(* EXCLUDE (article_id))::VARCHAR <> '[]', false)) AS '\0'
    FROM substances GROUP BY article_id
    UNION ALL BY NAME
    SELECT 'grants' AS table_name, article_id, true AS _rows,
        bool_or(coalesce(COLUMNS(* EXCLUDE (article_id))::VARCHAR <> '[]', false)) AS '\0'
    FROM grants GROUP BY article_id
    UNION ALL BY NAME
    SELECT 'related_articles' AS table_name, article_id, true AS _rows,
        bool_or(coalesce(COLUMNS(* EXCLUDE (article_id))::VARCHAR <> '[]', false)) AS '\0'
    FROM related_articles GROUP BY article_id
    UNION ALL BY NAME
    SELECT 'full_text_links' AS table_name, article_id, true AS _rows,
        bool_or(coalesce(COLUMNS(* EXCLUDE (article_id))::VARCHAR <> '[]', false)) AS '\0'
    FROM full_text_links GROUP BY article_id
    UNION ALL BY NAME
    SELECT 'associated_data' AS table_name, article_id, true AS _rows,
        bool_or(coalesce(COLUMNS(* EXCLUDE (article_id))::VARCHAR <> '[]', false)) AS '\0'
    FROM associated_data GROUP BY article_id
    UNION ALL BY NAME
    SELECT 'captures' AS table_name, article_id, true AS _rows,
        bool_or(coalesce(COLUMNS(* EXCLUDE (article_id))::VARCHAR <> '[]', false)) AS '\0'
    FROM captures GROUP BY article_id
    UNION ALL BY NAME
    SELECT 'article_id_changes' AS table_name, new_article_id AS article_id, true AS _rows,
        bool_or(coalesce(COLUMNS(* EXCLUDE (new_article_id))::VARCHAR <> '[]', false)) AS '\0'
    FROM article_id_changes GROUP BY new_article_id
),
of_layouts AS (
    SELECT table_name, article_layout,
        sum(COLUMNS(* EXCLUDE (table_name, article_id, article_layout))::INTEGER)::BIGINT AS '\0'
    FROM shown JOIN (SELECT article_id, layout AS article_layout FROM articles) USING (article_id)
    GROUP BY ALL
),
counted AS (
    SELECT table_name, column_name, map_from_entries(list((article_layout, number))) AS by_layout
    FROM (
        UNPIVOT of_layouts ON COLUMNS(* EXCLUDE (table_name, article_layout)) INTO NAME column_name VALUE number
    )
    GROUP BY ALL
)
SELECT table_name, nullif(column_name, '_rows') AS column_name, layout, articles,
    coalesce(by_layout[layout], 0) AS showing, coalesce(by_layout[layout], 0) / articles AS share
FROM counted CROSS JOIN (SELECT layout, count(*) AS articles FROM articles GROUP BY layout)
