"""The pictures of a report: static SVG without a script, whose colours are those of the page around it.

flow.py     where pages went, from the first count to the last
streams.py  where its streams are drawn
charts.py   lines and bars, by pygal
"""
