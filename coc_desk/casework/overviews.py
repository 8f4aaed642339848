"""The part of an incident that lists show, and how it is kept beside the entries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coc_desk.casework.entries import EntryId, EntryKind, IncidentId, MemberId, stamp, unstamp
from coc_desk.casework.numbering import words_in
from coc_desk.casework.parts import Flags, Incident, Promise, Restriction

LONGEST = 200
"""Characters of the newest words that are kept for lists."""
_SAYING = (EntryKind.NOTE, EntryKind.AMENDED)


@dataclass(frozen=True)
class Overview:
    """The part of an incident that lists and the desk show; kept beside the entries so that lists never fold."""

    id: IncidentId
    code: str
    stage: str
    owner: MemberId | None
    flags: Flags
    opened: datetime
    changed: datetime
    changed_by: MemberId
    closed_as: str
    reports: int
    entries: int
    line: str
    """The newest words about it, for those who may read it; one line, cut by the screen."""
    promises: tuple[Promise, ...]
    """The open ones, next first."""
    restrictions: tuple[Restriction, ...]
    """All that were not lifted."""

    @property
    def open(self) -> bool:
        """Whether it is still being handled."""
        return self.stage != "closed"

    @property
    def next(self) -> Promise | None:
        """The promise that is due next."""
        return self.promises[0] if self.promises else None


def overview(incident: Incident) -> Overview:
    """Return what lists show of an incident."""
    said = (one for one in reversed(incident.entries) if one.kind in _SAYING and one.id not in incident.struck)
    words = next((text for one in said if (text := words_in(one).strip())), "")
    return Overview(
        id=incident.id,
        code=incident.code,
        stage=incident.stage,
        owner=incident.owner,
        flags=incident.flags,
        opened=incident.opened,
        changed=incident.changed,
        changed_by=incident.entries[-1].by,
        closed_as=incident.closed_as,
        reports=len(incident.reports),
        entries=len(incident.entries),
        line=words.split("\n")[0][:LONGEST],
        promises=incident.open_promises,
        restrictions=tuple(one for one in incident.restrictions if one.lifted is None),
    )


def overview_as_json(one: Overview) -> dict[str, Any]:
    """Return an overview as plain JSON values."""
    return {
        "id": one.id,
        "code": one.code,
        "stage": one.stage,
        "owner": one.owner,
        "flags": [one.flags.danger, one.flags.going_on, one.flags.again],
        "opened": stamp(one.opened),
        "changed": stamp(one.changed),
        "changed_by": one.changed_by,
        "closed_as": one.closed_as,
        "reports": one.reports,
        "entries": one.entries,
        "line": one.line,
        "promises": [
            [p.id, p.what, p.to, stamp(p.due), p.owner, p.by, stamp(p.at), p.moved, p.why] for p in one.promises
        ],
        "restrictions": [
            [r.id, r.person, r.what, stamp(r.until) if r.until else "", r.until_words, r.by, stamp(r.at)]
            for r in one.restrictions
        ],
    }


def overview_from_json(said: Mapping[str, Any]) -> Overview:
    """Return the overview that `overview_as_json` wrote."""
    id, code = IncidentId(said["id"]), str(said["code"])
    return Overview(
        id=id,
        code=code,
        stage=said["stage"],
        owner=said["owner"],
        flags=Flags(*said["flags"]),
        opened=unstamp(said["opened"]),
        changed=unstamp(said["changed"]),
        changed_by=said["changed_by"],
        closed_as=said["closed_as"],
        reports=said["reports"],
        entries=said["entries"],
        line=said["line"],
        promises=tuple(
            Promise(EntryId(p), id, code, what, to, unstamp(due), owner, by, unstamp(at), moved=moved, why=why)
            for p, what, to, due, owner, by, at, moved, why in said["promises"]
        ),
        restrictions=tuple(
            Restriction(EntryId(r), id, code, person, what, unstamp(until) if until else None, words, by, unstamp(at))
            for r, person, what, until, words, by, at in said["restrictions"]
        ),
    )
