"""What each kind of entry says: its icon, its name and its paragraphs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coc_desk.casework.entries import EntryKind, unstamp
from coc_desk.casework.incidents import Line
from coc_desk.i18n import _
from coc_desk.ui.incident.words import Speaker, report_words
from coc_desk.ui.intake.file_words import kind_of, size_of

Body = Mapping[str, Any]
IN_TIMELINE = ("words", "observed", "behaviour")
"""What a report's entry shows of it, by meaning; the rest stands among the facts."""


@dataclass(frozen=True)
class Paragraph:
    """Words of an entry; a label says what they are."""

    words: str
    label: str = ""
    quiet: bool = False
    """Said by the program, not by a person."""

    def __str__(self) -> str:
        return f"{self.label}: {self.words}" if self.label else self.words


@dataclass(frozen=True)
class Mark:
    """A chip with an entry."""

    words: str
    kind: str
    icon: str
    to: str = ""
    """What it leads to: `entry:9`, `promise:<id>`, `file:<id>`; empty for a state."""


@dataclass(frozen=True)
class Told:
    """What an entry of some kind says."""

    icon: str
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    marks: tuple[Mark, ...] = ()


def _report(say: Speaker, line: Line, body: Body) -> Told:
    number = next((one.number for one in say.incident.reports if one.id == line.entry.id), 0)
    answers = body.get("answers") or {}
    said = []
    for means in IN_TIMELINE:
        field = say.desk.playbook.form.meaning(means)
        if field and (words := say.answer(field, answers.get(field.key))):
            said.append(Paragraph(words, str(field.heading)))
    nothing = Paragraph(_("Nothing but what stands among the facts."), quiet=True)
    return Told("file-text", report_words(number) if number else _("Report"), tuple(said) or (nothing,))


def _answers(say: Speaker, line: Line, body: Body) -> Told:
    said = [*_facts(say, body.get("answers") or {})]
    for person in body.get("people") or []:
        said.append(
            Paragraph(say.roles(tuple(person.get("roles", ()))) or _("no role yet"), str(person.get("code", "")))
        )
        said += _facts(say, person.get("answers") or {})
    account = say.report(body.get("report") or None)
    return Told("file-pen", _("Facts changed"), (Paragraph(account, quiet=True), *said))


def _facts(say: Speaker, answers: Body) -> Iterator[Paragraph]:
    for key, answer in answers.items():
        field = say.fields.get(key)
        words = say.answer(field, answer) if field else str(answer.get("v", ""))
        yield Paragraph(words, str(field.heading) if field else key)


def _note(say: Speaker, line: Line, body: Body) -> Told:
    kind = say.desk.playbook.note_kind(str(body.get("note", "")))
    said = [Paragraph(str(body.get("text", "")))] if body.get("text") else []
    said += [Paragraph(str(body["reaction"]), _("Reaction"))] if body.get("reaction") else []
    said += [Paragraph(str(body["next"]), _("Next step"))] if body.get("next") else []
    return Told(kind.icon if kind else "sticky-note", str(kind.label) if kind else _("Note"), tuple(said))


def _amended(say: Speaker, line: Line, body: Body) -> Told:
    title = _("Amends {n}").format(n=line.amends) if line.amends else _("Amendment")
    return Told("file-pen-line", title, (Paragraph(line.text),))


def _struck(say: Speaker, line: Line, body: Body) -> Told:
    return Told("strikethrough", _("Struck"), (Paragraph(str(body.get("reason", "")), _("Reason")),))


def _stage(say: Speaker, line: Line, body: Body) -> Told:
    title = _("Stage: {stage}").format(stage=say.stage(str(body.get("stage", ""))))
    closed = [Paragraph(say.outcome(str(body["as"])), _("Closed as"))] if body.get("as") else []
    return Told("list-checks", title, (*closed, *_why(body)))


def _why(body: Body) -> tuple[Paragraph, ...]:
    return (Paragraph(str(body["why"])),) if body.get("why") else ()


def _owner(say: Speaker, line: Line, body: Body) -> Told:
    owner = say.member(str(body["owner"])) if body.get("owner") else _("nobody")
    return Told("user-round-check", _("Owner: {who}").format(who=owner))


def _step(say: Speaker, line: Line, body: Body) -> Told:
    key = str(body.get("step", ""))
    step = next((str(one.label) for one in say.desk.playbook.steps if one.key == key), key)
    return Told("circle-check", _("Step"), (Paragraph(step), *_why(body)))


def _promise(say: Speaker, line: Line, body: Body) -> Told:
    return Told("heart-handshake", _("Promise"), (Paragraph(str(body.get("what", ""))),))


def _kept(say: Speaker, line: Line, body: Body) -> Told:
    state = str(body.get("state", ""))
    icon, title = {
        "kept": ("circle-check", _("Promise kept")),
        "moved": ("clock-arrow-up", _("New time for a promise")),
        "dropped": ("circle-slash", _("Promise dropped")),
        "open": ("undo-2", _("Promise open again")),
    }.get(state, ("heart-handshake", _("Promise")))
    promise = next((one for one in say.incident.promises if one.id == body.get("promise")), None)
    what = [Paragraph(promise.what)] if promise else []
    due = _moment(body.get("due"))
    by = [Paragraph(say.time(due), _("Now by"))] if due else []
    return Told(icon, title, (*what, *by, *_why(body)))


def _restriction(say: Speaker, line: Line, body: Body) -> Told:
    if body.get("lifts"):
        ended = [Paragraph(one.what) for one in say.incident.restrictions if one.id == body["lifts"]]
        return Told("shield-check", _("Restriction ended"), (*ended, *_why(body)))
    person = say.incident.person(str(body.get("person", "")))
    paragraphs = (Paragraph(str(body.get("what", "")), person.code if person else ""),)
    stands = next((one for one in say.incident.restrictions if one.id == line.entry.id), None)
    if stands is None:
        return Told("shield-off", _("Restriction"), paragraphs)
    force = "quiet" if stands.in_force(say.now) else "dashed"
    return Told("shield-off", _("Restriction"), paragraphs, (Mark(say.until(stands), force, "clock"),))


def _link(say: Speaker, line: Line, body: Body) -> Told:
    mark = Mark(str(body.get("code", "")), "role", "link", f"incident:{body.get('to', '')}")
    return Told("link", _("Linked"), _why(body), (mark,))


def _file(say: Speaker, line: Line, body: Body) -> Told:
    kind, size = kind_of(str(body.get("media", ""))), size_of(int(body.get("size", 0)))
    about = Paragraph(f"{kind[:1].upper()}{kind[1:]}, {size}", quiet=True)
    words = [Paragraph(str(body["words"]))] if body.get("words") else []
    mark = Mark(str(body.get("name", "")), "quiet", "paperclip", f"file:{line.entry.id}")
    return Told("paperclip", _("Evidence"), (about, *words), (mark,))


def _sent(say: Speaker, line: Line, body: Body) -> Told:
    mark = Mark(str(body.get("name", "")), "quiet", "paperclip", f"file:{body.get('file', '')}")
    return Told("download", _("A copy left the vault"), (Paragraph(str(body.get("why", "")), _("For")),), (mark,))


def _plain(icon: str, title: Callable[[], str]) -> "Telling":
    """Return how a kind is told that has no more to it than its name and the words in it."""

    def telling(say: Speaker, line: Line, body: Body) -> Told:
        return Told(icon, title(), (Paragraph(line.text),) if line.text else ())

    return telling


def _moment(stamped: object) -> datetime | None:
    return unstamp(stamped) if isinstance(stamped, str) and stamped else None


Telling = Callable[[Speaker, Line, Body], Told]
TELLINGS: Mapping[str, Telling] = {
    EntryKind.REPORT: _report,
    EntryKind.ANSWERS: _answers,
    EntryKind.NOTE: _note,
    EntryKind.AMENDED: _amended,
    EntryKind.STRUCK: _struck,
    EntryKind.STAGE: _stage,
    EntryKind.OWNER: _owner,
    EntryKind.STEP: _step,
    EntryKind.PROMISE: _promise,
    EntryKind.KEPT: _kept,
    EntryKind.RESTRICTION: _restriction,
    EntryKind.LINK: _link,
    EntryKind.FILE: _file,
    EntryKind.SENT: _sent,
    EntryKind.DECISION: _plain("scale", lambda: _("Decision")),
    EntryKind.CONSENT: _plain("circle-question-mark", lambda: _("Consent")),
    EntryKind.RECUSAL: _plain("user-round-x", lambda: _("Circle changed")),
    EntryKind.HANDOFF: _plain("arrow-left-right", lambda: _("Handoff")),
    EntryKind.RECEIVED: _plain("check-check", lambda: _("Read back")),
    EntryKind.SUMMARY: _plain("file-text", lambda: _("Summary")),
    EntryKind.EXPUNGED: _plain("flame", lambda: _("Expunged")),
}


def kind_words(say: Speaker, kind: str) -> str:
    """Return what the entries of a kind are called together, for the filter."""
    if kind.startswith("note:"):
        note = say.desk.playbook.note_kind(kind.removeprefix("note:"))
        return str(note.label) if note else _("Note")
    named = {
        EntryKind.REPORT: _("Reports"),
        EntryKind.ANSWERS: _("Facts changed"),
        EntryKind.AMENDED: _("Amendments"),
        EntryKind.STRUCK: _("Struck"),
        EntryKind.STAGE: _("Stage"),
        EntryKind.OWNER: _("Owner"),
        EntryKind.STEP: _("Steps"),
        EntryKind.PROMISE: _("Promises"),
        EntryKind.KEPT: _("What became of promises"),
        EntryKind.RESTRICTION: _("Restrictions"),
        EntryKind.LINK: _("Links"),
        EntryKind.FILE: _("Evidence"),
        EntryKind.SENT: _("Copies that left"),
    }
    return {str(key): words for key, words in named.items()}.get(kind, _("Other entries"))
