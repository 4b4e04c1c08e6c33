"""Queries that come with a dataset, one a file of SQL; the file's first comment says what it is.

views/       relations that are always right, where stored columns would have to be written anew; each may use those of
             smaller numbers
questions/   what people ask, each answered by one query over tables and views
shipped.py   the files, read and in their order
script.py    the views as a script for any DuckDB
"""
