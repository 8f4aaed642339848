"""What the desk needs of whatever keeps its entries; the vault is one, a list in memory is another."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NewType, Protocol

from coc_desk.casework.document import Needle
from coc_desk.casework.entries import Entry, EntryId, IncidentId, MemberId
from coc_desk.casework.incidents import Incident, Overview
from coc_desk.playbook.definitions import Playbook

CircleId = NewType("CircleId", str)
FileId = NewType("FileId", str)
Progress = Callable[[int, int], bool]
"""Told (done, whole) in bytes or steps; answers whether to go on."""


@dataclass(frozen=True)
class Member:
    """A member of the response team."""

    id: MemberId
    name: str
    role: str
    """responder, lead or committee."""
    verify_key: bytes = b""
    """Ed25519 public key, 32 bytes."""
    left: bool = False

    @property
    def initials(self) -> str:
        """Two letters for the circle beside the name."""
        words = self.name.replace(".", " ").split()
        return "".join(word[0] for word in words[:2]).upper() or "?"


@dataclass(frozen=True)
class Event:
    """The event the vault is for."""

    name: str
    zone: str
    """IANA time zone of the venue."""
    first_day: date
    last_day: date
    language: str = "en"


@dataclass(frozen=True)
class Circle:
    """Who holds the key to an incident."""

    id: CircleId
    members: frozenset[MemberId]
    team: bool = True
    """Whether it is the circle of the whole team."""


@dataclass(frozen=True)
class Draft:
    """Something half-written; only its writer can read it."""

    id: str
    """For an intake: the id its report entry will have, so that filing twice is impossible."""
    kind: str
    """intake, report (another one about an incident), note, quick, answers, handoff."""
    incident: IncidentId | None
    code: str
    content: Mapping[str, Any]
    started: datetime
    kept: datetime


@dataclass(frozen=True)
class HalfWritten:
    """That somebody else has something half-written; not what."""

    member: MemberId
    kind: str
    since: datetime


@dataclass(frozen=True)
class Found:
    """An entry in which the words that were searched for stand."""

    entry: EntryId
    incident: IncidentId
    code: str
    kind: str
    number: int
    """Place of the entry in its incident."""
    before: str
    match: str
    after: str


@dataclass(frozen=True)
class StoredFile:
    """A file in the vault."""

    id: FileId
    size: int
    sha256: str


@dataclass(frozen=True)
class Closed:
    """An incident outside the reader's circles: its vague line and nothing else."""

    incident: IncidentId
    code: str
    line: str
    at: datetime
    flags: tuple[str, str, str] = ("", "", "")
    stage: str = ""
    asked: bool = False
    """Whether I am asked if I can work on it."""
    reported: tuple[str, ...] = ()
    """Names of the reported people, if I am asked and the lead shows them."""
    answer: str = ""
    """What I answered last: yes, no, not now or nothing."""
    at_once: bool = False
    """Whether my yes opens it; otherwise somebody inside lets me in."""


class Ledger(Protocol):
    """Keeps entries and what follows from them. Raises `Trouble` for bad luck with the disk, with nothing half done."""

    @property
    def me(self) -> Member:
        """Whoever signed in."""
        ...

    @property
    def members(self) -> Sequence[Member]:
        """Everybody who ever was in the team."""
        ...

    @property
    def event(self) -> Event: ...

    @property
    def playbook(self) -> Playbook: ...

    @property
    def team(self) -> Circle: ...

    def sign(self, message: bytes) -> bytes:
        """Return the signature of `me`."""
        ...

    def newest(self) -> datetime | None:
        """When the newest entry that is known here was written."""
        ...

    def tip(self, stream: IncidentId) -> bytes:
        """Return the hash of my last entry in a stream, `START` when there is none."""
        ...

    def append(self, entries: Sequence[Entry], circle: CircleId | None = None, files: Iterable[FileId] = ()) -> None:
        """Keep entries with what follows from them, durably, all or none; `circle` is needed for a new incident.

        `files` were put before and now move to the incident's circle. An entry that is there already is passed over.
        """
        ...

    def entries_of(self, stream: IncidentId) -> list[Entry]:
        """Return a stream's entries, oldest first; empty when it is unknown or outside my circles."""
        ...

    def entry(self, id: EntryId) -> Entry | None: ...

    def incident(self, id: IncidentId) -> Incident:
        """Return an incident; KeyError when it is unknown or outside my circles."""
        ...

    def overviews(self) -> list[Overview]:
        """Return every incident of my circles as lists show it, in no order."""
        ...

    def outside(self) -> list[Closed]:
        """Return the incidents whose key I do not hold."""
        ...

    def circle_of(self, incident: IncidentId) -> Circle:
        """Return who may open an incident; KeyError as `incident`."""
        ...

    def circle_without(self, excluded: frozenset[MemberId]) -> Circle:
        """Return the circle of the team but for some, made if need be; the team's for nobody."""
        ...

    def move(
        self,
        incident: IncidentId,
        members: frozenset[MemberId],
        entries: Sequence[Entry],
        waiting: frozenset[MemberId] = frozenset(),
        progress: Progress | None = None,
    ) -> None:
        """Move an incident, with `entries` that say so, to the circle of exactly these members; erase it from the old.

        From the moment in which `entries` are kept, whoever leaves sees it no more. Who is `waiting` can `enter` it.
        `Refused` when told to stop, and then nothing was done; KeyError as `incident`.
        """
        ...

    def waiting_for(self, incident: IncidentId) -> frozenset[MemberId]:
        """Return whose yes opens an incident at once; KeyError as `incident`."""
        ...

    def may_enter(self, incident: IncidentId) -> bool:
        """Whether I can open an incident as soon as I say yes."""
        ...

    def enter(self, incident: IncidentId) -> None:
        """Take the key that waits for me; KeyError when none does."""
        ...

    def seal_to(self, members: Iterable[MemberId], secret: bytes) -> bytes:
        """Return a secret that only these members can open."""
        ...

    def open_sealed(self, sealed: bytes) -> bytes | None:
        """Return what was sealed to me; None for anything else."""
        ...

    def needles(self) -> list[Needle]:
        """Return every name, contact, badge and handle in my circles, struck and replaced ones included.

        What `disclosure.needles_of` finds in the entries, kept beside them at append.
        """
        ...

    def search(self, words: str, limit: int = 50) -> list[Found]:
        """Return where words (the last one may be unfinished) stand in what I may read, newest first by relevance."""
        ...

    def take_code_name(self, names: Iterator[str]) -> str:
        """Return the first name that nothing in the vault bears yet, and reserve it."""
        ...

    def keep_draft(self, draft: Draft) -> None:
        """Keep a draft durably in my private circle; the team sees that it exists."""
        ...

    def drafts(self) -> list[Draft]:
        """Return my drafts, newest first."""
        ...

    def drop_draft(self, id: str) -> None: ...

    def half_written(self) -> list[HalfWritten]:
        """Return what others have half-written."""
        ...

    def remember(self, key: str, value: Any) -> None:
        """Keep a JSON value of mine (the place on the screen, say) in my private circle; None forgets it."""
        ...

    def recall(self, key: str) -> Any:
        """Return what was remembered, or None."""
        ...

    def put_file(self, pieces: Iterable[bytes], size: int, progress: Progress | None = None) -> StoredFile:
        """Keep a file in my private circle until an entry takes it; `Refused` above the limit or when told to stop."""
        ...

    def harden(self, passphrase: str) -> object:
        """Derive what protects somebody's keys from a passphrase; slow on purpose, for any thread."""
        ...

    def add_member(self, name: str, role: str, passphrase: object) -> Member:
        """Add a member by a hardened passphrase; `Refused` when I am no lead."""
        ...

    def set_role(self, member: MemberId, role: str) -> None:
        """Give a member another role; `Refused` when I am no lead, or it is me."""
        ...

    def remove_member(self, member: MemberId) -> int:
        """Take a member out of the team, with new keys for the circles they were in.

        Return how many circles, of which I am no member, get theirs at the next sign-in of one of them. `Refused` as
        `set_role`, and when somebody else could not open what they can.
        """
        ...

    def change_passphrase(self, passphrase: object) -> None:
        """Give me another passphrase, hardened."""
        ...

    def read_file(self, id: FileId) -> Iterator[bytes]:
        """Yield a file's pieces; each is checked on the way."""
        ...
