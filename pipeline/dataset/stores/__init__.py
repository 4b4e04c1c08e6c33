"""A dataset in an object store: files that never change, and manifests that only one run can create.

object_home.py   the steps of a publication; object_history.py: what is asked of earlier states
bucket.py        what is asked of a store, and the one step that happens or does not
prefix.py        the names below an address
cache.py         what this machine keeps of a dataset in a store
states.py        the manifests that are there, and status.py what they tell; keeps.py: those that have a name
fetching.py, uploading.py, sweeping.py    files that come, go up, and become old
parcels.py       staged shards that workers of other machines send to the run that publishes
"""
