"""The list of keys names every key there is, and closes by any of the usual ones."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.settings import Settings
from coc_desk.ui.keys_help import KeysHelp, keys
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.place import Place
from coc_desk.ui.shell import Shell
from coc_desk.ui.tasks import Tasks
from tests.casework.memory import PlainPress
from tests.ui.around.laptop import focus, report, words_on

SAME = {"Ctrl+=": "Ctrl++", "Ctrl+Enter": "Ctrl+Return"}
"""Keys that are another way to press one that is named."""


def named() -> set[str]:
    """Return every key that the list names, as Qt writes it."""
    return {QKeySequence(key).toString() for rows in keys().values() for caps, _words in rows for key in caps}


def test_every_shortcut_of_the_window_and_its_pages_is_named(qtbot: QtBot, desk: Desk) -> None:
    shell = Shell()
    shell.closing = lambda: True
    qtbot.addWidget(shell)
    window = MainWindow(desk, Tasks(), shell, Settings(), PlainPress())
    shell.show_content(window, "")
    window.begin([])
    draft, incident = desk.begin_report(), report(desk)
    for place in (Place("intake", draft.id), Place("incident", incident.id), Place("handoff"), Place("settings")):
        window.go(place)
    pressed = {one.key().toString() for one in window.findChildren(QShortcut)}
    assert {SAME.get(key, key) for key in pressed} <= named()


def test_it_lies_over_the_page_and_says_what_each_key_does(window: QWidget) -> None:
    KeysHelp(window).open()
    said = words_on(window)
    assert "lock at once, over anything" in said
    assert "quick note" in said


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_it_closes_and_gives_the_focus_back(window: QWidget, key: Qt.Key) -> None:
    before = QWidget(window)
    before.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    before.show()
    before.setFocus()
    shown = KeysHelp(window)
    shown.open()
    QTest.keyClick(focus(), key)
    assert shown.isHidden()
    assert focus() is before
