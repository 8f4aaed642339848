"""Conflict before content: what somebody outside the circle sees, is asked, and gets after their answer."""

from PySide6.QtWidgets import QAbstractButton, QApplication

from coc_desk.casework.incidents import Incident
from coc_desk.ui.circles.conflict_page import ConflictPage
from coc_desk.ui.incident.page import IncidentPage
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.place import Place
from tests.casework.memory import IMKE, JUN, NOOR
from tests.ui.around.laptop import Laptop, asked, part, report, words_on
from tests.ui.circles.conftest import Sit


def shown(window: MainWindow) -> ConflictPage:
    """Return the conflict page, which is in front."""
    assert isinstance(window.page, ConflictPage)
    return window.page


def at(window: MainWindow, incident: Incident) -> ConflictPage:
    window.go(Place("incident", incident.id))
    QApplication.processEvents()
    return shown(window)


def test_outside_the_circle_there_is_the_line_and_the_question_and_no_word_of_the_report(
    laptop: Laptop, sit: Sit, asked_first: Incident
) -> None:
    laptop.desk_of(NOOR).write_line(asked_first.id, "In hand. Next step is planned for today.")
    page = at(sit(JUN), asked_first)
    words = words_on(page)
    for told in (asked_first.code, "Received", "In hand. Next step is planned", "Peregrin Oatfield", "Can you work on"):
        assert told in words
    assert "verandah" not in words


def test_a_name_is_shown_to_those_who_are_asked_and_to_nobody_else(laptop: Laptop, sit: Sit) -> None:
    desk = laptop.desk_of(NOOR)
    incident = report(desk, excluded=(IMKE.id, JUN.id), where="verandah")
    page = at(sit(IMKE), incident)
    assert not page.question.isVisible()
    assert "Reported person" not in words_on(page)


def test_a_yes_waits_for_somebody_inside_and_opens_when_they_let_in(
    laptop: Laptop, sit: Sit, asked_first: Incident
) -> None:
    jun = sit(JUN)
    part(at(jun, asked_first), "conflict:yes", QAbstractButton).click()
    assert "A member of the circle has to hand you the key" in words_on(shown(jun))
    noor = sit(NOOR)
    assert "Jun K. can work on" in words_on(noor)
    noor.go(Place("incident", asked_first.id))
    part(noor, f"incident:let in:{JUN.id}", QAbstractButton).click()
    part(asked(noor), "ask:act", QAbstractButton).click()
    assert "waits for the key" not in words_on(noor)
    shown(jun).refresh()
    assert isinstance(jun.page, IncidentPage)
    assert "verandah" in words_on(jun)


def test_a_yes_that_was_granted_before_opens_at_once(laptop: Laptop, sit: Sit, asked_first: Incident) -> None:
    laptop.desk_of(NOOR).ask(asked_first.id, [JUN.id], at_once=True)
    jun = sit(JUN)
    part(at(jun, asked_first), "conflict:yes", QAbstractButton).click()
    assert isinstance(jun.page, IncidentPage)


def test_after_a_no_the_page_stays_without_the_question(sit: Sit, asked_first: Incident) -> None:
    page = at(sit(JUN), asked_first)
    part(page, "conflict:no", QAbstractButton).click()
    assert not page.question.isVisible()
    assert "Nothing more can be shown to you" in words_on(page)


def test_the_desk_and_the_list_lead_to_the_question(sit: Sit, asked_first: Incident) -> None:
    window = sit(JUN)
    assert f"{asked_first.code} needs your answer" in words_on(window)
    part(window, f"changed:{asked_first.id}", QAbstractButton).click()
    assert shown(window).subject == asked_first.id
    window.go(Place("incidents"))
    QApplication.processEvents()
    window.page.first_focus().setFocus()  # type: ignore[union-attr]
    rows = window.page.table.incidents  # type: ignore[union-attr]
    assert rows.row(0).cells["next"] == "Can you work on this?"
