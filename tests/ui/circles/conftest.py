"""Everybody's whole window over the same entries."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.incidents import Incident
from coc_desk.casework.intake import ReportDraft
from coc_desk.casework.ledger import Member
from coc_desk.settings import Settings
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.shell import Shell
from coc_desk.ui.tasks import Tasks
from tests.casework.memory import JUN, NOOR, PlainPress
from tests.ui.around.laptop import Laptop

Sit = Callable[..., MainWindow]


@pytest.fixture
def sit(qtbot: QtBot, laptop: Laptop) -> Sit:
    """Sit a member down at the whole window."""

    def seated(member: Member = NOOR, wrong_tries: int = 0) -> MainWindow:
        desk, shell = laptop.desk_of(member), Shell()
        desk.sign_in(wrong_tries)
        shell.closing = lambda: True
        window = MainWindow(desk, Tasks(), shell, Settings(), PlainPress())
        shell.show_content(window, "")
        shell.resize(1280, 800)
        qtbot.addWidget(shell)
        shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        window.begin([])
        QApplication.processEvents()
        return window

    return seated


@pytest.fixture
def asked_first(laptop: Laptop) -> Incident:
    """An incident about which Jun is asked before he may read it."""
    desk: Desk = laptop.desk_of(NOOR)
    draft = desk.begin_report(answers={"words": {"v": "He stood in the verandah."}, "danger": {"v": "no"}})
    person = replace(desk.new_person("reported"), answers={"name": {"v": "Peregrin Oatfield"}})
    return desk.file_report(draft, replace(ReportDraft.of(draft), people=(person,), ask_first=(JUN.id,)))
