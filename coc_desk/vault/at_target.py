"""Bad luck where a backup is written to or taken from, told apart from bad luck with the vault's own disk."""

import errno
from contextlib import AbstractContextManager
from types import TracebackType

from coc_desk.casework.errors import Trouble
from coc_desk.i18n import _

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
_GONE = (errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR, errno.EIO)


class told(AbstractContextManager[None]):  # noqa: N801 # reads as a word: with told()
    """Raise what the system complains about as `Trouble`."""

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None
    ) -> None:
        if isinstance(problem, OSError):
            raise _of(problem) from problem


def _of(problem: OSError) -> Trouble:
    if problem.errno in _FULL:
        return full()
    if problem.errno in _READ_ONLY:
        return read_only()
    return gone()


def full(needed: int = 0, free: int = 0) -> Trouble:
    """Say that there is no room, and how much is needed if that is known."""
    fact = _("There is not enough room in that place.")
    if needed:
        fact = _("There is not enough room in that place: {needed} MB are needed, {free} MB are free.").format(
            needed=-(-needed // 1_000_000), free=free // 1_000_000
        )
    advice = _("Nothing half-written stays there, and nothing else was changed. Choose another place.")
    return Trouble(fact, advice, "disk full")


def read_only() -> Trouble:
    """Say that the place cannot be written to."""
    advice = _("Nothing was written, and nothing was changed. Choose another place.")
    return Trouble(_("That place can only be read."), advice, "read only")


def gone() -> Trouble:
    """Say that the place is not there any more."""
    return Trouble(
        _("That place does not answer any more."),
        _("If it is a stick, plug it in again. What was half-written there is no backup; your vault is whole."),
        "disk",
    )
