"""What is typed on the intake page is kept, saved and found again."""

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.ledger import Draft
from coc_desk.ui.intake.page import IntakePage
from coc_desk.ui.place import Place
from tests.casework.memory import MemoryLedger, TestClock
from tests.ui.around.laptop import focus, part
from tests.ui.intake.conftest import Show
from tests.ui.intake.finding import CTRL, kept


def test_the_first_question_has_the_focus(page: IntakePage) -> None:
    assert focus().objectName() == "danger"


def test_a_letter_answers_and_goes_on(qtbot: QtBot, page: IntakePage) -> None:
    qtbot.keyClicks(focus(), "n")
    assert focus().objectName() == "going_on"
    qtbot.keyClicks(focus(), "m")
    qtbot.keyClicks(focus(), "y")
    assert page.sheet is not None
    answers = page.sheet.report().answers
    assert [answers[key] for key in ("danger", "going_on", "again")] == [{"v": "no"}, {"v": "maybe"}, {"v": "yes"}]


def test_a_number_answers_and_stays(qtbot: QtBot, page: IntakePage) -> None:
    qtbot.keyClicks(focus(), "1")
    assert focus().objectName().startswith("danger")


def test_typing_is_kept_within_a_second(qtbot: QtBot, desk: Desk, draft: Draft, page: IntakePage) -> None:
    box = part(page, "words", QPlainTextEdit)
    box.setFocus()
    qtbot.keyClicks(box, "He followed me")
    qtbot.waitUntil(lambda: "words" in kept(desk, draft).answers, timeout=1000)
    assert kept(desk, draft).answers["words"] == {"v": "He followed me"}


def test_ctrl_s_keeps_at_once(qtbot: QtBot, desk: Desk, draft: Draft, page: IntakePage) -> None:
    box = part(page, "words", QPlainTextEdit)
    box.setFocus()
    qtbot.keyClicks(box, "He followed me")
    qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
    assert kept(desk, draft).answers["words"] == {"v": "He followed me"}


def test_one_sentence_can_be_saved_by_keyboard(qtbot: QtBot, desk: Desk, draft: Draft, page: IntakePage) -> None:
    box = part(page, "words", QPlainTextEdit)
    box.setFocus()
    qtbot.keyClicks(box, "He followed me")
    with qtbot.waitSignal(page.filed) as filed:
        qtbot.keyClick(box, Qt.Key.Key_Return, CTRL)
    assert filed.args[0].code == draft.code
    assert desk.draft(draft.id) is None
    assert page.sheet is None


def test_an_untouched_report_is_refused_in_a_sentence(qtbot: QtBot, page: IntakePage) -> None:
    with qtbot.assertNotEmitted(page.filed):
        qtbot.keyClick(focus(), Qt.Key.Key_Return, CTRL)
    assert "One sentence is enough" in page.frame.header.refusal.text()
    qtbot.keyClicks(focus(), "n")
    assert page.frame.header.refusal.text() == ""


def test_a_draft_comes_back_as_it_was(qtbot: QtBot, desk: Desk, page: IntakePage, draft: Draft, show: Show) -> None:
    qtbot.keyClicks(focus(), "y")
    box = part(page, "words", QPlainTextEdit)
    box.setFocus()
    box.insertPlainText("قالت إنني")
    page.keep_now()
    again = show(draft)
    assert again.sheet is not None
    assert part(again, "words", QPlainTextEdit).toPlainText() == "قالت إنني"
    assert again.sheet.report() == kept(desk, draft)


def test_nothing_is_lost_when_another_draft_is_opened(qtbot: QtBot, desk: Desk, page: IntakePage, draft: Draft) -> None:
    qtbot.keyClicks(focus(), "y")
    page.show_place(Place("intake", desk.begin_report().id))
    assert kept(desk, draft).answers["danger"] == {"v": "yes"}


def test_a_draft_that_is_gone_is_refused(desk: Desk, page: IntakePage) -> None:
    other = desk.begin_report()
    desk.drop_draft(other.id)
    with pytest.raises(Refused, match="not here any more"):
        page.show_place(Place("intake", other.id))


def test_field_cursor_and_scroll_are_found_again(qtbot: QtBot, page: IntakePage, draft: Draft, show: Show) -> None:
    box = part(page, "observed", QPlainTextEdit)
    box.setFocus()
    qtbot.keyClicks(box, "Came at 13:55 with a friend")
    for _press in range(6):
        qtbot.keyClick(box, Qt.Key.Key_Left)
    assert page.area is not None
    page.area.verticalScrollBar().setValue(700)
    spot = page.place()
    page.keep_now()
    again = show(draft)
    again.go_to_spot(spot)
    assert again.area is not None
    bar = again.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == 700, timeout=1000)
    assert (focus().objectName(), again.place()) == ("observed", spot)


def test_a_disk_that_is_full_is_said_and_typing_goes_on(
    qtbot: QtBot, ledger: MemoryLedger, page: IntakePage, draft: Draft, desk: Desk
) -> None:
    usual = ledger.keep_draft

    def full(draft: Draft) -> None:
        raise Trouble("The disk is full.", "What is typed stays here.", "disk full")

    ledger.keep_draft = full  # type: ignore[method-assign]
    with qtbot.waitSignal(page.troubled, timeout=1500):
        qtbot.keyClicks(focus(), "y")
    ledger.keep_draft = usual  # type: ignore[method-assign]
    with qtbot.waitSignal(page.solved) as solved:
        qtbot.keyClicks(focus(), "n")
        qtbot.keyClick(focus(), Qt.Key.Key_S, CTRL)
    assert solved.args == ["disk full"]
    assert kept(desk, draft).answers["danger"] == {"v": "yes"}


def test_a_disk_full_at_saving_leaves_everything_where_it_is(
    qtbot: QtBot, ledger: MemoryLedger, page: IntakePage
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise Trouble("The disk is full.", "", "disk full")

    ledger.append = full  # type: ignore[method-assign]
    qtbot.keyClicks(focus(), "y")
    with qtbot.waitSignal(page.troubled):
        qtbot.keyClick(focus(), Qt.Key.Key_Return, CTRL)
    assert page.sheet is not None
    assert page.sheet.report().answers["danger"] == {"v": "yes"}


def test_discarding_asks_first(qtbot: QtBot, desk: Desk, draft: Draft, page: IntakePage) -> None:
    page.frame.header.discarding.emit()
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    assert desk.draft(draft.id) is not None
    page.frame.header.discarding.emit()
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    with qtbot.waitSignal(page.back):
        qtbot.keyClick(focus(), Qt.Key.Key_Space)
    assert desk.draft(draft.id) is None


def test_a_conditional_field_appears_without_taking_the_focus(qtbot: QtBot, page: IntakePage) -> None:
    called = part(page, "called", QCheckBox)
    by = part(page, "called_by", QLineEdit)
    called.setFocus()
    assert not by.isVisible()
    qtbot.keyClick(called, Qt.Key.Key_Space)
    assert by.isVisible()
    assert focus() is called


def test_what_a_conditional_field_holds_stays_in_sight(qtbot: QtBot, page: IntakePage) -> None:
    called, by = part(page, "called", QCheckBox), part(page, "called_by", QLineEdit)
    called.setFocus()
    qtbot.keyClick(called, Qt.Key.Key_Space)
    qtbot.keyClicks(by, "Jun K.")
    qtbot.keyClick(called, Qt.Key.Key_Space)
    assert by.isVisible()


def test_ctrl_pgdn_goes_through_the_sections(qtbot: QtBot, page: IntakePage) -> None:
    qtbot.keyClick(focus(), Qt.Key.Key_PageDown, CTRL)
    assert focus().objectName() == "received_at"
    qtbot.keyClick(focus(), Qt.Key.Key_PageDown, CTRL)
    assert focus().objectName() == "people:add"
    qtbot.keyClick(focus(), Qt.Key.Key_PageUp, CTRL)
    assert focus().objectName() == "received_at"


def test_a_dot_says_where_something_is_written(qtbot: QtBot, page: IntakePage) -> None:
    qtbot.keyClicks(focus(), "y")
    page.keep_now()
    assert page.sheet is not None
    written = {one.key: one.written for one in page.sheet.states()}
    assert written["safety"]
    assert not written["happened"]


def test_tab_goes_through_everything_in_reading_order(qtbot: QtBot, page: IntakePage) -> None:
    qtbot.keyClick(focus(), Qt.Key.Key_J, CTRL)
    qtbot.wait(10)
    first = part(page, "danger", QWidget)
    first.setFocus()
    before, seen = (0, 0), list[str]()
    for _press in range(400):
        seen.append(focus().objectName())
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        if focus() is first:
            break
        assert page.sheet is not None
        if page.sheet.isAncestorOf(focus()):
            at = focus().mapTo(page.sheet, QPoint(0, 0))
            assert (at.y() + 60, at.x()) > before, focus().objectName()
            before = (at.y(), 0)
    else:
        raise AssertionError(f"Tab is trapped: {seen[-12:]}")
    assert {"intake:back", "intake:exclude", "intake:save", "words", "evidence:add", "people:add"} <= set(seen)


def test_everything_that_can_have_the_focus_has_a_name(page: IntakePage, qtbot: QtBot) -> None:
    qtbot.keyClick(focus(), Qt.Key.Key_J, CTRL)
    assert page.sheet is not None
    stops = [
        one
        for one in page.sheet.findChildren(QWidget)
        if one.isVisible() and not one.focusProxy() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(stops) > 60
    assert [one for one in stops if not one.objectName()] == []


def test_the_time_of_writing_cannot_be_changed(qtbot: QtBot, page: IntakePage, clock: TestClock) -> None:
    box = part(page, "written_at", QLineEdit)
    box.setFocus()
    before = box.text()
    qtbot.keyClicks(box, "99")
    assert box.text() == before == "14:06:00"


def test_the_time_of_a_promise_is_one_to_come(qtbot: QtBot, page: IntakePage) -> None:
    assert page.sheet is not None
    for key in ("promised_by", "when"):
        qtbot.keyClicks(part(page, key, QLineEdit), "13:00")
    answers = page.sheet.report().answers
    assert answers["promised_by"] == {"v": {"exact": "2027-06-13T13:00+01:00"}}
    assert answers["when"] == {"v": {"exact": "2027-06-12T13:00+01:00"}}


def test_ctrl_semicolon_puts_the_time_in(qtbot: QtBot, page: IntakePage) -> None:
    box = part(page, "observed", QPlainTextEdit)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Semicolon, CTRL)
    assert re.fullmatch(r"\d\d:\d\d", box.toPlainText())


def test_every_section_is_reached_from_the_list(qtbot: QtBot, page: IntakePage) -> None:
    contents = page.frame.contents
    assert page.sheet is not None
    for row, card in enumerate(page.sheet.cards.values()):
        contents.list.setFocus()
        contents.list.setCurrentRow(row)
        qtbot.keyClick(contents.list, Qt.Key.Key_Return)
        assert card.isAncestorOf(focus()), card.section.key


def test_an_answer_without_a_value_is_two_keys_on_any_field(qtbot: QtBot, page: IntakePage) -> None:
    assert page.sheet is not None
    for key, letter, none in (
        ("where", Qt.Key.Key_U, "unknown"),
        ("words", Qt.Key.Key_N, "not asked"),
        ("danger", Qt.Key.Key_D, "declined"),
        ("when", Qt.Key.Key_U, "unknown"),
        ("support_given", Qt.Key.Key_N, "not asked"),
    ):
        box = part(page, key, QWidget)
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Period, CTRL)
        qtbot.keyClick(box, letter)
        assert page.sheet.report().answers[key] == {"none": none}
        qtbot.keyClick(box, Qt.Key.Key_Period, CTRL)
        qtbot.keyClick(box, Qt.Key.Key_Delete)
        assert key not in page.sheet.report().answers


def test_who_is_led_to_a_field_sees_it(qtbot: QtBot, page: IntakePage, draft: Draft) -> None:
    page.show_place(Place("intake", draft.id, field="impact"))
    page.go_to_spot(Place("intake", draft.id, field="impact"))
    box = part(page, "impact", QPlainTextEdit)
    qtbot.waitUntil(lambda: not box.visibleRegion().isEmpty())
    assert focus() is box


def test_a_scroll_that_was_kept_is_taken_up_again(qtbot: QtBot, page: IntakePage, draft: Draft) -> None:
    assert page.area is not None
    page.go_to_spot(Place("intake", draft.id, field="danger", scroll=250))
    qtbot.waitUntil(lambda: page.area is not None and page.area.verticalScrollBar().value() == 250)
