"""A file that gets its name only when it is whole on the disk; nothing half-written stays."""

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coc_desk.casework.errors import Trouble
from coc_desk.i18n import _

_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_GONE = (errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR)


@dataclass(frozen=True)
class Beside:
    """A whole file under a passing name beside its place."""

    target: Path

    @property
    def part(self) -> Path:
        """The passing name."""
        return self.target.with_name(f".{self.target.name}.part")

    def finish(self) -> None:
        """Give the file its name; `Trouble` if that is not possible any more, and then nothing stays."""
        try:
            self.part.rename(self.target)
            _sync(self.target.parent)
        except OSError as problem:
            self.drop()
            raise _not_written(problem) from problem

    def drop(self) -> None:
        """Take it away before it has its name."""
        _take_away(self.part)

    def take_back(self) -> None:
        """Take it away after it got its name."""
        _take_away(self.target)


def put_beside(target: Path, content: bytes) -> Beside:
    """Write a file beside its place and wait until the disk has it; `Trouble` leaves nothing there."""
    made = Beside(target)
    try:
        with made.part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        made.drop()
        raise _not_written(problem) from problem
    return made


def _sync(folder: Path) -> None:
    """Wait until the disk has a folder's names; where a folder cannot be opened, the system has seen to it."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _take_away(file: Path) -> None:
    with suppress(OSError):  # the stick is gone, and with it the file
        file.unlink(missing_ok=True)


def _not_written(problem: OSError) -> Trouble:
    advice = _("Nothing half-written stays. Choose another folder, then write again.")
    if problem.errno in _FULL:
        return Trouble(_("There is no room left in that folder."), advice, "disk full")
    if problem.errno in _READ_ONLY:
        return Trouble(_("That folder can only be read."), advice, "read only")
    if problem.errno in _GONE:
        return Trouble(_("That folder is not there any more."), advice)
    return Trouble(_("The file could not be written in that folder."), advice)
