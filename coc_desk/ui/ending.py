"""How the program locks: this process ends, with all it knew, and a fresh one shows the unlock window."""

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn, Protocol

from PySide6.QtGui import QGuiApplication

HIGHEST_DESCRIPTOR = 1024
"""The usual limit of open files of one process."""


class Ending(Protocol):
    """Ends the program; tests bring one that only notes it."""

    def __call__(self, arguments: Sequence[str] | None) -> None:
        """End now; with arguments, a fresh program is started with them."""
        ...


def end(arguments: Sequence[str] | None) -> NoReturn:
    """End this process at once, whatever runs and whatever dialog is open.

    Where the system can, the fresh program takes the place of this process (execve): the kernel throws the whole
    address space away before the first instruction of the new one, and whoever waits for this process goes on waiting.
    """
    if arguments is None:
        os._exit(0)
    command = program(arguments)
    if os.name == "posix":
        _let_go_of_descriptors()
        try:
            os.execv(command[0], command)
        except OSError:
            os._exit(1)
    os.spawnv(os.P_NOWAIT, command[0], command)
    os._exit(0)


def program(arguments: Sequence[str]) -> list[str]:
    """Return the command line that starts this program with other arguments."""
    frozen = getattr(sys, "frozen", False)
    return [sys.executable, *([] if frozen else ["-m", "coc_desk"]), *arguments]


def _let_go_of_descriptors() -> None:
    # Python's own descriptors close on exec; those that Qt and its plug-ins opened might not. Marked, not closed here:
    # a thread of Qt that finds its display gone would end the process before the fresh one is there.
    for descriptor in range(3, HIGHEST_DESCRIPTOR):
        with contextlib.suppress(OSError):
            os.set_inheritable(descriptor, False)


def empty_clipboard() -> None:
    """Empty the clipboard, if what it holds was put there by this program."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(clipboard.Mode.Selection)
