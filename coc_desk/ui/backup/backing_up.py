"""One backup on its way: begun on the screen's thread, copied in another, ended here whatever comes of it."""

import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.safekeeping import BackedUp, BackingUp
from coc_desk.i18n import _
from coc_desk.ui.tasks import Tasks


def ask_file(over: QWidget, name: str) -> str:
    """Ask where the backup goes, in the program's own dialog, which the lock can take away."""
    options = QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.DontConfirmOverwrite
    kinds = _("Backups (*.cocbackup)")
    return QFileDialog.getSaveFileName(over, _("Where the backup goes"), name, kinds, options=options)[0]


class Moved(QObject):
    """Carries from the thread that copies how far it is, and back whether to go on."""

    moved = Signal(float, float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Have it stop at the next piece."""
        self._stopped.set()

    def __call__(self, done: int, whole: int) -> bool:
        self.moved.emit(float(done), float(whole))
        return not self._stopped.is_set()


class BackingUpOnce(QObject):
    """Makes one backup."""

    moved = Signal(float, float)
    """Bytes done and bytes in all."""
    ended = Signal(object)
    """The BackedUp; or the Refused or Trouble that came in between."""

    def __init__(self, over: QWidget, desk: Desk, tasks: Tasks) -> None:
        super().__init__(over)
        self._desk, self._tasks = desk, tasks
        self._moved = Moved(self)
        self._moved.moved.connect(self.moved)

    def start(self, target: Path) -> None:
        """Hold the moment and begin to copy it; raises `Refused` and `Trouble` before anything began."""
        backup = self._desk.begin_backup()
        work = partial(backup.write, target, self._moved)
        self._tasks.run(work, partial(self._made, backup), partial(self._not_made, backup))

    def stop(self) -> None:
        """Stop it; nothing is left of it."""
        self._moved.stop()

    def _made(self, backup: BackingUp, made: BackedUp) -> None:
        problem = self._end(backup, made)
        self.ended.emit(problem or made)

    def _not_made(self, backup: BackingUp, problem: Exception) -> None:
        self._end(backup, None)
        if not isinstance(problem, Refused | Trouble):
            raise problem
        self.ended.emit(problem)

    def _end(self, backup: BackingUp, made: BackedUp | None) -> Trouble | None:
        try:
            self._desk.end_backup(backup, made)
        except Trouble as trouble:
            return trouble
        return None


def with_ending(said: str) -> Path:
    """Return a chosen file with the ending of backups, if it has none."""
    chosen = Path(said)
    return chosen if chosen.suffix else chosen.with_suffix(".cocbackup")


def megabytes(done: float, whole: float) -> str:
    """Return how far it is, in words."""
    return _("{done} of {all} MB").format(done=int(done // 1_000_000), all=-int(-whole // 1_000_000))
