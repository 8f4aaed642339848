"""The first story without a window on any screen: the same program, but for how it ends; runs on every system."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coc_desk import app as program
from coc_desk.app import App
from coc_desk.paths import Profile
from coc_desk.ui.first_run.window import FirstRun
from coc_desk.ui.incident.page import IncidentPage

# The offscreen platform warns of every size that a window is told.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
PATIENCE_MS = 60_000
WORDS = "שלום e\u0301te\u0301"
SENTENCE = "He stood in the door. Call back in an hou"


class Fingers:
    """Press keys in whatever has the focus."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def until(self, found: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(found, timeout=PATIENCE_MS)

    def focus(self) -> QWidget:
        self.until(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def at(self, name: str) -> QWidget:
        """Wait until something with an accessible name has the focus."""
        self.until(lambda: self.focus().accessibleName().startswith(name))
        return self.focus()

    def type(self, words: str) -> None:
        QTest.keyClicks(self.focus(), words)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus(), key, held)

    def control(self, key: Qt.Key) -> None:
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def tab_to(self, name: str) -> None:
        for _stop in range(80):
            if self.focus().accessibleName().startswith(name):
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never came to {name}")


@pytest.fixture
def fingers(qtbot: QtBot) -> Fingers:
    return Fingers(qtbot)


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Profile.under(tmp_path / "laptop")


class Ended:
    """Notes how the program would have ended."""

    def __init__(self) -> None:
        self.told: list[Sequence[str] | None] = []

    def __call__(self, arguments: Sequence[str] | None) -> None:
        self.told.append(arguments)


Begin = Callable[[], tuple[App, Ended]]


@pytest.fixture
def begin(profile: Profile) -> Iterator[Begin]:
    """Start the program; how it would have ended is noted."""
    begun: list[App] = []

    def started() -> tuple[App, Ended]:
        ended = Ended()
        begun.append(program.build(profile, end=ended))
        begun[-1].open()
        begun[-1].shell.activateWindow()
        return begun[-1], ended

    yield started
    for one in begun:
        leave(one)


def leave(app: App) -> None:
    """Let go of a program that would have ended."""
    app.close_vault()
    app.shell.hide()
    if app.watch is not None:
        program.application().removeEventFilter(app.watch.keys)
        app.watch.deleteLater()
        app.watch = None


def make_vault(app: App, fingers: Fingers) -> str:
    """Go through the first run; return the passphrase that was offered."""
    assert isinstance(app.first_run, FirstRun)
    fingers.at("Name in the team")
    fingers.type("Noor")
    fingers.key(Qt.Key.Key_Return)
    fingers.at("Type it once")
    passphrase = app.first_run.secret.chips.accessibleName()
    fingers.type(passphrase)
    fingers.key(Qt.Key.Key_Return)
    fingers.at("Event")
    fingers.type("Saltmarsh Conf")
    for name, day in (("First day", "2027-06-11"), ("Last day", "2027-06-13")):
        fingers.tab_to(name)
        fingers.type(day)
    fingers.key(Qt.Key.Key_Return)
    fingers.until(lambda: app.window is not None)
    return passphrase


def log_report(app: App, fingers: Fingers) -> None:
    """Answer the safety questions, write down their words, save."""
    fingers.control(Qt.Key.Key_N)
    fingers.until(lambda: fingers.focus().objectName() == "danger")
    for letter in "nmu":
        fingers.type(letter)
    fingers.tab_to("In their words")
    words = fingers.focus()
    assert isinstance(words, QPlainTextEdit)
    words.insertPlainText(WORDS)  # no key of a test types these
    fingers.tab_to("Impact")
    fingers.control(Qt.Key.Key_Period)
    fingers.key(Qt.Key.Key_D)
    fingers.control(Qt.Key.Key_Return)
    fingers.at("Note")


def page_of(app: App) -> IncidentPage:
    assert app.window is not None
    page = app.window.page
    assert isinstance(page, IncidentPage)
    return page


def test_one_report_and_the_way_back_after_the_lock(begin: Begin, fingers: Fingers) -> None:
    app, ended = begin()
    passphrase = make_vault(app, fingers)
    log_report(app, fingers)
    fingers.type(SENTENCE)
    fingers.key(Qt.Key.Key_Left)
    title = app.shell.windowTitle()
    fingers.key(Qt.Key.Key_F12)
    assert ["--locked" in (one or ()) for one in ended.told] == [True]
    leave(app)

    app, _ended = begin()
    fingers.at("Passphrase")
    assert isinstance(fingers.focus(), QLineEdit)
    fingers.type(passphrase)
    fingers.key(Qt.Key.Key_Return)
    note = fingers.at("Note")
    assert isinstance(note, QPlainTextEdit)
    assert app.shell.windowTitle() == title
    assert (note.toPlainText(), note.textCursor().position()) == (SENTENCE, len(SENTENCE) - 1)

    fingers.key(Qt.Key.Key_End)
    fingers.type("r")
    fingers.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    fingers.control(Qt.Key.Key_Return)
    fingers.until(lambda: not note.toPlainText())
    incident = page_of(app).incident
    assert incident is not None
    assert [one.what for one in incident.open_promises] == ["Call back"]
    body = incident.lines[0].entry.body
    assert body is not None
    answers = body["answers"]
    assert answers["words"] == {"v": unicodedata.normalize("NFC", WORDS)}
    assert answers["impact"] == {"none": "declined"}
