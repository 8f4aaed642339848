"""Backing up: all of a vault's files as they are at one moment, in one file, while work goes on.

On the vault's thread the logs of the open circles are emptied, and from then on no log is written back
(`Database.hold`), so that the databases stand still while another thread copies them: what is written meanwhile goes to
the logs and is not part of the backup. Circles of others are open to nobody, and copied with their logs. Attachments
never change; one that is let go of stays until the backup is done. Whoever has to empty a log meanwhile, to erase
something, goes first: the backup is stopped and says so.
"""

import os
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from coc_desk.casework.entries import stamp
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.ledger import Progress
from coc_desk.casework.safekeeping import BackedUp
from coc_desk.i18n import _
from coc_desk.vault import at_target
from coc_desk.vault.archive import MOST_EACH, NAMES, PIECE, ArchiveWriter
from coc_desk.vault.disk import sync_folder
from coc_desk.vault.folder import COPY_JSON, VAULT_JSON, peek
from coc_desk.vault.locking import VaultLock
from coc_desk.vault.new_folder import free_space, nearest
from coc_desk.vault.trouble import told

ABANDONED = 3600
"""Seconds after which a half-written backup that nothing was added to is taken for one that was cut."""
_LEFT = re.compile(r"\..+\.[0-9a-f]{8}\.part")
_BINARY = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Part:
    """One file of a vault as it goes into a backup."""

    name: str
    size: int
    content: bytes | None = None
    """For a small one that may change meanwhile."""


class Stillness:
    """Whether all that is copied still stands still; shared by the vault's thread and the one that copies."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._given_up = False

    def give_up(self) -> None:
        """Something has to change now: the backup comes to nothing. Waits for no copying."""
        with self.lock:
            self._given_up = True

    def check(self) -> None:
        """Raise `Refused` when it was given up."""
        if self._given_up:
            raise Refused(
                _("Stopped: something had to be erased from the vault meanwhile. Nothing was left. Start it again.")
            )


class Snapshot:
    """A vault at one moment, as long as that stands still."""

    def __init__(
        self, folder: Path, vault: str, event: str, parts: Sequence[Part], at: datetime, still: Stillness | None = None
    ) -> None:
        self._folder, self._about = folder, {"vault": vault, "event": event, "made": stamp(at)}
        self._parts, self._at, self._still = tuple(parts), at, still or Stillness()

    @property
    def size(self) -> int:
        """Bytes to copy."""
        return sum(one.size for one in self._parts)

    def write(self, target: Path, progress: Progress | None = None) -> BackedUp:
        """Copy into a new file, in any thread; it gets its name when it is whole on the disk.

        `Refused` for a name that is taken, or when told to stop, `Trouble` for bad luck; then nothing is left of it.
        """
        self._check_target(target)
        part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        try:
            with at_target.told():
                _clear_cut_ones(target, time.time())
                files = self._copy(part, progress)
                self._give_name(part, target)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        return BackedUp(target, files, target.stat().st_size)

    def _check_target(self, target: Path) -> None:
        if target.exists() or target.is_symlink():
            raise _taken()
        if target.absolute().resolve().is_relative_to(self._folder.resolve()):
            raise Refused(_("That is inside the vault. Choose another place, best another disk."), "file")
        if not target.parent.is_dir():
            raise at_target.gone()
        if any(one.size > MOST_EACH for one in self._parts):
            raise Trouble(_("A file of this vault is larger than 8 GB."), _("Copy the folder instead."), "disk")
        if not os.access(nearest(target.parent), os.W_OK):
            raise at_target.read_only()
        with at_target.told():
            free = free_space(target.parent)
        if free < self.size:
            raise at_target.full(self.size, free)

    def _copy(self, part: Path, progress: Progress | None) -> int:
        step = _Steps(self.size, progress, self._still.check)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as out:
            archive = ArchiveWriter(out, self._about, int(self._at.timestamp()))
            for one in self._parts:
                archive.add(one.name, one.size, self._pieces(one), step)
            archive.finish()
            out.flush()
            os.fsync(out.fileno())
        return archive.files

    def _pieces(self, part: Part) -> Iterator[bytes]:
        if part.content is not None:
            yield part.content
            return
        path, left = self._folder / part.name, part.size
        with _of_vault(path, self._still.check), path.open("rb") as file:
            while left:
                piece = file.read(min(left, PIECE))
                if not piece:
                    raise _unreadable(path)
                left -= len(piece)
                yield piece

    def _give_name(self, part: Path, target: Path) -> None:
        with self._still.lock:
            self._still.check()
            try:
                os.link(part, target)  # never over another file
            except FileExistsError:
                raise _taken() from None
            except OSError:  # a stick without links
                if target.exists():
                    raise _taken() from None
                part.rename(target)
        part.unlink(missing_ok=True)
        with suppress(OSError):
            sync_folder(target.parent)


def _taken() -> Refused:
    return Refused(_("There is a file of this name already, and it stays as it is. Choose another name."), "file")


class _Steps:
    """Counts what was copied, tells it, and stops when told to."""

    def __init__(self, whole: int, progress: Progress | None, check: Callable[[], None]) -> None:
        self._whole, self._progress, self._check, self._done = whole, progress, check, 0

    def __call__(self, more: int) -> None:
        self._done += more
        self._check()
        if self._progress and not self._progress(self._done, self._whole):
            raise Refused(_("Stopped. Nothing was left of it."))


class _of_vault(AbstractContextManager[None]):  # noqa: N801 # reads as a word
    """Tell what the vault's own disk complains about apart from what the backup's does."""

    def __init__(self, path: Path, check: Callable[[], None]) -> None:
        self._path, self._check = path, check

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None
    ) -> None:
        if isinstance(problem, OSError):
            self._check()  # a file that went because something was erased is no fault of the disk
            raise _unreadable(self._path) from problem


def _unreadable(path: Path) -> Trouble:
    fact = _("{file} of this vault cannot be read.").format(file=path.name)
    return Trouble(fact, _("No backup was made. Look at the disk the vault is on."), "disk")


def _clear_cut_ones(target: Path, now: float) -> None:
    """Take away what a kill left of earlier tries: nothing under another name that may still be written to."""
    for left in target.parent.glob(".*.part"):
        same, ours = left.name.startswith(f".{target.name}."), _LEFT.fullmatch(left.name)
        if ours and (same or now - left.stat().st_mtime > ABANDONED):
            left.unlink(missing_ok=True)


def parts_of(folder: Path, unready: frozenset[str] = frozenset(), still: frozenset[str] = frozenset()) -> list[Part]:
    """Return the files of a vault; small ones that may change are read at once.

    `unready` are attachments that are half put, `still` the databases that stand still: they come without their logs.
    """
    with told(folder):
        every = [one for one in sorted(folder.iterdir()) if one.is_file() and not one.is_symlink()]
        attachments = folder / "files"
        if attachments.is_dir():
            every += [one for one in sorted(attachments.iterdir()) if one.name not in unready]
        return [_part(folder, one) for one in every if _belongs(one.relative_to(folder).as_posix(), still)]


def _belongs(name: str, still: frozenset[str]) -> bool:
    log_of = name.removesuffix("-wal") if name.endswith("-wal") else ""
    return bool(NAMES.fullmatch(name)) and log_of not in still


def _part(folder: Path, file: Path) -> Part:
    name = file.relative_to(folder).as_posix()
    if name in (VAULT_JSON, COPY_JSON) or name.endswith(".head"):
        content = file.read_bytes()
        return Part(name, len(content), content)
    return Part(name, file.stat().st_size)


def back_up_closed(folder: Path, target: Path, at: datetime, progress: Progress | None = None) -> BackedUp:
    """Back up a vault that no program holds, without a passphrase; `Trouble` when one does."""
    looked = peek(folder)
    if looked.problem:
        raise looked.problem
    try:
        lock = VaultLock(folder)
    except Trouble as problem:
        if problem.kind == "busy":
            raise _open_elsewhere() from None
        raise
    with ExitStack() as undo:
        undo.callback(lock.release)
        return Snapshot(folder, looked.vault, looked.event, parts_of(folder), at).write(target, progress)


def _open_elsewhere() -> Trouble:
    return Trouble(
        _("This vault is open in a window."),
        _("Make the backup there: Settings, Back up. It can be done while you work."),
        "busy",
    )
