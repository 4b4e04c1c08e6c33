"""What is asked of published snapshots.

read.py          a snapshot, pinned or not, and one article of it
some_articles.py  the rows of many articles, one look after another
status.py        what a dataset holds
differences.py   what differs between two snapshots; article_differences.py: in one article
"""
