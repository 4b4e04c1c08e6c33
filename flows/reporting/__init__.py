"""The report of every run: what is gathered while it goes on, and where it is written.

recording.py    how far the run was, second by second, and how much memory it held
gathering.py    the parts of the report, out of what is staged, judged and published
filing.py       where reports lie, and how they get there
chronicle.py    the report of one run, as it becomes known
remaking.py     a report out of a snapshot alone

A run never fails because of its report: what cannot be gathered or written is told on stderr.
"""

from flows.reporting.chronicle import Chronicle, reported
from flows.reporting.filing import ReportFiles, newest_report, report_of

__all__ = ["Chronicle", "ReportFiles", "newest_report", "report_of", "reported"]
