"""Writing the files: a folder, one file per receiver, the words of each."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Trouble
from coc_desk.casework.event_log import Handed
from coc_desk.casework.handoff import Sealed, Written
from coc_desk.casework.handoff_page import Copy
from coc_desk.casework.plan import Plan
from coc_desk.casework.printing import Blocked, place_of
from coc_desk.i18n import _
from coc_desk.ui.handoff.blocked import AGAIN, OTHER_FOLDER, BlockedDialog, trouble_dialog
from coc_desk.ui.handoff.hits import Say
from coc_desk.ui.handoff.words_dialog import ReadBackDialog
from coc_desk.ui.tasks import Tasks

AskFolder = Callable[[QWidget, str], str]
"""Asks for a folder, beginning in one; empty when none was chosen."""


def ask_folder(over: QWidget, begin: str) -> str:
    """Ask for the folder of the files, in the program's own dialog, which the lock can take away."""
    options = QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly
    return QFileDialog.getExistingDirectory(over, _("Folder for the encrypted files"), begin, options)


class Writing(QObject):
    """Writes the copies of one plan, one receiver after the other."""

    busy = Signal(bool)
    blocked = Signal(object)
    """The Hit whose sentence is to be gone to."""
    excused = Signal(object)
    """The Plan, with what the responder said is another word."""
    wrote = Signal()
    """A copy was written or read back."""
    finished = Signal(object)
    """The names of all who got a copy."""

    def __init__(self, over: QWidget, desk: Desk, tasks: Tasks, say: Say, ask: AskFolder) -> None:
        super().__init__(over)
        self._over, self._desk, self._tasks, self._say, self._ask = over, desk, tasks, say, ask
        self._folder = ""
        self._plan: Plan | None = None
        self._served: list[str] = []
        """Whom a copy was written for since the handoff was begun: a stop in between writes nothing twice."""
        self.dialog: ReadBackDialog | None = None
        """The words on the screen now."""

    def begin_anew(self) -> None:
        """Forget who got a copy: another handoff is put together."""
        self._served = []

    def start(self, plan: Plan) -> None:
        """Ask for the folder, then write for everybody who has no copy yet; for all, when all have one."""
        folder = self._ask(self._over, self._folder)
        if not folder:
            return
        self._folder, self._plan = folder, plan
        if set(plan.receivers) <= set(self._served):
            self._served = []
        self._next()

    def _next(self) -> None:
        assert self._plan is not None, "writing goes on with a plan"
        left = [one for one in self._plan.receivers if one not in self._served]
        if not left:
            self.busy.emit(False)
            self.finished.emit([self._desk.receiver_name(one) for one in self._served])
            return
        self.busy.emit(True)
        try:
            copy = self._desk.copy_for(self._plan, left[0])
            target = self._desk.target_in(copy, Path(self._folder))
        except Trouble as trouble:
            self._otherwise(None, trouble)
            return
        seal = partial(self._desk.seal_copy, copy, target)
        self._tasks.run(seal, partial(self._finish, left[0]), partial(self._otherwise, copy))

    def _finish(self, receiver: str, sealed: Sealed) -> None:
        try:
            written = self._desk.finish_copy(sealed)
        except Trouble as trouble:
            self._otherwise(sealed.copy, trouble)
            return
        self._served.append(receiver)
        self.wrote.emit()
        self._show_words(written)

    def _show_words(self, written: Written) -> None:
        self.dialog = ReadBackDialog.after(self._over, self._desk, written)
        self.dialog.answered.connect(self._answered)
        self.dialog.open()

    def show_later(self, handed: Handed) -> None:
        """Ask for the read-back of a copy that was given before."""
        if self.dialog is None:
            self.dialog = ReadBackDialog.later(self._over, self._desk, handed)
            self.dialog.answered.connect(self._read_back)
            self.dialog.open()

    def _read_back(self, _answer: object) -> None:
        self.dialog = None
        self.wrote.emit()

    def _answered(self, _answer: object) -> None:
        self._read_back(_answer)
        self._next()

    def _otherwise(self, copy_of: Copy | None, problem: Exception) -> None:
        self.busy.emit(False)
        if isinstance(problem, Blocked) and copy_of is not None:
            self.stopped(copy_of, problem, self._next)
        elif isinstance(problem, Trouble):
            dialog = trouble_dialog(self._over, problem)
            dialog.answered.connect(self._go_on)
            dialog.open()
        else:
            raise problem

    def _go_on(self, answer: object) -> None:
        if answer == OTHER_FOLDER and self._plan is not None:
            self.start(self._plan)

    def stopped(self, copy: Copy, blocked: Blocked, again: Callable[[], object]) -> None:
        """Record that a copy was stopped, say where, and go where the responder wants."""
        try:
            self._desk.record_blocked(copy, blocked)
        except Trouble as trouble:
            trouble_dialog(self._over, trouble).open()
            return
        dialog = BlockedDialog(self._over, blocked, str(copy.profile.label), self._say)
        dialog.answered.connect(partial(self._told, copy.plan, dialog, again))
        dialog.open()

    def _told(self, plan: Plan, dialog: BlockedDialog, again: Callable[[], object], answer: object) -> None:
        if dialog.excused:
            excused = (*plan.excused, *(place_of(hit) for hit in dialog.excused))
            self._plan = replace(plan, excused=excused)
            self.excused.emit(self._plan)
        if answer == AGAIN:
            again()
        elif answer is not None:
            self.blocked.emit(answer)
