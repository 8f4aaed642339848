"""The one window of the program: it holds whatever is to be seen and keeps its size and place."""

import base64
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QCloseEvent, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from coc_desk.ui import icons
from coc_desk.ui.theme import Look

SMALLEST = (1024, 640)
FIRST_SIZE = (1280, 800)
FRAME = 48
"""Pixels that a window manager may put above the window: how many is not known before it is shown."""


def program_icon() -> QIcon:
    """Return the mark of the program for the window's frame and the task bar."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Look().colour("accent"))
        painter.drawRoundedRect(QRectF(picture.rect()), side * 0.22, side * 0.22)
        lamp = icons.picture("lamp-desk", round(side * 0.62), "on-accent", worn=Look(), ratio=1)
        painter.drawPixmap((side - lamp.width()) // 2, (side - lamp.height()) // 2, lamp)
        painter.end()
        made.addPixmap(picture)
    return made


def _may_close() -> bool:
    return True


class Shell(QMainWindow):
    """The window; only one widget at a time is in it. A main window, because screen readers know no other as one."""

    def __init__(self, geometry: str = "") -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)
        self.closing: Callable[[], bool] = _may_close
        """Asked when the window is to be closed; answers whether it may."""
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        if geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(geometry)))

    def fit(self) -> None:
        """Be no taller than the screen has room for, so that what stands at the foot is seen."""
        room = self.screen().availableGeometry().height() - FRAME
        self.resize(self.width(), min(self.height(), room))

    def show_content(self, content: QWidget, title: str) -> None:
        """Show another widget in place of the one there was, which is let go of."""
        before = self._stack.currentWidget()
        if before is content:
            self.set_title(title)
            return
        self._stack.addWidget(content)
        self._stack.setCurrentWidget(content)
        self.set_title(title)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def set_title(self, title: str) -> None:
        """Set the window's title: what it shows, never a name, place, kind or count."""
        self.setWindowTitle(f"{title} – CoC Desk" if title else "CoC Desk")

    def geometry_text(self) -> str:
        """Return size and place as text for the settings."""
        return base64.b64encode(bytes(self.saveGeometry().data())).decode("ascii")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the program keep what is typed before the window goes."""
        if self.closing():
            event.accept()
        else:
            event.ignore()
