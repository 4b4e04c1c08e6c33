"""A published snapshot against all that is promised of it, whoever published it and whatever happened to it since.

What `writing.check` looks at before a snapshot is published is looked at again, in every file, and more: the bytes, the
rows of one table beside those of another, and the digests of records. Nothing stops at the first broken promise.

promises.py   what is promised, in words, and what to do where it is broken
findings.py   what was looked at, what is broken, and what nobody looked at
storage.py    files: there, whole, of the declared columns, and no others beside them
rules.py      a rule: a query for the rows that break it
article_rules.py, capture_rules.py, value_rules.py   the rules
looking.py    a DuckDB over the rows of one slot, or of the whole snapshot, that is asked the rules
orders.py, whole.py, slots.py   keys; captures; the articles of a layer of a range (a slot)
contents.py   records made into pages again, whose digests and texts are those that are published
verify.py     all of it
"""
