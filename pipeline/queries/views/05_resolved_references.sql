-- A reference with all its columns, and `cited_article_id`, the article of the dataset that it names; null where it
-- names none that is there. `matched_by`, `matched_where` and `contradicted_by` are those of `citations`.
SELECT listed.*, found.cited_article_id, found.matched_by, found.matched_where, found.contradicted_by
FROM "references" AS listed
LEFT JOIN citations AS found ON found.citing_article_id = listed.article_id AND found.position = listed.position
