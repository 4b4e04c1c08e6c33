"""What runs when: the Prefect flows, their twin without Prefect, and the command that starts them.

    errors       why a run can fail as a whole
    exits        one exit code a kind of ending
    limits       what a page and a file of pages may take, out of the environment
    run          what a run is asked for, and what it did
    progress     how far a run is: phases, and pages counted across processes
    leaving      a thread that can be left behind
    notices      who is told how a run ended
    workers      processes that parse shards, replaced when they die
    cluster      the workers of a Dask cluster, which parse shards on other machines
    gates        the last look before a run publishes, beside the runs before it
    steps        the stages of a run as plain functions: plan, parse, publish
    standin      what stands in for Prefect's server while one run goes on
    embedded     Prefect's settings and that, for a run on this machine
    parameters   what a flow can be told, in text, numbers and names
    ending       in which state a flow ends, and in which words
    plain        a run without Prefect: the same functions in the same order
    reporting    the report of every run: gathered while it goes on, written when it is over
    artifacts    the same on Prefect's own pages
    verifying    a look at a published snapshot; verify: the same as a Prefect flow
    compacting   weaving what nights added, as a Prefect flow
    ingest       a run, and a rebuild, as Prefect flows
    clustered    a run whose shards are parsed on a cluster
    serving      every night by itself: server, worker and schedules
    command      the command `pubmed-etl`, one file a subcommand

Imports go upwards only; the work itself is in `pipeline`, which knows nothing of this package.
"""
