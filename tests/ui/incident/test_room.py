"""The incident page in wide and in narrow windows, and with large text."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coc_desk.casework.desk import Desk
from coc_desk.ui.incident.page import IncidentPage
from tests.ui.around.laptop import focus, part, report
from tests.ui.incident.conftest import Opened

WIDE, NARROW = (1280, 800), (880, 640)


def resize(page: IncidentPage, size: tuple[int, int]) -> None:
    page.window().resize(*size)
    QApplication.processEvents()


def shows(page: IncidentPage, name: str) -> bool:
    return part(page, name).isVisible()


def test_facts_move_to_a_tab_where_they_do_not_fit_beside_the_entries_and_back(desk: Desk, open_page: Opened) -> None:
    page = open_page(report(desk, "Words. " * 200).id, size=WIDE)
    assert shows(page, "facts:reports")
    for size in (NARROW, WIDE, NARROW):
        resize(page, size)
    assert not shows(page, "facts:reports")
    page.show_tab("facts")
    QApplication.processEvents()
    assert shows(page, "facts:reports")
    resize(page, WIDE)
    assert page.tabs.chosen_key() == "record"
    assert shows(page, "facts:reports")


def test_ctrl_e_goes_to_the_composer_from_any_tab(desk: Desk, open_page: Opened) -> None:
    page = open_page(report(desk).id, tab="people")
    assert not shows(page, "note:text")
    QTest.keyClick(focus(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert shows(page, "note:text")
    assert focus().objectName() == "note:text"
