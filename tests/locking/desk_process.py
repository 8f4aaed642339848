"""The program in a process of its own; does what it is told on standard input, line by line.

Run as: python -m tests.locking.desk_process PROFILE VAULT. It says "ready" when the unlock window is there, and answers
every line with one of its own when it is done. The ending is the real one.
"""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from coc_desk import app
from coc_desk.keys.passphrase import Cost
from coc_desk.opening import derive_keys, press
from coc_desk.paths import Profile
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.parts.inputs import Edit
from coc_desk.vault.folder import peek
from tests.benchmarks.paper_figures import forty

CHEAP = Cost(8, 1, 1)


class Told(QObject):
    """Hands lines of standard input to the thread of the screen."""

    line = Signal(str)

    def listen(self) -> None:
        """Read until the end; the end of the input ends nothing."""
        for line in sys.stdin:
            self.line.emit(line.rstrip("\n"))


class Driver:
    """Does what it is told."""

    def __init__(self, begun: app.App, vault: Path) -> None:
        self._begun, self._vault = begun, vault
        self._acts: dict[str, Callable[[str], object]] = {
            "unlock": self.unlock,
            "account": self.account,
            "name": self.name,
            "copy": self.copy,
            "foreign": self.foreign,
            "dialog": self.dialog,
            "busy": self.busy,
            "idle": self.idle,
            "key": self.key,
        }

    def do(self, line: str) -> None:
        """Do one line: a word and what belongs to it."""
        word, _blank, rest = line.partition(" ")
        self._acts[word](rest)
        say(f"did {word} {time.monotonic_ns()}")

    def unlock(self, said: str) -> None:
        """Sign in with a name and a passphrase, typed into the window's own line."""
        name, _bar, passphrase = said.partition("|")
        member = next(one.id for one in peek(self._vault).members if one.name == name)
        assert self._begun.unlock is not None
        QTest.keyClicks(self._begun.unlock.form.line.edit, passphrase)
        typed = self._begun.unlock.form.line.text()
        self._begun._derived(derive_keys(self._begun.peeked, member, typed, CHEAP))
        self._window.log_report()

    @property
    def _window(self) -> MainWindow:
        assert self._begun.window is not None
        return self._begun.window

    def account(self, words: str) -> None:
        """Type into the first box of long text."""
        self._type(next(one for one in self._window.findChildren(QPlainTextEdit) if one.isVisible()), words)

    def name(self, words: str) -> None:
        """Type into the first line of the page."""
        self._type(next(one for one in self._window.findChildren(Edit) if one.isVisibleTo(self._window)), words)

    def _type(self, box: QWidget, words: str) -> None:
        box.setFocus()
        QTest.keyClicks(box, words)

    def copy(self, _rest: str) -> None:
        """Copy the account, as Ctrl+A and Ctrl+C do."""
        box = next(one for one in self._window.findChildren(QPlainTextEdit) if one.isVisible())
        box.selectAll()
        box.copy()

    def foreign(self, _rest: str) -> None:
        """Say what the clipboard holds."""
        say(QGuiApplication.clipboard().text())

    def dialog(self, _rest: str) -> None:
        """Open something over the page."""
        self._window.show_jump()

    def busy(self, _rest: str) -> None:
        """Make a handoff's page again and again in both threads."""
        for _ in range(2):
            self._begun.tasks.run(_render_without_end, print, print)

    def idle(self, milliseconds: str) -> None:
        """Lock when nobody does anything for so long."""
        assert self._begun.watch is not None
        self._begun.watch.idle._timer.start(int(milliseconds))

    def key(self, _rest: str) -> None:
        """Press the panic key, wherever the focus is."""
        say(f"pressed {time.monotonic_ns()}")
        QTest.keyClick(QApplication.focusWidget() or self._window, Qt.Key.Key_F12)


def _render_without_end() -> None:
    machine, page = press(), forty()
    while True:
        machine.render(page)


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def main(profile: Path, vault: Path) -> int:
    """Open the window and do what comes in."""
    begun = app.build(Profile.under(profile), vault)
    begun.open()
    driver, told = Driver(begun, vault), Told()
    told.line.connect(driver.do, Qt.ConnectionType.QueuedConnection)
    threading.Thread(target=told.listen, daemon=True).start()
    say("ready")
    return app.application().exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
