"""The pure fold: adding up an incident's entries, whoever wrote them and in whatever order they came."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from coc_desk.casework.bodies import body_of, table, tables, text, texts, time, time_or_none
from coc_desk.casework.entries import Body, Entry, EntryId, EntryKind, IncidentId, MemberId
from coc_desk.casework.numbering import strikes_in
from coc_desk.casework.parts import (
    SEVERITY,
    Answer,
    Attachment,
    Fact,
    Flags,
    Incident,
    Linked,
    Person,
    Promise,
    Report,
    Restriction,
    answer_word,
)

SAFETY = ("danger", "going_on", "again")
"""The three questions that show on every list, by their keys."""


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
    for entry in ordered:
        folding.take(entry)
    return folding.incident()


def fold_on(before: Incident, ordered: Sequence[Entry], new: Iterable[Entry]) -> Incident | None:
    """Return the same as `fold(ordered)` where that is plain: `new` stand at the end and change nothing but the lines.

    None where it is not, and everything has to be added up again. Most of what is written are notes.
    """
    if any(one.kind in _STEPS or one.kind == EntryKind.STRUCK for one in new):
        return None
    return replace(before, entries=tuple(ordered), changed=ordered[-1].at)


class _Folding:
    """The one mutable thing: an incident while its entries are being added up."""

    def __init__(self, ordered: list[Entry]) -> None:
        self.entries = ordered
        self.struck = strikes_in(ordered)
        self.code, self.codes = _code_names(ordered)
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
        self.recused: dict[MemberId, None] = {}

    def take(self, entry: Entry) -> None:
        """Add one entry; a struck one adds nothing but its mark, an odd body as much as it says."""
        step = _STEPS.get(entry.kind)
        if step is None or (entry.id in self.struck and entry.kind != EntryKind.FILE):
            return
        try:
            step(self, entry, body_of(entry))
        except (LookupError, TypeError, ValueError):
            return  # written by another version or by a stranger: kept and shown as a line, it just adds nothing

    def report(self, entry: Entry, body: Body) -> None:
        """Take in a report with its people and answers."""
        self.recused |= dict.fromkeys(MemberId(one) for one in texts(body.get("excluded")))
        people = [self.person(one, entry, entry.id) for one in _named(body)]
        self.reports.append(
            Report(
                id=entry.id,
                number=len(self.reports) + 1,
                by=entry.by,
                at=entry.at,
                happened=table(entry.happened) or None,
                people=tuple(one.id for one in people),
                reporter=next((one.id for one in people if "reporter" in one.roles), ""),
            )
        )
        self.answered(entry, body, entry.id)

    def answers(self, entry: Entry, body: Body) -> None:
        """Take in what became known later; what belongs to a struck report went with it."""
        report = EntryId(text(body.get("report"))) or None
        if report in self.struck:
            return
        for one in _named(body):
            self.person(one, entry, report)
        self.answered(entry, body, report)

    def answered(self, entry: Entry, body: Body, report: EntryId | None) -> None:
        """Let answers stand where others stood before, in the account of one report or of the team."""
        for key, answer in _answers(body):
            self.facts[key, report] = _fact(key, answer, entry, report, self.facts.get((key, report)))

    def person(self, said: Mapping[str, Any], entry: Entry, report: EntryId | None) -> Person:
        """Take in what is said about one person; a further report adds roles, the team changes them."""
        before = self.people.get(said["id"])
        facts = dict(before.facts) if before else {}
        for key, answer in _answers(said):
            facts[key] = _fact(key, answer, entry, report, facts.get(key))
        roles, reports = (before.roles, before.reports) if before else ((), ())
        if "roles" in said:
            named = texts(said["roles"])
            roles = tuple(dict.fromkeys([*roles, *named])) if entry.kind == EntryKind.REPORT else named
        member = text(said["member"]) if "member" in said else before.member if before else None
        person = Person(
            id=said["id"],
            code=self.codes.get(said["id"], ""),
            roles=roles,
            facts=facts,
            reports=(*reports, report) if report and report not in reports else reports,
            member=MemberId(member) if member else None,
        )
        self.people[person.id] = person
        return person

    def to_stage(self, _entry: Entry, body: Body) -> None:
        """Take in a change of stage."""
        self.stage = _some(body["stage"])
        self.closed_as = text(body.get("as")) if self.stage == "closed" else ""

    def to_owner(self, _entry: Entry, body: Body) -> None:
        """Take in who sees it through from now on."""
        self.owner = MemberId(text(body["owner"])) or None

    def step(self, entry: Entry, body: Body) -> None:
        """Take in a step of a checklist."""
        self.steps[_some(body["step"])] = {**body, "by": entry.by, "at": entry.at}

    def promise(self, entry: Entry, body: Body) -> None:
        """Take in something owed."""
        self.promises[entry.id] = Promise(
            id=entry.id,
            incident=entry.incident,
            code=self.code,
            what=_some(body["what"]),
            to=text(body.get("to")),
            due=time(body["due"]),
            owner=MemberId(text(body.get("owner"))) or entry.by,
            by=entry.by,
            at=entry.at,
        )

    def kept(self, entry: Entry, body: Body) -> None:
        """Take in what became of a promise; a state that is not known here leaves it as it was."""
        promise = replace(self.promises[text(body["promise"])], why=text(body.get("why")))
        match body["state"]:
            case "moved":
                due, moved = time(body["due"]), promise.moved + 1
                promise = replace(promise, due=due, moved=moved, state="open", ended=None)
            case "open":
                promise = replace(promise, state="open", ended=None)
            case "kept" | "dropped" as state:
                promise = replace(promise, state=state, ended=entry.at)
            case _:
                return
        self.promises[promise.id] = promise

    def restriction(self, entry: Entry, body: Body) -> None:
        """Take in what is in force, or that it is lifted."""
        if lifts := text(body.get("lifts")):
            before = self.restrictions[lifts]
            self.restrictions[lifts] = replace(before, lifted=before.lifted or entry.at, why=text(body.get("why")))
            return
        self.restrictions[entry.id] = Restriction(
            id=entry.id,
            incident=entry.incident,
            code=self.code,
            person=self.codes.get(text(body.get("person")), ""),
            what=_some(body["what"]),
            until=time_or_none(body.get("until")),
            until_words=text(body.get("until_words")),
            by=entry.by,
            at=entry.at,
        )

    def file(self, entry: Entry, body: Body) -> None:
        """Take in a file; a struck one stays, marked."""
        self.attachments.append(
            Attachment(
                id=entry.id,
                file=_some(body["file"]),
                name=text(body.get("name")),
                media=text(body.get("media")),
                claims=text(body.get("claims")),
                size=body["size"] if isinstance(body.get("size"), int) else 0,
                sha256=text(body.get("sha256")),
                words=text(body.get("words")),
                by=entry.by,
                at=entry.at,
                struck=entry.id in self.struck,
            )
        )

    def recusal(self, _entry: Entry, body: Body) -> None:
        """Take in who was taken out of the circle or let in."""
        self.recused |= dict.fromkeys(MemberId(one) for one in texts(body.get("out")))
        for one in texts(body.get("in")):
            self.recused.pop(MemberId(one), None)

    def link(self, _entry: Entry, body: Body) -> None:
        """Take in another incident this one has to do with."""
        to = IncidentId(_some(body["to"]))
        self.links[to] = Linked(to, text(body.get("code")), text(body.get("why")))

    def incident(self) -> Incident:
        """Return what it came to."""
        return Incident(
            id=self.entries[0].incident,
            code=self.code,
            stage=self.stage,
            owner=self.owner,
            flags=Flags(*(self._flag(key) for key in SAFETY)),
            opened=self.entries[0].at,
            changed=self.entries[-1].at,
            closed_as=self.closed_as,
            reports=tuple(self.reports),
            people=tuple(self.people.values()),
            facts=self._by_field(),
            entries=tuple(self.entries),
            struck=self.struck,
            promises=tuple(self.promises.values()),
            restrictions=tuple(self.restrictions.values()),
            attachments=tuple(self.attachments),
            links=tuple(self.links.values()),
            steps=self.steps,
            recused=tuple(self.recused),
        )

    def _by_field(self) -> dict[str, tuple[Fact, ...]]:
        fields: dict[str, tuple[Fact, ...]] = {}
        for (key, _report), fact in self.facts.items():
            fields[key] = (*fields.get(key, ()), fact)
        return fields

    def _flag(self, key: str) -> str:
        """The most worrying of the reports' answers; what the team found itself replaces all reports before it."""
        team = self.facts.get((key, None))
        said = [fact for (name, report), fact in self.facts.items() if name == key and report is not None]
        counting = [fact for fact in said if team is None or fact.at > team.at] + ([team] if team else [])
        return max((answer_word(fact.answer) for fact in counting), key=SEVERITY.index, default="")


_STEPS: Mapping[str, Callable[[_Folding, Entry, Body], None]] = {
    EntryKind.REPORT: _Folding.report,
    EntryKind.ANSWERS: _Folding.answers,
    EntryKind.STAGE: _Folding.to_stage,
    EntryKind.OWNER: _Folding.to_owner,
    EntryKind.STEP: _Folding.step,
    EntryKind.PROMISE: _Folding.promise,
    EntryKind.KEPT: _Folding.kept,
    EntryKind.RESTRICTION: _Folding.restriction,
    EntryKind.FILE: _Folding.file,
    EntryKind.LINK: _Folding.link,
    EntryKind.RECUSAL: _Folding.recusal,
}


def _code_names(ordered: Iterable[Entry]) -> tuple[str, dict[str, str]]:
    """Return the code names of the incident and of its people: they outlive a struck report."""
    code, codes = "", dict[str, str]()
    for entry in ordered:
        if entry.kind in (EntryKind.REPORT, EntryKind.ANSWERS):
            body = body_of(entry)
            code = code or text(body.get("code"))
            for one in _named(body):
                codes[one["id"]] = codes.get(one["id"]) or text(one.get("code"))
    return code, codes


def _named(body: Body) -> list[Mapping[str, Any]]:
    return [one for one in tables(body.get("people")) if text(one.get("id"))]


def _answers(said: Mapping[str, Any]) -> list[tuple[str, Answer]]:
    return [(key, one) for key, one in table(said.get("answers")).items() if isinstance(one, Mapping)]


def _fact(key: str, answer: Answer, entry: Entry, report: EntryId | None, before: Fact | None) -> Fact:
    earlier = (*before.earlier, replace(before, earlier=())) if before else ()
    return Fact(key, answer, entry.by, entry.at, entry.id, report, earlier)


def _some(value: object) -> str:
    """Return a text that says something; ValueError for anything else."""
    if not (said := text(value)):
        raise ValueError("not a text")
    return said
