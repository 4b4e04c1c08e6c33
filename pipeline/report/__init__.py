"""What a run did, as one HTML page that needs nothing else, and the same as JSON.

values.py      the report itself: frozen values, and the schema of `report.json`
coverage.py    what share of a run's pages shows each column, beside the runs before it
judgement.py   the answer in one line, and what is unusual
sums.py        whether what came in is what ended somewhere
stored.py      report.json, there and back
inert.py       text of pages and names of files: shown, never obeyed
pictures/      the charts
page.py        the HTML page
markdown.py    the same in short, for Prefect's own pages

Nothing here looks at a clock, a disk or a dataset: `flows.reporting` does, and hands over values.
"""
