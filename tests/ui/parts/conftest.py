"""Parts are tried in a window of their own, dressed as the program is."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.ui.style import Appearance
from tests.ui.around.laptop import Room

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def appearance(dressed: Appearance) -> Iterator[Appearance]:
    yield dressed
    dressed.choose("light", 1.0)


@pytest.fixture
def show(qtbot: QtBot, appearance: Appearance) -> Callable[..., QWidget]:
    """Show parts under each other in an active window of a width; return the window."""

    kept: list[QWidget] = []

    def shown(*parts: QWidget, width: int = 640, height: int = 400) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        window = Room(inside, (width, height))
        kept.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        return window

    return shown
