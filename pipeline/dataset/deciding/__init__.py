"""What a run changes: decided in a DuckDB that spills to disk, over narrow columns.

session.py      all that was staged and all that is held, as views
concerned.py    which captures a run has to think of
supply.py       where the rows of a content are to be had
identity.py     which pages show the same article, and which of them its rows come from
completion.py   what a fragment adds to its article
contents.py     whose rows every article has now, what is kept beside them, what is written
verdicts.py     what became of every capture, and of every name
"""
