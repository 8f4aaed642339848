"""Bad luck with the disk, told in plain words: the one place where errors of SQLite and the system become `Trouble`."""

import errno
import shutil
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

import sqlcipher3.dbapi2 as sqlcipher

from coc_desk.casework.errors import Trouble
from coc_desk.i18n import _

LITTLE = 1_000_000
"""Bytes free below which a write that did not work is put down to a full disk: SQLite does not always say so."""
PROBE = 256 * 1024
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


class DoesNotVerify(Trouble):
    """An entry that is not what its writer signed, or does not follow from what is here; it was not taken in."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact, _("Nothing was taken in, and nothing was changed."), "damaged")


class told(AbstractContextManager[None]):  # noqa: N801 # reads as a word: with told(path)
    """Raise what the disk or SQLite complain about as `Trouble`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None
    ) -> None:
        if isinstance(problem, OSError | sqlcipher.Error):
            raise trouble(problem, self._path) from problem


def trouble(problem: OSError | Exception, path: Path) -> Trouble:
    """Return an error of SQLite or the system as what the responder is told; bugs come back as they are."""
    if isinstance(problem, OSError):
        return _of_system(problem, path)
    name = str(getattr(problem, "sqlite_errorname", ""))
    if name == "SQLITE_FULL" or (name.startswith("SQLITE_IOERR") and _full(path)):
        return disk_full()
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return read_only()
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(path)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return busy()
    if name.startswith("SQLITE_IOERR"):
        return unreachable()
    raise problem


def _of_system(problem: OSError, path: Path) -> Trouble:
    if problem.errno in _FULL:
        return disk_full()
    if problem.errno in _READ_ONLY:
        return read_only()
    return disk_full() if problem.errno == errno.EIO and _full(path) else unreachable()


def _full(path: Path) -> bool:
    folder = path if path.is_dir() else path.parent
    try:
        return shutil.disk_usage(folder).free < LITTLE or not _takes(folder, PROBE)
    except OSError:
        return False


def _takes(folder: Path, size: int) -> bool:
    """Whether there is room for a file of some bytes: a quota can be used up while the disk has room."""
    try:
        with tempfile.TemporaryFile(dir=folder, buffering=0) as probe:  # without a name: a kill leaves nothing
            return probe.write(bytes(size)) == size
    except OSError as problem:
        return problem.errno not in _FULL


def disk_full() -> Trouble:
    """Say that there is no room."""
    return Trouble(
        _("The disk is full."),
        _("What you type is held in memory and on screen. Free 20 MB, then it is kept."),
        "disk full",
    )


def read_only() -> Trouble:
    """Say that the folder cannot be written to."""
    return Trouble(
        _("This folder can only be read."),
        _("Nothing was changed. Copy the vault to a folder you may write to."),
        "read only",
    )


def unreachable() -> Trouble:
    """Say that the disk does not answer."""
    return Trouble(
        _("The disk does not answer."),
        _("What you type is held in memory and on screen. Plug the disk in again, or see to its cable."),
        "disk",
    )


def busy() -> Trouble:
    """Say that another program holds the vault."""
    return Trouble(
        _("This vault is open already."),
        _("Another window on this laptop holds it. Two at once could lose words, so this one stays closed."),
        "busy",
    )


def damaged(path: Path | str) -> Trouble:
    """Say that a file cannot be read as what it is."""
    return Trouble(
        _("This vault is damaged."),
        _("{file} is not as it was written. Nothing was changed on disk. Restore a backup into a new place.").format(
            file=Path(path).name
        ),
        "damaged",
    )


def shorter(path: Path, page: int) -> Trouble:
    """Say that a database ends too early: in the middle of `page`, or between two when that is 0."""
    where = _("{file} ends in the middle of page {page}.") if page else _("{file} ends too early.")
    return Trouble(
        _("This vault is shorter than it should be."),
        where.format(file=path.name, page=page)
        + " "
        + _("Nothing was changed on disk. Restore a backup into a new place, then compare."),
        "damaged",
    )


def missing(path: Path) -> Trouble:
    """Say that a file of the vault is not there."""
    return Trouble(
        _("A part of this vault is missing."),
        _("{file} is not in its folder. Nothing was changed on disk. Put it back, or restore a backup.").format(
            file=path.name
        ),
        "damaged",
    )


def newer(path: Path) -> Trouble:
    """Say that a newer program made this."""
    return Trouble(
        _("A newer CoC Desk made this vault."),
        _("{file} is in a form this version does not know. Nothing was changed on disk. Update CoC Desk.").format(
            file=path.name
        ),
        "newer",
    )
