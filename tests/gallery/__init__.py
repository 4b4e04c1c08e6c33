"""What visitors see first: one page beside its records (`docs/tour.md`), the site, and the notebook.

strands.py    which part of the page becomes what
marking.py    the page's own bytes with a mark around every value
sight.py      a part of the page as a reader sees it
rows.py       columns and rows as tables of HTML
tour.py       the document
picture.py    its beginning as a picture, by a browser: `python -m tests.gallery.picture`
notebook.py   the notebook as it is kept, without what running it left
"""
