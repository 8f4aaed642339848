"""The files of a report: added, described, taken off again; what is on its way and what was refused."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from coc_desk.casework.intake import FileDraft
from coc_desk.i18n import _
from coc_desk.ui.intake.file_words import icon_of, kind_of, lie_of, size_of
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import Button, IconButton
from coc_desk.ui.parts.chips import Chip
from coc_desk.ui.parts.fields import Refusal
from coc_desk.ui.parts.inputs import Line
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.progress import Progress
from coc_desk.ui.parts.text import Text


class FileRow(QWidget):
    """One file: its name, what it is, and words about it."""

    changed = Signal()
    removed = Signal()

    def __init__(self, file: FileDraft) -> None:
        super().__init__()
        self._file = file
        self.words = Line(_("What it shows, in a few words"))
        self.words.tell(_("Words about {name}").format(name=file.name), "")
        self.words.edit.setObjectName(f"file:{file.file}:words")
        self.words.show_answer({"v": file.words} if file.words else None)
        self.words.changed.connect(self.changed)
        remove = IconButton("x", _("Take off {name}").format(name=file.name))
        remove.setObjectName(f"file:{file.file}:remove")
        remove.clicked.connect(self.removed)
        lie = lie_of(file)
        name = Text(file.name, role="label", wrap=True)
        what = Text(f"{kind_of(file.media)}, {size_of(file.size)}", role="second", tone="text2")
        chip = Chip(lie, "warn", "triangle-alert")
        if not lie:
            chip.hide()
        told = Column(Row(Picture(icon_of(file)), (name, 1), what, remove, gap=8), chip, self.words, gap=6)
        self.setLayout(told)

    def file(self) -> FileDraft:
        """Return the file with the words about it."""
        answer = self.words.answer() or {}
        return replace(self._file, words=str(answer.get("v", "")).strip())


class Evidence(QWidget):
    """All files of a report."""

    changed = Signal()
    chosen = Signal(list)
    """Paths of files to be taken in."""
    stopped = Signal()
    removed = Signal(str, object)
    """Name of a file that was taken off, and what puts it back."""
    arranged = Signal()

    def __init__(self, files: Sequence[FileDraft]) -> None:
        super().__init__()
        self._rows: list[FileRow] = []
        self._dialog: QFileDialog | None = None
        self._list = Column(gap=16)
        self.add_button = Button(_("Add files"), "row", icon="paperclip", keys="Ctrl+Shift+E")
        self.add_button.setObjectName("evidence:add")
        self.add_button.clicked.connect(self.ask)
        hint = Text(
            _("Or drop them anywhere on this page, or paste a picture."), role="second", tone="text2", wrap=True
        )
        self._progress = Progress()
        self._progress.pause.hide()
        self._progress.cancel.setObjectName("evidence:stop")
        self._progress.hide()
        self._progress.cancelled.connect(self.stopped)
        self.refusal = Refusal()
        self.setLayout(
            Column(self._list, self._progress, self.refusal, Row(self.add_button, (hint, 1), gap=12), gap=12)
        )
        for one in files:
            self._show(len(self._rows), one)

    def files(self) -> tuple[FileDraft, ...]:
        """Return the files with the words about them."""
        return tuple(one.file() for one in self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def ask(self) -> None:
        """Let files be chosen."""
        dialog = QFileDialog(self.window(), _("Add files"))
        # Qt's own: dressed like the program, and it leaves no list of recent files with the desktop.
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Add"))
        dialog.filesSelected.connect(lambda paths: self.chosen.emit(list(paths)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self._dialog = dialog

    def put(self, file: FileDraft) -> None:
        """Show a file that is in the vault now."""
        self.refusal.say("")
        row = self._show(len(self._rows), file)
        focus = QApplication.focusWidget()
        if focus is None or self.isAncestorOf(focus):
            row.words.edit.setFocus()
        self.changed.emit()
        announce(self, _("{name} is kept with this report").format(name=file.name))

    def _show(self, at: int, file: FileDraft) -> FileRow:
        row = FileRow(file)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        self._rows.insert(at, row)
        self._list.insertWidget(at, row)
        self.arranged.emit()
        return row

    def _remove(self, row: FileRow) -> None:
        at, file = self._rows.index(row), row.file()
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.add_button.setFocus()
        self.changed.emit()
        self.removed.emit(file.name, lambda: self._put_back(at, file))

    def _put_back(self, at: int, file: FileDraft) -> None:
        self._show(min(at, len(self._rows)), file)
        self.changed.emit()

    def show_progress(self, name: str, done: int, whole: int) -> None:
        """Say how far a file is on its way."""
        words = _("{name}: {done} of {whole}").format(name=name, done=size_of(done), whole=size_of(whole))
        self._progress.show_progress(done, whole, words)
        self._progress.show()

    def rest(self) -> None:
        """Say nothing more of files on their way."""
        self._progress.hide()

    def refuse(self, sentence: str) -> None:
        """Say which file was not kept, and why."""
        self.refusal.say(sentence)
        announce(self, sentence, assertive=True)
