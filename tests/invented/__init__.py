"""Invented articles in PubMed's real markup, and the records that their pages must yield.

A tour, in the order in which an article comes to be:

- `topics`, `people`, `journals`, `prose` - the words of a small invented world
- `rarities` - what few pages show; each seed asks for one of them in turn
- `article` (with `citing`, `matter`, `links`, `marked_text`) - what an article consists of, as frozen values
- `invent` - a number -> an article; the same number gives the same article
- `html_2020`, `page_2020` - an article -> its page, as PubMed served it in December 2023 or in March 2026
- `answers` - what the page's script fetches: the lists that a page leaves out, and the article that has them
- `flattened` - an article -> its page after a text extractor has been over it
- `downloaded` - an article -> its record in a download as text
- `records`, `flat_records` - an article -> the rows that its page, or its text, must yield
- `other_pages` - pages that are no articles
- `samples` - fourteen articles for people to read

`python -m tests.invented` writes them to a folder.
"""
