"""The quick note: an empty page for words and nothing else, and no word of it is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Trouble
from coc_desk.casework.intake import ReportDraft
from coc_desk.casework.ledger import Draft
from coc_desk.playbook.definitions import Playbook
from coc_desk.settings import Settings
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.place import Place
from coc_desk.ui.quick_note import QuickNote
from coc_desk.ui.shell import Shell
from coc_desk.ui.tasks import Tasks
from tests.casework.memory import MemoryLedger, PlainPress
from tests.ui.around.laptop import Laptop, Show, code_names, focus, words_on


class Disk(MemoryLedger):
    """A ledger on a disk that can be full."""

    full = False

    def keep_draft(self, draft: Draft) -> None:
        if self.full:
            raise Trouble("The disk is full.", "Free 20 MB, then it is kept.", "disk full")
        super().keep_draft(draft)


@pytest.fixture
def disk(playbook: Playbook) -> Disk:
    return Disk(playbook)


@pytest.fixture
def desk(disk: Disk, laptop: Laptop) -> Desk:
    return Desk(disk, PlainPress(), [], code_names(), laptop.clock)


@pytest.fixture
def note(desk: Desk, show: Show) -> QuickNote:
    over = QWidget()
    show(over, size=(1280, 800))
    made = QuickNote(desk, over)
    made.begin()
    return made


def kept(desk: Desk) -> list[str]:
    """Return the quick notes that are kept."""
    return [str(one.content["text"]) for one in desk.drafts() if one.kind == "quick"]


def type_in(note: QuickNote, words: str) -> None:
    QTest.keyClicks(note.pad, words)


def test_there_is_a_text_box_and_the_clock_and_one_types_at_once(note: QuickNote) -> None:
    assert focus() is note.pad
    assert "14:06:00" in words_on(note)
    assert "Saturday 12 June" in words_on(note)


def test_words_are_kept_soon_after_they_are_typed(qtbot: QtBot, note: QuickNote, desk: Desk) -> None:
    type_in(note, "At the coffee bar")
    qtbot.waitUntil(lambda: kept(desk) == ["At the coffee bar"], timeout=1000)
    assert "Kept 14:06:00" in words_on(note)


def test_escape_puts_it_under_half_written(qtbot: QtBot, note: QuickNote, desk: Desk) -> None:
    type_in(note, "At the coffee bar")
    with qtbot.waitSignal(note.closed):
        QTest.keyClick(note.pad, Qt.Key.Key_Escape)
    assert kept(desk) == ["At the coffee bar"]


def test_an_empty_one_leaves_nothing(qtbot: QtBot, note: QuickNote, desk: Desk) -> None:
    type_in(note, "x")
    note.keep_now()
    QTest.keyClick(note.pad, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(note.closed):
        note.put_away()
    assert kept(desk) == []


def test_it_becomes_a_report_with_the_same_words(qtbot: QtBot, note: QuickNote, desk: Desk) -> None:
    type_in(note, "He stood in the door")
    with qtbot.waitSignal(note.report_asked) as told:
        QTest.keyClick(note.pad, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    draft = desk.draft(told.args[0])
    assert draft is not None
    assert ReportDraft.of(draft).answers["words"] == {"v": "He stood in the door"}
    assert kept(desk) == []


def test_nothing_typed_makes_no_report(note: QuickNote, desk: Desk) -> None:
    note.make_report()
    assert desk.drafts() == []
    assert note.isVisible()


def test_after_the_lock_it_goes_on_where_it_was(note: QuickNote, desk: Desk, show: Show) -> None:
    type_in(note, "At the coffee bar")
    for _step in range(4):
        QTest.keyClick(note.pad, Qt.Key.Key_Left)
    place = note.place()
    note.keep_now()
    over = QWidget()
    show(over)
    again = QuickNote(desk, over)
    again.begin(Place.from_json(place.as_json()))
    assert again.text() == "At the coffee bar"
    assert again.pad.textCursor().position() == len("At the coffee bar") - 4


def test_its_key_pressed_again_loses_no_word(note: QuickNote) -> None:
    type_in(note, "At the coffee bar")
    note.begin()
    assert note.text() == "At the coffee bar"


def test_a_full_disk_is_said_here_and_typing_goes_on(qtbot: QtBot, note: QuickNote, disk: Disk, desk: Desk) -> None:
    disk.full = True
    type_in(note, "At the coffee bar")
    note.keep_and_say()
    assert "The disk is full." in words_on(note)
    assert "Not kept since 14:06:00" in words_on(note)
    type_in(note, ", twice")
    disk.full = False
    note.keep_and_say()
    assert "The disk is full." not in words_on(note)
    assert kept(desk) == ["At the coffee bar, twice"]


def test_it_stays_open_while_its_words_are_not_kept(note: QuickNote, disk: Disk, desk: Desk) -> None:
    disk.full = True
    type_in(note, "At the coffee bar")
    QTest.keyClick(note.pad, Qt.Key.Key_Escape)
    assert note.isVisible()
    assert note.text() == "At the coffee bar"
    disk.full = False
    QTest.keyClick(note.pad, Qt.Key.Key_Escape)
    assert not note.isVisible()
    assert kept(desk) == ["At the coffee bar"]


# In the window


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    shell = Shell()
    shell.closing = lambda: True
    qtbot.addWidget(shell)
    made = MainWindow(desk, Tasks(), shell, Settings(), PlainPress())
    shell.show_content(made, "")
    shell.show()
    made.begin([])
    return made


def test_the_title_says_no_more_than_that_it_is_a_note(window: MainWindow) -> None:
    window.show_quick_note()
    assert window.window().windowTitle() == "Quick note – CoC Desk"
    window.close_over()
    assert "Quick note" not in window.window().windowTitle()


def opened(window: MainWindow) -> QuickNote:
    """Open a quick note over the window."""
    window.show_quick_note()
    assert window.quick is not None
    return window.quick


def test_going_elsewhere_puts_it_away(window: MainWindow, desk: Desk) -> None:
    note = opened(window)
    type_in(note, "At the coffee bar")
    window.go(Place("incidents"))
    assert not note.isVisible()
    assert kept(desk) == ["At the coffee bar"]
    assert window.page is not None
    assert window.page.screen_name == "incidents"


def test_one_does_not_go_elsewhere_from_words_that_are_not_kept(window: MainWindow, disk: Disk) -> None:
    note = opened(window)
    disk.full = True
    type_in(note, "At the coffee bar")
    window.go(Place("incidents"))
    assert note.isVisible()
    assert note.text() == "At the coffee bar"
