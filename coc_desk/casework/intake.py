"""Logging a report: drafts, people, exclusion, evidence, filing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coc_desk.casework import media
from coc_desk.casework.bench import Said
from coc_desk.casework.bodies import YEARS
from coc_desk.casework.circles import Circles
from coc_desk.casework.entries import EntryId, EntryKind, IncidentId, MemberId, new_id, stamp
from coc_desk.casework.errors import Refused
from coc_desk.casework.incidents import Answer, Incident
from coc_desk.casework.ledger import Circle, Draft, FileId, Progress
from coc_desk.i18n import _
from coc_desk.playbook.answers import NotAnAnswer, check
from coc_desk.playbook.definitions import Field
from coc_desk.playbook.moments import times_of


@dataclass(frozen=True)
class PersonDraft:
    """Somebody who appears in a report, while it is being written."""

    id: str
    code: str
    roles: tuple[str, ...] = ()
    answers: Mapping[str, Answer] | None = None
    member: MemberId | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as the report's entry keeps it."""
        said = {"id": self.id, "code": self.code, "roles": list(self.roles), "answers": dict(self.answers or {})}
        return {**said, "member": self.member} if self.member else said

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "PersonDraft":
        """Return what `as_json` wrote."""
        return cls(said["id"], said["code"], tuple(said.get("roles", ())), said.get("answers", {}), said.get("member"))


@dataclass(frozen=True)
class FileDraft:
    """A file that was put in the vault and waits for its report or note."""

    file: FileId
    name: str
    media: str
    claims: str
    size: int
    sha256: str
    words: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as its entry keeps it."""
        return dict(self.__dict__)

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "FileDraft":
        """Return what `as_json` wrote."""
        return cls(**said)


@dataclass(frozen=True)
class ReportDraft:
    """A report while it is being written."""

    id: EntryId
    incident: IncidentId | None
    """Set when it is another report about an incident that is there already."""
    code: str
    answers: Mapping[str, Answer]
    people: tuple[PersonDraft, ...] = ()
    excluded: tuple[MemberId, ...] = ()
    """Who must not read it."""
    ask_first: tuple[MemberId, ...] = ()
    """Who is asked whether they can work on it before they may read it."""
    files: tuple[FileDraft, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return its content as a draft keeps it."""
        return {
            "answers": dict(self.answers),
            "people": [one.as_json() for one in self.people],
            "excluded": list(self.excluded),
            "ask_first": list(self.ask_first),
            "files": [one.as_json() for one in self.files],
        }

    @classmethod
    def of(cls, draft: Draft) -> "ReportDraft":
        """Return the report that a draft holds."""
        said = draft.content
        return cls(
            id=EntryId(draft.id),
            incident=draft.incident,
            code=draft.code,
            answers=said.get("answers", {}),
            people=tuple(PersonDraft.from_json(one) for one in said.get("people", [])),
            excluded=tuple(said.get("excluded", ())),
            ask_first=tuple(said.get("ask_first", ())),
            files=tuple(FileDraft.from_json(one) for one in said.get("files", [])),
        )

    @property
    def empty(self) -> bool:
        """Whether nothing at all was answered, nobody named and nothing attached."""
        return not (self.answers or self.files or any(one.roles or one.answers or one.member for one in self.people))


class Intake(Circles):
    """What a responder does while somebody tells them something."""

    code_names: Iterator[str]

    def begin_report(self, incident: IncidentId | None = None, answers: Mapping[str, Answer] | None = None) -> Draft:
        """Start a report, or another one about an incident; it is kept from the first moment."""
        at = self.now()
        code = self.incident(incident).code if incident else self._ledger.take_code_name(self.code_names)
        report = ReportDraft(EntryId(new_id(at)), incident, code, self._first_answers() | dict(answers or {}))
        draft = Draft(report.id, "report" if incident else "intake", incident, code, report.as_json(), at, at)
        self._ledger.keep_draft(draft)
        return draft

    def _first_answers(self) -> dict[str, Answer]:
        received = self.playbook.form.meaning("received_at")
        return {received.key: {"v": {"exact": self.now().isoformat(timespec="seconds")}}} if received else {}

    def new_person(self, *roles: str, member: MemberId | None = None) -> PersonDraft:
        """Return somebody new, with a code name nobody else has."""
        return PersonDraft(new_id(self.now()), self._ledger.take_code_name(self.code_names), roles, {}, member)

    def keep_report(self, draft: Draft, report: ReportDraft) -> Draft:
        """Keep what was typed so far."""
        return self.keep(draft, report.as_json())

    def keep(self, draft: Draft, content: Mapping[str, Any]) -> Draft:
        """Keep a draft's content; durable when this returns."""
        kept = Draft(draft.id, draft.kind, draft.incident, draft.code, content, draft.started, self.now())
        self._ledger.keep_draft(kept)
        return kept

    def team_members_named(self, report: ReportDraft) -> list[MemberId]:
        """Return the team members that a report names and does not exclude yet: exclusion is offered at once."""
        named = (one.member for one in report.people if one.member and "reporter" not in one.roles)
        return [one for one in dict.fromkeys(named) if one not in report.excluded and one != self.me.id]

    def file_report(self, draft: Draft, report: ReportDraft) -> Incident:
        """Save a report: it becomes an incident of the team but for the excluded, or joins the incident it is about.

        No field is required, one sentence is enough; nothing at all is refused. Filing the same draft again changes
        nothing.
        """
        if self.nothing_written(report):
            raise Refused(_("There is nothing in this report yet. One sentence is enough."))
        incident = report.incident or IncidentId(report.id)
        if self._ledger.entry(report.id) is None:
            circle = self._circle_for(report)
            files = [one.file for one in report.files]
            self._record(incident, *self._said(report), circle=circle.id, files=files)
            self._tell_team(self.incident(incident))
            if asked := set(report.ask_first) - set(report.excluded):
                self._ask(self.incident(incident), sorted(asked))
        self._ledger.drop_draft(draft.id)
        return self.incident(incident)

    def _said(self, report: ReportDraft) -> list[Said]:
        body = self._filed(report)
        said = [Said(EntryKind.REPORT, body, self._happened(body["answers"]), report.id)]
        said += [_file_said(one, report.id) for one in report.files]
        return said + self._promised_at_intake(report.id, body["answers"])

    def _circle_for(self, report: ReportDraft) -> Circle:
        """Return the team's circle without the excluded, or that of the incident a report joins."""
        excluded = frozenset(report.excluded)
        if report.incident is None:
            return self._ledger.circle_without(excluded | frozenset(report.ask_first))
        self.incident(report.incident)
        circle = self._ledger.circle_of(report.incident)
        if reading := circle.members & excluded:
            names = ", ".join(one.name for one in self.members if one.id in reading)
            said = _("{code} can be read by {names} already. Save this as a report of its own, then link the two.")
            raise Refused(said.format(code=report.code, names=names), "exclude")
        return circle

    def nothing_written(self, report: ReportDraft) -> bool:
        """Whether a report holds nothing but what stood in it at the start; blanks alone are nothing."""
        received = self.playbook.form.meaning("received_at")
        people = tuple(replace(one, answers=self._telling(one.answers or {})) for one in report.people)
        answers = self._telling(report.answers)
        if received:
            answers.pop(received.key, None)
        return replace(report, answers=answers, people=people).empty

    def _telling(self, given: Mapping[str, Answer]) -> dict[str, Answer]:
        fields = self.playbook.form.fields
        return {key: one for key, one in given.items() if key not in fields or _tells(fields[key], one)}

    def _filed(self, report: ReportDraft) -> dict[str, Any]:
        answers = self._checked(report.answers)
        people = [{**one.as_json(), "answers": self._checked(one.answers or {})} for one in report.people]
        playbook = {"key": self.playbook.key, "version": self.playbook.version}
        said = {"code": report.code, "playbook": playbook, "answers": answers, "people": people}
        return said | ({"excluded": list(report.excluded)} if report.excluded else {})

    def _promised_at_intake(self, report: EntryId, answers: Mapping[str, Answer]) -> list[Said]:
        """What was promised to the reporter with a time is owed from now on, like any other promise."""
        what, by = (self._value(answers, means) for means in ("promised", "promised_by"))
        times = [at for at in times_of(by) if at.year in YEARS] if isinstance(by, Mapping) else []
        if not (isinstance(what, str) and times):
            return []
        due = times[0] if "several" in by else times[-1]
        body = {"what": what, "to": "reporter", "due": stamp(due), "owner": self.me.id, "note": report}
        return [Said(EntryKind.PROMISE, body)]

    def _value(self, answers: Mapping[str, Answer], means: str) -> Any:
        field = self.playbook.form.meaning(means)
        return (answers.get(field.key) or {}).get("v") if field else None

    def _happened(self, answers: Mapping[str, Answer]) -> Mapping[str, Any] | None:
        value = self._value(answers, "when")
        return value if isinstance(value, Mapping) else None

    def put_file(self, name: str, pieces: Iterable[bytes], size: int, progress: Progress | None = None) -> FileDraft:
        """Take a file into the vault; it waits there for its report or note. `Refused` above the vault's limit."""
        head, whole = media.first_bytes(pieces)
        found = media.recognised(head, name)
        stored = self._ledger.put_file(whole, size, progress)
        return FileDraft(stored.id, media.file_name(name), found.media, found.claims, stored.size, stored.sha256)

    def change_answers(
        self,
        incident: IncidentId,
        answers: Mapping[str, Answer],
        people: Sequence[PersonDraft] = (),
        report: EntryId | None = None,
    ) -> Incident:
        """Write what is known by now; what stood there before stays in the ledger.

        With `report` it is that report's account that changes, without it is what the team found.
        """
        said = [{**one.as_json(), "answers": self._checked(one.answers or {})} for one in people]
        body = {"report": report or "", "answers": self._checked(answers), "people": said}
        return self._change(incident, Said(EntryKind.ANSWERS, body))

    def _checked(self, given: Mapping[str, Answer]) -> dict[str, Answer]:
        """Return answers as they are kept; one to a field the playbook has no more stays as it was written."""
        checked = {key: self._check(key, answer) for key, answer in given.items()}
        return {key: answer for key, answer in checked.items() if answer is not None}

    def _check(self, key: str, answer: Answer) -> Answer | None:
        field = self.playbook.form.fields.get(key)
        if field is None:
            return answer
        try:
            return check(field, answer)
        except NotAnAnswer as odd:
            raise Refused(str(odd), key) from None


def _tells(field: Field, answer: Answer) -> bool:
    try:
        return check(field, answer) is not None
    except NotAnAnswer:
        return True


def _file_said(one: FileDraft, report: EntryId | None = None) -> Said:
    return Said(EntryKind.FILE, {**one.as_json(), "report": report or ""})
