"""A real desk over entries in memory, and the intake page in a window of its own."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.ledger import Draft
from coc_desk.paths import resources
from coc_desk.playbook.loading import load
from coc_desk.ui.intake.page import IntakePage
from coc_desk.ui.place import Place
from coc_desk.ui.tasks import Tasks
from tests.casework.memory import MemoryLedger, PlainPress, TestClock

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
        window = QWidget()
        page = IntakePage(desk, tasks)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        windows.append(window)
        window.resize(*size)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        page.show_place(Place("intake", draft.id))
        page.go_to_spot(Place("intake", draft.id))
        qtbot.waitUntil(lambda: window.isActiveWindow() and page.isAncestorOf(window.focusWidget() or window))
        return page

    return shown


@pytest.fixture
def page(show: Show, draft: Draft) -> IntakePage:
    return show(draft)
