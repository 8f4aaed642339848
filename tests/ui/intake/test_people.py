"""People on the intake page: any number, nameless too; somebody of the team is excluded in one step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.ledger import Draft
from coc_desk.ui.intake.page import IntakePage
from coc_desk.ui.intake.person_card import PersonSummary
from coc_desk.ui.parts.choices import Toggle
from coc_desk.ui.parts.dialogs import Dialog
from tests.casework.memory import JUN, MemoryLedger, PlainPress
from tests.ui.around.laptop import focus, part
from tests.ui.intake.conftest import PLAYBOOK, Show
from tests.ui.intake.finding import CTRL, SHIFT, kept


def add_person(qtbot: QtBot, page: IntakePage) -> str:
    """Add somebody by key; return their id."""
    qtbot.keyClick(focus(), Qt.Key.Key_J, CTRL)
    assert page.sheet is not None
    return page.sheet.people.people()[-1].id


def name_team_member(qtbot: QtBot, page: IntakePage) -> str:
    """Say that a reported person is Jun of the team."""
    person = add_person(qtbot, page)
    roles = part(page, f"person:{person}:roles:2", QAbstractButton)
    qtbot.keyClick(roles, Qt.Key.Key_Space)
    qtbot.keyClicks(part(page, f"person:{person}:team_member", QWidget), "y")
    who = part(page, f"person:{person}:member", QComboBox)
    who.setFocus()
    who.setCurrentIndex(who.findText(JUN.name))
    who.activated.emit(who.currentIndex())
    return person


def question(page: IntakePage) -> Dialog:
    found = [one for one in page.window().findChildren(Dialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def questions(page: IntakePage) -> list[Dialog]:
    return [one for one in page.window().findChildren(Dialog) if one.isVisible()]


def test_one_key_adds_a_person_and_begins_with_the_roles(qtbot: QtBot, page: IntakePage) -> None:
    person = add_person(qtbot, page)
    assert focus().objectName() == f"person:{person}:roles"


def test_somebody_without_a_name_is_kept_with_a_code_name(
    qtbot: QtBot, desk: Desk, draft: Draft, page: IntakePage
) -> None:
    person = add_person(qtbot, page)
    qtbot.keyClicks(part(page, f"person:{person}:clothing", QLineEdit), "green hoodie")
    page.keep_now()
    (one,) = kept(desk, draft).people
    assert one.code.startswith("copper kettle")
    assert one.answers == {"clothing": {"v": "green hoodie"}}


def test_a_person_can_have_several_roles(qtbot: QtBot, desk: Desk, draft: Draft, page: IntakePage) -> None:
    person = add_person(qtbot, page)
    for name in ("roles", "roles:1"):
        qtbot.keyClick(part(page, f"person:{person}:{name}", QAbstractButton), Qt.Key.Key_Space)
    page.keep_now()
    assert kept(desk, draft).people[0].roles == ("reporter", "affected")


def test_a_closed_card_says_what_is_known(qtbot: QtBot, page: IntakePage) -> None:
    person = add_person(qtbot, page)
    qtbot.keyClick(focus(), Qt.Key.Key_Space)
    qtbot.keyClicks(part(page, f"person:{person}:name", QLineEdit), "Senna Quill")
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    card = part(page, f"person:{person}:card", PersonSummary)
    assert card.accessibleName() == "Reporter, copper kettle1"
    assert card.accessibleDescription() == "Name: Senna Quill"
    assert focus() is card


def test_enter_opens_a_card_again(qtbot: QtBot, page: IntakePage) -> None:
    person = add_person(qtbot, page)
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert focus().objectName() == f"person:{person}:roles"


def test_only_one_card_is_open_and_the_other_keeps_its_words(qtbot: QtBot, page: IntakePage) -> None:
    first = add_person(qtbot, page)
    qtbot.keyClicks(part(page, f"person:{first}:name", QLineEdit), "Senna")
    second = add_person(qtbot, page)
    assert page.sheet is not None
    assert page.findChild(QLineEdit, f"person:{second}:name") is not None
    assert [one.answers for one in page.sheet.people.people()] == [{"name": {"v": "Senna"}}, {}]


def test_taking_somebody_off_can_be_undone(qtbot: QtBot, page: IntakePage) -> None:
    person = add_person(qtbot, page)
    qtbot.keyClicks(part(page, f"person:{person}:name", QLineEdit), "Senna")
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.said) as said:
        qtbot.keyClick(focus(), Qt.Key.Key_Delete)
    assert page.sheet is not None
    assert page.sheet.people.people() == ()
    assert said.args is not None
    sentence, undo = said.args
    assert sentence == "copper kettle1 was taken off this report."
    undo()
    assert page.sheet.people.people()[0].answers == {"name": {"v": "Senna"}}


def test_undo_after_another_draft_was_opened_does_nothing(qtbot: QtBot, desk: Desk, page: IntakePage) -> None:
    add_person(qtbot, page)
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.said) as said:
        qtbot.keyClick(focus(), Qt.Key.Key_Delete)
    page.show_place(page.place().on(subject=desk.begin_report().id))
    assert said.args is not None
    said.args[1]()
    assert page.sheet is not None
    assert page.sheet.people.people() == ()


def test_the_place_on_a_card_is_found_again(qtbot: QtBot, page: IntakePage, draft: Draft, show: Show) -> None:
    person = add_person(qtbot, page)
    name = part(page, f"person:{person}:name", QLineEdit)
    name.setFocus()
    qtbot.keyClicks(name, "Senna Quill")
    spot = page.place()
    page.keep_now()
    again = show(draft)
    again.go_to_spot(spot)
    assert (focus().objectName(), again.place().cursor) == (f"person:{person}:name", 11)


def test_naming_a_team_member_offers_exclusion_at_once(qtbot: QtBot, page: IntakePage) -> None:
    name_team_member(qtbot, page)
    assert question(page).title == "Jun K. is named in this report"
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert page.sheet is not None
    assert page.sheet.exclude.excluded() == (JUN.id,)


def test_not_now_is_asked_again_before_saving(
    qtbot: QtBot, ledger: MemoryLedger, draft: Draft, page: IntakePage
) -> None:
    name_team_member(qtbot, page)
    question(page).escape()
    page.frame.header.saving.emit()
    assert page.sheet is not None, "nothing is saved before it is answered"
    with qtbot.waitSignal(page.filed) as filed:
        qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert filed.args is not None
    assert JUN.id not in ledger.circle_of(filed.args[0].id).members


def test_going_back_saves_nothing(qtbot: QtBot, page: IntakePage) -> None:
    name_team_member(qtbot, page)
    question(page).escape()
    page.frame.header.saving.emit()
    with qtbot.assertNotEmitted(page.filed):
        question(page).escape()
    assert page.sheet is not None


def test_a_reporter_of_the_team_is_not_taken_for_somebody_to_exclude(qtbot: QtBot, page: IntakePage) -> None:
    person = add_person(qtbot, page)
    qtbot.keyClick(focus(), Qt.Key.Key_Space)
    qtbot.keyClicks(part(page, f"person:{person}:team_member", QWidget), "y")
    who = part(page, f"person:{person}:member", QComboBox)
    who.setCurrentIndex(who.findText(JUN.name))
    who.activated.emit(who.currentIndex())
    assert questions(page) == []


def test_a_key_leads_to_the_members_to_exclude(qtbot: QtBot, ledger: MemoryLedger, page: IntakePage) -> None:
    qtbot.keyClicks(focus(), "y")
    qtbot.keyClick(focus(), Qt.Key.Key_X, CTRL | SHIFT)
    assert focus().objectName() == f"exclude:{JUN.id}"
    qtbot.keyClick(focus(), Qt.Key.Key_Space)
    with qtbot.waitSignal(page.filed) as filed:
        qtbot.keyClick(focus(), Qt.Key.Key_Return, CTRL)
    assert filed.args is not None
    assert ledger.circle_of(filed.args[0].id).members == {"noor", "imke"}


def test_who_is_asked_first_stays_in_the_draft_and_gets_the_question_but_no_key(
    qtbot: QtBot, desk: Desk, ledger: MemoryLedger, draft: Draft, page: IntakePage, show: Show
) -> None:
    qtbot.keyClicks(focus(), "y")
    qtbot.keyClick(part(page, f"ask first:{JUN.id}", Toggle), Qt.Key.Key_Space)
    page.keep_now()
    assert kept(desk, draft).ask_first == (JUN.id,)
    again = show(draft)
    assert part(again, f"ask first:{JUN.id}", Toggle).isChecked()
    with qtbot.waitSignal(again.filed) as filed:
        again.frame.header.saving.emit()
    assert filed.args is not None
    incident = filed.args[0].id
    assert ledger.circle_of(incident).members == {"noor", "imke"}
    theirs = Desk(MemoryLedger(PLAYBOOK, JUN, ledger.shelf), PlainPress(), [], iter(()), desk.now)
    assert [(one.incident, one.asked) for one in theirs.outside()] == [(incident, True)]


def test_nobody_is_excluded_and_asked(qtbot: QtBot, page: IntakePage) -> None:
    asked = part(page, f"ask first:{JUN.id}", Toggle)
    qtbot.keyClick(asked, Qt.Key.Key_Space)
    qtbot.keyClick(part(page, f"exclude:{JUN.id}", QWidget), Qt.Key.Key_Space)
    assert page.sheet is not None
    assert (page.sheet.exclude.excluded(), page.sheet.exclude.asked_first()) == ((JUN.id,), ())
    assert not asked.isEnabled()


def test_a_report_about_an_incident_says_whose_circle_it_joins(qtbot: QtBot, desk: Desk, show: Show) -> None:
    first = desk.begin_report(answers={"words": {"v": "He followed me"}})
    from_ = desk.file_report(first, kept(desk, first))
    page = show(desk.begin_report(from_.id))
    assert page.title() == "Another report"
    assert page.sheet is not None
    assert page.sheet.card_of("member") is None
    name_team_member(qtbot, page)
    assert questions(page) == []


def test_closing_a_card_leads_back_to_it(qtbot: QtBot, page: IntakePage) -> None:
    for _person in range(3):
        add_person(qtbot, page)
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    card = focus()
    assert isinstance(card, PersonSummary)
    qtbot.waitUntil(lambda: not card.visibleRegion().isEmpty())
