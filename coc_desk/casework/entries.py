"""An entry: one immutable, signed thing that a responder did, and how entries are chained."""

import hashlib
import json
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NewType, Protocol

EntryId = NewType("EntryId", str)
IncidentId = NewType("IncidentId", str)
MemberId = NewType("MemberId", str)
Body = Mapping[str, Any]

EVENT = IncidentId("event")
"""The stream of what belongs to the event and to no incident: handoffs, read-backs, shifts, vague lines of the team."""
START = bytes(32)
"""What stands as `prev` in a writer's first entry of a stream."""
SALT_BYTES = 16
STAMP_LETTERS = 27
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


class EntryKind(StrEnum):
    """What can be written; few and forever. A kind that is not among them came from a newer program."""

    REPORT = "report"
    ANSWERS = "answers"
    NOTE = "note"
    AMENDED = "amended"
    STRUCK = "struck"
    STAGE = "stage"
    OWNER = "owner"
    STEP = "step"
    PROMISE = "promise"
    KEPT = "kept"
    DECISION = "decision"
    RESTRICTION = "restriction"
    CONSENT = "consent"
    RECUSAL = "recusal"
    LINK = "link"
    FILE = "file"
    HANDOFF = "handoff"
    RECEIVED = "received"
    SUMMARY = "summary"
    SENT = "sent"
    EXPUNGED = "expunged"
    LINE = "line"


@dataclass(frozen=True)
class Entry:
    """One immutable thing written into an incident."""

    id: EntryId
    incident: IncidentId
    kind: str
    """An `EntryKind`, or one this version does not know: kept and shown, never dropped."""
    by: MemberId
    at: datetime
    """When it was written: UTC, never earlier than what its writer had seen."""
    happened: Mapping[str, Any] | None
    """When it happened, as a moment value of the playbook (exact, range, several, words), or not said."""
    body: Body | None
    """What it says; None once it was erased."""
    salt: bytes
    """16 random bytes, so that the commitment to a short body cannot be guessed; empty once it was erased."""
    commitment: bytes
    """SHA-256 over salt and content; stays when the content is erased."""
    prev: bytes
    """Hash of this writer's entry before in this stream, `START` for the first."""
    signature: bytes = b""
    """Ed25519 of `hash` by the writer."""

    @property
    def hash(self) -> bytes:
        """SHA-256 of the header, which holds the commitment: what the next entry and the signature bind."""
        header = (self.id, self.incident, self.kind, self.by, stamp(self.at), self.commitment.hex(), self.prev.hex())
        return hashlib.sha256(b"coc-desk entry 1\n" + canonical(header)).digest()


class Signer(Protocol):
    """Whoever can sign as one member."""

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature of `message`."""
        ...


class Clock(Protocol):
    """Tells the time; tests bring their own."""

    def __call__(self) -> datetime:
        """Return the time now, with a time zone."""
        ...


def now() -> datetime:
    """Return the time of the laptop's clock, UTC."""
    return datetime.now(UTC)


def new_id(at: datetime | None = None) -> str:
    """Return a fresh UUIDv7 (RFC 9562) as 32 hex digits: sorts by the time it was made."""
    milliseconds = int(at.timestamp() * 1000) if at else time.time_ns() // 1_000_000
    rest = int.from_bytes(os.urandom(10), "big")
    value = (
        (milliseconds & (1 << 48) - 1) << 80
        | 0x7 << 76
        | (rest >> 68 & 0xFFF) << 64
        | 0b10 << 62
        | rest & (1 << 62) - 1
    )
    return f"{value:032x}"


def canonical(value: object) -> bytes:
    """Return the one JSON form that is hashed: sorted keys, no spaces, UTF-8. ValueError for lone surrogates."""
    return _CANONICAL.encode(value).encode()


def stamp(at: datetime) -> str:
    """Return a written time as it is hashed and stored: UTC, microseconds, always 27 characters."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def unstamp(text: str) -> datetime:
    """Return the time a `stamp` says; ValueError for anything else."""
    if len(text) != STAMP_LETTERS or not text.endswith("Z"):
        raise ValueError(f"not a stamp: {len(text)} characters")
    return datetime.fromisoformat(text)  # fifty times as fast as strptime, and lists read thousands of them


def commit(salt: bytes, happened: object, body: object) -> bytes:
    """Return the salted commitment to an entry's content."""
    return hashlib.sha256(b"coc-desk content 1\n" + salt + canonical({"happened": happened, "body": body})).digest()


def write(
    signer: Signer,
    *,
    incident: IncidentId,
    kind: str,
    by: MemberId,
    at: datetime,
    body: Body,
    happened: Mapping[str, Any] | None = None,
    prev: bytes = START,
    id: EntryId | None = None,
) -> Entry:
    """Make and sign one entry: what it holds is at once what will be read back, order of keys included."""
    salt = secrets.token_bytes(SALT_BYTES)
    happened, body = json.loads(canonical([happened, body]))
    bare = Entry(
        id=id or EntryId(new_id(at)),
        incident=incident,
        kind=str(kind),
        by=by,
        at=at,
        happened=happened,
        body=body,
        salt=salt,
        commitment=commit(salt, happened, body),
        prev=prev,
    )
    return replace(bare, signature=signer.sign(bare.hash))


def content_matches(entry: Entry) -> bool:
    """Whether the content is the one that was committed to; an erased content has nothing to compare."""
    return entry.body is None or commit(entry.salt, entry.happened, entry.body) == entry.commitment
