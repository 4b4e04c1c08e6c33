"""A second opinion on a page of the 2020 layout: a scraper as one writes it with Beautiful Soup, from the pages alone.

It shares no code with the program, so what both say alike two have found, each in a way of its own; and it
is what the program is measured against. Its rooms, in the order in which a page passes them:

`scraping`     a page, as bytes -> `rows`, by the rooms of its sections: `heading`, `people`, `dates`, `abstract`,
               `figures`, `references`, `indexing`, `funding`, `related`, `links`; all of them read by `words`
`agreement`    the program's records beside the scraper's rows; the only room that knows the program
`ten_fields`   a shorter scraper, which reads ten fields and stands for what many people need
"""
