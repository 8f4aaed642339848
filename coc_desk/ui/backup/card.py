"""The card of backups: when the last one was made, and one button to make another while work goes on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.safekeeping import BackedUp
from coc_desk.casework.times import spoken_day_and_time
from coc_desk.i18n import _
from coc_desk.ui.backup.backing_up import BackingUpOnce, ask_file, megabytes, with_ending
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.fields import Refusal
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.progress import Progress
from coc_desk.ui.parts.text import Text
from coc_desk.ui.tasks import Tasks

AskFile = Callable[[QWidget, str], str]


class BackupLine(QWidget):
    """The last backup in words, the button, and the progress of one that runs."""

    said = Signal(str, object)

    def __init__(self, desk: Desk, tasks: Tasks, ask: AskFile = ask_file) -> None:
        super().__init__()
        self._desk, self._tasks, self._ask = desk, tasks, ask
        self._running: BackingUpOnce | None = None
        self.last = Text(tone="text2", wrap=True)
        self.button = Button(_("Back up"), "second", icon="archive")
        self.button.setObjectName("backup")
        self.button.clicked.connect(self.start)
        self.progress, self.problem = Progress(), Refusal()
        self.progress.pause.hide()
        self.progress.hide()
        self.progress.cancelled.connect(self._stop)
        self.setLayout(Column(Row((self.last, 1), self.button, gap=12), self.progress, self.problem, gap=8))
        self.refresh()

    @property
    def running(self) -> bool:
        """Whether a backup is being made."""
        return self._running is not None

    def refresh(self) -> None:
        """Show when the last one was made."""
        done = self._desk.safekeeping_log().backed_up
        if done is None:
            self.last.say(_("No backup was made yet. One file, still encrypted; work goes on meanwhile."))
            return
        when = spoken_day_and_time(self._desk.local(done.at))
        self.last.say(_("Last backup by {who}, {when}.").format(when=when, who=self._desk.name_of(done.by)))

    def start(self) -> None:
        """Ask where it goes, then make it."""
        if self._running is not None:
            return
        self.problem.say("")
        said = self._ask(self, self._desk.backup_name())
        if not said:
            return
        running = BackingUpOnce(self, self._desk, self._tasks)
        running.moved.connect(self._show)
        running.ended.connect(self._ended)
        try:
            running.start(with_ending(said))
        except (Refused, Trouble) as problem:
            self.problem.say(str(problem))
            return
        self._running = running
        self.button.refuse(_("A backup is being made."))
        self._show(0, 1)
        self.progress.show()

    def _show(self, done: float, whole: float) -> None:
        # In kilobytes: a bar counts in numbers of 31 bits.
        self.progress.show_progress(int(done // 1000), max(1, int(whole // 1000)), megabytes(done, whole))

    def _stop(self) -> None:
        if self._running is not None:
            self._running.stop()

    def _ended(self, outcome: object) -> None:
        self._running = None
        self.progress.hide()
        self.button.allow()
        self.refresh()
        if isinstance(outcome, BackedUp):
            self.said.emit(_("The backup is whole: {file}").format(file=Path(outcome.file).name), None)
        else:
            self.problem.say(str(outcome))


class BackupOffer(QWidget):
    """A line after a handoff was given: the shift is over, and a backup takes a moment."""

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._there = desk.safekeeping is not None
        self.line = BackupLine(desk, tasks)
        self.setLayout(Column(self.line, margins=(20, 8)))
        self.hide()

    def offer(self) -> None:
        """Show it."""
        self.line.refresh()
        self.setVisible(self._there)

    def withdraw(self) -> None:
        """Be gone until the next handoff, unless a backup runs."""
        if not self.line.running:
            self.hide()


class BackupCard(Card):
    """Backups, in the settings."""

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__(_("Backup"))
        told = _("Best on another disk or a stick that is kept elsewhere. It opens with the same passphrases.")
        self.line = BackupLine(desk, tasks)
        self.fill(Column(self.line, Text(told, role="second", tone="text2", wrap=True), gap=8))
        if desk.safekeeping is None:
            self.hide()

    def refresh(self) -> None:
        """Show it as it stands."""
        self.line.refresh()
