"""Who is told how a run ended: somebody who does not look at it, and a program that goes on from there.

notice.py      what is told
receivers.py   who is told: a web address, a command; out of options or the environment
posting.py     telling a web address, for as long as it has
sending.py     telling them; what goes wrong there never changes how the run ended
telling.py     around a run: whatever its ending is, it is told
"""

from flows.notices.notice import Asked, Notice, in_words, notice_of_failure
from flows.notices.receivers import NOBODY, Receivers, receivers
from flows.notices.telling import tell, told_afterwards

__all__ = [
    "NOBODY",
    "Asked",
    "Notice",
    "Receivers",
    "in_words",
    "notice_of_failure",
    "receivers",
    "tell",
    "told_afterwards",
]
