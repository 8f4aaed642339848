"""Restoring a backup: which file, to which place, with progress; nothing is there before every byte was compared."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.ledger import Progress as ProgressOf
from coc_desk.casework.new_vault import folder_name
from coc_desk.casework.times import spoken_day_and_time
from coc_desk.i18n import _
from coc_desk.ui.backup.backing_up import Moved, megabytes
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.fields import Refusal
from coc_desk.ui.parts.layouts import Column, Row, Scroll
from coc_desk.ui.parts.progress import Progress
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.tasks import Tasks
from coc_desk.ui.theme import look
from coc_desk.ui.unlock import UnlockCard, middle


class About(Protocol):
    """What a backup says of itself."""

    @property
    def event(self) -> str: ...

    @property
    def made_at(self) -> datetime: ...


Look = Callable[[Path], About]
Restore = Callable[[Path, Path, ProgressOf], object]
AskPath = Callable[[QWidget, Path], str]


def ask_backup(over: QWidget, begin: Path) -> str:
    """Ask for the file, in the program's own dialog."""
    kinds = _("Backups (*.cocbackup);;All files (*)")
    options = QFileDialog.Option.DontUseNativeDialog
    return QFileDialog.getOpenFileName(over, _("Choose a backup"), str(begin), kinds, options=options)[0]


def ask_place(over: QWidget, begin: Path) -> str:
    """Ask for the folder in which the vault shall be."""
    options = QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly
    return QFileDialog.getExistingDirectory(over, _("Where the vault shall be"), str(begin), options)


class RestorePage(QWidget):
    """Asks for file and place, restores, and gives the folder."""

    restored = Signal(Path)
    back = Signal()

    def __init__(
        self,
        vaults: Path,
        tasks: Tasks,
        look_at: Look,
        restore: Restore,
        ask_file: AskPath = ask_backup,
        ask_folder: AskPath = ask_place,
    ) -> None:
        super().__init__()
        self._tasks, self._look_at, self._restore = tasks, look_at, restore
        self._ask_file, self._ask_folder = ask_file, ask_folder
        self._place, self._file, self._event = vaults, Path(), ""
        self._moved: Moved | None = None
        self.file_words, self.place_words = Text(wrap=True), Text(wrap=True)
        self.choose = Button(_("Choose the backup"), "second", icon="file-search")
        self.elsewhere = Button(_("Another place"), "quiet", icon="folder-open")
        self.back_button = Button(_("Back"), "second", icon="arrow-left")
        self.go = Button(_("Restore"), "main", icon="archive-restore")
        self.progress, self.problem = Progress(), Refusal()
        self.progress.pause.hide()
        self._lay()
        for button, act in (
            (self.choose, self._choose),
            (self.elsewhere, self._choose_place),
            (self.back_button, self.back.emit),
            (self.go, self._start),
        ):
            button.clicked.connect(act)
        self.progress.cancelled.connect(self._stop)
        self._show()

    def _lay(self) -> None:
        told = _("The vault is made anew in a place of its own. A vault that is there is never touched.")
        head = Column(Text(_("Restore a backup"), role="title"), Text(told, tone="text2", wrap=True), gap=2)
        inside = Column(
            head,
            Row((self.file_words, 1), self.choose, gap=12),
            Row((self.place_words, 1), self.elsewhere, gap=12),
            self.progress,
            self.problem,
            Row(self.back_button, ..., self.go),
            gap=16,
            margins=36,
        )
        self.setLayout(Column((Scroll(middle(Column(UnlockCard(inside)), 640)), 1)))

    def first_focus(self) -> QWidget:
        """Return the button that comes first."""
        return self.choose

    def _choose(self) -> None:
        said = self._ask_file(self, self._file.parent if self._file.name else self._place)
        if not said:
            return
        self.problem.say("")
        try:
            about = self._look_at(Path(said))
        except Trouble as trouble:
            self._file, self._event = Path(), ""
            self.problem.say(str(trouble))
        else:
            self._file, self._event = Path(said), about.event
            when = spoken_day_and_time(about.made_at.astimezone())
            self.file_words.say(Strong(about.event), " ", _("as it was {when}").format(when=when))
        self._show()

    def _choose_place(self) -> None:
        if said := self._ask_folder(self, self._place):
            self._place = Path(said)
            self.problem.say("")
            self._show()

    @property
    def folder(self) -> Path:
        """The folder that the vault will be: a name that is free."""
        named = self._place / folder_name(self._event)
        number, folder = 1, named
        while folder.exists():
            number += 1
            folder = named.with_name(f"{named.stem}-{number}{named.suffix}")
        return folder

    def _show(self) -> None:
        chosen, running = bool(self._file.name), self._moved is not None
        if not chosen:
            self.file_words.say(_("No backup is chosen yet."))
        self.place_words.say(_("It will be {folder}").format(folder=self.folder) if chosen else "")
        self.place_words.setVisible(chosen)
        self.elsewhere.setVisible(chosen)
        self.progress.setVisible(running)
        for button in (self.choose, self.elsewhere, self.back_button, self.go):
            button.allow()
            if running:
                button.refuse(_("The backup is being restored."))
        if not chosen:
            self.go.refuse(_("Choose a backup first."))

    def _start(self) -> None:
        self.problem.say("")
        self._moved = moved = Moved(self)
        moved.moved.connect(self._show_progress)
        folder = self.folder
        self._show()
        self._show_progress(0, 1)
        self._tasks.run(partial(self._restore, self._file, folder, moved), partial(self._done, folder), self._otherwise)

    def _show_progress(self, done: float, whole: float) -> None:
        self.progress.show_progress(int(done // 1000), max(1, int(whole // 1000)), megabytes(done, whole))

    def _stop(self) -> None:
        if self._moved is not None:
            self._moved.stop()

    def _done(self, folder: Path, _restored: object) -> None:
        self._moved = None
        self.restored.emit(folder)

    def _otherwise(self, problem: Exception) -> None:
        self._moved = None
        self._show()
        if not isinstance(problem, Refused | Trouble):
            raise problem
        self.problem.say(str(problem))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.painter(self).fillRect(QRectF(self.rect()), look().colour("window"))
