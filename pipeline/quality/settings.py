"""When a run is stopped before it publishes: by how much a figure has to differ from the runs before."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSettings:
    """How a run is compared with those before it. A figure stops it that fell, or rose, by more than all of these."""

    runs_compared: int = 10
    """Published runs that a run is compared with."""
    least_history: int = 100
    """Pages of a layout in these runs, below which nothing is compared."""
    false_alarms: float = 0.001
    """Runs among those that are like the ones before that may be stopped by chance: one in a thousand."""
    least_pages: int = 5
    """Pages that have to lack what the runs before promise, or to have what they do not."""
    least_fall: float = 0.25
    """Part of its share, or of its mean, that a figure has to lose."""
    least_fall_of_text: float = 0.8
    """The same of flattened text, where what is left of a page is a matter of the tool that flattened it."""
    least_rise_of_warnings: float = 0.02
    """Share of a layout's pages by which a warning has to become more frequent, and to twice of what it was."""
    least_share_of_news: float = 0.01
    """Share of a layout's pages with a warning that names markup, where no page had it before: that is no chance."""
    least_rise_of_rejections: float = 0.1
    """Share of all pages by which a reason has to become more frequent, and to twice of what it was."""
    least_fall_of_inputs: float = 0.5
    """Part of the inputs read before that have to be gone at once."""
    unevenness: float = 0.001
    """How much nights differ beyond chance, at least: the variance of a share s between them is this times s (1 - s).

    Where three runs or more tell that they differ more than that, what they tell counts.
    """
    absurd_from: int = 30
    """Pages of a layout without a history of its own, from which on one column for all of them may not be empty."""


USUAL = GateSettings()
"""What a run is judged by where nobody says otherwise."""
