"""How far a ledger had come, known outside its database: so that what vanished from the database is missed."""

import hashlib
import hmac
import logging
import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_MAGIC = b"cocHEAD1"
_SAID = struct.Struct(">8sQ32s")
_MAC_BYTES = 32
_BINARY = getattr(os, "O_BINARY", 0)
SLOT_BYTES = _SAID.size + _MAC_BYTES
START_DIGEST = bytes(32)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Head:
    """How many entries a ledger has, and the digest that runs through all of them."""

    entries: int = 0
    digest: bytes = START_DIGEST

    def then(self, hashes: Iterable[bytes]) -> "Head":
        """Return the head after entries with these hashes."""
        head = self
        for one in hashes:
            head = Head(head.entries + 1, hashlib.sha256(head.digest + one).digest())
        return head


class HeadFile:
    """Two slots written in turn; a torn one leaves the other. Never waited for: what is durable is the ledger."""

    def __init__(self, path: Path, circle_key: bytes) -> None:
        self.path = path
        self._key = hmac.new(circle_key, b"coc-desk head 1", hashlib.sha256).digest()
        self._slot = 0

    def read(self) -> Head | None:
        """Return the latest head that was noted; None when there is none to believe."""
        try:
            content = self.path.read_bytes()
        except OSError:
            return None
        heads = [self._parsed(content[place : place + SLOT_BYTES]) for place in (0, SLOT_BYTES)]
        known = [(head.entries, slot, head) for slot, head in enumerate(heads) if head]
        if not known:
            return None
        _entries, slot, head = max(known, key=lambda one: one[:2])
        self._slot = 1 - slot
        return head

    def note(self, head: Head) -> None:
        """Write a head down; if the disk will not, the ledger is no worse for it."""
        said = _SAID.pack(_MAGIC, head.entries, head.digest)
        try:
            self._write(said + self._mac(said))
        except OSError as problem:
            log.warning("head of %s not noted: %s", self.path.name, problem.errno)
            return
        self._slot = 1 - self._slot

    def _write(self, slot: bytes) -> None:
        # By the system's own calls: a file object would take as long as a fifth of a commit.
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | _BINARY)
        try:
            os.lseek(handle, self._slot * SLOT_BYTES, os.SEEK_SET)
            os.write(handle, slot)
        finally:
            os.close(handle)

    def _mac(self, said: bytes) -> bytes:
        return hmac.new(self._key, said, hashlib.sha256).digest()

    def _parsed(self, slot: bytes) -> Head | None:
        said, mac = slot[: _SAID.size], slot[_SAID.size :]
        if len(slot) != SLOT_BYTES or not hmac.compare_digest(mac, self._mac(said)):
            return None
        magic, entries, digest = _SAID.unpack(said)
        return Head(entries, digest) if magic == _MAGIC else None
