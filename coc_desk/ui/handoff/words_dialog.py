"""After a copy is written: its words, shown until it is closed, and what the receiver says back."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EntryId
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.event_log import Handed
from coc_desk.casework.handoff import Written
from coc_desk.i18n import _, ngettext
from coc_desk.ui.keeping import Keeping
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.inputs import LongText
from coc_desk.ui.parts.kept import KeptMark
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.parts.word_chips import WordChips
from coc_desk.ui.theme import look

ACCEPTED = "accepted"
NOT_YET = "not yet"


class Words(QWidget):
    """The six words on a soft ground, with what to do with them."""

    def __init__(self, receiver: str, passphrase: str) -> None:
        super().__init__()
        self._passphrase = passphrase
        self.copy = Button(_("Copy the words"), "quiet", icon="copy")
        self.copy.setObjectName("words:copy")
        self.copy.clicked.connect(self._copy)
        title = Text(_("Tell {name} these words, apart from the file").format(name=receiver), role="label", wrap=True)
        told = _("They are shown until you close this, and not stored after it. Lost words mean a new file.")
        once = Text(told, tone="text2", wrap=True)
        self.chips = WordChips(passphrase.split())
        self.setLayout(Column(title, self.chips, Row((once, 1), self.copy), gap=10, margins=(18, 14)))
        self.setAccessibleName(f"{title.text()}: {passphrase}")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._passphrase)
        announce(self, _("Copied. Locking empties the clipboard."))
        self.copy.say(_("Copied, until the lock"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        edge = "accent-text" if look().contrast else ""
        paint.box(paint.painter(self), QRectF(self.rect()), 12, fill="accent-soft", edge=edge)


class ReadBackDialog(Dialog):
    """What the receiver says, kept while it is typed. Answers ACCEPTED or NOT_YET."""

    troubled = Signal(object)

    def __init__(self, over: QWidget, desk: Desk, handoff: EntryId, receiver: str, title: str, *words: object) -> None:
        super().__init__(over, title, *words, icon="file-lock", tone="ok", width=640)
        self.handoff, self._desk, self._name = handoff, desk, receiver
        self._words: Words | None = None
        self.box = LongText(lines=3)
        self.box.edit.setObjectName("read-back")
        self.keeping = Keeping(self._keep, self)
        self.kept = KeptMark()
        later = Text(_("can be added later"), role="second", tone="text2")
        label = _("Read-back, in the words of {name}").format(name=receiver)
        self.field = Labelled(label, self.box, extra=later, optional_answers=False)

    @classmethod
    def later(cls, over: QWidget, desk: Desk, handed: Handed) -> "ReadBackDialog":
        """Return the dialog for a handoff that was written before: its words are gone, but for a lock over them."""
        title, words = _("Read-back of handoff {n}").format(n=handed.number), desk.words_of(handed.id)
        gone = _("The words of its file were shown once. If they are lost, write a new file.")
        made = cls(over, desk, handed.id, handed.to, title, gone if handed.file and not words else "")
        return made._showing(handed.to, words) if words else made._finished()

    @classmethod
    def after(cls, over: QWidget, desk: Desk, written: Written) -> "ReadBackDialog":
        """Return the dialog that shows the words of a copy just written."""
        pages = ngettext("{n} page", "{n} pages", written.pages).format(n=written.pages)
        place = _(", {pages}, in the folder {folder}").format(
            pages=pages, folder=written.file.parent.name or written.file.parent
        )
        title = _("Written for {name}").format(name=written.receiver)
        made = cls(over, desk, written.handoff, written.receiver, title, Strong(written.file.name), place)
        return made._showing(written.receiver, written.passphrase)

    def _showing(self, receiver: str, passphrase: str) -> "ReadBackDialog":
        self._words = Words(receiver, passphrase)
        self.add(self._words)
        return self._finished()

    def _finished(self) -> "ReadBackDialog":
        self.add(self.field)
        self.beside(self.kept)
        self._not_yet = self.answer(_("Not yet"), NOT_YET, harmless=True)
        self._not_yet.setObjectName("read-back:not yet")
        accepts = _("{name} accepts").format(name=self._name)
        self.answer(accepts, ACCEPTED, "main", keys="Ctrl+Return").setObjectName("read-back:accepts")
        self.box.show_value(self._desk.kept_read_back(self.handoff))
        self.box.edit.moveCursor(self.box.edit.textCursor().MoveOperation.End)
        self.box.changed.connect(self._typed)
        self.keeping.kept.connect(self.kept.kept)
        self.keeping.not_kept.connect(lambda trouble: self.kept.not_kept(None, trouble.fact))
        self.focus_first(self.box.edit)
        return self

    def _typed(self) -> None:
        self.field.accept()
        self.keeping.touched()

    def _keep(self) -> datetime:
        self._desk.keep_read_back(self.handoff, self.box.edit.toPlainText())
        return self._desk.now()

    def escape(self) -> None:
        """Closing loses the words, so Esc only goes to the harmless answer."""
        if self._words is None:
            super().escape()
        else:
            self._not_yet.setFocus()

    def close_with(self, value: object) -> None:
        """Close, unless what was said cannot be kept or recorded."""
        if self._attempted(self._accept if value == ACCEPTED else self.keeping.keep_now):
            self._forget_words()
            super().close_with(value)

    def _forget_words(self) -> None:
        try:
            self._desk.forget_words(self.handoff)
        except Trouble as trouble:  # they are asked about again, and forgotten then
            self.troubled.emit(trouble)

    def _accept(self) -> None:
        self._desk.read_back(self.handoff, self.box.edit.toPlainText())
        self.keeping.let_go()

    def _attempted(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except Refused as refusal:
            self._refuse(str(refusal))
            return False
        except Trouble as trouble:
            self._refuse(str(trouble))
            self.troubled.emit(trouble)
            return False
        return True

    def _refuse(self, sentence: str) -> None:
        self.field.refuse(sentence)
        self.panel.fit()
        self.box.setFocus()
