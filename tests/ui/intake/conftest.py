"""A real desk over entries in memory, and the intake page in a window of its own."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.ledger import Draft
from coc_desk.paths import resources
from coc_desk.playbook.loading import load
from coc_desk.ui.intake.page import IntakePage
from coc_desk.ui.place import Place
from coc_desk.ui.tasks import Tasks
from tests.casework.memory import MemoryLedger, PlainPress, TestClock
from tests.ui.around.laptop import Room

PLAYBOOK = load(resources() / "playbooks" / "conference")


def code_names() -> Iterator[str]:
    return (f"copper kettle{number}" for number in count())


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger(PLAYBOOK)


@pytest.fixture
def desk(ledger: MemoryLedger, clock: TestClock) -> Desk:
    return Desk(ledger, PlainPress(), [], code_names(), clock)


@pytest.fixture
def draft(desk: Desk) -> Draft:
    return desk.begin_report()


Show = Callable[..., IntakePage]


@pytest.fixture
def show(qtbot: QtBot, desk: Desk) -> Show:
    """Show a draft on an intake page in a window; `size` is that of the window."""
    tasks, windows = Tasks(), list[QWidget]()

    def shown(draft: Draft, size: tuple[int, int] = (1216, 760)) -> IntakePage:
        page = IntakePage(desk, tasks)
        window = Room(page, size)
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        page.show_place(Place("intake", draft.id))
        page.go_to_spot(Place("intake", draft.id))
        QApplication.processEvents()
        return page

    return shown


@pytest.fixture
def page(show: Show, draft: Draft) -> IntakePage:
    return show(draft)
