"""A ledger in memory: what the vault does, without disk and encryption; for tests of everything above it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from coc_desk.casework.disclosure import needles_of
from coc_desk.casework.document import Document, Hit, Needle, paragraphs
from coc_desk.casework.entries import EVENT, START, Entry, EntryId, IncidentId, MemberId, canonical
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.incidents import Incident, Overview, fold, order, overview
from coc_desk.casework.ledger import (
    Circle,
    CircleId,
    Closed,
    Draft,
    Event,
    FileId,
    Found,
    HalfWritten,
    Member,
    Progress,
    StoredFile,
)
from coc_desk.playbook.definitions import Playbook


@cache
def signing_key(id: str) -> Ed25519PrivateKey:
    """Return the key of a member: always the same one."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(id.encode()).digest())


def member(name: str, role: str = "responder") -> Member:
    """Return a member with keys."""
    id = name.split(maxsplit=1)[0].casefold()
    return Member(MemberId(id), name, role, signing_key(id).public_key().public_bytes_raw())


NOOR, JUN, IMKE = member("Noor H.", "lead"), member("Jun K."), member("Imke R.")
TEAM = Circle(CircleId("team"), frozenset({NOOR.id, JUN.id, IMKE.id}))
SALTMARSH = Event("Saltmarsh Conf", "Europe/Lisbon", date(2027, 6, 11), date(2027, 6, 13))


class TestClock:
    """A clock that stands still until told."""

    __test__ = False

    def __init__(self, at: datetime = datetime(2027, 6, 12, 13, 6, tzinfo=UTC)) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def goes_on(self, **span: float) -> None:
        """Let time pass (or go back), in the words of timedelta."""
        self.at += timedelta(**span)


class Shelf:
    """What several members' ledgers share: the entries, as if every laptop had synced."""

    def __init__(self) -> None:
        self.entries: dict[EntryId, Entry] = {}
        self.circles: dict[IncidentId, Circle] = {EVENT: TEAM}
        self.waiting: dict[IncidentId, frozenset[MemberId]] = {}
        self.sealed: dict[bytes, tuple[frozenset[MemberId], bytes]] = {}
        self.names: set[str] = set()
        self.drafts: dict[MemberId, dict[str, Draft]] = {}
        self.files: dict[FileId, bytes] = {}


class MemoryLedger:
    """Implements `Ledger`."""

    def __init__(
        self, playbook: Playbook, me: Member = NOOR, shelf: Shelf | None = None, event: Event = SALTMARSH
    ) -> None:
        self.me, self.playbook, self.event = me, playbook, event
        self.members: Sequence[Member] = (NOOR, JUN, IMKE)
        self.team = TEAM
        self.shelf = shelf or Shelf()
        self._remembered: dict[str, Any] = {}

    def sign(self, message: bytes) -> bytes:
        return signing_key(self.me.id).sign(message)

    def newest(self) -> datetime | None:
        return max((one.at for one in self.shelf.entries.values()), default=None)

    def tip(self, stream: IncidentId) -> bytes:
        mine = [one for one in self.entries_of(stream) if one.by == self.me.id]
        return mine[-1].hash if mine else START

    def append(self, entries: Sequence[Entry], circle: CircleId | None = None, files: Iterable[FileId] = ()) -> None:
        for entry in entries:
            there = self.shelf.entries.get(entry.id)
            if there is not None and there.hash != entry.hash:
                raise Trouble("Another entry has this id.", kind="damaged")
            if circle is not None and entry.incident not in self.shelf.circles:
                self.shelf.circles[entry.incident] = self._circle(circle)
            if entry.incident not in self.shelf.circles:
                raise ValueError("a new incident needs a circle")
            stored = replace(entry, body=_stored(entry.body), happened=_stored(entry.happened))
            self.shelf.entries.setdefault(entry.id, stored)

    def _circle(self, id: CircleId) -> Circle:
        return TEAM if id == TEAM.id else Circle(id, frozenset(MemberId(one) for one in id.split("+")), team=False)

    def _mine(self, stream: IncidentId) -> bool:
        return stream in self.shelf.circles and self.me.id in self.shelf.circles[stream].members

    def entries_of(self, stream: IncidentId) -> list[Entry]:
        return order(one for one in self.shelf.entries.values() if one.incident == stream) if self._mine(stream) else []

    def entry(self, id: EntryId) -> Entry | None:
        found = self.shelf.entries.get(id)
        return found if found and self._mine(found.incident) else None

    def incident(self, id: IncidentId) -> Incident:
        if not (entries := self.entries_of(id)):
            raise KeyError(id)
        return fold(entries)

    def _incidents(self) -> list[IncidentId]:
        return [one for one in self.shelf.circles if one != EVENT and self._mine(one)]

    def overviews(self) -> list[Overview]:
        return [overview(self.incident(one)) for one in self._incidents()]

    def outside(self) -> list[Closed]:
        lines = [one for one in self.entries_of(EVENT) if one.kind == "line" and one.body]
        there = {one.body["incident"]: one for one in lines if one.body and not self._mine(one.body["incident"])}
        return [
            Closed(id, one.body["code"], one.body["line"], one.at, tuple(one.body["flags"]), one.body["stage"])
            for id, one in there.items()
            if one.body
        ]

    def circle_of(self, incident: IncidentId) -> Circle:
        if not self._mine(incident):
            raise KeyError(incident)
        return self.shelf.circles[incident]

    def circle_without(self, excluded: frozenset[MemberId]) -> Circle:
        if self.me.id in excluded:
            raise Refused("Whoever writes a report can read it.")
        return self._circle(CircleId("+".join(sorted(TEAM.members - excluded)))) if excluded else TEAM

    def move(
        self,
        incident: IncidentId,
        members: frozenset[MemberId],
        entries: Sequence[Entry],
        waiting: frozenset[MemberId] = frozenset(),
        progress: Progress | None = None,
    ) -> None:
        if not self._mine(incident):
            raise KeyError(incident)
        if progress and not progress(1, 1):
            raise Refused("Stopped.")
        self.append(entries)
        id = CircleId("+".join(sorted(members)))
        self.shelf.circles[incident] = TEAM if members == self.team.members else Circle(id, members, team=False)
        self.shelf.waiting[incident] = waiting
        if self.me.id not in members:
            self._remembered = {key: one for key, one in self._remembered.items() if incident not in str((key, one))}

    def waiting_for(self, incident: IncidentId) -> frozenset[MemberId]:
        self.circle_of(incident)
        return self.shelf.waiting.get(incident, frozenset())

    def may_enter(self, incident: IncidentId) -> bool:
        return self.me.id in self.shelf.waiting.get(incident, frozenset())

    def enter(self, incident: IncidentId) -> None:
        if not self.may_enter(incident):
            raise KeyError(incident)
        members = self.shelf.circles[incident].members | {self.me.id}
        self.shelf.waiting[incident] -= {self.me.id}
        self.shelf.circles[incident] = Circle(CircleId("+".join(sorted(members))), members, team=False)

    def seal_to(self, members: Iterable[MemberId], secret: bytes) -> bytes:
        sealed = hashlib.sha256(f"{len(self.shelf.sealed)}".encode()).digest()
        self.shelf.sealed[sealed] = (frozenset(members), secret)
        return sealed

    def open_sealed(self, sealed: bytes) -> bytes | None:
        members, secret = self.shelf.sealed.get(sealed, (frozenset(), b""))
        return secret if self.me.id in members else None

    def needles(self) -> list[Needle]:
        return [needle for one in self._incidents() for needle in needles_of(self.entries_of(one), self.playbook)]

    def search(self, words: str, limit: int = 50) -> list[Found]:
        found = []
        for id in self._incidents():
            incident = self.incident(id)
            for line in incident.lines:
                text = f"{incident.code} {line.entry.body}"
                place = text.casefold().find(words.casefold())
                if place >= 0:
                    end = place + len(words)
                    found.append(
                        Found(
                            line.entry.id,
                            id,
                            incident.code,
                            line.entry.kind,
                            line.number,
                            text[max(0, place - 20) : place],
                            text[place:end],
                            text[end : end + 20],
                        )
                    )
        return found[:limit]

    def take_code_name(self, names: Iterator[str]) -> str:
        name = next(one for one in names if one not in self.shelf.names)
        self.shelf.names.add(name)
        return name

    def keep_draft(self, draft: Draft) -> None:
        self.shelf.drafts.setdefault(self.me.id, {})[draft.id] = draft

    def drafts(self) -> list[Draft]:
        outside = {one.incident for one in self.outside()}
        mine = self.shelf.drafts.get(self.me.id, {})
        for draft in list(mine.values()):
            if any(one in f"{draft.incident} {draft.content}" for one in outside):
                del mine[draft.id]
        return sorted(self.shelf.drafts.get(self.me.id, {}).values(), key=lambda one: one.kept, reverse=True)

    def drop_draft(self, id: str) -> None:
        self.shelf.drafts.get(self.me.id, {}).pop(id, None)

    def half_written(self) -> list[HalfWritten]:
        others = ((by, one) for by, drafts in self.shelf.drafts.items() if by != self.me.id for one in drafts.values())
        return [HalfWritten(by, one.kind, one.started) for by, one in others]

    def remember(self, key: str, value: Any) -> None:
        self._remembered[key] = value

    def recall(self, key: str) -> Any:
        return self._remembered.get(key)

    def put_file(self, pieces: Iterable[bytes], size: int, progress: Progress | None = None) -> StoredFile:
        content = b"".join(pieces)
        id = FileId(hashlib.sha256(content).hexdigest()[:32])
        self.shelf.files[id] = content
        return StoredFile(id, len(content), hashlib.sha256(content).hexdigest())

    def harden(self, passphrase: str) -> object:
        return hashlib.sha256(passphrase.encode()).digest()

    def add_member(self, name: str, role: str, passphrase: object) -> Member:
        added = member(name, role)
        self.members = (*self.members, added)
        return added

    def set_role(self, member: MemberId, role: str) -> None:
        self._check_may_change(member)
        self.members = [replace(one, role=role) if one.id == member else one for one in self.members]

    def remove_member(self, member: MemberId) -> int:
        self._check_may_change(member)
        self.members = [replace(one, left=True) if one.id == member else one for one in self.members]
        for incident, circle in self.shelf.circles.items():
            self.shelf.circles[incident] = replace(circle, members=circle.members - {member})
        self.shelf.drafts.pop(member, None)
        return 0

    def _check_may_change(self, member: MemberId) -> None:
        if self.me.role != "lead" or member == self.me.id:
            raise Refused("Another lead does this.")

    def change_passphrase(self, passphrase: object) -> None:
        self.remember("passphrase", repr(passphrase))

    def read_file(self, id: FileId) -> Iterator[bytes]:
        yield self.shelf.files[id]


def _stored(value: Any) -> Any:
    """Return JSON values as they come back from a disk."""
    return json.loads(canonical(value))


@dataclass(frozen=True)
class WhitePage:
    """The picture of a page: all white."""

    width: int
    height: int

    @property
    def stride(self) -> int:
        return 4 * self.width

    @property
    def bgrx(self) -> bytes:
        return b"\xff" * self.stride * self.height


class PlainPress:
    """Paper that is only text: enough to see what goes on a page and what must not."""

    def render(self, document: Document) -> bytes:
        return "\n".join(one.text for one in paragraphs(document)).encode()

    def find(self, pdf: bytes, document: Document, needles: Sequence[Needle]) -> list[Hit]:
        return [
            Hit(needle, 1, one.source, len(needle.text) > 3)
            for needle in needles
            for one in paragraphs(document)
            if needle.text.casefold() in one.text.casefold()
        ]

    def seal(self, pdf: bytes, passphrase: str) -> bytes:
        return b"sealed " + hashlib.sha256(pdf + passphrase.encode()).digest()

    def text_of(self, pdf: bytes) -> list[str]:
        return [pdf.decode()]

    def page_count(self, pdf: bytes) -> int:
        return 1

    def picture(self, pdf: bytes, page: int, scale: float = 1.0) -> WhitePage:
        return WhitePage(round(595 * scale), round(842 * scale))
