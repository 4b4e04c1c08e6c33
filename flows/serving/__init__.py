"""Every night by itself: Prefect's server, a worker and the schedules of `prefect.yaml`, on this machine.

    nights        what is asked for: which pages, which dataset, when, and where the server listens
    settings      Prefect's settings for a server that stays, and where its files are
    deployments   `prefect.yaml`, as this machine runs it
    deploying     giving them to the server
    preparing     what the server has to know before a worker comes: the pool, and what to do when a run is lost
    orphans       runs whose process is gone, however that happened
    worker        the process of the worker
    serve         all of it together, until somebody stops it

Nothing here touches the user's own Prefect: its files are in a folder of this project. With `PREFECT_API_URL` set, that
server gets the schedules, and only the worker is here.
"""
