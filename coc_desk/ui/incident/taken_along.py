"""What becomes part of a note when it is added: promises and files, each of them can be taken off again."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.followup import NewPromise
from coc_desk.casework.intake import FileDraft
from coc_desk.i18n import _
from coc_desk.ui.incident.words import Speaker
from coc_desk.ui.intake.file_words import lie_of, size_of
from coc_desk.ui.parts.buttons import Button, IconButton
from coc_desk.ui.parts.layouts import Column, Row, held
from coc_desk.ui.parts.text import Text


class TakenAlong(QWidget):
    """Promises and files of the note."""

    changed = Signal()
    editing = Signal(object)
    """A NewPromise that shall be changed."""

    def __init__(self) -> None:
        super().__init__()
        self._speaker: Speaker | None = None
        self.promises: tuple[NewPromise, ...] = ()
        self.files: tuple[FileDraft, ...] = ()
        self._rows = Column(gap=6)
        self.setLayout(self._rows)
        self.hide()

    def show_along(self, speaker: Speaker, promises: Sequence[NewPromise], files: Sequence[FileDraft]) -> None:
        """Show what a note takes along."""
        self._speaker = speaker
        self.promises, self.files = tuple(promises), tuple(files)
        self._fill()

    def put_promise(self, promise: NewPromise, instead_of: NewPromise | None = None) -> None:
        """Take a promise along, in the place of another if there was one."""
        if instead_of in self.promises:
            self.promises = tuple(promise if one == instead_of else one for one in self.promises)
        else:
            self.promises = (*self.promises, promise)
        self._tell()

    def put_file(self, file: FileDraft) -> None:
        """Take a file along."""
        self.files = (*self.files, file)
        self._tell()

    def _take_off(self, what: NewPromise | FileDraft) -> None:
        self.promises = tuple(one for one in self.promises if one is not what)
        self.files = tuple(one for one in self.files if one is not what)
        self._tell()

    def _tell(self) -> None:
        self._fill()
        self.changed.emit()

    def _fill(self) -> None:
        while item := self._rows.takeAt(0):
            if before := item.widget():
                before.hide()
                before.deleteLater()
        for place, promise in enumerate(self.promises):
            self._rows.put(self._promise_row(place, promise))
        for place, file in enumerate(self.files):
            self._rows.put(self._file_row(place, file))
        self.setVisible(bool(self.promises or self.files))

    def _promise_row(self, place: int, promise: NewPromise) -> QWidget:
        say = self._speaker
        words = _("Promise to {who}, {time}").format(
            who=say.role(promise.to) if say else promise.to, time=say.time(promise.due) if say else ""
        )
        change = Button(words, "row", icon="heart-handshake")
        change.setObjectName(f"note:promise:{place}")
        change.setAccessibleDescription(_("{what}. Opens it to be changed").format(what=promise.what))
        change.clicked.connect(lambda: self.editing.emit(promise))
        off = IconButton("x", _("Take this promise off"))
        off.setObjectName(f"note:promise:{place}:off")
        off.clicked.connect(lambda: self._take_off(promise))
        return held(Row(change, (Text(promise.what, role="second", tone="text2", wrap=True), 1), off, gap=8))

    def _file_row(self, place: int, file: FileDraft) -> QWidget:
        off = IconButton("x", _("Take off {name}").format(name=file.name))
        off.setObjectName(f"note:file:{place}:off")
        off.clicked.connect(lambda: self._take_off(file))
        told = f"{file.name}, {size_of(file.size)}. {lie_of(file)}".strip()
        return held(
            Row((Text(told, role="second", tone="warn-text" if file.claims else "text2", wrap=True), 1), off, gap=8)
        )
