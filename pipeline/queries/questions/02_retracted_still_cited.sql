-- Which retracted articles are cited, by whom, and was that in a later year than the retraction?
-- Citing articles of the dataset count, and those that the page of the retracted one lists as `cited_by`; the
-- notice of the retraction does not.
SELECT cited_pmid, cited_year, retraction_year, citing_pmid, citing_year, is_after_retraction
FROM retracted_articles_cited
WHERE NOT is_notice
ORDER BY cited_pmid, citing_year, citing_pmid
