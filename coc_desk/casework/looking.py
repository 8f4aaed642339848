"""What a responder looks at: the desk of now, the list of incidents, search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from coc_desk.casework.asking import Answered
from coc_desk.casework.bench import Said
from coc_desk.casework.circles import Circles
from coc_desk.casework.entries import EVENT, EntryKind, IncidentId, MemberId, stamp, unstamp
from coc_desk.casework.errors import Refused
from coc_desk.casework.event_log import EventLog, Handed, Shift, log_of
from coc_desk.casework.incidents import Incident, Overview, Promise, Restriction
from coc_desk.casework.ledger import Closed, Draft, Found, HalfWritten
from coc_desk.i18n import _
from coc_desk.playbook.moments import parse_moment, times_of

RECORDED_ONLY = ("recorded_only", "not_a_violation", "out_of_scope")
"""Outcomes under which an incident is kept and counted without being one to act on."""
SAME_SHIFT = timedelta(hours=1)
"""Whoever signs in again within this time was not away."""


@dataclass(frozen=True)
class Owed:
    """A promise with the flags of its incident."""

    promise: Promise
    flags: tuple[str, str, str]
    late: timedelta | None
    """How late it is; None while there is time."""


@dataclass(frozen=True)
class Today:
    """All that the first screen shows, in its order."""

    at: datetime
    danger: tuple[Overview, ...]
    """Yes first, then maybe."""
    promises: tuple[Owed, ...]
    """Overdue first, then by time."""
    awaiting: tuple[Handed, ...]
    """Handoffs nobody has read back yet."""
    restrictions: tuple[Restriction, ...]
    drafts: tuple[Draft, ...]
    half_written: tuple[HalfWritten, ...]
    since: datetime | None
    changed: tuple[Overview, ...]
    """Changed by others since I last signed in, and not opened by me since."""
    outside: tuple[Closed, ...]
    waiting: tuple[Answered, ...]
    """Who said that they can work on an incident of mine, and waits to be let in."""
    on_duty: Shift | None
    next_shift: Shift | None
    log: EventLog
    begun: bool
    """Whether there is any incident yet, in my circles or outside."""

    @property
    def calm(self) -> bool:
        """Whether nothing needs anybody, outside my circles too as far as I may know."""
        elsewhere = any(one.flags[0] in ("yes", "maybe") and one.stage != "closed" for one in self.outside)
        asked = any(one.asked and not one.answer for one in self.outside)
        return not (self.danger or self.promises or self.awaiting or self.waiting or elsewhere or asked)


class Looking(Circles):
    """What a responder looks at."""

    _since: datetime | None = None
    wrong_tries = 0
    """How often a wrong passphrase was tried in my name since I signed in before."""

    def sign_in(self, wrong_tries: int = 0) -> None:
        """Note when I signed in, so that what others changed since the time before can be told.

        Coming back after a lock is not a new time: what changed before it would vanish from the desk unseen.
        """
        self.wrong_tries = wrong_tries
        now, said = stamp(self._clock()), self._ledger.recall("signed in") or {}
        last, since = said.get("at", ""), said.get("since", "")
        if last and not (since and timedelta() <= self._clock() - unstamp(last) < SAME_SHIFT):
            since = last
        self._since = unstamp(since) if since else None
        self._ledger.remember("signed in", {"at": now, "since": since})
        self._catch_up_with_lines()

    def _catch_up_with_lines(self) -> None:
        """Tell the team what it may know where the program ended between an entry and its vague line."""
        for one in self._ledger.overviews():
            self._tell_team(one)

    def today(self) -> Today:
        """Return what needs somebody now."""
        at, overviews, log = self.now(), self._ledger.overviews(), self.event_log()
        still, outside = [one for one in overviews if one.open], self.outside()
        return Today(
            at=at,
            danger=tuple(sorted((one for one in still if one.flags.in_danger), key=_urgency)),
            promises=tuple(_owed(overviews, at)),
            awaiting=tuple(one for one in log.handoffs if one.read_back is None),
            restrictions=tuple(self._in_force(overviews, at)),
            drafts=tuple(self.drafts()),
            half_written=tuple(self._ledger.half_written()),
            since=self._since,
            changed=tuple(self._changed(overviews)),
            outside=tuple(outside),
            waiting=tuple(self.pending()),
            on_duty=log.on_duty(at),
            next_shift=log.next_shift(at),
            log=log,
            begun=bool(overviews or outside),
        )

    def _in_force(self, overviews: Sequence[Overview], at: datetime) -> list[Restriction]:
        restrictions = [one for overview in overviews for one in overview.restrictions if one.in_force(at)]
        return sorted(restrictions, key=lambda one: (one.until is None, one.until or at))

    def _changed(self, overviews: Sequence[Overview]) -> list[Overview]:
        since, seen = self._since, self._ledger.recall("seen") or {}
        if since is None:
            return []
        fresh = [one for one in overviews if one.changed > since and one.changed_by != self.me.id]
        return sorted(
            (one for one in fresh if stamp(one.changed) > seen.get(one.id, "")),
            key=lambda one: one.changed,
            reverse=True,
        )

    def open_incident(self, id: IncidentId) -> Incident:
        """Return an incident and note that I have seen it as it stands."""
        incident = self.incident(id)
        seen: dict[str, Any] = dict(self._ledger.recall("seen") or {})
        if seen.get(id) != stamp(incident.changed):
            self._ledger.remember("seen", seen | {id: stamp(incident.changed)})
        return incident

    def entries_since_then(self, incident: IncidentId) -> int:
        """Return how many entries came to an incident since I last signed in; none before the first time."""
        since = self._since
        return sum(line.entry.at > since for line in self.incident(incident).lines) if since else 0

    def incidents(self) -> list[Overview]:
        """Return every incident of my circles: danger first, then the next promise, then the newest change."""
        return sorted(self._ledger.overviews(), key=_urgency)

    def circle_size(self, incident: IncidentId) -> tuple[int, int]:
        """Return how many members can open an incident, and how many there are."""
        there = {one.id for one in self.members if not one.left}
        return len(self._ledger.circle_of(incident).members & there), len(there)

    def search(self, words: str, limit: int = 50) -> list[Found]:
        """Return where words stand in what I may read."""
        return self._ledger.search(words, limit) if words.strip() else []

    def drafts(self) -> list[Draft]:
        """Return what I have half-written, newest first."""
        return self._ledger.drafts()

    def draft(self, id: str) -> Draft | None:
        """Return one of my drafts."""
        return next((one for one in self.drafts() if one.id == id), None)

    def drop_draft(self, id: str) -> None:
        """Throw a draft away; its files go with it."""
        self._ledger.drop_draft(id)

    def remember_place(self, place: Any) -> None:
        """Keep where I am on the screen (JSON), for after the lock."""
        self._ledger.remember("place", place)

    def place(self) -> Any:
        """Return where I was when the desk was locked, or None."""
        return self._ledger.recall("place")

    def keep_asked(self, question: str, answers: Mapping[str, Any] | None) -> None:
        """Keep what is typed into a question that is not answered yet (by the key of each field); None forgets it."""
        self._ledger.remember(f"asked:{question}", dict(answers) if answers else None)

    def kept_asked(self, question: str) -> Mapping[str, Any]:
        """Return what was kept of a question."""
        said = self._ledger.recall(f"asked:{question}")
        return said if isinstance(said, Mapping) else {}

    def event_log(self) -> EventLog:
        """Return handoffs, shifts and phone checks so far."""
        return log_of(self._ledger.entries_of(EVENT))

    def name_shift(self, members: Sequence[MemberId], start: datetime, until: datetime | None) -> None:
        """Say who is on duty, now or next."""
        if not members:
            raise Refused(_("Choose who is on duty."), "members")
        if until is not None and until <= start:
            raise Refused(_("The shift would end before it begins."), "until")
        body = {
            "step": "shift",
            "members": list(members),
            "start": stamp(start),
            "until": stamp(until) if until else "",
        }
        self._record(EVENT, Said(EntryKind.STEP, body), circle=self._ledger.team.id)

    def time_said(self, text: str, field: str = "", ahead: bool = True) -> datetime:
        """Return the one time that was typed ("16:30", "tomorrow 10:00"); with `ahead` it is one to come.

        `Refused`, for the field that is named, when it is no such time.
        """
        at = self.now()
        value = parse_moment(text.strip(), at, self.zone, ahead)
        times = times_of(value) if "exact" in value else []
        if not times:
            raise Refused(_("Write one time, such as 16:30 or tomorrow 10:00."), field)
        if ahead and times[0] < at.replace(second=0, microsecond=0):
            raise Refused(_("This time has passed. Write one to come."), field)
        return times[0].astimezone(self.zone)

    def phone_checked(self) -> None:
        """Say that the hotline phone was looked at just now, by me."""
        body = {"step": "phone", "with": self.me.id}
        self._record(EVENT, Said(EntryKind.STEP, body), circle=self._ledger.team.id)


def _urgency(one: Overview) -> tuple[Any, ...]:
    danger = {"yes": 0, "maybe": 1}.get(one.flags.danger, 2) if one.open else 3
    due = one.next.due.timestamp() if one.next else float("inf")
    return danger, due, -one.changed.timestamp()


def _owed(overviews: Sequence[Overview], at: datetime) -> list[Owed]:
    every = [(promise, one.flags) for one in overviews for promise in one.promises]
    return [
        Owed(promise, (flags.danger, flags.going_on, flags.again), at - promise.due if promise.late(at) else None)
        for promise, flags in sorted(every, key=lambda pair: pair[0].due)
    ]
