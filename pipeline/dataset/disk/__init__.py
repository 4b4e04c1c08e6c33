"""What is asked of a disk, and the names on it.

places.py    the names below the output folder
durable.py   what survives a power cut
lock.py      one publisher at a time
"""
