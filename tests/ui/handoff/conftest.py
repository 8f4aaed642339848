"""A real desk over entries in memory, and the handoff page in a window of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.incidents import Incident
from coc_desk.casework.intake import ReportDraft
from coc_desk.paths import resources
from coc_desk.playbook.loading import load
from coc_desk.ui.handoff.page import HandoffPage
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.place import Place
from coc_desk.ui.tasks import Tasks
from tests.casework.memory import MemoryLedger, PlainPress, TestClock
from tests.ui.around.laptop import Room

PLAYBOOK = load(resources() / "playbooks" / "conference")
WORDS = [f"w{n}" for n in range(7776)]


@dataclass
class Asked:
    """What the responder answers when asked for a folder or a printer, and how often that was."""

    folder: str = ""
    printer: QPrinter | None = None
    folders: list[str] = field(default_factory=list)

    def ask_folder(self, over: QWidget, begin: str) -> str:
        self.folders.append(begin)
        return self.folder

    def ask_printer(self, over: QWidget) -> QPrinter | None:
        return self.printer


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger(PLAYBOOK)


@pytest.fixture
def desk(ledger: MemoryLedger, clock: TestClock) -> Desk:
    return Desk(ledger, PlainPress(), WORDS, (f"copper kettle{number}" for number in count()), clock)


Report = Callable[..., Incident]


@pytest.fixture
def report(desk: Desk) -> Report:
    """Return what files a report with one reported person of a name."""

    def filed(name: str = "Barnabas", excluded: tuple[Any, ...] = (), **answers: str) -> Incident:
        draft = desk.begin_report(answers={key: {"v": value} for key, value in answers.items()})
        person = replace(desk.new_person("reported"), answers={"name": {"v": name}})
        return desk.file_report(draft, replace(ReportDraft.of(draft), people=(person,), excluded=excluded))

    return filed


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return Asked(str(tmp_path))


Show = Callable[..., HandoffPage]


@pytest.fixture
def show(qtbot: QtBot, desk: Desk, asked: Asked) -> Show:
    """Show the handoff page in a window; `size` is that of the window."""
    tasks, windows = Tasks(), list[QWidget]()

    def shown(place: Place | None = None, size: tuple[int, int] = (1216, 760)) -> HandoffPage:
        place = place or Place("handoff")
        page = HandoffPage(desk, tasks, asked.ask_folder, asked.ask_printer)
        window = Room(page, size)
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        page.show_place(place)
        page.go_to_spot(place)
        qtbot.waitUntil(lambda: bool(page.preview.found.words()))
        QApplication.processEvents()
        return page

    return shown


def dialog(page: HandoffPage) -> Any:
    """Return the dialog over the page, or None."""
    there = [one for one in page.window().findChildren(Dialog) if one.isVisible()]
    return there[-1] if there else None


def on_paper(page: HandoffPage) -> str:
    """Return the words of the page that the preview shows, as a screen reader has them."""
    return page.preview.paper.accessibleDescription()
