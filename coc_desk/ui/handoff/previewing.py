"""Drawing the real PDF beside the screen: soon after a pause, the latest wins."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Trouble
from coc_desk.casework.handoff_page import Copy
from coc_desk.casework.printing import PagePicture, Preview
from coc_desk.ui.tasks import Task, Tasks

PAUSE_MS = 200
"""A pause in typing after which the page is drawn anew: with the work it stays under half a second."""


@dataclass(frozen=True)
class Drawn:
    """A finished copy and the words of its pages."""

    receiver: str
    preview: Preview
    texts: tuple[str, ...]


def drawn(desk: Desk, copy: Copy) -> Drawn:
    """Return a copy as it would be written; for any thread."""
    preview = desk.preview(copy)
    return Drawn(copy.receiver, preview, tuple(desk.printing.text_of(preview.pdf)))


class Previewing(QObject):
    """Keeps a copy drawn as the plan stands."""

    ready = Signal(object)
    """A Drawn."""
    pictured = Signal(int, object)
    """A page (1-based), and its PagePicture."""
    troubled = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, copy: Callable[[], Copy | None], parent: QObject) -> None:
        """Take what gives the copy to draw, on the GUI thread; None when it cannot be drawn now."""
        super().__init__(parent)
        self._desk, self._tasks, self._copy = desk, tasks, copy
        self._drawing: Task | None = None
        self._picturing: Task | None = None
        self._stale = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.now)

    def soon(self) -> None:
        """Draw after a pause."""
        self._pause.start()

    def now(self) -> None:
        """Draw at once, or as soon as the drawing that goes on has ended."""
        self._pause.stop()
        if self._drawing is not None:
            self._stale = True
            return
        copy = self._copy()
        if copy is not None:
            self._stale = False
            self._drawing = self._tasks.run(partial(drawn, self._desk, copy), self._done, self._otherwise)

    def picture(self, pdf: bytes, page: int, scale: float) -> None:
        """Draw a page of a copy at so many pixels a point."""
        if self._picturing is not None:
            self._picturing.cancel()
        draw = partial(self._desk.printing.picture, pdf, page, scale)
        self._picturing = self._tasks.run(draw, partial(self._pictured, page), self._otherwise)

    def _pictured(self, page: int, picture: PagePicture) -> None:
        if isValid(self):  # the page may have gone meanwhile
            self.pictured.emit(page, picture)

    def _done(self, result: Drawn) -> None:
        self._drawing = None
        if not isValid(self):
            return
        if self._stale:
            self.now()
        else:
            self.ready.emit(result)

    def _otherwise(self, problem: Exception) -> None:
        self._drawing = None
        if not isinstance(problem, Trouble):
            raise problem
        if isValid(self):
            self.troubled.emit(problem)
