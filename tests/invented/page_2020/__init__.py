"""PubMed's 2020 layout, written section by section: one module a section, each with the markup that PubMed gives it.

In the order of a page: `head`, `frame` (all around the article), `banners`, `heading` (with `citation`,
`authors`, `identifiers`), `abstract`, `figures`, `docsums`, `references`, `keyword_lists`, `resources`.
"""
