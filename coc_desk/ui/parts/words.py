"""The words of a passphrase, each on its own, to be said aloud."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coc_desk.ui.parts import paint
from coc_desk.ui.parts.layouts import Flow
from coc_desk.ui.theme import look


class WordChips(QWidget):
    """A row of words that goes on in the next line; read out as one sentence."""

    def __init__(self, words: Sequence[str], *, numbered: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbered = numbered
        self._flow = Flow(gap=8)
        self.setLayout(self._flow)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.show_words(words)

    def show_words(self, words: Sequence[str]) -> None:
        """Show other words."""
        while item := self._flow.takeAt(0):
            if (before := item.widget()) is not None:
                before.hide()
                before.deleteLater()
        for number, word in enumerate(words, 1):
            chip = _Word(word, number if self._numbered else 0)
            self._flow.addWidget(chip)
            chip.show()
        self.setAccessibleName(" ".join(words))
        self.updateGeometry()


class _Word(QWidget):
    """One word."""

    def __init__(self, word: str, number: int) -> None:
        super().__init__()
        self._word, self._number = word, str(number) if number else ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _offset(self) -> float:
        return paint.extent(self._number, "cap") + look().px(8) if self._number else 0.0

    def sizeHint(self) -> QSize:
        px = look().px
        return QSize(round(paint.extent(self._word, "card") + self._offset()) + px(26), px(38))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, where, px = paint.painter(self), QRectF(self.rect()), look().px
        paint.box(painter, where, 8, fill="surface", edge="control")
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        inside = where.adjusted(px(12), 0, -px(6), 0)
        if self._number:
            paint.words(painter, inside, self._number, "cap", "text3", align=align)
        paint.words(painter, inside.adjusted(self._offset(), 0, 0, 0), self._word, "card", "text", align=align)
