-- An author of an article with one of the affiliations; an author without any has one row, with nulls.
WITH pointing AS (
    SELECT article_id, position, unnest(affiliation_positions) AS affiliation_position FROM authors
)
SELECT authors.article_id, authors.position AS author_position, authors.name, authors.short_name, authors.orcid,
    authors.is_collective, pointing.affiliation_position, affiliations.text AS affiliation, affiliations.emails
FROM authors
LEFT JOIN pointing ON pointing.article_id = authors.article_id AND pointing.position = authors.position
LEFT JOIN affiliations
    ON affiliations.article_id = pointing.article_id AND affiliations.position = pointing.affiliation_position
