"""What the event's own entries add up to: handoffs and read-backs, shifts, the phone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from coc_desk.casework.bodies import body_of, text, texts, time, time_or_none
from coc_desk.casework.entries import Entry, EntryId, EntryKind, MemberId
from coc_desk.casework.incidents import order
from coc_desk.casework.safekeeping_log import NOTHING, SafekeepingLog, with_backup_step, with_recovery_step


@dataclass(frozen=True)
class ReadBack:
    """The receiver's own words, and that they take over."""

    by: MemberId
    at: datetime
    words: str


@dataclass(frozen=True)
class Handed:
    """A handoff that was written for one receiver."""

    id: EntryId
    number: int
    by: MemberId
    at: datetime
    to: str
    profile: str
    file: str
    fingerprint: str
    incidents: tuple[str, ...]
    destroy_by: datetime | None
    read_back: ReadBack | None = None


@dataclass(frozen=True)
class Shift:
    """Who is on duty, from when until when."""

    members: tuple[MemberId, ...]
    start: datetime
    until: datetime | None


@dataclass(frozen=True)
class EventLog:
    """The event as its entries tell it."""

    handoffs: tuple[Handed, ...] = ()
    shifts: tuple[Shift, ...] = ()
    phone_checked: datetime | None = None
    phone_with: MemberId | None = None
    blocked: int = 0
    """How often a page was not written because of a word on it."""
    safekeeping: SafekeepingLog = NOTHING

    def on_duty(self, at: datetime) -> Shift | None:
        """Return the shift that runs at a moment: the one named last."""
        running = [one for one in self.shifts if one.start <= at and (one.until is None or at < one.until)]
        return running[-1] if running else None

    def next_shift(self, at: datetime) -> Shift | None:
        """Return the shift that comes next."""
        coming = [one for one in self.shifts if one.start > at]
        return min(reversed(coming), key=lambda one: one.start) if coming else None


def log_of(entries: Iterable[Entry]) -> EventLog:
    """Add up the entries of the event; pure, and never raises on old or odd bodies."""
    log = EventLog()
    for entry in order(entries):
        try:
            log = _taken(log, entry, body_of(entry))
        except (LookupError, TypeError, ValueError):
            continue  # another version's or a stranger's: it stays in the ledger and adds nothing
    return log


def _taken(log: EventLog, entry: Entry, body: Mapping[str, Any]) -> EventLog:
    match entry.kind:
        case EntryKind.HANDOFF if body.get("blocked"):
            return replace(log, blocked=log.blocked + 1)
        case EntryKind.HANDOFF:
            return replace(log, handoffs=(*log.handoffs, _handed(entry, body, len(log.handoffs) + 1)))
        case EntryKind.RECEIVED:
            read_back = ReadBack(entry.by, entry.at, text(body.get("words")))
            handoffs = tuple(
                replace(one, read_back=read_back) if one.id == body["handoff"] else one for one in log.handoffs
            )
            return replace(log, handoffs=handoffs)
        case EntryKind.STEP if body.get("step") == "shift":
            members = tuple(MemberId(one) for one in texts(body["members"]))
            shift = Shift(members, time(body["start"]), time_or_none(body.get("until")))
            return replace(log, shifts=(*log.shifts, shift))
        case EntryKind.STEP if body.get("step") == "phone":
            return replace(log, phone_checked=entry.at, phone_with=MemberId(text(body.get("with"))) or None)
        case EntryKind.STEP if body.get("step") == "recovery":
            return replace(log, safekeeping=with_recovery_step(log.safekeeping, entry, body))
        case EntryKind.STEP if body.get("step") == "backup":
            return replace(log, safekeeping=with_backup_step(log.safekeeping, entry))
    return log


def _handed(entry: Entry, body: Mapping[str, Any], number: int) -> Handed:
    return Handed(
        id=entry.id,
        number=number,
        by=entry.by,
        at=entry.at,
        to=text(body["to"]),
        profile=text(body["profile"]),
        file=text(body.get("file")),
        fingerprint=text(body.get("fingerprint")),
        incidents=texts(body.get("incidents")),
        destroy_by=time_or_none(body.get("destroy_by")),
    )
