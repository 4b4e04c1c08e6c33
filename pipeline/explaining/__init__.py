"""Where each value of an article comes from, for those who doubt one: what is said of it, and how that is known.

doubts.py      which warnings of a page are about which columns, and what the page prints a second time
sources.py     which fields of a page a column comes from
rereading.py   the page again, if its bytes are still where they were
rivals.py      the other captures of the article, and why they lost
values.py      a column of the article's row, and a table of its rows
sampling.py    some articles whose pages are read again
explain.py     all of it, of an article of a snapshot or of a page's file
"""
