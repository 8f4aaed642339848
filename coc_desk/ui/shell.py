"""The one window of the program: it holds whatever is to be seen and keeps its size and place."""

import base64
from collections.abc import Callable

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QStackedLayout, QWidget

SMALLEST = (1024, 640)
FIRST_SIZE = (1280, 800)


def _may_close() -> bool:
    return True


class Shell(QWidget):
    """The window; only one widget at a time is in it."""

    def __init__(self, icon: QIcon, geometry: str = "") -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setWindowIcon(icon)
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)
        self.closing: Callable[[], bool] = _may_close
        """Asked when the window is to be closed; answers whether it may."""
        self._stack = QStackedLayout(self)
        if geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(geometry)))

    def show_content(self, content: QWidget, title: str) -> None:
        """Show another widget in place of the one there was, which is let go of."""
        before = self._stack.currentWidget()
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
