"""Evidence: files of the incident, opened inside the program from memory, never from a plain copy on the disk."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from coc_desk.casework.counts import spoken_number
from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Trouble
from coc_desk.casework.incidents import Attachment
from coc_desk.casework.media import VIEWED
from coc_desk.i18n import _
from coc_desk.ui.incident.reading import Whole
from coc_desk.ui.incident.viewing import Pictures, Seen, cannot_be_shown, seen
from coc_desk.ui.incident.words import Speaker
from coc_desk.ui.parts import marks
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card, EmptyState
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.layouts import Column, Row, Scroll, held
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.tasks import Task, Tasks

MOST_VIEWED = 50_000_000
"""Bytes that are shown; larger files can only be saved as a copy."""


class EvidenceTab(QWidget):
    """The files, with what they are and who put them there."""

    copying = Signal(object)
    """Attachment of which a copy is to leave the vault."""
    troubled = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, pictures: Pictures | None) -> None:
        super().__init__()
        self._desk, self._tasks, self._pictures = desk, tasks, pictures
        self._drawing: Task | None = None
        self._list = Column(gap=16, margins=24)
        self.setLayout(Column((Scroll(held(self._list)), 1)))

    def show_files(self, speaker: Speaker) -> None:
        """Show the files anew."""
        while item := self._list.takeAt(0):
            if (before := item.widget()) is not None:
                before.hide()
                before.deleteLater()
        files = speaker.incident.attachments
        if files:
            card = Card(_("Evidence"), count=len(files))
            for one in files:
                card.row(self._row(speaker, one))
            self._list.put(card)
        else:
            why = _("Attach a file to a note, or with Ctrl+Shift+E. It is kept encrypted.")
            self._list.put(EmptyState("paperclip", _("No files yet."), why))
        self._list.put(...)

    def _row(self, speaker: Speaker, one: Attachment) -> Row:
        about = _("{kind}, {size}, {who}, {when}").format(
            kind=one.media, size=size_words(one.size), who=speaker.member(one.by), when=speaker.time(one.at)
        )
        words = Column(
            Text(Strong(one.name), f"  {one.words}", wrap=True),
            Text(about, role="second", tone="text2", wrap=True),
            gap=2,
        )
        if one.claims:
            says = _("The name says {claims}, the content is {kind}.").format(claims=one.claims, kind=one.media)
            told = Text(says, role="second", tone="warn-text", wrap=True)
            words.put(Row(marks.Picture("circle-alert", 16, "warn"), (told, 1), gap=6))
        row = Row((words, 1), gap=8)
        if one.media in VIEWED and one.size <= MOST_VIEWED:
            view = Button(_("Open"), "row", icon="eye")
            view.setObjectName(f"evidence:{one.file}:view")
            view.setAccessibleName(_("Open {name}").format(name=one.name))
            view.clicked.connect(lambda: self._view(one))
            row.put(view)
        copy = Button(_("Save a copy"), "quiet", icon="download")
        copy.setObjectName(f"evidence:{one.file}:copy")
        copy.setAccessibleName(_("Save a copy of {name}").format(name=one.name))
        copy.clicked.connect(lambda: self.copying.emit(one))
        row.put(copy)
        return row

    def _view(self, one: Attachment) -> None:
        if self._drawing is not None:
            return
        try:
            content = b"".join(self._desk.pieces_of(one))
        except Trouble as trouble:
            self.troubled.emit(trouble)
            return
        self._drawing = self._tasks.run(
            partial(seen, one.media, content, self._pictures),
            partial(self._show_seen, one),
            lambda _problem: self._show_seen(one, cannot_be_shown()),
        )

    def _show_seen(self, one: Attachment, found: Seen) -> None:
        self._drawing = None
        if not isValid(self) or not self.isVisible():
            return
        dialog = Dialog(self, one.name, width=640)
        if found.text:
            dialog.add(Whole(found.text, one.name))
        if found.images:
            dialog.add(held(Column(*(_label(image, one.name) for image in found.images), gap=12)))
        if found.remark:
            dialog.add(Text(found.remark, tone="text2", wrap=True))
        dialog.answer(_("Close"), None, "main", harmless=True)
        dialog.open()


def _label(image: QImage, name: str) -> QLabel:
    label = QLabel()
    label.setAccessibleName(name)
    label.setPixmap(QPixmap.fromImage(image))
    return label


def size_words(size: int) -> str:
    """Return a size as people read it."""
    units: list[tuple[int, Callable[[str], str]]] = [
        (1_000_000, lambda n: _("{n} MB").format(n=n)),
        (1_000, lambda n: _("{n} kB").format(n=n)),
    ]
    for unit, words in units:
        if size >= unit:
            return words(spoken_number(size / unit))
    return _("{n} bytes").format(n=size)
