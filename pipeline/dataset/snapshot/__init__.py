"""What a snapshot consists of.

stored.py     the tables of the contract, and beside them what only the next run reads
ranges.py     what files are cut at: ranges of PMIDs, with a base and additions, and ranges of addresses
files.py      Parquet files: groups of rows, compression, indexes
manifest.py   what a snapshot consists of, as JSON; describe.py: what lies beside it for programs and people
evolve.py     files of an earlier program, read as today's columns
held.py       the snapshot that a run starts from
past_runs.py what share of their pages showed each column, in this run and those before
readable.py   a snapshot that somebody reads
keys.py       what rows are sorted by, and whether they ascend, so that none comes twice
weaving.py    sorted rows out of several sorted sources
queries.py    small things that are asked of DuckDB everywhere
"""
