"""What runs when: the Prefect flow, its twin without Prefect, and the command that starts them.

    errors       why a run can fail as a whole
    page_limits  what one page may take, out of the environment
    run          what a run is asked for, and what it did
    progress     how far a run is: phases, and pages counted across processes
    leaving      a thread that can be left behind
    workers      processes that parse shards, replaced when they die
    cluster      the workers of a Dask cluster, which parse shards on other machines
    gates        the last look before a run publishes, beside the runs before it
    steps        the stages of a run as plain functions: plan, parse, publish
    server       the process of Prefect's own small server
    embedded     Prefect's settings and that server, for a run on this machine
    plain        a run without Prefect: the same functions in the same order
    clustered    the same, with the shards parsed on a cluster
    reporting    the report of every run: gathered while it goes on, written when it is over
    artifacts    the same on Prefect's own pages
    ingest       a run as a Prefect flow
    verifying    a look at a published snapshot; verify: the same as a Prefect flow
    command      the command `pubmed-etl`, one file a subcommand

Imports go upwards only; the work itself is in `pipeline`, which knows nothing of this package.
"""
