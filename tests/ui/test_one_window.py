"""The program has one window: no part of it is shown as a window of its own, not for a moment, and takes the focus."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.followup import Note
from coc_desk.paths import resources
from coc_desk.playbook.loading import load
from coc_desk.settings import Settings
from coc_desk.ui.locked_note import LockedNote
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.place import Place
from coc_desk.ui.shell import FRAME, Shell
from coc_desk.ui.tasks import Tasks
from coc_desk.ui.unlock import Unlock
from tests.casework.memory import JUN, NOOR, PlainPress
from tests.ui.around.laptop import Laptop, promised, report

AT = datetime(2027, 6, 12, 12, tzinfo=UTC)


class Shown(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Shown]:
    watching = Shown()
    qapp.installEventFilter(watching)
    yield watching
    qapp.removeEventFilter(watching)


@pytest.fixture
def shell(qtbot: QtBot) -> Shell:
    made = Shell()
    made.closing = lambda: True
    qtbot.addWidget(made)
    return made


def desk_with_something() -> Desk:
    desk = Laptop(load(resources() / "playbooks" / "conference")).desk_of()
    incident = report(desk, behaviour="Stood in the door.")
    promised(desk, incident, "16:30")
    desk.add_note(incident.id, Note("talk_reporter", "They feel safe now."))
    desk.begin_report()
    return desk


@pytest.mark.parametrize("note", [None, LockedNote("idle", AT, AT)])
def test_unlocking_is_one_window(shell: Shell, shown: Shown, note: LockedNote | None) -> None:
    shell.show_content(Unlock("Saltmarsh Conf", [NOOR, JUN], NOOR.id, note, None), "")
    shell.show()
    QApplication.processEvents()
    assert shown.windows == ["Shell"]


def test_every_page_stays_in_the_one_window(shell: Shell, shown: Shown) -> None:
    desk = desk_with_something()
    window = MainWindow(desk, Tasks(), shell, Settings(), PlainPress())
    shell.show_content(window, "")
    shell.show()
    window.begin([])
    incident, draft = desk.incidents()[0], desk.drafts()[0]
    tabs = [Place("incident", incident.id, tab=tab) for tab in ("record", "people", "evidence", "restrictions")]
    for place in (Place("desk"), Place("incidents"), Place("intake", draft.id), *tabs, Place("handoff")):
        window.go(place)
        QApplication.processEvents()
    window.go(Place("settings"))
    window.show_quick_note()
    window.close_over()
    assert shown.windows == ["Shell"]


def test_the_window_is_no_taller_than_the_screen_has_room_for(qtbot: QtBot) -> None:
    made = Shell()
    qtbot.addWidget(made)
    made.resize(1280, 4000)
    made.fit()
    assert made.height() == max(made.screen().availableGeometry().height() - FRAME, made.minimumHeight())
    made.resize(1280, 700)
    made.fit()
    assert made.height() == 700
