"""A backup's file: a plain tar that any tool can list, written in pieces and read with distrust.

Format: POSIX ustar, regular files only, in this order. `coc-desk-backup.json` says what it is (`format`, `vault`,
`event`, `made`). Then the vault's files under the names they have in its folder. Last `manifest.json`: for each of them
`name`, `size` and `sha256`. Two blocks of zeros end it. A file without its manifest was cut; the hashes tell damage,
and what an attacker could change together with them is told by the vault's own signatures and page checks (`verify`).

Reading takes these and nothing else: no folders but `files`, no links, no devices, no names that lead elsewhere, no
header that asks for memory, nothing larger than what is left of the file. Memory: two pieces, and the manifest.
"""

import hashlib
import json
import re
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from coc_desk.casework.entries import unstamp
from coc_desk.casework.errors import Trouble
from coc_desk.i18n import _

FORMAT = 1
ABOUT, MANIFEST = "coc-desk-backup.json", "manifest.json"
BLOCK = 512
PIECE = 1 << 20
MOST_ABOUT = 64 * 1024
MOST_MANIFEST = 64 * PIECE
"""About 450,000 files."""
MOST_EACH = 8 * 1024**3 - 1
"""What ustar can say."""
NAMES = re.compile(r"vault\.json|vault\.copy\.json|(team|[0-9a-f]{32})\.(db|db-wal|head)|files/[0-9a-f]{32}")
"""What is taken into a backup, and out of one."""

Step = Callable[[int], None]
"""Told how many bytes were done since the last time; raises to stop."""


@dataclass(frozen=True)
class Listed:
    """One file of a backup."""

    name: str
    size: int
    sha256: str

    def as_json(self) -> dict[str, Any]:
        """Return it as the manifest has it."""
        return {"name": self.name, "size": self.size, "sha256": self.sha256}


class ArchiveWriter:
    """Writes a backup into an open file."""

    def __init__(self, out: BinaryIO, about: dict[str, Any], made: int) -> None:
        """Begin with what it is; `made` is in seconds since 1970."""
        self._out, self._made = out, made
        self._listed: list[Listed] = []
        self._put(ABOUT, _packed({"format": FORMAT, **about}))

    def add(self, name: str, size: int, pieces: Iterator[bytes], step: Step) -> None:
        """Add one file of exactly `size` bytes; ValueError when its pieces come to something else."""
        self._head(name, size)
        done, sum = 0, hashlib.sha256()
        for piece in pieces:
            self._out.write(piece)
            sum.update(piece)
            done += len(piece)
            step(len(piece))
        if done != size:
            raise ValueError("another size than was said")
        self._fill(size)
        self._listed.append(Listed(name, size, sum.hexdigest()))

    def finish(self) -> None:
        """Write the manifest and the end."""
        self._put(MANIFEST, _packed({"files": [one.as_json() for one in self._listed]}))
        self._out.write(bytes(2 * BLOCK))

    @property
    def files(self) -> int:
        """How many files were added."""
        return len(self._listed)

    def _put(self, name: str, content: bytes) -> None:
        self._head(name, len(content))
        self._out.write(content)
        self._fill(len(content))

    def _head(self, name: str, size: int) -> None:
        head = tarfile.TarInfo(name)
        head.size, head.mtime, head.mode = size, self._made, 0o600
        self._out.write(head.tobuf(tarfile.USTAR_FORMAT))

    def _fill(self, size: int) -> None:
        self._out.write(bytes(-size % BLOCK))


@dataclass(frozen=True)
class About:
    """What a backup says of itself."""

    vault: str
    event: str
    made: str
    """A stamp."""

    @property
    def made_at(self) -> datetime:
        """When it was made."""
        return unstamp(self.made)


class ArchiveReader:
    """Reads a backup from an open file of `size` bytes; `Trouble` names what is not as it was written."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left = file, size
        self.about = self._read_about()

    def _read_about(self) -> About:
        try:
            name, size = self._head()
        except Trouble:
            raise no_backup() from None
        if name != ABOUT or size > MOST_ABOUT:
            raise no_backup()
        said = _table(self._whole(size))
        if not isinstance(said.get("format"), int):
            raise no_backup()
        if said["format"] > FORMAT:
            raise newer()
        try:
            unstamp(made := str(said.get("made")))
        except ValueError:
            raise no_backup() from None
        return About(str(said.get("vault")), str(said.get("event")), made)

    def files(self) -> Iterator[tuple[str, int, Iterator[bytes]]]:
        """Yield name, size and pieces of each file, to be read in this order; then everything was compared."""
        read: dict[str, Listed] = {}
        while True:
            name, size = self._head()
            if name == MANIFEST:
                break
            if not NAMES.fullmatch(name) or name in read:
                raise damaged(_("it holds something that no backup has"))
            sum = hashlib.sha256()
            yield name, size, self._pieces(size, sum)
            read[name] = Listed(name, size, sum.hexdigest())
        self._compare(read, size)

    def _compare(self, read: dict[str, Listed], size: int) -> None:
        if size > MOST_MANIFEST:
            raise damaged(_("its list of files is not one"))
        listed = _listed_in(_table(self._whole(size)))
        for name in {*read, *listed}:
            if read.get(name) != listed.get(name):
                raise damaged(_("{file} is not as it was written").format(file=name))
        rest = self._whole(min(self._left, 2 * BLOCK))
        if self._left or rest != bytes(2 * BLOCK):
            raise damaged(_("it does not end where it should"))

    def _head(self) -> tuple[str, int]:
        """Return name and size of the next file; only what `ArchiveWriter` writes is taken."""
        head = self._read(BLOCK)
        try:
            parsed = tarfile.TarInfo.frombuf(head, "utf-8", "strict")
        except (tarfile.HeaderError, UnicodeError):
            raise damaged(_("what stands between its files is not as it was written")) from None
        if parsed.type != tarfile.REGTYPE or parsed.linkname:
            raise damaged(_("it holds something that is no file"))
        if not 0 <= parsed.size <= self._left:
            raise cut()
        return parsed.name, parsed.size

    def _pieces(self, size: int, sum: Any) -> Iterator[bytes]:
        left = size
        while left:
            piece = self._read(min(left, PIECE))
            sum.update(piece)
            left -= len(piece)
            yield piece
        self._pad(size)

    def _whole(self, size: int) -> bytes:
        content = self._read(size)
        self._pad(size)
        return content

    def _pad(self, size: int) -> None:
        if any(self._read(-size % BLOCK)):
            raise damaged(_("what stands between its files is not as it was written"))

    def _read(self, size: int) -> bytes:
        content = self._file.read(size)
        self._left -= len(content)
        if len(content) < size:
            raise cut()
        return content


def _packed(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _table(content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise damaged(_("its list of files is not one"))
    return said


def _listed_in(said: dict[str, Any]) -> dict[str, Listed]:
    try:
        every = [Listed(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in said["files"]]
    except (KeyError, TypeError, ValueError):
        raise damaged(_("its list of files is not one")) from None
    return {one.name: one for one in every}


def about(file: Path) -> About:
    """Return what a backup says of itself; `Trouble` when it is none or cannot be read."""
    try:
        with file.open("rb") as opened:
            return ArchiveReader(opened, file.stat().st_size).about
    except OSError as problem:
        raise unreadable() from problem


def no_backup() -> Trouble:
    """Say that a file is something else."""
    return Trouble(
        _("This file is not a backup of CoC Desk."), _("Nothing was restored. Choose another file."), "damaged"
    )


def damaged(how: str) -> Trouble:
    """Say that a backup is not as it was written."""
    fact = _("This backup is damaged: {how}.").format(how=how)
    return Trouble(fact, _("Nothing was restored. Try another copy of it, or an older backup."), "damaged")


def cut() -> Trouble:
    """Say that a backup ends too early."""
    return Trouble(
        _("This backup ends too early."),
        _("It was cut while it was copied. Nothing was restored. Copy it again, or take an older backup."),
        "damaged",
    )


def newer() -> Trouble:
    """Say that a newer program made it."""
    return Trouble(_("A newer CoC Desk made this backup."), _("Nothing was restored. Update CoC Desk."), "newer")


def unreadable() -> Trouble:
    """Say that the disk does not give it."""
    return Trouble(_("This file cannot be read."), _("Nothing was restored. Plug the stick in again."), "disk")
