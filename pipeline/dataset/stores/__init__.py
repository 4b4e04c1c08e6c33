"""A dataset in an object store: files that never change, and manifests that only one run can create.

object_home.py   the steps of a publication
bucket.py        what is asked of a store, and the one step that happens or does not
prefix.py        the names below an address
cache.py         what this machine keeps of a dataset in a store
states.py        the manifests that are there
fetching.py, uploading.py, sweeping.py    files that come, go up, and become old
"""
