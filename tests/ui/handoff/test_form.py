"""Putting a handoff together: what is chosen and typed goes into the plan, and is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Trouble
from coc_desk.casework.plan import Plan
from coc_desk.ui.handoff.page import HandoffPage
from coc_desk.ui.parts.text import Text
from coc_desk.ui.place import Place
from tests.casework.memory import IMKE, JUN, MemoryLedger, TestClock
from tests.ui.handoff.conftest import Report, Show, on_paper


def plan(page: HandoffPage) -> Plan:
    assert page.plan is not None
    return page.plan


def field(page: HandoffPage, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None, name
    return found


def write(qtbot: QtBot, page: HandoffPage, name: str, words: str) -> None:
    box = field(page, name)
    box.setFocus()
    if isinstance(box, QLineEdit | QPlainTextEdit):
        box.selectAll()
    qtbot.keyClicks(box, words)


def test_what_is_typed_is_kept_within_a_second(qtbot: QtBot, show: Show, desk: Desk, report: Report) -> None:
    report(behaviour="Shouting")
    page = show()
    write(qtbot, page, "watch", "Two of us at the door")
    qtbot.waitUntil(lambda: bool(desk.drafts()), timeout=1000)
    assert desk.begin_handoff()[1].text("watch").text == "Two of us at the door"
    assert "Kept" in page.header.kept.words()


def test_a_plan_nobody_touched_is_no_draft(qtbot: QtBot, show: Show, desk: Desk, report: Report) -> None:
    report(behaviour="Shouting")
    show().keep_now()
    assert desk.drafts() == []


def test_each_part_comes_on_the_page(qtbot: QtBot, show: Show, report: Report) -> None:
    id = report(behaviour="Shouting").id
    page = show()
    write(qtbot, page, f"summary:{id}", "Somebody shouted.")
    write(qtbot, page, f"contingency:{id}", "If again, then two of us talk to them.")
    for part in ("watch", "look_out", "contact:hotline", "questions"):
        write(qtbot, page, part, f"typed into {part}")
    wanted = ["Somebody shouted.", "If again, then", "typed into watch", "typed into questions", "typed into contact:"]
    qtbot.waitUntil(lambda: all(one in on_paper(page) for one in wanted))


def test_an_incident_that_is_not_chosen_stays_away(qtbot: QtBot, show: Show, report: Report) -> None:
    first, second = report(behaviour="Shouting"), report(behaviour="Staring")
    page = show()
    qtbot.keyClick(field(page, f"chosen:{first.id}"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Shouting" not in on_paper(page))
    assert second.code in on_paper(page)
    assert page.form.incidents.hint.text() == "1 of 2 chosen"
    assert not field(page, f"summary:{first.id}").isVisible()


def test_one_urgency_always_holds(qtbot: QtBot, show: Show, report: Report) -> None:
    id = report(danger="no", behaviour="Shouting").id
    page = show()
    steady = field(page, f"urgency:{id}:steady")
    steady.setFocus()
    qtbot.keyClick(steady, Qt.Key.Key_Delete)
    assert plan(page).items[0].urgency == "steady"
    assert page.form.incidents.rows[id].urgency.value() == "steady"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    assert plan(page).items[0].urgency == "act_now"


def test_a_member_is_named_by_name_and_anybody_else_as_typed(qtbot: QtBot, show: Show) -> None:
    page = show()
    line = page.form.copies.edit
    for name in ("imke r.", "The venue"):
        qtbot.keyClicks(line, name)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert plan(page).receivers == (IMKE.id, "The venue")
    assert [chip.name for chip in page.form.copies.chips] == ["Imke R.", "The venue"]
    qtbot.waitUntil(lambda: "To Imke R., The venue" in on_paper(page))


def test_nobody_is_named_twice(qtbot: QtBot, show: Show) -> None:
    page = show()
    for _again in range(2):
        qtbot.keyClicks(page.form.copies.edit, "Imke R.")
        qtbot.keyClick(page.form.copies.edit, Qt.Key.Key_Return)
    assert plan(page).receivers == (IMKE.id,)


def test_a_name_that_was_only_typed_counts_when_the_line_is_left(qtbot: QtBot, show: Show) -> None:
    page = show()
    page.form.copies.edit.setFocus()
    qtbot.keyClicks(page.form.copies.edit, "Imke R.")
    field(page, "watch").setFocus()
    assert plan(page).receivers == (IMKE.id,)


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_receiver_is_taken_off_by_keyboard(qtbot: QtBot, show: Show, key: Qt.Key) -> None:
    page = show()
    for name in ("Imke R.", "Jun K."):
        page.form.copies.edit.setText(name)
        page.form.copies.take_typed()
    chip = page.form.copies.chips[0]
    chip.setFocus()
    qtbot.keyClick(chip, key)
    assert plan(page).receivers == (JUN.id,)
    assert QApplication.focusWidget() is page.form.copies.edit
    qtbot.keyClick(page.form.copies.edit, Qt.Key.Key_Backspace)
    assert plan(page).receivers == ()


def test_the_period_is_understood_as_it_is_typed(qtbot: QtBot, show: Show, desk: Desk) -> None:
    page = show()
    write(qtbot, page, "since", "yesterday 18:00")
    assert plan(page).since == desk.now().replace(hour=18, minute=0) - timedelta(days=1)
    field(page, "watch").setFocus()
    assert field(page, "since").text() == "Fri 18:00"  # type: ignore[attr-defined]


def test_a_time_that_is_none_is_refused_at_its_field_and_kept_as_typed(qtbot: QtBot, show: Show) -> None:
    page = show()
    before = plan(page)
    for name, words in (("since", "some time"), ("destroy", "yesterday 10:00"), ("since", "")):
        box = field(page, name)
        write(qtbot, page, name, words)
        if not words:
            qtbot.keyClick(box, Qt.Key.Key_Delete)
        field(page, "watch").setFocus()
        labelled = page.form.since if name == "since" else page.form.destroy_by
        assert labelled.refusal.isVisible()
        assert box.text() == words  # type: ignore[attr-defined]
    assert (plan(page).since, plan(page).destroy_by) == (before.since, before.destroy_by)


def test_a_page_need_not_be_destroyed(qtbot: QtBot, show: Show) -> None:
    page = show()
    box = field(page, "destroy")
    write(qtbot, page, "destroy", "")
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    field(page, "watch").setFocus()
    assert plan(page).destroy_by is None
    assert not page.form.destroy_by.refusal.isVisible()
    qtbot.waitUntil(lambda: "Destroy by" not in on_paper(page))


def test_an_audience_says_what_it_gets_and_drafts_anew(qtbot: QtBot, show: Show, report: Report) -> None:
    id = report(behaviour="Shouting", impact="left early").id
    page = show()
    assert "names and accounts" in page.form.audience_field.help.text()
    page.form.audience.combo.setFocus()
    qtbot.keyClicks(page.form.audience.combo, "Without")
    qtbot.waitUntil(lambda: plan(page).profile == "without_names")
    assert page.form.incidents.rows[id].summary.edit.toPlainText() == "Shouting."
    assert "Nobody is named" in page.form.audience_field.help.text()


def test_it_is_said_how_many_are_left_out_for_whom(qtbot: QtBot, show: Show, report: Report) -> None:
    report(excluded=(IMKE.id,), behaviour="Staring")
    page = show()
    page.form.copies.edit.setText("Imke R.")
    page.form.copies.take_typed()
    said = [one.text() for one in page.form.incidents.findChildren(Text)]
    assert "1 incident is left out for Imke R. The copy says how many, not which." in said
    qtbot.waitUntil(lambda: "1 incident is left out of this copy" in on_paper(page))


def test_nothing_open_can_be_handed_over(show: Show) -> None:
    page = show()
    said = [one.text() for one in page.form.incidents.findChildren(Text)]
    assert "Nothing open. A handoff can say so." in said
    assert "Nothing open." in on_paper(page)


def test_what_comes_from_the_entries_is_shown_as_the_page_says_it(show: Show, desk: Desk, report: Report) -> None:
    incident = report(behaviour="Shouting")
    desk.restrict(incident.id, "Not at the party", incident.people[0].id)
    page = show()
    texts = [one.text() for section in page.form.automatic for one in section.findChildren(Text)]
    assert f"{incident.people[0].code}  Not at the party, no end set" in texts
    assert "Nobody is recused from an incident in this copy." in texts


def test_after_the_lock_the_sentence_goes_on(qtbot: QtBot, show: Show, report: Report) -> None:
    id = report(behaviour="Shouting").id
    page = show()
    write(qtbot, page, f"contingency:{id}", "If they come, then two of us")
    page.keep_now()
    again = show(page.place())
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == f"contingency:{id}"
    qtbot.keyClicks(focus, " talk")
    assert plan(again).items[0].contingency.text == "If they come, then two of us talk"


def test_bad_luck_with_the_disk_is_said_and_what_is_typed_stays(
    qtbot: QtBot, show: Show, ledger: MemoryLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_draft: object) -> None:
        raise Trouble("The disk is full.", kind="disk full")

    page = show()
    monkeypatch.setattr(ledger, "keep_draft", full)
    with qtbot.waitSignal(page.troubled):
        write(qtbot, page, "questions", "Who has the keys?")
    page.show_place(Place("handoff"))
    assert plan(page).text("questions").text == "Who has the keys?"
    assert "The disk is full." in page.header.kept.words()
    monkeypatch.undo()
    with qtbot.waitSignal(page.solved):
        page.keep_now()


def test_coming_back_shows_what_was_opened_meanwhile(qtbot: QtBot, show: Show, report: Report) -> None:
    report(behaviour="Shouting")
    page = show()
    write(qtbot, page, "questions", "Who has the keys?")
    page.keep_now()
    fresh = report(danger="yes", behaviour="Staring")
    page.show_place(Place("handoff"))
    assert next(iter(page.form.incidents.rows)) == fresh.id
    assert plan(page).text("questions").text == "Who has the keys?"


def test_form_and_preview_are_two_tabs_where_there_is_no_room(qtbot: QtBot, show: Show) -> None:
    page = show(size=(820, 640))
    assert (page.area.isVisible(), page.preview.isVisible()) == (True, False)
    page.tabs.step(1)
    assert (page.area.isVisible(), page.preview.isVisible()) == (False, True)
    wide = show()
    assert (wide.area.isVisible(), wide.preview.isVisible()) == (True, True)


def test_every_input_has_a_name_of_its_own(show: Show, report: Report, desk: Desk, clock: TestClock) -> None:
    report(behaviour="Shouting")
    desk.name_shift([IMKE.id], clock.at + timedelta(hours=1), None)
    page = show()
    there = [one for one in page.findChildren(QWidget) if one.isVisible() and one.focusProxy() is None]
    stops = [one for one in there if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    names = [one.objectName() for one in stops]
    assert all(names), [stop for stop in stops if not stop.objectName()]
    assert len(names) == len(set(names))
    assert all(one.accessibleName() or getattr(one, "text", str)() for one in stops)


def test_tab_goes_through_the_page_in_reading_order(qtbot: QtBot, show: Show, report: Report) -> None:
    id = report(danger="no", behaviour="Shouting").id
    page = show()
    page.form.copies.edit.setText("Imke R.")
    page.form.copies.take_typed()
    page.header.print.setFocus()
    wanted = ["handoff:write", "audience", f"receiver:{IMKE.id}", "receivers", "since", "destroy", "watch"]
    wanted += [f"chosen:{id}", f"urgency:{id}:steady", f"summary:{id}", f"contingency:{id}", "look_out"]
    seen = []
    for _step in wanted:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        seen.append(focus.objectName() if focus else "")
    assert seen == wanted, seen


def test_an_edited_plan_is_the_same_for_both(show: Show, report: Report) -> None:
    report(behaviour="Shouting")
    page = show()
    before = plan(page)
    page.form.show_plan(replace(before, receivers=(IMKE.id,)))
    assert page.form.copies.value() == [IMKE.id]
    assert plan(page) == before, "showing is not editing"
