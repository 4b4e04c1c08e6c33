"""A dataset in a folder.

local.py     snapshots with hard links to what did not change, and one pointer
local_history.py    what is asked of earlier snapshots, and status.py what they tell
pins.py      readers hold the snapshot that they read
names.py     snapshots by name
history.py   what a dead run left is removed, and what has become old; vacuum.py: without a run
sizes.py     bytes on disk
"""
