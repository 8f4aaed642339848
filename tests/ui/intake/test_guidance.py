"""Guidance stands beside the field that is being filled, and opens under it where there is no room beside."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.ledger import Draft
from coc_desk.ui.intake.page import IntakePage
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.guidance import Bubble
from tests.ui.around.laptop import focus, part, words_on
from tests.ui.intake.conftest import Show
from tests.ui.intake.finding import CTRL, SHIFT

NARROW = (840, 760)


@pytest.fixture
def narrow(show: Show, draft: Draft) -> IntakePage:
    return show(draft, size=NARROW)


def bubble(page: IntakePage) -> Bubble:
    """Return the guidance in sight."""
    found = [one for one in page.findChildren(Bubble) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def top(of: QWidget, within: QWidget) -> int:
    return of.mapTo(within, QPoint(0, 0)).y()


def test_it_says_what_to_ask_and_what_to_leave_out(page: IntakePage) -> None:
    said = words_on(bubble(page))
    assert "Is anyone in danger now?" in said
    assert "You can say" in said
    assert "Leave out" in said


def test_it_follows_the_focus(qtbot: QtBot, page: IntakePage) -> None:
    part(page, "words", QPlainTextEdit).setFocus()
    qtbot.waitUntil(lambda: "In their words" in words_on(bubble(page)))
    assert "Is anyone in danger now?" not in words_on(bubble(page))


def test_where_it_stands_beside_its_key_adds_nothing(page: IntakePage) -> None:
    assert not page.show_guidance()


def test_where_there_is_no_room_it_opens_under_its_field_by_key(narrow: IntakePage) -> None:
    assert not [one for one in narrow.findChildren(Bubble) if one.isVisible()]
    assert narrow.show_guidance()
    QApplication.processEvents()
    field = next(one for one in narrow.findChildren(Labelled) if one.isAncestorOf(focus()))
    assert top(bubble(narrow), narrow) >= top(field, narrow) + field.height()
    assert "You can say" in words_on(bubble(narrow))


def test_the_second_time_its_key_goes_on_to_the_list_of_keys(narrow: IntakePage) -> None:
    assert narrow.show_guidance()
    assert not narrow.show_guidance()


def test_it_closes_when_another_field_is_filled(narrow: IntakePage) -> None:
    narrow.show_guidance()
    part(narrow, "words", QPlainTextEdit).setFocus()
    assert not [one for one in narrow.findChildren(Bubble) if one.isVisible()]


def test_the_sections_become_a_button_where_there_is_no_room(narrow: IntakePage) -> None:
    assert narrow.frame.contents.isHidden()
    assert narrow.frame.header.contents.isVisible()
    assert narrow.frame.header.contents.words() == "Safety now"


def test_guidance_for_the_members_to_exclude_asks_for_no_reason(qtbot: QtBot, page: IntakePage) -> None:
    qtbot.keyClick(focus(), Qt.Key.Key_X, CTRL | SHIFT)
    assert "no reason is stored" in words_on(bubble(page))
