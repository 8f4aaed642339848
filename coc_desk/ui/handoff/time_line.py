"""A line for one time, understood as it is typed."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal

from coc_desk.casework.errors import Refused
from coc_desk.i18n import _
from coc_desk.ui.asking import PlainLine
from coc_desk.ui.parts.fields import Labelled


class TimeField(Labelled):
    """One time, by words or figures; what is not understood stays as typed and is said below."""

    understood = Signal(object)
    """The datetime that was typed, or None for an emptied line."""

    def __init__(
        self, name: str, label: str, read: Callable[[str], datetime], say: Callable[[datetime], str], *, needed: bool
    ) -> None:
        """Take what reads a text (or raises `Refused`) and what says a time; `needed` refuses an emptied line."""
        self._line = PlainLine(name)
        super().__init__(label, self._line)
        self._read, self._say, self._needed = read, say, needed
        self._shown: datetime | None = None
        self._line.edit.textEdited.connect(self._typed)
        self._line.edit.editingFinished.connect(self._finished)

    def show_time(self, at: datetime | None) -> None:
        """Show a time, unless it is being typed."""
        self._shown = at
        if not self._line.edit.hasFocus():
            self._line.edit.setText(self._say(at) if at else "")
            self.accept()

    def _typed(self) -> None:
        self.accept()
        try:
            at = self._read(self._line.text()) if self._line.text() else None
        except Refused:
            return  # said when the line is left: it may be half a time
        if at is not None or not self._needed:
            self._shown = at
            self.understood.emit(at)

    def _finished(self) -> None:
        text = self._line.text()
        try:
            at = self._read(text) if text and text != self._shown_words() else self._shown if text else None
        except Refused as refusal:
            self.refuse(str(refusal))
            return
        if at is None and self._needed:
            self.refuse(_("Write a time, such as yesterday 18:00."))
        elif at is not None:
            self.accept()
            self._line.edit.setText(self._say(at))

    def _shown_words(self) -> str:
        return self._say(self._shown) if self._shown else ""
