"""One laptop and the program on it, put together as it is started; only its ending is a fake that notes it."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.app import App, build
from coc_desk.paths import Profile
from coc_desk.settings import Settings, save
from coc_desk.ui.incident.page import IncidentPage
from coc_desk.ui.intake.page import IntakePage
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.place import Place
from coc_desk.vault.vault import Vault
from tests.vault.building import NOOR, PASSPHRASES, VaultFolder

W = TypeVar("W", bound=QWidget)
SLOW_MS = 15_000
"""How long something may take on a busy machine before it counts as never."""


class Laptop:
    """The program on one laptop, and how often it ended."""

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        self.qtbot, self.home = qtbot, home
        self.profile = Profile.under(home / "profile")
        self.ended: list[Sequence[str] | None] = []
        self.at_the_end: Callable[[], object] = lambda: None
        """Called when the program ends: a real one would be gone after it."""
        self._app: App | None = None

    @property
    def app(self) -> App:
        assert self._app is not None, "the program was started"
        return self._app

    @property
    def window(self) -> MainWindow:
        assert self.app.window is not None, "somebody signed in"
        return self.app.window

    @property
    def vault(self) -> Vault:
        assert self.app.vault is not None, "somebody signed in"
        return self.app.vault

    def start(self, vault: VaultFolder | Path | None = None) -> App:
        """Start the program, with the vault that was open last if none is named."""
        self.put_away()
        folder = vault.folder if isinstance(vault, VaultFolder) else vault
        self._app = build(self.profile, folder, self._end)
        self._app.open()
        self.qtbot.waitUntil(self._app.shell.isVisible)
        return self._app

    def _end(self, arguments: Sequence[str] | None) -> None:
        self.ended.append(arguments)
        self.at_the_end()

    def put_away(self) -> None:
        """Take away what a real ending would have taken with it."""
        app, self._app = self._app, None
        if app is None:
            return
        if app.watch is not None:
            running().removeEventFilter(app.watch.keys)
        app.tasks.stop()
        app.shell.hide()
        app.shell.deleteLater()
        app.deleteLater()
        app.close_vault()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def give_passphrase(self, name: str = NOOR, passphrase: str = "") -> None:
        """Choose who signs in and type the passphrase; nothing is waited for."""
        unlock = self.app.unlock
        assert unlock is not None
        row = next(one for one in unlock.members._rows if one.member.name == name)
        row.setChecked(True)
        unlock.form.line.edit.setText(passphrase or PASSPHRASES[name])
        unlock.form.button.click()

    def sign_in(self, vault: VaultFolder | Path | None = None, name: str = NOOR) -> MainWindow:
        """Start the program and unlock the vault."""
        self.start(vault)
        self.give_passphrase(name)
        self.qtbot.waitUntil(lambda: self.app.window is not None, timeout=SLOW_MS)
        QApplication.processEvents()
        return self.window

    def lock(self) -> None:
        """Lock; what a real lock ends is put away."""
        self.app.lock("key")
        self.put_away()

    def log_report(self) -> IntakePage:
        """Begin a report."""
        self.window.log_report()
        page = self.window.page
        assert isinstance(page, IntakePage)
        return page

    def open_incident(self, code: str = "") -> IncidentPage:
        """Open an incident by its code name, or the only one."""
        found = [one for one in self.vault.overviews() if code in ("", one.code)]
        self.window.go(Place("incident", found[0].id))
        page = self.window.page
        assert isinstance(page, IncidentPage)
        return page

    def report(self, words: str = "He stood in the door.") -> IncidentPage:
        """File a report through the form; return the page of its incident."""
        page = self.log_report()
        write(box(page, "words"), words)
        page._save()
        front = self.window.page
        assert isinstance(front, IncidentPage), said_on(self.window)
        return front

    def notices(self) -> list[str]:
        """Return the facts in the bars."""
        return self.window.notices.facts()


def running() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def box(page: QWidget, field: str) -> QLineEdit | QPlainTextEdit:
    """Return the box that a field of a form is typed into."""
    assert isinstance(page, IntakePage)
    assert page.sheet is not None
    found = page.findChild(QWidget, field)
    assert isinstance(found, QLineEdit | QPlainTextEdit), field
    return found


def write(into: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Paste a text."""
    # No QMimeData of our own: the clipboard outlives Python, and ends the run with a crash.
    QGuiApplication.clipboard().setText(text)
    into.setFocus()
    into.paste()


def text_in(widget: QLineEdit | QPlainTextEdit) -> str:
    """Return what stands in a box."""
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


def said_on(over: QWidget) -> str:
    """Return every word that can be seen on a widget or over its window."""
    labels = [one for one in over.window().findChildren(QLabel) if one.isVisible()]
    return "\n".join(one.text() for one in labels if one.text())


def dialog_over(over: QWidget) -> Any:
    """Return the dialog in front, or None."""
    there = [one for one in over.window().findChildren(Dialog) if one.isVisible()]
    return there[-1] if there else None


def settings_said(profile: Profile, **said: Any) -> None:
    """Have these settings on the laptop."""
    save(Settings(**said), profile.settings)


def speaks_plainly(words: str) -> None:
    """See that no word of a program stands on the screen (VISUAL section 7)."""
    lower = words.casefold()
    for one in ("error", "errno", "exception", "traceback", "invalid", "failed", "illegal", "sqlite", "none]", "oops!"):
        assert one not in lower, words


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let a folder only be read, as on a medium that is write-protected."""
    before = folder.stat().st_mode
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(before)


def copied(vault: Path, to: Path) -> Path:
    """Return a copy of a vault as it is on the disk now."""
    shutil.copytree(vault, to, dirs_exist_ok=True)
    return to
