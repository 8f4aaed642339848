"""Short ways to tell an incident: through a desk, or entry by entry as another program might have written it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import START, Entry, EntryId, EntryKind, IncidentId, MemberId, write
from coc_desk.casework.incidents import Incident
from coc_desk.casework.intake import PersonDraft, ReportDraft
from coc_desk.casework.ledger import Draft
from tests.casework.memory import signing_key

MORNING = datetime(2027, 6, 12, 8, tzinfo=UTC)
HERE = IncidentId("incident")


def answered(value: Any) -> dict[str, Any]:
    """Return an answer: `{"none": ...}` as it is, anything else as a value."""
    return value if isinstance(value, dict) and value.keys() & {"v", "none"} else {"v": value}


def person(desk: Desk, *roles: str, **answers: Any) -> PersonDraft:
    """Return somebody of a report."""
    return replace(desk.new_person(*roles), answers={key: answered(one) for key, one in answers.items()})


def begun(
    desk: Desk,
    *people: PersonDraft,
    about: IncidentId | None = None,
    excluded: tuple[MemberId, ...] = (),
    **answers: Any,
) -> tuple[Draft, ReportDraft]:
    """Begin a report and fill it in; None is an input that was left empty."""
    said = {key: answered(one) for key, one in answers.items() if one is not None}
    draft = desk.begin_report(about, said)
    report = replace(ReportDraft.of(draft), people=people, excluded=excluded)
    return desk.keep_report(draft, report), report


def told(desk: Desk, *people: PersonDraft, **more: Any) -> Incident:
    """File a report."""
    return desk.file_report(*begun(desk, *people, **({"words": "He would not let me pass."} | more)))


class Signer:
    """Signs as one member."""

    def __init__(self, id: str) -> None:
        self.key = signing_key(id)

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message)


class Writing:
    """Writes entries a minute apart, each following its writer's one before."""

    def __init__(self, incident: IncidentId = HERE, at: datetime = MORNING) -> None:
        self.incident, self.at = incident, at
        self.entries: list[Entry] = []
        self._tips: dict[str, bytes] = {}

    def entry(self, kind: str, by: str = "noor", id: str = "", **body: Any) -> EntryId:
        """Write an entry with a table for its body."""
        return self.odd(kind, body, by, id)

    def odd(self, kind: str, body: Any, by: str = "noor", id: str = "") -> EntryId:
        """Write an entry whose body is anything."""
        self.at += timedelta(minutes=1)
        written = write(
            Signer(by),
            incident=self.incident,
            kind=kind,
            by=MemberId(by),
            at=self.at,
            body=body,
            prev=self._tips.get(by, START),
            id=EntryId(id or f"{len(self.entries):032x}"),
        )
        self._tips[by] = written.hash
        self.entries.append(written)
        return written.id

    def report(self, *people: dict[str, Any], code: str = "copper kettle", by: str = "noor", **answers: Any) -> EntryId:
        """Write a report."""
        said = {key: answered(one) for key, one in answers.items()}
        return self.entry(EntryKind.REPORT, by, code=code, answers=said, people=list(people))

    def found(self, report: str = "", by: str = "noor", people: Any = (), **answers: Any) -> EntryId:
        """Write what became known: to the team, or in a report's account."""
        said = {key: answered(one) for key, one in answers.items()}
        return self.entry(EntryKind.ANSWERS, by, report=report, answers=said, people=list(people))

    def struck(self, entry: str, reason: str = "a mistake", by: str = "noor") -> EntryId:
        """Strike an entry."""
        return self.entry(EntryKind.STRUCK, by, of=entry, reason=reason)


def somebody(id: str, *roles: str, code: str = "", **answers: Any) -> dict[str, Any]:
    """Return a person as a body holds one."""
    said = {key: answered(one) for key, one in answers.items()}
    return {"id": id, "code": code or f"velvet {id}", "roles": list(roles), "answers": said}
