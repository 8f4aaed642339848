"""Following an incident up: notes, promises, owner, stage, restrictions, links, copies that leave."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coc_desk.casework.bench import Bench, Said, tidy
from coc_desk.casework.entries import EntryId, EntryKind, IncidentId, MemberId, new_id, stamp, unstamp
from coc_desk.casework.errors import Refused
from coc_desk.casework.incidents import Attachment, Incident, Line, Promise
from coc_desk.casework.intake import FileDraft
from coc_desk.casework.ledger import FileId
from coc_desk.i18n import _


@dataclass(frozen=True)
class NewPromise:
    """A promise that is made within a note."""

    what: str
    to: str
    """Key of a role of the playbook, or words."""
    due: datetime
    owner: MemberId | None = None
    """Whoever writes it, when nobody is named."""

    def as_json(self) -> dict[str, Any]:
        """Return it as a draft keeps it."""
        return {"what": self.what, "to": self.to, "due": stamp(self.due), "owner": self.owner or ""}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "NewPromise":
        """Return what `as_json` wrote."""
        return cls(said["what"], said["to"], unstamp(said["due"]), said["owner"] or None)


@dataclass(frozen=True)
class Note:
    """A follow-up note before it is an entry."""

    kind: str
    text: str
    happened: Mapping[str, Any] | None = None
    present: tuple[str, ...] = ()
    """Members by id, others in words."""
    reaction: str = ""
    next: str = ""
    promises: tuple[NewPromise, ...] = ()
    files: tuple[FileDraft, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was written, promised or attached; who was there and when is nothing by itself."""
        written = self.text, self.reaction, self.next
        return not (any(map(tidy, written)) or self.files or self.promises)

    def as_json(self) -> dict[str, Any]:
        """Return it as a draft keeps it."""
        return {
            "note": self.kind,
            "text": self.text,
            "happened": self.happened,
            "present": list(self.present),
            "reaction": self.reaction,
            "next": self.next,
            "promises": [one.as_json() for one in self.promises],
            "files": [one.as_json() for one in self.files],
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Note":
        """Return what `as_json` wrote."""
        return cls(
            kind=str(said.get("note", "")),
            text=str(said.get("text", "")),
            happened=said.get("happened"),
            present=tuple(said.get("present", ())),
            reaction=str(said.get("reaction", "")),
            next=str(said.get("next", "")),
            promises=tuple(NewPromise.from_json(one) for one in said.get("promises", ())),
            files=tuple(FileDraft.from_json(one) for one in said.get("files", ())),
        )


class FollowUp(Bench):
    """What a responder does after the intake."""

    def add_note(self, incident: IncidentId, note: Note, id: EntryId | None = None) -> Incident:
        """Write a follow-up note with its promises and files; return the incident as it then stands."""
        if note.empty:
            raise Refused(_("There is nothing in this note yet."), "text")
        id = id or EntryId(new_id(self.now()))
        body = {
            "note": note.kind,
            "text": tidy(note.text),
            "present": list(note.present),
            "reaction": tidy(note.reaction),
            "next": tidy(note.next),
        }
        said = [Said(EntryKind.NOTE, body, note.happened, id)]
        said += [self._promised(incident, one, id) for one in note.promises]
        said += [Said(EntryKind.FILE, {**one.as_json(), "note": id}) for one in note.files]
        return self._change(incident, *said, files=[one.file for one in note.files])

    def amend(self, incident: IncidentId, entry: EntryId, text: str) -> Incident:
        """Write an amendment that points to an entry; the entry itself stays as it is."""
        self._line(incident, entry)
        if not (text := tidy(text)):
            raise Refused(_("There is nothing in this amendment yet."), "text")
        return self._change(incident, Said(EntryKind.AMENDED, {"of": entry, "text": text}))

    def strike(self, incident: IncidentId, entry: EntryId, reason: str) -> Incident:
        """Strike an entry with a reason; its text stays readable to the circle, marked."""
        line = self._line(incident, entry)
        if line.struck:
            raise Refused(_("This entry is struck already."))
        if line.entry.kind in (EntryKind.STRUCK, EntryKind.EXPUNGED, EntryKind.SENT, EntryKind.RECUSAL):
            raise Refused(_("This entry stays as it is: it says what was done to the record."))
        if not (reason := tidy(reason)):
            raise Refused(_("Write the reason in a few words, it stays beside the entry."), "reason")
        return self._change(incident, Said(EntryKind.STRUCK, {"of": entry, "reason": reason}))

    def _line(self, incident: IncidentId, entry: EntryId) -> Line:
        line = self.incident(incident).line(entry)
        if line is None:
            raise Refused(_("This entry is not in this incident."))
        return line

    def promise(self, incident: IncidentId, new: NewPromise) -> Incident:
        """Write down something owed to somebody."""
        return self._change(incident, self._promised(incident, new))

    def _promised(self, incident: IncidentId, new: NewPromise, note: EntryId | None = None) -> Said:
        if not (what := tidy(new.what)):
            raise Refused(_("Write what was promised."), "what")
        owner = new.owner or self.me.id
        self._check_reads(incident, owner)
        body = {"what": what, "to": tidy(new.to), "due": stamp(new.due), "owner": owner}
        return Said(EntryKind.PROMISE, body | ({"note": note} if note else {}))

    def _check_reads(self, incident: IncidentId, member: MemberId) -> None:
        """Refuse to leave something to somebody who cannot see it: it would never be done."""
        self.incident(incident)
        if member not in self._ledger.circle_of(incident).members:
            said = _("{name} is not in the circle of this incident. Choose somebody who is.")
            raise Refused(said.format(name=self.name_of(member)), "owner")

    def keep_promise(self, promise: Promise) -> Incident:
        """Say that a promise was kept."""
        return self._settle(promise, {"state": "kept"})

    def move_promise(self, promise: Promise, due: datetime, why: str = "") -> Incident:
        """Give a promise a new time."""
        return self._settle(promise, {"state": "moved", "due": stamp(due), "why": tidy(why)})

    def drop_promise(self, promise: Promise, why: str = "") -> Incident:
        """Say that a promise is no longer wanted."""
        return self._settle(promise, {"state": "dropped", "why": tidy(why)})

    def reopen_promise(self, promise: Promise) -> Incident:
        """Take back that a promise was kept or dropped: a second entry, nothing is erased."""
        return self._settle(promise, {"state": "open"})

    def _settle(self, promise: Promise, said: Mapping[str, Any]) -> Incident:
        there = self.incident(promise.incident)
        stands = next((one for one in there.promises if one.id == promise.id), None)
        if stands is None:
            raise Refused(_("This promise is struck, or not in this incident."))
        if stands.state == said["state"]:
            return there  # somebody else, or a second press of the key, was quicker
        return self._change(promise.incident, Said(EntryKind.KEPT, {"promise": promise.id, **said}))

    def set_owner(self, incident: IncidentId, owner: MemberId | None) -> Incident:
        """Name the responder who sees the incident through, or nobody."""
        if self.incident(incident).owner == owner:
            return self.incident(incident)
        if owner is not None:
            self._check_reads(incident, owner)
        return self._change(incident, Said(EntryKind.OWNER, {"owner": owner}))

    def set_stage(self, incident: IncidentId, stage: str, why: str = "", closed_as: str = "") -> Incident:
        """Move an incident to a stage, forth or back; `closed_as` is the key of an outcome or empty."""
        if stage not in {one.key for one in self.playbook.stages}:
            raise Refused(_("The playbook has no such stage."))
        return self._change(incident, Said(EntryKind.STAGE, {"stage": stage, "why": tidy(why), "as": closed_as}))

    def restrict(
        self, incident: IncidentId, what: str, person: str = "", until: datetime | None = None, until_words: str = ""
    ) -> Incident:
        """Write down what is in force about a reported person (id of a person of the incident), until when."""
        if not (what := tidy(what)):
            raise Refused(_("Write what is not allowed, in a few words."), "what")
        if person and self.incident(incident).person(person) is None:
            raise Refused(_("This person is not in this incident."), "person")
        body = {
            "what": what,
            "person": person,
            "until": stamp(until) if until else "",
            "until_words": tidy(until_words),
        }
        return self._change(incident, Said(EntryKind.RESTRICTION, body))

    def lift(self, incident: IncidentId, restriction: EntryId, why: str = "") -> Incident:
        """End a restriction before its time."""
        there = self.incident(incident)
        stands = next((one for one in there.restrictions if one.id == restriction), None)
        if stands is None:
            raise Refused(_("This restriction is struck, or not in this incident."))
        if stands.lifted:
            return there
        return self._change(incident, Said(EntryKind.RESTRICTION, {"lifts": restriction, "why": tidy(why)}))

    def link(self, incident: IncidentId, other: IncidentId, why: str = "") -> Incident:
        """Say that two incidents have to do with each other; it stands in both.

        The reason stands in the other one only if all who read it there may read it here.
        """
        if incident == other:
            raise Refused(_("An incident cannot be linked with itself."))
        here, there, why = self.incident(incident), self.incident(other), tidy(why)
        reading_here, reading_there = (self._ledger.circle_of(one).members for one in (incident, other))
        told = why if reading_there <= reading_here else ""
        self._change(other, Said(EntryKind.LINK, {"to": here.id, "code": here.code, "why": told}))
        return self._change(incident, Said(EntryKind.LINK, {"to": there.id, "code": there.code, "why": why}))

    def attach(self, incident: IncidentId, file: FileDraft) -> Incident:
        """Add a file to an incident as evidence; once."""
        there = self.incident(incident)
        if any(one.file == file.file for one in there.attachments):
            return there
        return self._change(incident, Said(EntryKind.FILE, file.as_json()), files=[file.file])

    def pieces_of(self, attachment: Attachment) -> Iterator[bytes]:
        """Yield a file's content from the vault, to be viewed from memory."""
        return self._ledger.read_file(FileId(attachment.file))

    def take_out(self, incident: IncidentId, attachment: Attachment, reason: str) -> Iterator[bytes]:
        """Record that a copy of a file leaves the vault, and why; then yield its content."""
        if not (reason := tidy(reason)):
            raise Refused(_("Write whom the copy is for. It stands in the record."), "reason")
        self._change(incident, Said(EntryKind.SENT, {"file": attachment.id, "name": attachment.name, "why": reason}))
        return self.pieces_of(attachment)

    def entries_since(self, incident: IncidentId, since: datetime) -> Sequence[EntryId]:
        """Return what was written into an incident after a moment."""
        return [line.entry.id for line in self.incident(incident).lines if line.entry.at > since]
