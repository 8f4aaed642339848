"""Stepping out, being taken out and being let in, through the window: what is said, and what is left on the screen."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.incidents import Incident
from coc_desk.ui.circles.conflict_page import ConflictPage
from coc_desk.ui.incident.page import IncidentPage
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.place import Place
from tests.casework.memory import IMKE, JUN, NOOR
from tests.ui.around.laptop import Laptop, asked, part, report, words_on
from tests.ui.circles.conftest import Sit


@pytest.fixture
def incident(laptop: Laptop) -> Incident:
    return report(laptop.desk_of(NOOR), "He stood in the verandah.")


def take(window: MainWindow, incident: Incident, act: str) -> QWidget:
    """Ask for something about the circle, and return the dialog."""
    window.go(Place("incident", incident.id))
    QApplication.processEvents()
    assert isinstance(window.page, IncidentPage)
    window.page.acts.take(act)
    QApplication.processEvents()
    return asked(window)


def agree(dialog: QWidget) -> None:
    part(dialog, "ask:act", QAbstractButton).click()
    QApplication.processEvents()


def choose(dialog: QWidget, words: str) -> None:
    combo = part(dialog, "ask:member", QComboBox)
    combo.setCurrentIndex(combo.findText(words))
    combo.activated.emit(combo.currentIndex())


def test_it_says_what_cannot_be_taken_back_and_asks_no_reason(sit: Sit, incident: Incident) -> None:
    words = words_on(take(sit(IMKE), incident, "step out"))
    assert "What was seen before, 1 entry, and old backups" in words
    assert "no reason is stored" in words


def test_after_stepping_out_nothing_of_it_stands_on_any_page(
    qtbot: QtBot, laptop: Laptop, sit: Sit, incident: Incident
) -> None:
    window = sit(IMKE)
    window.go(Place("incident", incident.id))
    qtbot.keyClicks(part(window, "note:text", QPlainTextEdit), "half a periwinkle")
    agree(take(window, incident, "step out"))
    qtbot.waitUntil(lambda: not window.findChildren(IncidentPage))
    assert isinstance(window.page, ConflictPage)
    assert "verandah" not in words_on(window)
    window.keep_everything()
    assert laptop.desk_of(IMKE).drafts() == []
    window.back()
    assert window.findChildren(IncidentPage) == []


def test_esc_changes_nothing(laptop: Laptop, sit: Sit, incident: Incident) -> None:
    window = sit(IMKE)
    take(window, incident, "step out")
    window.close_over()
    assert isinstance(window.page, IncidentPage)
    assert laptop.desk_of(IMKE).incident(incident.id).code == incident.code


def test_a_line_that_names_somebody_is_refused_at_its_field_and_nothing_moves(laptop: Laptop, sit: Sit) -> None:
    about = report(laptop.desk_of(NOOR), "He stood there.", contact="senna@example.org")
    window = sit(IMKE)
    dialog = take(window, about, "step out")
    part(dialog, "ask:line", QLineEdit).setText("Call senna@example.org")
    agree(dialog)
    assert "Say it without" in words_on(asked(window))
    assert laptop.desk_of(IMKE).incident(about.id).code == about.code


def test_a_lead_takes_a_member_out_who_sees_the_line_from_then_on(laptop: Laptop, sit: Sit, incident: Incident) -> None:
    jun, noor = sit(JUN), sit(NOOR)
    dialog = take(noor, incident, "take out")
    choose(dialog, "Jun K.")
    assert "erased when they sign in next" in words_on(dialog)
    part(dialog, "ask:line", QLineEdit).setText("In hand.")
    agree(dialog)
    assert isinstance(noor.page, IncidentPage)
    assert "2 of 3 members" in noor.page.header.circle.text()
    jun.go(Place("incident", incident.id))
    assert isinstance(jun.page, ConflictPage)
    assert "In hand." in words_on(jun.page)


def test_who_is_no_lead_is_not_offered_to_take_others_out(sit: Sit, incident: Incident) -> None:
    def offered(window: MainWindow) -> list[str]:
        window.go(Place("incident", incident.id))
        assert isinstance(window.page, IncidentPage)
        return [one.text() for one in window.page.header.menu_of_acts().actions()]

    assert "Take a member out" in offered(sit(NOOR))
    assert "Take a member out" not in offered(sit(JUN))
    assert "Step out of this incident" in offered(sit(JUN))


def test_a_member_is_let_in_again(laptop: Laptop, sit: Sit, incident: Incident) -> None:
    laptop.desk_of(NOOR).recuse(incident.id, JUN.id)
    dialog = take(sit(NOOR), incident, "let in")
    choose(dialog, "Jun K.")
    agree(dialog)
    assert laptop.desk_of(JUN).incident(incident.id).code == incident.code


def test_the_vague_line_is_written_and_shown_to_those_outside(laptop: Laptop, sit: Sit, incident: Incident) -> None:
    laptop.desk_of(NOOR).recuse(incident.id, JUN.id)
    dialog = take(sit(NOOR), incident, "vague line")
    part(dialog, "ask:line", QLineEdit).setText("Next step is planned for today.")
    agree(dialog)
    assert [one.line for one in laptop.desk_of(JUN).outside()] == ["Next step is planned for today."]
