"""What every part of the desk works with: the ledger, the clock, and one way to write an entry."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from coc_desk.casework.bodies import body_of
from coc_desk.casework.entries import (
    EVENT,
    Body,
    Clock,
    Entry,
    EntryId,
    EntryKind,
    IncidentId,
    MemberId,
    new_id,
    now,
    write,
)
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.incidents import Incident, Overview
from coc_desk.casework.ledger import CircleId, FileId, Ledger, Member
from coc_desk.casework.times import known_zone, zone_of
from coc_desk.i18n import _
from coc_desk.playbook.answers import clean
from coc_desk.playbook.definitions import Playbook

TICK = timedelta(microseconds=1)


def tidy(text: str) -> str:
    """Return what somebody typed as it is kept, without blanks around it; empty when there is nothing."""
    return clean(text).strip()


@dataclass(frozen=True)
class Said:
    """Something to be written down, before it is an entry."""

    kind: EntryKind
    body: Mapping[str, Any]
    happened: Mapping[str, Any] | None = None
    id: EntryId | None = None


class Bench:
    """The ledger, the clock, and the one way to write."""

    def __init__(self, ledger: Ledger, clock: Clock = now) -> None:
        self._ledger = ledger
        self._clock = clock
        self.zone = zone_of(ledger.event.zone)
        self.notices = tuple(_unknown_zone(ledger.event.zone))
        """What has to be said when the desk is opened."""

    @property
    def me(self) -> Member:
        """Whoever signed in."""
        return self._ledger.me

    @property
    def members(self) -> Sequence[Member]:
        """Everybody in the team, those who left included."""
        return self._ledger.members

    @property
    def playbook(self) -> Playbook:
        """The rules in force."""
        return self._ledger.playbook

    def member(self, id: MemberId | None) -> Member | None:
        """Return a member by id."""
        return next((one for one in self.members if one.id == id), None)

    def name_of(self, id: MemberId | None) -> str:
        """Return how a member is called; a dash for nobody."""
        member = self.member(id)
        return member.name if member else "–"

    def now(self) -> datetime:
        """Return the time now, at the venue."""
        return self._clock().astimezone(self.zone)

    def local(self, at: datetime) -> datetime:
        """Return a moment in the venue's time."""
        return at.astimezone(self.zone)

    def incident(self, id: IncidentId) -> Incident:
        """Return an incident as it stands; `Refused` when it is outside my circles."""
        try:
            return self._ledger.incident(id)
        except KeyError:
            raise Refused(_("You are not in the circle of this incident.")) from None

    def _record(
        self, stream: IncidentId, *said: Said, circle: CircleId | None = None, files: Iterable[FileId] = ()
    ) -> list[Entry]:
        """Sign what was said and keep it, all or none."""
        entries = self._written(stream, *said)
        self._ledger.append(entries, circle, files)
        return entries

    def _written(self, stream: IncidentId, *said: Said) -> list[Entry]:
        """Sign what was said, as entries that are still to be kept."""
        prev, at = self._ledger.tip(stream), self._next_moment()
        entries: list[Entry] = []
        for one in said:
            entry = write(
                self._ledger,
                incident=stream,
                kind=one.kind,
                by=self.me.id,
                at=at,
                body=_cleaned(one.body),
                happened=_cleaned(one.happened),
                prev=prev,
                id=one.id or EntryId(new_id(at)),
            )
            entries.append(entry)
            prev, at = entry.hash, at + TICK
        return entries

    def _next_moment(self) -> datetime:
        """The time now, but never earlier than the newest entry that is known: clocks of laptops go back."""
        newest, clock = self._ledger.newest(), self._clock()
        return clock if newest is None or clock > newest else newest + TICK

    def _change(self, id: IncidentId, *said: Said, files: Iterable[FileId] = ()) -> Incident:
        """Write into an incident, tell the team's vague line if need be, return how it stands."""
        self.incident(id)
        self._record(id, *said, files=files)
        after = self.incident(id)
        self._tell_team(after)
        return after

    def _tell_team(self, incident: Incident | Overview) -> None:
        """For an incident outside the team's circle: what everybody may know, in the team's ledger, when it changed."""
        if self._ledger.circle_of(incident.id).team:
            return
        last, known = self._last_line(incident.id), _known_to_all(incident)
        if known != {key: one for key, one in last.items() if key in known}:
            self._tell_line(incident, str(last.get("line", "")))

    def _tell_line(self, incident: Incident | Overview, line: str) -> None:
        """Write what everybody may know of an incident into the team's ledger, with the line a person wrote."""
        said = Said(EntryKind.LINE, {**_known_to_all(incident), "line": tidy(line)})
        self._record(EVENT, said, circle=self._ledger.team.id)

    def _last_line(self, incident: IncidentId) -> Body:
        lines = (body_of(one) for one in reversed(self._ledger.entries_of(EVENT)) if one.kind == EntryKind.LINE)
        return next((line for line in lines if line.get("incident") == incident), {})


def _known_to_all(incident: Incident | Overview) -> dict[str, Any]:
    flags = [incident.flags.danger, incident.flags.going_on, incident.flags.again]
    return {"incident": incident.id, "code": incident.code, "flags": flags, "stage": incident.stage}


def _unknown_zone(name: str) -> Iterator[Trouble]:
    if known_zone(name) is None:
        fact = _("Times are shown as the clock of this laptop has them.")
        advice = _("Its system does not know the time zone of the event, {zone}. What is written keeps its moment.")
        yield Trouble(fact, advice.format(zone=name), "clock")


def _cleaned(value: Any) -> Any:
    """Return JSON values with every text as it is kept: half a surrogate pair, say, could not be signed."""
    match value:
        case str():
            return clean(value)
        case Mapping():
            return {key: _cleaned(one) for key, one in value.items()}
        case list() | tuple():
            return [_cleaned(one) for one in value]
    return value
