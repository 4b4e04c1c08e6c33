"""The workers of a Dask cluster parse shards, on whatever machines; nothing but counts comes back from them.

    installed     whether Dask is here
    passport      which program a worker runs: another one would make other rows
    order         what a worker is told: a shard, and where to stage it
    working       on a worker: parse, and stage where the run finds it
    connecting    a scheduler's address -> a client, whose workers are fit
    handing_out   which shards are with the cluster at a time

Dask alone, without Prefect's tasks around it: they cost ten times as much a shard, and would want a Prefect server that
every worker can reach, to tell what Dask's own dashboard tells.
"""
