"""What an entry shows in the timeline: values made from the ledger's lines, without any painting."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from coc_desk.casework.entries import EntryId, EntryKind
from coc_desk.casework.incidents import Line, Promise
from coc_desk.i18n import _
from coc_desk.playbook.moments import times_of
from coc_desk.ui.incident.entry_kinds import TELLINGS, Mark, Paragraph, Told
from coc_desk.ui.incident.words import Speaker

CLOSE = timedelta(minutes=5)
"""Written so soon after it happened, only one time is shown (VISUAL §3)."""
SPOKEN = 2000
"""Characters of an entry that a screen reader says at once."""


@dataclass(frozen=True)
class Shown:
    """One entry as it is seen and read out."""

    number: int
    entry: EntryId
    kind: str
    """What the filter goes by: the kind of entry, for notes the kind of note."""
    icon: str
    title: str
    when: str
    """Who and when; after it, when it was written if that differs."""
    paragraphs: tuple[Paragraph, ...]
    states: tuple[Mark, ...]
    """Beside the heading: struck, changed outside this program."""
    remark: str
    """In plain text below: who struck it, when and why."""
    marks: tuple[Mark, ...]
    """Below: amendments, promises, files."""
    struck: bool

    @property
    def text(self) -> str:
        """The entry as plain text, to be copied."""
        head = f"{self.number}. {self.title}, {self.when}"
        states = " ".join(one.words for one in self.states)
        return "\n".join(one for one in (head, states, *map(str, self.paragraphs), self.remark) if one)

    @property
    def spoken(self) -> str:
        """The entry as one item for a screen reader."""
        states = "".join(f", {one.words}" for one in self.states)
        words = " ".join(map(str, self.paragraphs))
        marks = " ".join(f"{one.words}." for one in self.marks)
        head = _("Entry {n}, {title}").format(n=self.number, title=self.title)
        return f"{head}{states}, {self.when}. {words[:SPOKEN]} {self.remark} {marks}".strip()


class Timeline:
    """The entries of an incident as rows: what belongs to another entry is shown there."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self.lines = speaker.incident.lines
        self._by_id = {line.entry.id: line for line in self.lines}
        self._promises: dict[str, list[Promise]] = {}
        self._files: dict[str, list[Line]] = {}
        self._hosts = dict(self._find_hosts())
        self.rows = [line for line in self.lines if line.number not in self._hosts]

    def _find_hosts(self) -> Iterator[tuple[int, int]]:
        """Yield the number of each entry that is shown within another one, with the number of that."""
        promises = {one.id: one for one in self.speaker.incident.promises}
        for line in self.lines:
            host = self._by_id.get(EntryId(_host_of(line)))
            if host is None or line.struck or (line.entry.kind == EntryKind.STRUCK and host.struck is None):
                continue
            if line.entry.kind == EntryKind.PROMISE and line.entry.id in promises:
                self._promises.setdefault(host.entry.id, []).append(promises[line.entry.id])
            elif line.entry.kind == EntryKind.FILE:
                self._files.setdefault(host.entry.id, []).append(line)
            elif line.entry.kind != EntryKind.STRUCK:
                continue
            yield line.number, host.number

    def row_number(self, number: int) -> int:
        """Return the number of the row in which an entry is shown."""
        while number in self._hosts:
            number = self._hosts[number]
        return number

    def promises_of(self, entry: EntryId) -> list[Promise]:
        """Return the promises that an entry's row shows, its own included."""
        own = [one for one in self.speaker.incident.promises if one.id == entry]
        return own + self._promises.get(entry, [])

    def shown(self, line: Line) -> Shown:
        """Return how a line is seen."""
        told = self._told(line)
        return Shown(
            number=line.number,
            entry=line.entry.id,
            kind=kind_of(line),
            icon=told.icon,
            title=told.title,
            when=self._when(line),
            paragraphs=told.paragraphs,
            states=tuple(self._states(line)),
            remark=self._remark(line),
            marks=(*told.marks, *self._marks(line)),
            struck=line.struck is not None,
        )

    def title(self, line: Line) -> str:
        """Return what a line is called."""
        return self._told(line).title

    def _told(self, line: Line) -> Told:
        if line.entry.body is None:
            words = _("The words were erased. That it was written, by whom and when, stays: the record is whole.")
            return Told("circle-slash", _("Erased"), (Paragraph(words, quiet=True),))
        telling = TELLINGS.get(line.entry.kind) if line.known else None
        try:
            return telling(self.speaker, line, line.entry.body) if telling else _unknown(line)
        except (KeyError, TypeError, ValueError, AttributeError):
            return _unknown(line)  # an odd body: another version's or a stranger's

    def _when(self, line: Line) -> str:
        entry, say = line.entry, self.speaker
        by, written = say.member(entry.by), say.time(entry.at)
        present = say.present((entry.body or {}).get("present"))
        who = _("{who} with {others}").format(who=by, others=present) if present else by
        happened = entry.happened if entry.kind == EntryKind.NOTE else None
        if not isinstance(happened, Mapping) or not (said := say.moment(dict(happened))):
            return f"{written}, {who}"
        times = times_of(happened)
        if times and abs(entry.at - times[-1]) <= CLOSE:
            return f"{said}, {who}"
        return _("{when}, {who}. Written {time}").format(when=said, who=who, time=written)

    def _states(self, line: Line) -> Iterator[Mark]:
        if line.struck:
            yield Mark(_("Struck"), "dashed", "strikethrough")
        if not self.speaker.desk.verifies(line.entry):
            yield Mark(_("Changed outside this program"), "danger", "shield-alert")

    def _remark(self, line: Line) -> str:
        if line.struck is None:
            return ""
        who, time = self.speaker.member(line.struck.by), self.speaker.time(line.struck.at)
        return _("Struck by {who} at {time}. Reason: {reason}").format(who=who, time=time, reason=line.struck.reason)

    def _marks(self, line: Line) -> Iterator[Mark]:
        for number, _entry, at in line.amended_by:
            words = _("Amended at {time} in {n}").format(time=self.speaker.time(at), n=number)
            yield Mark(words, "role", "corner-down-right", f"entry:{number}")
        for promise in self.promises_of(line.entry.id):
            yield promise_mark(self.speaker, promise)
        for file in self._files.get(line.entry.id, ()):
            yield Mark(str((file.entry.body or {}).get("name", "")), "quiet", "paperclip", f"file:{file.entry.id}")


def _unknown(line: Line) -> Told:
    words = _("Another version of the program wrote this entry ({kind}). It is kept as it is.")
    known = [Paragraph(line.text)] if line.text else []
    quiet = Paragraph(words.format(kind=line.entry.kind), quiet=True)
    return Told("circle-question-mark", _("Entry of another kind"), (quiet, *known))


def promise_mark(speaker: Speaker, promise: Promise) -> Mark:
    """Return the chip of a promise: its state is an icon and words, not a colour alone."""
    kind, icon = {"kept": ("ok", "circle-check"), "dropped": ("dashed", "circle-slash")}.get(
        promise.state, ("warn", "clock-alert") if promise.late(speaker.now) else ("quiet", "heart-handshake")
    )
    return Mark(speaker.promise(promise), kind, icon, f"promise:{promise.id}")


def kind_of(line: Line) -> str:
    """Return what a filter by kind goes by."""
    body: Mapping[str, Any] = line.entry.body or {}
    return f"note:{body.get('note', '')}" if line.entry.kind == EntryKind.NOTE else line.entry.kind


def _host_of(line: Line) -> str:
    """Return the id of the entry with which an entry was written, or which it strikes."""
    body = line.entry.body or {}
    keys = {EntryKind.STRUCK: ("of",), EntryKind.PROMISE: ("note",), EntryKind.FILE: ("note", "report")}
    wanted = keys.get(EntryKind(line.entry.kind), ()) if line.known else ()
    return next((str(body[key]) for key in wanted if body.get(key)), "")
