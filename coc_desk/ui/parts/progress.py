"""Progress of something that takes long: a bar, words and counts, and a way to stop it."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from coc_desk.i18n import _
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look


class Bar(QProgressBar):
    """The bar alone, 8 high; it fills the way reading goes."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(look().px(160), look().px(8))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(48), look().px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, where = paint.painter(self), QRectF(self.rect())
        paint.box(painter, where, 4, fill="sunken", edge="line")
        share = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        if share > 0:
            width = max(self.height(), round(where.width() * share))
            paint.box(painter, paint.mirrored(self, QRectF(0, 0, width, self.height())), 4, fill="accent")


class Progress(QWidget):
    """How far something is, in a bar and in words; with Pause and Cancel if it can be stopped."""

    paused = Signal(bool)
    cancelled = Signal()

    def __init__(self, *, stoppable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = Bar()
        self.words = Text(role="second", tone="text2", numbers=True, wrap=True)
        self.pause = Button(_("Pause"), "quiet")
        self.cancel = Button(_("Cancel"), "quiet")
        self._going, self._said = True, 0
        for button in (self.pause, self.cancel):
            if not stoppable:
                button.hide()
        self.pause.clicked.connect(self._turn)
        self.cancel.clicked.connect(self.cancelled)
        self.setLayout(Column(self.bar, Row((self.words, 1), self.pause, self.cancel), gap=6))

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Show how much is done, and say it in words with counts; said aloud at each quarter."""
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.bar.setAccessibleName(words)
        self.words.say(words)
        if (quarter := 4 * done // max(1, total)) != self._said:
            self._said = quarter
            announce(self.bar, words)

    def _turn(self) -> None:
        self._going = not self._going
        self.pause.say(_("Pause") if self._going else _("Go on"))
        self.paused.emit(not self._going)
