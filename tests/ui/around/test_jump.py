"""Search and jump: typing at once, arrows, Enter, Esc."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.followup import Note
from coc_desk.ui.jump import MOST, Jump
from coc_desk.ui.place import Place
from tests.casework.memory import JUN, NOOR
from tests.ui.around.laptop import Laptop, focus, report

Key = Qt.Key


@pytest.fixture
def jump(desk: Desk, window: QWidget) -> Jump:
    made = Jump(desk, window)
    made.open()
    return made


def words(jump: Jump) -> list[str]:
    return [one.words for one in jump.list.hits()]


def chosen(jump: Jump) -> str:
    hit = jump.list.chosen()
    return hit.words if hit and jump.list.currentIndex().isValid() else ""


def test_one_types_at_once(jump: Jump) -> None:
    QTest.keyClicks(focus(), "ket")
    assert jump.line.text() == "ket"


def test_an_incident_is_found_by_the_beginning_of_a_word_of_its_code_name(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    incident = report(desk)
    assert incident.code == "copper kettle"
    jump = Jump(desk, window)
    jump.open()
    QTest.keyClicks(jump.line, "ket")
    hit = jump.list.hits()[1]
    assert (hit.before, hit.match, hit.after) == ("copper ", "ket", "tle")
    with qtbot.waitSignal(jump.go) as went:
        QTest.keyClick(jump.line, Key.Key_Return)
    assert went.args == [Place("incident", incident.id)]


def test_the_middle_of_a_word_is_no_beginning(desk: Desk, window: QWidget) -> None:
    report(desk)
    jump = Jump(desk, window)
    jump.open()
    QTest.keyClicks(jump.line, "ettle")
    assert "Incidents" not in words(jump)


def test_enter_on_an_entry_leads_to_that_entry(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    incident = desk.add_note(report(desk).id, Note("observation", "Left a wicker basket at the bar."))
    jump = Jump(desk, window)
    jump.open()
    QTest.keyClicks(jump.line, "wicker")
    assert jump.list.hits()[1].end == f"{incident.code}, 2"
    with qtbot.waitSignal(jump.go) as went:
        QTest.keyClick(jump.line, Key.Key_Return)
    assert went.args[0].subject == incident.id
    assert went.args[0].field == f"entry:{incident.lines[1].entry.id}"


def test_what_is_always_here_needs_no_words(qtbot: QtBot, jump: Jump) -> None:
    assert words(jump) == ["Always here", "Desk", "Incidents", "Handoff", "Settings", "Log a report", "Lock"]
    for _step in range(4):
        QTest.keyClick(jump.line, Key.Key_Down)
    assert chosen(jump) == "Log a report"
    with qtbot.waitSignal(jump.report_asked):
        QTest.keyClick(jump.line, Key.Key_Return)


def test_arrows_pass_over_headings_and_stop_at_the_ends(desk: Desk, window: QWidget) -> None:
    report(desk)
    jump = Jump(desk, window)
    jump.open()
    QTest.keyClicks(jump.line, "copper")
    assert chosen(jump) == "copper kettle"
    QTest.keyClick(jump.line, Key.Key_Up)
    assert chosen(jump) == "copper kettle"
    for _step in range(9):
        QTest.keyClick(jump.line, Key.Key_Down)
    assert chosen(jump) == "Lock"


def test_with_nothing_found_enter_does_nothing(qtbot: QtBot, jump: Jump) -> None:
    QTest.keyClicks(jump.line, "lanyard blue")
    assert words(jump) == ["Nothing found for “lanyard blue”", "Always here", "Log a report", "Lock"]
    with qtbot.assertNotEmitted(jump.report_asked):
        QTest.keyClick(jump.line, Key.Key_Return)
    assert jump.isVisible()


def test_incidents_outside_my_circles_are_neither_found_nor_counted(laptop: Laptop, window: QWidget) -> None:
    other = report(laptop.desk_of(JUN), "The lead did it.", excluded=(NOOR.id,))
    mine = report(laptop.desk_of(), "Somebody did it.")
    jump = Jump(laptop.desk_of(), window)
    jump.open()
    QTest.keyClicks(jump.line, other.code.split(maxsplit=1)[0])
    assert words(jump)[0].startswith("Nothing found")
    jump.line.clear()
    QTest.keyClicks(jump.line, mine.code)
    assert jump.foot.text().endswith("found in 1 incident of your circles")


def test_many_hits_are_said_to_be_the_first_ones(desk: Desk, window: QWidget) -> None:
    incident = report(desk)
    for number in range(MOST + 1):
        desk.add_note(incident.id, Note("observation", f"wicker {number}"))
    jump = Jump(desk, window)
    jump.open()
    QTest.keyClicks(jump.line, "wicker")
    assert jump.foot.text() == f"The first {MOST} found in 1 incident of your circles"


def test_escape_gives_the_focus_back(desk: Desk, window: QWidget) -> None:
    button = QPushButton("Before", window)
    button.show()
    button.setFocus()
    jump = Jump(desk, window)
    jump.open()
    QTest.keyClick(focus(), Key.Key_Escape)
    assert focus() is button


def test_lock_can_be_reached(qtbot: QtBot, jump: Jump) -> None:
    QTest.keyClicks(jump.line, "lock me")
    for _step in range(2):
        QTest.keyClick(jump.line, Key.Key_Down)
    with qtbot.waitSignal(jump.lock_asked):
        QTest.keyClick(jump.line, Key.Key_Return)


@pytest.mark.parametrize("typed", ["قالت", "👩‍👩‍👧 ket", '"*(', "e\u0301", "x" * 500])
def test_any_text_can_be_typed_and_painted(desk: Desk, window: QWidget, typed: str) -> None:
    desk.add_note(report(desk).id, Note("observation", f"وقالت إنني {typed} " + "long " * 60))
    jump = Jump(desk, window)
    jump.open()
    jump.line.setText(typed)
    assert not jump.grab().isNull()
