-- A reference, one of its identifiers, and an article of the dataset that this identifier names.
-- All matches are here, also those that contradict each other; `citations` has the best one of each reference.
-- `priority` orders them, 1 before 2: PMID, PMCID, DOI, of each first the link, then the text; names of today first.
SELECT
    shown.article_id AS citing_article_id,
    shown.position,
    named.article_id AS cited_article_id,
    kind AS matched_by,
    shown.shown_in AS matched_where,
    row_number() OVER (
        PARTITION BY shown.article_id, shown.position
        ORDER BY list_position(['pmid', 'pmcid', 'doi'], kind), shown.shown_in, named.is_former, named.article_id
    ) AS priority
FROM reference_identifiers AS shown
JOIN article_identifiers AS named USING (kind, identifier)
