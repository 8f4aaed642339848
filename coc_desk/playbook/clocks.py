"""The clocks of a playbook: how long a step may take, how long something is kept."""

import re

FIXED = frozenset({"at once", "before acting", "same shift", "same day", "half a day"})
"""Clocks that are words; `before acting` has no end of its own, the others are told by the shift and the day."""
FIXED_PERIODS = frozenset({"until lifted"})

_SPAN = re.compile(r"[1-9][0-9]{0,3} (min|h|days?|weeks?|months?|years?)")
_PERIOD = re.compile(rf"(its length \+ )?{_SPAN.pattern}")


def is_clock(text: str) -> bool:
    """Whether `text` says how long a step may take: one of `FIXED`, or a number with its unit (`1 h`, `2 weeks`)."""
    return text in FIXED or _SPAN.fullmatch(text) is not None


def is_period(text: str) -> bool:
    """Whether `text` says how long something is kept: `6 months`, `its length + 26 months`, `until lifted`."""
    return text in FIXED_PERIODS or _PERIOD.fullmatch(text) is not None
