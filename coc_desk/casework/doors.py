"""What is to be done before the doors open, and what of it is done: facts, never ticks by hand."""

from collections.abc import Mapping

from coc_desk.casework.looking import Today
from coc_desk.casework.recovering import Recovering

PHONE, SHIFT, TEAM, PAPER, REHEARSAL, BACKUP = "phone", "shift", "team", "paper", "rehearsal", "backup"


def before_the_doors(desk: Recovering, today: Today) -> Mapping[str, bool]:
    """Return the steps in their order, and whether each is done; none once there is an incident or all are done."""
    if today.begun:
        return {}
    steps = {
        PHONE: today.log.phone_checked is not None,
        SHIFT: bool(today.log.shifts),
        TEAM: sum(not one.left for one in desk.members) > 1,
        **_kept_safe(desk, today),
    }
    return {} if all(steps.values()) else steps


def _kept_safe(desk: Recovering, today: Today) -> Mapping[str, bool]:
    """Return what keeps all of it from being lost; nothing where nothing is kept."""
    if desk.safekeeping is None:
        return {}
    recovery, log = desk.recovery(), today.log.safekeeping
    return {
        PAPER: recovery is not None,
        REHEARSAL: recovery is not None and recovery.id in log.rehearsed,
        BACKUP: log.backed_up is not None,
    }
