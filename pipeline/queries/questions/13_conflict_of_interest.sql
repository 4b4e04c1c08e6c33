-- What share of the articles prints a conflict of interest statement, by year, and what share of these declares none?
-- Declaring none is told by the words that are usual for it, so that share is a floor.
SELECT publication_year, count(*) AS articles, count(conflict_of_interest) AS statements,
    round(count(conflict_of_interest) / count(*), 3) AS share,
    count(*) FILTER (regexp_matches(conflict_of_interest,
        '(?i)\b(no|none|not have any|without any|absence of any)\b.{0,60}\b(conflicts?|competing|interests?|declared?)\b'
        || '|^none\b|nothing to (declare|disclose)')) AS declaring_none
FROM articles
GROUP BY publication_year
ORDER BY publication_year
