"""What share of the pages of a run shows each column, and whether that fell against the runs before.

figures.py    what is counted of a run, as sums that add up
coverage.py   the sums of some pages, out of their record batches
history.py    the runs before, and what they say of a figure
settings.py   when a run is stopped
chances.py    how likely it is that so little is chance
gates.py      a run beside the runs before it
absurd.py     what no run may do, also the first one
"""
