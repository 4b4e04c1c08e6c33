-- An identifier that a reference shows: `shown_in` its links, or the text of the citation as printed.
-- Both may show one of a kind, and two of a kind may differ.
WITH shown AS (
    -- Datasets of programs that did not read identifiers out of the text have no such columns: they are null then.
    FROM "references"
    UNION ALL BY NAME
    SELECT NULL::VARCHAR AS printed_doi, NULL::BIGINT AS printed_pmid, NULL::VARCHAR AS printed_pmcid WHERE false
)
SELECT article_id, position, 'pmid' AS kind, pmid::VARCHAR AS identifier, 'link' AS shown_in
FROM shown WHERE pmid IS NOT NULL
UNION ALL SELECT article_id, position, 'pmcid', pmcid, 'link' FROM shown WHERE pmcid IS NOT NULL
UNION ALL SELECT article_id, position, 'doi', doi, 'link' FROM shown WHERE doi IS NOT NULL
UNION ALL SELECT article_id, position, 'pmid', printed_pmid::VARCHAR, 'text' FROM shown WHERE printed_pmid IS NOT NULL
UNION ALL SELECT article_id, position, 'pmcid', printed_pmcid, 'text' FROM shown WHERE printed_pmcid IS NOT NULL
UNION ALL SELECT article_id, position, 'doi', printed_doi, 'text' FROM shown WHERE printed_doi IS NOT NULL
