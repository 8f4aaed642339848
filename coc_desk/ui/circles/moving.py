"""Moving an incident to another circle, with progress: it takes long only when there are large files."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from coc_desk.casework.ledger import Progress as Told
from coc_desk.i18n import _
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.progress import Progress

T = TypeVar("T")
MEGABYTE = 1_000_000
_AS_BYTES = 100_000
"""Above this a count is one of bytes."""


class Moving(Dialog):
    """Shows how far it is, and can be stopped while nothing is done yet; the lock works meanwhile."""

    def __init__(self, over: QWidget) -> None:
        why = _("Everything is sealed anew for its new circle, then erased from the old one.")
        super().__init__(over, _("Moving the incident"), why, icon="key-round")
        self.progress = Progress()
        self.progress.pause.hide()
        self.progress.cancelled.connect(self._stop)
        self._stopped = False
        self.add(self.progress)

    def _stop(self) -> None:
        self._stopped = True
        self.progress.cancel.refuse(_("It stops after this file."))

    def escape(self) -> None:
        """Esc stops it too: nothing was moved then."""
        self._stop()

    def told(self, done: int, whole: int) -> bool:
        """Show how far it is; answer whether to go on. The vault works on this thread, so the window is fed here."""
        if self.isHidden():
            self.open()
        self.progress.show_progress(done, whole, _counted(done, whole))
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        return not self._stopped


def _counted(done: int, whole: int) -> str:
    if whole < _AS_BYTES:
        return _("{done} of {whole}").format(done=done, whole=whole)
    return _("{done} of {whole} MB").format(done=done // MEGABYTE, whole=-(-whole // MEGABYTE))


def with_progress(over: QWidget, move: Callable[[Told], T]) -> T:
    """Do a move that tells how far it is; a window shows it from the first word of progress on."""
    moving = Moving(over)
    try:
        return move(moving.told)
    finally:
        moving.close_with(None)  # does nothing where it never had to be shown
        moving.deleteLater()
