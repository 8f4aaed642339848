"""A folder that is to become a vault: nothing is there under its name before all of it is ready."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coc_desk.casework.errors import Refused, Trouble
from coc_desk.i18n import _
from coc_desk.vault import trouble
from coc_desk.vault.disk import sync_folder
from coc_desk.vault.trouble import told


def free_space(folder: Path) -> int:
    """Return the bytes that are free where a folder is or will be."""
    return shutil.disk_usage(nearest(folder)).free


def nearest(folder: Path) -> Path:
    """Return the folder itself, or the one above it that is there."""
    return next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())


def check_place(folder: Path, room: int) -> None:
    """Refuse a folder with something in it, one that cannot be written to, and a disk without `room` bytes."""
    with told(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise not_empty()
        if not os.access(nearest(folder), os.W_OK):
            raise trouble.read_only()
        if (free := free_space(folder)) < room:
            fact = _("There is little room on this disk: {free} MB are free.").format(free=free // 1_000_000)
            advice = _("Nothing was made. Free {room} MB, or choose another disk.")
            raise Trouble(fact, advice.format(room=-(-room // 1_000_000)), "disk full")


@contextmanager
def becoming(folder: Path, what: str) -> Iterator[Path]:
    """Give a hidden folder to fill; it gets its name at the end, and goes away if that is not reached.

    `what` (making, restoring) stands in the hidden name; what a kill left of an earlier try goes first.
    """
    beginning = f".{folder.name}.{what}-"
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.iterdir():
        if left.name.startswith(beginning):
            shutil.rmtree(left, ignore_errors=True)
    hidden = folder.parent / f"{beginning}{secrets.token_hex(8)}"
    hidden.mkdir(mode=0o700)
    try:
        yield hidden
        _give_name(hidden, folder)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)
        raise


def _give_name(made: Path, folder: Path) -> None:
    sync_folder(made)
    with suppress(FileNotFoundError):
        folder.rmdir()  # an empty one; Windows does not rename over it
    try:
        made.rename(folder)
    except OSError as problem:
        if problem.errno in (errno.ENOTEMPTY, errno.EEXIST):
            raise not_empty() from None
        raise
    sync_folder(folder.parent)


def not_empty() -> Refused:
    """Say that a folder is not free."""
    return Refused(_("There is something in this folder already. Choose an empty one, or another name."), "folder")
