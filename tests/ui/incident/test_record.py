"""The record of an incident: facts with who said so, entries with what became of them, keys that act on them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.followup import Note
from coc_desk.casework.incidents import Incident
from coc_desk.casework.intake import ReportDraft
from coc_desk.ui.incident.page import IncidentPage
from coc_desk.ui.place import Place
from tests.casework.memory import JUN
from tests.ui.around.laptop import Laptop, asked, focus, part, promised, report, words_on
from tests.ui.incident.conftest import Opened

Key, Mods = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def incident(desk: Desk) -> Incident:
    return report(desk, "He stood in the door.", where="corridor by room 4", danger="no", again="yes")


def told(page: IncidentPage) -> list[str]:
    """Return the entries as a screen reader has them, the oldest first."""
    model = page.record.entries.entries
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.data(model.index(row, 0), role)) for row in range(model.rowCount())]


def press(key: Qt.Key, mods: Qt.KeyboardModifier = Mods.NoModifier) -> None:
    QTest.keyClick(focus(), key, mods)
    QApplication.processEvents()


def to_entries(page: IncidentPage, number: int) -> None:
    assert page.record.go_to(number)
    QApplication.processEvents()


# Facts


def test_the_account_stands_first_and_unfolded(incident: Incident, open_page: Opened) -> None:
    folds = [one for one in open_page(incident.id).record.facts.findChildren(QAbstractButton) if one.isCheckable()]
    assert [one.text() for one in folds][:2] == ["Reports", "What happened"]
    assert [one.isChecked() for one in folds][:2] == [True, True]


def test_a_fact_that_changed_says_by_whom_and_keeps_what_stood_there(
    desk: Desk, laptop: Laptop, incident: Incident, open_page: Opened
) -> None:
    laptop.clock.goes_on(minutes=20)
    changed = {"where": {"v": "stairs by room 4"}}
    laptop.desk_of(JUN).change_facts(incident.id, changed, incident.reports[0].id)
    facts = open_page(incident.id).record.facts
    assert "stairs by room 4" in words_on(facts)
    assert "hanged 14:26 by Jun K." in words_on(facts)
    assert "corridor by room 4" not in words_on(facts)
    next(one for one in facts.findChildren(QPushButton) if one.text() == "1 earlier answer").click()
    assert "corridor by room 4" in words_on(facts)


def test_with_two_reports_each_fact_says_which_one_said_so(desk: Desk, incident: Incident, open_page: Opened) -> None:
    draft = desk.begin_report(incident.id, answers={"where": {"v": "by the stairs"}})
    desk.file_report(draft, ReportDraft.of(draft))
    words = words_on(open_page(incident.id).record.facts)
    assert "corridor by room 4\nFirst report" in words
    assert "by the stairs\nSecond report" in words


def test_a_section_that_was_folded_stays_folded(desk: Desk, incident: Incident, open_page: Opened) -> None:
    page = open_page(incident.id)
    part(page, "facts:reports", QAbstractButton).click()
    desk.add_note(incident.id, Note("observation", "Left."))
    page.refresh()
    assert not part(page, "facts:reports", QAbstractButton).isChecked()


# Entries


def test_a_struck_entry_stays_readable_with_its_reason(desk: Desk, incident: Incident, open_page: Opened) -> None:
    noted = desk.add_note(incident.id, Note("observation", "Left by the north door."))
    desk.strike(incident.id, noted.lines[-1].entry.id, "It was somebody else")
    struck = next(one for one in told(open_page(incident.id)) if "north door" in one)
    assert "Struck" in struck
    assert "It was somebody else" in struck


def test_an_amended_entry_leads_to_its_amendment(desk: Desk, incident: Incident, open_page: Opened) -> None:
    noted = desk.add_note(incident.id, Note("decision", "Not at the party."))
    number = noted.lines[-1].number
    desk.amend(incident.id, noted.lines[-1].entry.id, "They may give their talk.")
    page = open_page(incident.id)
    entries = told(page)
    assert f"in {number + 1}." in next(one for one in entries if "Not at the party" in one)
    assert f"Amends {number}" in next(one for one in entries if "give their talk" in one)
    page.record.entries.led.emit(f"entry:{number + 1}")
    assert page.record.entries.current_number() == number + 1


def test_s_strikes_only_with_a_reason(desk: Desk, incident: Incident, open_page: Opened) -> None:
    number = desk.add_note(incident.id, Note("observation", "Left.")).lines[-1].number
    page = open_page(incident.id)
    to_entries(page, number)
    press(Key.Key_S)
    part(asked(page), "ask:act", QPushButton).click()
    assert "Write the reason" in words_on(asked(page))
    QTest.keyClicks(part(asked(page), "ask:reason", QLineEdit), "Somebody else")
    part(asked(page), "ask:act", QPushButton).click()
    assert desk.incident(incident.id).lines[number - 1].struck is not None
    assert any("Somebody else" in one for one in told(page))


def test_a_amends(desk: Desk, incident: Incident, open_page: Opened) -> None:
    number = desk.add_note(incident.id, Note("observation", "Left.")).lines[-1].number
    page = open_page(incident.id)
    to_entries(page, number)
    press(Key.Key_A)
    QTest.keyClicks(part(asked(page), "ask:text", QPlainTextEdit), "Came back at 15:00.")
    press(Key.Key_Return, Mods.ControlModifier)
    assert any("Came back at 15:00." in one and f"Amends {number}" in one for one in told(page))


def test_p_makes_a_promise_from_an_entry(desk: Desk, incident: Incident, open_page: Opened) -> None:
    noted = desk.add_note(incident.id, Note("talk_with_reporter", "Call them back by 16:30."))
    page = open_page(incident.id)
    to_entries(page, noted.lines[-1].number)
    press(Key.Key_P)
    part(asked(page), "ask:act", QPushButton).click()
    (promise,) = desk.incident(incident.id).open_promises
    assert f"{desk.local(promise.due):%H:%M}" == "16:30"


def test_f_shows_one_kind_only_and_says_so(desk: Desk, incident: Incident, open_page: Opened) -> None:
    desk.add_note(incident.id, Note("observation", "Left."))
    page = open_page(incident.id)
    page.record.filter_by("note:observation")
    assert len(told(page)) == 1
    assert "Only: Observation" in words_on(page.record.entries_pane)
    part(page, "entries:all", QPushButton).click()
    assert len(told(page)) > 1


def test_ctrl_g_goes_to_an_entry_and_refuses_numbers_there_are_not(
    desk: Desk, incident: Incident, open_page: Opened
) -> None:
    desk.add_note(incident.id, Note("observation", "Left."))
    page = open_page(incident.id)
    press(Key.Key_G, Mods.ControlModifier)
    QTest.keyClicks(focus(), "99")
    press(Key.Key_Return)
    assert "There are entries 1 to 2." in words_on(asked(page))
    part(asked(page), "ask:number", QLineEdit).setText("1")
    press(Key.Key_Return)
    assert page.record.entries.current_number() == 1
    assert focus() is page.record.entries


def test_letters_write_while_the_focus_is_in_the_composer(desk: Desk, incident: Incident, open_page: Opened) -> None:
    page = open_page(incident.id)
    QTest.keyClicks(focus(), "asp")
    assert page.record.composer.text.toPlainText() == "asp"


def test_a_promise_kept_elsewhere_is_shown_at_its_note(desk: Desk, incident: Incident, open_page: Opened) -> None:
    promise = promised(desk, incident, "16:00")
    page = open_page(incident.id)
    assert "in 1 h 54" in part(page, "incident:promise").accessibleName()
    desk.keep_promise(promise)
    page.refresh()
    assert part(page, "incident:promise").accessibleName() == "Next promise: None"


# The head


def test_the_stage_is_changed_from_the_head(desk: Desk, incident: Incident, open_page: Opened) -> None:
    page = open_page(incident.id)
    page.header.staged.emit("assessing")
    assert desk.incident(incident.id).stage == "assessing"
    assert "Assessing" in part(page, "incident:stage").accessibleName()


def test_closing_asks_as_what(desk: Desk, incident: Incident, open_page: Opened) -> None:
    page = open_page(incident.id)
    page.header.staged.emit("closed")
    assert asked(page).isVisible()
    assert desk.incident(incident.id).stage == "received"
    press(Key.Key_Escape)
    assert desk.incident(incident.id).stage == "received"


def test_the_owner_is_named_and_taken_away(desk: Desk, incident: Incident, open_page: Opened) -> None:
    page = open_page(incident.id)
    page.header.owned.emit(JUN.id)
    assert part(page, "incident:owner").accessibleName() == "Owner: Jun K."
    page.header.owned.emit("")
    assert part(page, "incident:owner").accessibleName() == "Owner: Nobody yet"


def test_another_report_begins_an_intake_about_the_same_incident(
    qtbot: QtBot, desk: Desk, incident: Incident, open_page: Opened
) -> None:
    page = open_page(incident.id)
    with qtbot.waitSignal(page.go) as went:
        part(page, "incident:report", QPushButton).click()
    (draft,) = desk.drafts()
    assert went.args == [Place("intake", draft.id)]
    assert draft.incident == incident.id


def test_links_lead_to_the_other_incident(qtbot: QtBot, desk: Desk, incident: Incident, open_page: Opened) -> None:
    other = report(desk, "The same man.")
    desk.link(incident.id, other.id, "the same person")
    page = open_page(incident.id, tab="links")
    assert other.code in words_on(page.links)
    assert "the same person" in words_on(page.links)
    with qtbot.waitSignal(page.go) as went:
        page.links.findChildren(QPushButton)[0].click()
    assert went.args == [Place("incident", other.id)]


def test_the_window_is_named_after_the_code_name_only(incident: Incident, open_page: Opened) -> None:
    assert open_page(incident.id).title() == incident.code


def test_flags_owner_and_promise_stay_in_sight_at_double_text(
    desk: Desk, incident: Incident, open_page: Opened
) -> None:
    page = open_page(incident.id, size=(640, 400))
    for name in ("incident:stage_told", "incident:owner", "incident:promise"):
        assert part(page, name).isVisible()
    assert page.header.flags.isVisible() != page.header.short_flags.isVisible()
