"""Restoring a backup into a new place: hidden until every byte was compared, never over a vault that is there."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from coc_desk.casework.errors import Refused
from coc_desk.casework.ledger import Progress
from coc_desk.i18n import _
from coc_desk.vault import at_target
from coc_desk.vault.archive import About, ArchiveReader, damaged, unreadable
from coc_desk.vault.disk import sync_folder
from coc_desk.vault.folder import Peek, peek
from coc_desk.vault.header import header_from_json
from coc_desk.vault.new_folder import becoming, check_place

Value = TypeVar("Value")


@dataclass(frozen=True)
class Restored:
    """A vault that came out of a backup, every file compared with the hash it was written with."""

    folder: Path
    about: About
    files: int
    size: int
    """Bytes."""


def restore(file: Path, folder: Path, progress: Progress | None = None) -> Restored:
    """Restore a backup into a folder that is new or empty; in any thread.

    `Refused` for a folder with something in it, or when told to stop. `Trouble` for a backup that is damaged, cut,
    newer or none, and for bad luck with either disk. Then nothing is there, and the backup is as it was.
    """
    try:
        opened = file.open("rb")
        whole = os.fstat(opened.fileno()).st_size
    except OSError as problem:
        raise unreadable() from problem
    with opened:
        reader = ArchiveReader(opened, whole)
        check_place(folder, whole)
        with at_target.told(), becoming(folder, "restoring") as hidden:
            filling = _Filling(hidden, reader, whole, progress)
            filling.fill()
            _check(hidden, reader.about)
            _make_durable(hidden)
    return Restored(folder, reader.about, filling.files, filling.size)


class _Filling:
    """Puts one file after the other where it belongs."""

    def __init__(self, folder: Path, reader: ArchiveReader, whole: int, progress: Progress | None) -> None:
        self._folder, self._reader, self._whole, self._progress = folder, reader, whole, progress
        self.files = self.size = 0

    def fill(self) -> None:
        """Write everything; what is wrong is raised at the latest after the last one."""
        for name, _size, pieces in _readable(self._reader.files()):
            self._put(self._folder / name, pieces)
            self.files += 1

    def _put(self, path: Path, pieces: Iterator[bytes]) -> None:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with path.open("xb") as out:
            for piece in _readable(pieces):
                out.write(piece)
                self.size += len(piece)
                if self._progress and not self._progress(self.size, self._whole):
                    raise Refused(_("Stopped. Nothing was left of it."))
            out.flush()
            os.fsync(out.fileno())


def _readable(values: Iterator[Value]) -> Iterator[Value]:
    """Yield what comes from the backup; when its disk does not answer, that is said of the backup."""
    while True:
        try:
            value = next(values)
        except StopIteration:
            return
        except OSError as problem:
            raise unreadable() from problem
        yield value


def _check(folder: Path, about: About) -> None:
    """See that it is a whole vault, and the one that the backup says."""
    looked = peek(folder)
    if looked.problem or looked.vault != about.vault:
        raise damaged(_("{file} is not as it was written").format(file="vault.json"))
    for circle in _circles(looked):
        if not (folder / f"{circle}.db").is_file():
            raise damaged(_("{file} is missing").format(file=f"{circle}.db"))


def _circles(looked: Peek) -> list[str]:
    try:
        return [ring.id for ring in header_from_json(looked.headers[0]).circles]
    except ValueError:
        raise damaged(_("{file} is not as it was written").format(file="vault.json")) from None


def _make_durable(folder: Path) -> None:
    for one in (*folder.iterdir(), folder):
        if one.is_dir():
            sync_folder(one)
