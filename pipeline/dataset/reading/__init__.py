"""What is asked of published snapshots.

read.py          a snapshot, pinned or not, and one article of it
status.py        what a dataset holds
differences.py   what differs between two snapshots; article_differences.py: in one article
"""
