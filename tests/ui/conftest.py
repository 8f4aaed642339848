"""A real desk over entries in memory."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.paths import resources
from coc_desk.playbook.definitions import Playbook
from coc_desk.playbook.loading import load
from coc_desk.ui.page import Page
from coc_desk.ui.place import Place
from coc_desk.ui.style import Appearance
from tests.casework.memory import NOOR
from tests.ui.around.laptop import Laptop, Room, Show


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Appearance:
    """The program's own typeface and style."""
    return Appearance(qapp, "light")


@pytest.fixture(scope="session")
def playbook() -> Playbook:
    return load(resources() / "playbooks" / "conference")


@pytest.fixture
def laptop(playbook: Playbook) -> Laptop:
    return Laptop(playbook)


@pytest.fixture
def desk(laptop: Laptop) -> Desk:
    """Noor's, on Saturday at 14:06."""
    return laptop.desk_of(NOOR)


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Show a widget in a window of a size, in front; a page at a place, or its own."""
    kept: list[QWidget] = []

    def shown(widget: QWidget, place: Place | None = None, size: tuple[int, int] = (1080, 764)) -> None:
        window = Room(widget, size)
        kept.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        if isinstance(widget, Page):
            widget.show_place(place or Place(widget.screen_name))
            widget.go_to_spot(place or Place(widget.screen_name))
        QApplication.processEvents()

    return shown


@pytest.fixture
def window(show: Show) -> QWidget:
    """An empty window of the usual size, in front: for what lies over a page."""
    inside = QWidget()
    show(inside, size=(1280, 764))
    return inside.window()
