"""An incident is what its entries add up to: the values, and the pure fold that makes them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from coc_desk.casework.entries import Body, Entry, EntryId, EntryKind, IncidentId, MemberId, stamp, unstamp

Answer = Mapping[str, Any]
SEVERITY = ("", "no", "declined", "not asked", "unknown", "maybe", "yes")
"""Answers to a safety question, the one to worry about most last."""
_KINDS = frozenset(EntryKind)


def answer_word(answer: Answer | None) -> str:
    """Return the word of an answer to a yes/no/maybe/unknown question; empty when there is none."""
    if not isinstance(answer, Mapping):
        return ""
    word = answer.get("none", answer.get("v", ""))
    return word if word in SEVERITY else ""


@dataclass(frozen=True)
class Flags:
    """The three safety answers that show on every list: yes, no, maybe, unknown, not asked, declined or empty."""

    danger: str = ""
    going_on: str = ""
    again: str = ""

    @property
    def rank(self) -> tuple[int, int, int]:
        """Larger is more urgent; a danger that is not known to be over outweighs everything else."""
        return SEVERITY.index(self.danger), SEVERITY.index(self.going_on), SEVERITY.index(self.again)

    @property
    def in_danger(self) -> bool:
        """Whether it stands in "Danger now": yes and maybe do."""
        return self.danger in ("yes", "maybe")


@dataclass(frozen=True)
class Fact:
    """One answer as it now stands, who wrote it, and what stood there before."""

    field: str
    answer: Answer
    by: MemberId
    at: datetime
    entry: EntryId
    report: EntryId | None
    """The report it belongs to; None for what the team itself found."""
    earlier: "tuple[Fact, ...]" = ()
    """Oldest first."""


@dataclass(frozen=True)
class Person:
    """Somebody who appears in the records, with or without a name."""

    id: str
    code: str
    roles: tuple[str, ...]
    facts: Mapping[str, Fact]
    reports: tuple[EntryId, ...]
    member: MemberId | None = None
    """Set when the person is a member of the team."""

    def answer(self, key: str) -> Answer | None:
        """Return the answer to one of the questions asked per person."""
        fact = self.facts.get(key)
        return fact.answer if fact else None


@dataclass(frozen=True)
class Report:
    """One communication by one person."""

    id: EntryId
    number: int
    by: MemberId
    at: datetime
    happened: Mapping[str, Any] | None
    people: tuple[str, ...]
    """Ids of the people this report names."""
    reporter: str = ""
    """Id of the person who reports, if known as one."""


@dataclass(frozen=True)
class Struck:
    """That an entry was struck, with the reason."""

    by: MemberId
    at: datetime
    reason: str


@dataclass(frozen=True)
class Line:
    """One entry as it stands in the ledger: what was written about it later belongs to it."""

    number: int
    entry: Entry
    known: bool = True
    """False for a kind that a newer program wrote."""
    amended_by: tuple[tuple[int, EntryId, datetime], ...] = ()
    amends: int = 0
    """Number of the entry that this one amends."""
    struck: Struck | None = None
    about: int = 0
    """Number of the entry it refers to otherwise (a promise made within a note)."""

    @property
    def text(self) -> str:
        """The words somebody wrote, if it is an entry of words."""
        body = self.entry.body or {}
        return str(body.get("text") or body.get("what") or body.get("reason") or body.get("why") or "")


@dataclass(frozen=True)
class Promise:
    """Something owed to somebody, with a time."""

    id: EntryId
    incident: IncidentId
    code: str
    what: str
    to: str
    """Key of a role, or words."""
    due: datetime
    owner: MemberId
    by: MemberId
    at: datetime
    state: str = "open"
    """open, kept or dropped."""
    ended: datetime | None = None
    moved: int = 0
    """How often it got a new time."""
    why: str = ""

    def late(self, at: datetime) -> bool:
        """Whether it is overdue at that moment."""
        return self.state == "open" and self.due < at


@dataclass(frozen=True)
class Restriction:
    """Something in force about a reported person."""

    id: EntryId
    incident: IncidentId
    code: str
    person: str
    """Code name of the person."""
    what: str
    until: datetime | None
    until_words: str
    by: MemberId
    at: datetime
    lifted: datetime | None = None
    why: str = ""

    def in_force(self, at: datetime) -> bool:
        """Whether it holds at that moment."""
        return self.lifted is None and (self.until is None or self.until > at)


@dataclass(frozen=True)
class Attachment:
    """A file kept with the incident."""

    id: EntryId
    file: str
    name: str
    media: str
    """What its content is, found from its first bytes; the name is not believed."""
    claims: str
    """What its name says it is, when that is something else; otherwise empty."""
    size: int
    sha256: str
    words: str
    by: MemberId
    at: datetime
    struck: bool = False


@dataclass(frozen=True)
class Linked:
    """Another incident this one has to do with."""

    incident: IncidentId
    code: str
    why: str


@dataclass(frozen=True)
class Incident:
    """What is being handled, as its entries tell it."""

    id: IncidentId
    code: str
    stage: str
    owner: MemberId | None
    flags: Flags
    opened: datetime
    changed: datetime
    closed_as: str = ""
    """Why it is closed: the key of an outcome, empty while open or when nothing was said."""
    reports: tuple[Report, ...] = ()
    people: tuple[Person, ...] = ()
    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    """Field key -> the answer of each report (and of the team), in the order of the reports."""
    lines: tuple[Line, ...] = ()
    promises: tuple[Promise, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    links: tuple[Linked, ...] = ()
    steps: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def person(self, id: str) -> Person | None:
        """Return a person by id."""
        return next((one for one in self.people if one.id == id), None)

    def line(self, entry: EntryId) -> Line | None:
        """Return the line of an entry."""
        return next((one for one in self.lines if one.entry.id == entry), None)

    @property
    def open_promises(self) -> tuple[Promise, ...]:
        """What is still owed, the next one first."""
        return tuple(sorted((one for one in self.promises if one.state == "open"), key=lambda one: one.due))


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
    words = [
        line for line in incident.lines if line.entry.kind in ("note", "amended") and not line.struck and line.text
    ]
    last = max((line.entry for line in incident.lines), key=lambda entry: (entry.at, entry.id))
    return Overview(
        id=incident.id,
        code=incident.code,
        stage=incident.stage,
        owner=incident.owner,
        flags=incident.flags,
        opened=incident.opened,
        changed=incident.changed,
        changed_by=last.by,
        closed_as=incident.closed_as,
        reports=len(incident.reports),
        entries=len(incident.lines),
        line=words[-1].text.strip().split("\n")[0][:200] if words else "",
        promises=incident.open_promises,
        restrictions=tuple(one for one in incident.restrictions if one.lifted is None),
    )


def order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries in the order of reading: written time, then id. The same entry twice counts once."""
    return sorted({entry.id: entry for entry in entries}.values(), key=lambda entry: (entry.at, entry.id))


def fold(entries: Iterable[Entry]) -> Incident:
    """Add up an incident's entries, in any order, with repetitions; pure, and never raises on old or odd bodies.

    An empty sequence is a ValueError: there is no such incident.
    """
    ordered = order(entries)
    if not ordered:
        raise ValueError("no entries, no incident")
    folding = _Folding(ordered)
    for line in folding.lines:
        folding.take(line.entry)
    return folding.incident()


class _Folding:
    """The one mutable thing: an incident while its entries are being added up."""

    def __init__(self, ordered: list[Entry]) -> None:
        self.entries = ordered
        self.struck = _struck(ordered)
        self.lines = _lines(ordered, self.struck)
        self.id = ordered[0].incident
        self.code = ""
        self.stage = "received"
        self.closed_as = ""
        self.owner: MemberId | None = None
        self.reports: list[Report] = []
        self.people: dict[str, Person] = {}
        self.facts: dict[tuple[str, EntryId | None], Fact] = {}
        self.promises: dict[str, Promise] = {}
        self.restrictions: dict[str, Restriction] = {}
        self.attachments: list[Attachment] = []
        self.links: dict[IncidentId, Linked] = {}
        self.steps: dict[str, Mapping[str, Any]] = {}

    def take(self, entry: Entry) -> None:
        """Add one entry; a struck one changes nothing, an odd body as much as it says."""
        step = getattr(self, f"_{entry.kind}", None) if entry.kind in _KINDS else None
        if step is None or entry.body is None or entry.id in self.struck:
            return
        try:
            step(entry, entry.body)
        except (KeyError, TypeError, ValueError, AttributeError):
            return  # written by another version or by a stranger: kept and shown as a line, it just adds nothing

    def _report(self, entry: Entry, body: Body) -> None:
        self.code = self.code or str(body.get("code", ""))
        people = [self._person(one, entry, entry.id) for one in body.get("people", [])]
        reporter = next((one.id for one in people if "reporter" in one.roles), "")
        self.reports.append(
            Report(
                id=entry.id,
                number=len(self.reports) + 1,
                by=entry.by,
                at=entry.at,
                happened=entry.happened,
                people=tuple(one.id for one in people),
                reporter=reporter,
            )
        )
        self._answered(entry, body, entry.id)

    def _answers(self, entry: Entry, body: Body) -> None:
        report = EntryId(body["report"]) if body.get("report") else None
        for one in body.get("people", []):
            self._person(one, entry, report)
        self._answered(entry, body, report)

    def _answered(self, entry: Entry, body: Body, report: EntryId | None) -> None:
        for key, answer in body.get("answers", {}).items():
            before = self.facts.get((key, report))
            self.facts[key, report] = _fact(key, answer, entry, report, before)

    def _person(self, said: Mapping[str, Any], entry: Entry, report: EntryId | None) -> Person:
        before = self.people.get(said["id"])
        facts = dict(before.facts) if before else {}
        for key, answer in said.get("answers", {}).items():
            facts[key] = _fact(key, answer, entry, report, facts.get(key))
        roles = tuple(said.get("roles", before.roles if before else ()))
        reports = before.reports if before else ()
        person = Person(
            id=said["id"],
            code=before.code if before else str(said.get("code", "")),
            roles=roles,
            facts=facts,
            reports=(*reports, report) if report and report not in reports else reports,
            member=said.get("member", before.member if before else None) or None,
        )
        self.people[person.id] = person
        return person

    def _stage(self, entry: Entry, body: Body) -> None:
        self.stage = str(body["stage"])
        self.closed_as = str(body.get("as", "")) if self.stage == "closed" else ""

    def _owner(self, entry: Entry, body: Body) -> None:
        self.owner = MemberId(body["owner"]) if body["owner"] else None

    def _step(self, entry: Entry, body: Body) -> None:
        self.steps[str(body["step"])] = {**body, "by": entry.by, "at": entry.at}

    def _promise(self, entry: Entry, body: Body) -> None:
        self.promises[entry.id] = Promise(
            id=entry.id,
            incident=entry.incident,
            code=self.code,
            what=str(body["what"]),
            to=str(body.get("to", "")),
            due=unstamp(body["due"]),
            owner=MemberId(body.get("owner") or entry.by),
            by=entry.by,
            at=entry.at,
        )

    def _kept(self, entry: Entry, body: Body) -> None:
        promise, state = self.promises[body["promise"]], body["state"]
        if state == "moved":
            promise = replace(promise, due=unstamp(body["due"]), moved=promise.moved + 1, state="open", ended=None)
        else:
            promise = replace(promise, state=state, ended=None if state == "open" else entry.at)
        self.promises[promise.id] = replace(promise, why=str(body.get("why", "")))

    def _restriction(self, entry: Entry, body: Body) -> None:
        if lifts := body.get("lifts"):
            before = self.restrictions[lifts]
            self.restrictions[lifts] = replace(before, lifted=entry.at, why=str(body.get("why", "")))
            return
        person = self.people.get(str(body.get("person", "")))
        self.restrictions[entry.id] = Restriction(
            id=entry.id,
            incident=entry.incident,
            code=self.code,
            person=person.code if person else "",
            what=str(body["what"]),
            until=unstamp(body["until"]) if body.get("until") else None,
            until_words=str(body.get("until_words", "")),
            by=entry.by,
            at=entry.at,
        )

    def _file(self, entry: Entry, body: Body) -> None:
        self.attachments.append(
            Attachment(
                id=entry.id,
                file=str(body["file"]),
                name=str(body["name"]),
                media=str(body["media"]),
                claims=str(body.get("claims", "")),
                size=int(body["size"]),
                sha256=str(body["sha256"]),
                words=str(body.get("words", "")),
                by=entry.by,
                at=entry.at,
            )
        )

    def _link(self, entry: Entry, body: Body) -> None:
        to = IncidentId(body["to"])
        self.links[to] = Linked(to, str(body.get("code", "")), str(body.get("why", "")))

    def incident(self) -> Incident:
        """Return what it came to."""
        return Incident(
            id=self.id,
            code=self.code,
            stage=self.stage,
            owner=self.owner,
            flags=self._flags(),
            opened=self.entries[0].at,
            changed=self.entries[-1].at,
            closed_as=self.closed_as,
            reports=tuple(self.reports),
            people=tuple(self.people.values()),
            facts=self._by_field(),
            lines=tuple(self.lines),
            promises=tuple(self.promises.values()),
            restrictions=tuple(self.restrictions.values()),
            attachments=tuple(self.attachments),
            links=tuple(self.links.values()),
            steps=self.steps,
        )

    def _by_field(self) -> dict[str, tuple[Fact, ...]]:
        fields: dict[str, tuple[Fact, ...]] = {}
        for (key, _report), fact in self.facts.items():
            fields[key] = (*fields.get(key, ()), fact)
        return fields

    def _flags(self) -> Flags:
        return Flags(*(self._flag(key) for key in ("danger", "going_on", "again")))

    def _flag(self, key: str) -> str:
        """The most worrying of the reports' answers; what the team found itself replaces all reports before it."""
        team = self.facts.get((key, None))
        said = [fact for (name, report), fact in self.facts.items() if name == key and report is not None]
        counting = [fact for fact in said if team is None or fact.at > team.at] + ([team] if team else [])
        return max((answer_word(fact.answer) for fact in counting), key=SEVERITY.index, default="")


def _fact(key: str, answer: Answer, entry: Entry, report: EntryId | None, before: Fact | None) -> Fact:
    earlier = (*before.earlier, replace(before, earlier=())) if before else ()
    return Fact(key, answer, entry.by, entry.at, entry.id, report, earlier)


def _struck(ordered: list[Entry]) -> dict[str, Struck]:
    strikes = [
        one for one in ordered if one.kind == EntryKind.STRUCK and one.body and isinstance(one.body.get("of"), str)
    ]
    return {
        one.body["of"]: Struck(one.by, one.at, str(one.body.get("reason", ""))) for one in reversed(strikes) if one.body
    }


def _lines(ordered: list[Entry], struck: Mapping[str, Struck]) -> list[Line]:
    number = {entry.id: place for place, entry in enumerate(ordered, 1)}
    amendments: dict[str, list[tuple[int, EntryId, datetime]]] = {}
    for entry in ordered:
        if entry.kind == EntryKind.AMENDED and entry.body and isinstance(entry.body.get("of"), str):
            amendments.setdefault(entry.body["of"], []).append((number[entry.id], entry.id, entry.at))
    return [_line(entry, number, tuple(amendments.get(entry.id, ())), struck.get(entry.id)) for entry in ordered]


def _line(
    entry: Entry,
    number: Mapping[EntryId, int],
    amended_by: tuple[tuple[int, EntryId, datetime], ...],
    struck: Struck | None,
) -> Line:
    body = entry.body or {}
    refers = next((body[key] for key in ("of", "note", "promise", "lifts") if isinstance(body.get(key), str)), "")
    about = number.get(EntryId(refers), 0)
    amends = about if entry.kind == EntryKind.AMENDED else 0
    known = entry.kind in _KINDS
    return Line(number[entry.id], entry, known, amended_by, amends, struck, 0 if amends else about)


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
        "promises": [[p.id, p.what, p.to, stamp(p.due), p.owner, p.by, stamp(p.at), p.moved] for p in one.promises],
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
            Promise(EntryId(p), id, code, what, to, unstamp(due), owner, by, unstamp(at), moved=moved)
            for p, what, to, due, owner, by, at, moved in said["promises"]
        ),
        restrictions=tuple(
            Restriction(EntryId(r), id, code, person, what, unstamp(until) if until else None, words, by, unstamp(at))
            for r, person, what, until, words, by, at in said["restrictions"]
        ),
    )
