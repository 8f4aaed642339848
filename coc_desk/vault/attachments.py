"""Files of the vault's own for attachments: sealed in pieces under a key of each file's own."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from coc_desk.casework.entries import canonical
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.ledger import FileId, Progress
from coc_desk.i18n import _
from coc_desk.keys.errors import DoesNotOpen
from coc_desk.keys.wrapping import unwrap, wrap
from coc_desk.vault import trouble
from coc_desk.vault.disk import sync_folder
from coc_desk.vault.trouble import told

FOLDER = "files"
PIECE = 1024 * 1024
STEP = 64 * 1024
"""Sizes on disk are multiples of this, so that they do not tell which known file it is."""
LIMIT = 200_000_000
"""Bytes of the largest file that is taken in (PRODUCT §13), unless the vault is opened with another limit."""
KEY_BYTES = 32
_SEALED_MORE = 28


@dataclass(frozen=True)
class Sealed:
    """What is known of an attachment: enough to read it."""

    id: FileId
    key: bytes
    size: int
    sha256: str
    """Empty while it is being put."""
    name: str = ""
    """Of its bytes on disk: not the id, once they were sealed anew."""

    @property
    def on_disk(self) -> str:
        """The name of its bytes."""
        return self.name or self.id


def new_name() -> str:
    """Return a name for bytes on disk that nothing bears."""
    return secrets.token_hex(16)


def new_file() -> Sealed:
    """Return the id and key of a file that is about to be put."""
    return Sealed(FileId(secrets.token_hex(16)), secrets.token_bytes(KEY_BYTES), 0, "")


class Attachments:
    """The folder of sealed files."""

    def __init__(self, vault: Path, limit: int = LIMIT) -> None:
        self._folder = vault / FOLDER
        self._limit = limit

    def put(self, file: Sealed, pieces: Iterable[bytes], size: int, progress: Progress | None) -> Sealed:
        """Write a file durably; `Refused` above the limit or when told to stop, and then nothing is left of it."""
        self._check(size)
        try:
            with told(self._folder):
                return self._write(file, pieces, size, progress)
        except BaseException:
            self.remove(file.on_disk)
            raise

    def _write(self, file: Sealed, pieces: Iterable[bytes], size: int, progress: Progress | None) -> Sealed:
        self._folder.mkdir(exist_ok=True)
        told_sum, done = hashlib.sha256(), 0
        with self._path(file.on_disk).open("xb") as out:
            for number, piece in enumerate(_cut(pieces)):
                told_sum.update(piece)
                done += len(piece)
                self._check(done)
                out.write(wrap(file.key, _filled(piece), _context(file.id, number)))
                if progress and not progress(done, max(size, done)):
                    raise Refused(_("Stopped. Nothing was kept of this file."))
            out.flush()
            os.fsync(out.fileno())
        sync_folder(self._folder)
        return Sealed(file.id, file.key, done, told_sum.hexdigest(), file.name)

    def seal_anew(self, file: Sealed, name: str, progress: Progress | None) -> Sealed:
        """Return a file under another key and name, its bytes written durably; the old ones stay.

        What cannot be read of it (a damaged piece, or all when it is missing) becomes zeros: it was not as it was put
        before, and is not now.
        """
        fresh = Sealed(file.id, secrets.token_bytes(KEY_BYTES), file.size, file.sha256, name)
        if self._path(file.on_disk).exists():
            self.put(replace(fresh, size=0), self._salvaged(file), file.size, progress)
        return fresh

    def _salvaged(self, file: Sealed) -> Iterator[bytes]:
        with self._path(file.on_disk).open("rb") as sealed:
            for number, here in enumerate(_sizes(file.size)):
                try:
                    yield self._open(file, sealed.read(_on_disk(here) + _SEALED_MORE), number)[:here]
                except Trouble:
                    yield bytes(here)

    def is_whole(self, file: Sealed) -> bool:
        """Whether a file reads as it was put."""
        try:
            return sum(len(piece) for piece in self.read(file)) == file.size
        except Trouble:
            return False

    def _check(self, size: int) -> None:
        if size > self._limit:
            most = self._limit // 1_000_000
            text = _("This file is larger than {most} MB, the most that is kept of one file. Nothing was kept of it.")
            raise Refused(text.format(most=most))

    def read(self, file: Sealed) -> Iterator[bytes]:
        """Yield a file's content in pieces; `Trouble` where it is not as it was written."""
        path, left, whole = self._path(file.on_disk), file.size, hashlib.sha256()
        with told(path):
            if not path.exists():
                raise trouble.missing(path)
            with path.open("rb") as sealed:
                for number, here in enumerate(_sizes(file.size)):
                    piece = self._open(file, sealed.read(_on_disk(here) + _SEALED_MORE), number)[:here]
                    whole.update(piece)
                    left -= here
                    if not left and whole.hexdigest() != file.sha256:
                        raise trouble.damaged(path)
                    yield piece

    def _open(self, file: Sealed, sealed: bytes, number: int) -> bytes:
        try:
            return unwrap(file.key, sealed, _context(file.id, number))
        except DoesNotOpen:
            raise trouble.damaged(self._path(file.on_disk)) from None

    def remove(self, name: str) -> None:
        """Take a file's bytes away; without its key they were unreadable already."""
        with told(self._folder):
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name


def _sizes(size: int) -> Iterator[int]:
    """Yield the sizes of the pieces of a content."""
    yield from (min(PIECE, size - start) for start in range(0, size, PIECE))


def _cut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces of one size, the last one shorter."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    if waiting:
        yield bytes(waiting)


def _on_disk(size: int) -> int:
    return -(-size // STEP) * STEP


def _filled(piece: bytes) -> bytes:
    return piece.ljust(_on_disk(len(piece)), b"\0")


def _context(id: FileId, number: int) -> bytes:
    return canonical(["file", id, number])
