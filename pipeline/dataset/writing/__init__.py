"""From decisions to files.

placing.py           which files of an article's tables are written: ranges anew, additions, or one row
keeping.py           which files of kept contents; addresses.py: which files of captures and inputs
rows.py              the rows that a run adds, in the order of their rank
origins.py           what an article tells of its capture, put beside its other columns
order.py             rows in the order of their rank, also when they are more than memory holds
completed_texts.py   the clean text of articles that a fragment completed
jobs.py              what is to be written of each table: old files, rows that go, rows that come
build.py             all of this, into a folder that nobody reads yet
counting.py          a snapshot in numbers, and what the run changed
check.py             a built snapshot against its own promises
"""
