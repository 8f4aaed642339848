"""What the event's own entries say of recovery and backups."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from coc_desk.casework.bodies import text, time
from coc_desk.casework.entries import Entry, MemberId

MADE, REHEARSED, USED = "made", "rehearsed", "used"


@dataclass(frozen=True)
class Done:
    """Something a member did, and when."""

    by: MemberId
    at: datetime


@dataclass(frozen=True)
class CameBack:
    """That recovery was used, as the ledger has it."""

    lost: MemberId
    now: MemberId
    at: datetime


@dataclass(frozen=True)
class SafekeepingLog:
    """Recovery and backups as the event's entries tell them."""

    made: Mapping[str, Done]
    """By which recovery."""
    rehearsed: Mapping[str, Done]
    """By which recovery: its last rehearsal."""
    used: tuple[CameBack, ...]
    backed_up: Done | None


NOTHING = SafekeepingLog({}, {}, (), None)


def with_recovery_step(log: SafekeepingLog, entry: Entry, body: Mapping[str, Any]) -> SafekeepingLog:
    """Return the log after an entry about recovery; raises what an odd body raises."""
    done, recovery = Done(entry.by, entry.at), text(body.get("recovery"))
    match body.get("what"):
        case "made":
            return replace(log, made={**log.made, recovery: done})
        case "rehearsed":
            return replace(log, rehearsed={**log.rehearsed, recovery: done})
        case "used":
            came = CameBack(MemberId(text(body["lost"])), MemberId(text(body["now"])), time(body["at"]))
            return replace(log, used=(*log.used, came))
    return log


def with_backup_step(log: SafekeepingLog, entry: Entry) -> SafekeepingLog:
    """Return the log after a backup."""
    return replace(log, backed_up=Done(entry.by, entry.at))
