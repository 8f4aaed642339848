"""The composer: a note with its promise in one step, kept while it is written."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.incidents import Incident
from coc_desk.ui.incident.page import IncidentPage
from tests.ui.around.laptop import focus, part, report
from tests.ui.incident.conftest import Opened

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def incident(desk: Desk) -> Incident:
    return report(desk)


@pytest.fixture
def page(incident: Incident, open_page: Opened) -> IncidentPage:
    return open_page(incident.id)


def write(words: str) -> None:
    QTest.keyClicks(focus(), words)


def test_the_page_begins_in_the_composer_with_a_talk_with_the_reporter(page: IncidentPage) -> None:
    assert focus().objectName() == "note:text"
    assert page.record.composer.kinds.chosen_key() == "talk_with_reporter"


def test_ctrl_enter_adds_the_entry_and_leaves_an_empty_composer(
    qtbot: QtBot, desk: Desk, page: IncidentPage, incident: Incident
) -> None:
    write("They feel safe now.")
    with qtbot.waitSignal(page.said) as said:
        QTest.keyClick(focus(), Key.Key_Return, Ctrl)
    assert said.args[0] == "Entry 2 added"
    assert (desk.incident(incident.id).lines[-1].entry.body or {})["text"] == "They feel safe now."
    assert page.record.composer.text.toPlainText() == ""
    assert not desk.drafts()
    assert focus().objectName() == "note:text"


def test_an_empty_note_is_refused_where_it_is_written(desk: Desk, page: IncidentPage, incident: Incident) -> None:
    part(page, "note:add", QPushButton).click()
    assert len(desk.incident(incident.id).lines) == 1
    assert page.record.composer.refusal.isVisible()
    write("A")
    assert not page.record.composer.refusal.isVisible()


def test_a_time_to_come_is_offered_as_a_promise_and_never_made_by_itself(
    desk: Desk, page: IncidentPage, incident: Incident
) -> None:
    write("Call them back by 16:00.")
    page.record.composer.look_for_promise()
    offer = part(page, "note:offer", QPushButton)
    assert offer.isVisible()
    assert "16:00" in offer.text()
    QTest.keyClick(focus(), Key.Key_Return, Ctrl)
    assert desk.incident(incident.id).promises == ()


def test_the_promise_is_made_in_the_same_step_as_the_note(desk: Desk, page: IncidentPage, incident: Incident) -> None:
    write("Call them back by 16:00.")
    QTest.keyClick(focus(), Key.Key_P, Ctrl | Shift)
    assert focus().objectName() == "note:text"
    QTest.keyClick(focus(), Key.Key_Return, Ctrl)
    (promise,) = desk.incident(incident.id).open_promises
    assert f"{desk.local(promise.due):%H:%M}" == "16:00"
    _report, note, made = desk.incident(incident.id).lines
    assert (made.entry.body or {})["note"] == note.entry.id


def test_a_half_written_note_is_there_again_with_its_kind(
    desk: Desk, page: IncidentPage, incident: Incident, open_page: Opened
) -> None:
    page.record.composer.kinds.choose("observation")
    write("Standing by the north")
    page.keep_now()
    (draft,) = desk.drafts()
    assert draft.kind == "note"
    again = open_page(incident.id)
    assert again.record.composer.text.toPlainText() == "Standing by the north"
    assert again.record.composer.kinds.chosen_key() == "observation"


def test_ctrl_e_goes_to_the_entries_and_back(page: IncidentPage) -> None:
    QTest.keyClick(focus(), Key.Key_E, Ctrl)
    assert focus() is page.record.entries
    QTest.keyClick(focus(), Key.Key_E, Ctrl)
    assert focus().objectName() == "note:text"


def test_alt_k_goes_to_the_kinds_and_the_arrows_choose(page: IncidentPage) -> None:
    QTest.keyClick(focus(), Key.Key_K, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(focus(), Key.Key_Right)
    assert page.record.composer.kinds.chosen_key() == "talk_with_affected"


def test_tab_leaves_the_text(page: IncidentPage) -> None:
    QTest.keyClick(focus(), Key.Key_Tab)
    assert focus().objectName() != "note:text"
    assert page.record.composer.text.toPlainText() == ""


def test_the_composer_takes_no_more_than_its_share_however_much_is_written(page: IncidentPage) -> None:
    page.record.composer.text.setPlainText("One more line.\n" * 200)
    QApplication.processEvents()
    assert page.record.composer.height() <= page.height() * 0.45
    assert page.record.entries.height() > 100
