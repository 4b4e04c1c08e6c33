-- An identifier that an article of the dataset has or had: a PMID, a PMCID, a DOI or an `article_id`, as text.
-- `is_former` is true of a name that the article had until another page told a better one (`article_id_changes`);
-- it counts only where no article has it today.
WITH today AS (
    SELECT 'article_id' AS kind, article_id AS identifier, article_id FROM articles
    UNION ALL SELECT 'pmid', pmid::VARCHAR, article_id FROM articles WHERE pmid IS NOT NULL
    UNION ALL SELECT 'pmcid', pmcid, article_id FROM articles WHERE pmcid IS NOT NULL
    UNION ALL SELECT 'doi', doi, article_id FROM articles WHERE doi IS NOT NULL
),
former AS (
    SELECT 'article_id' AS kind, old_article_id AS identifier, new_article_id AS article_id FROM article_id_changes
    UNION ALL
    SELECT split_part(old_article_id, ':', 1), substr(old_article_id, strpos(old_article_id, ':') + 1), new_article_id
    FROM article_id_changes WHERE starts_with(old_article_id, 'pmid:') OR starts_with(old_article_id, 'doi:')
)
SELECT kind, identifier, article_id, false AS is_former FROM today
UNION ALL
SELECT DISTINCT kind, identifier, article_id, true FROM former
ANTI JOIN today USING (kind, identifier) SEMI JOIN articles USING (article_id)
