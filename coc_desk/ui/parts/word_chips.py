"""The words of a passphrase, to be read out and typed."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from coc_desk.ui.parts import paint
from coc_desk.ui.parts.layouts import Flow
from coc_desk.ui.theme import look


class WordChip(QLabel):
    """One word, with its number if the order is to be told."""

    def __init__(self, word: str, number: int = 0) -> None:
        super().__init__(word)
        self._number = str(number or "")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if number:
            self.setAccessibleName(f"{number} {word}")

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        worn = look()
        number = paint.extent(self._number, "chip", numbers=True) + worn.px(10) if self._number else 0
        return QSize(round(number + paint.extent(self.text(), "big")) + worn.px(30), worn.px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        paint.box(painter, QRectF(self.rect()), 8, fill="surface", edge="control" if self._number else "line")
        at = worn.px(15)
        start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if self._number:
            width = round(paint.extent(self._number, "chip", numbers=True))
            where = QRectF(at, 0, width + 1, self.height())
            paint.words(painter, where, self._number, "chip", "text3", numbers=True, align=start)
            at += width + worn.px(10)
        where = QRectF(at, 0, self.width() - at, self.height())
        paint.words(painter, where, self.text(), "big", "text", align=start)


class WordChips(QWidget):
    """All the words in order; order runs the way of the alphabet they are in, and they wrap."""

    def __init__(self, words: Sequence[str] = (), *, numbered: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbered = numbered
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._flow = Flow(gap=8)
        self.setLayout(self._flow)
        self.show_words(words)

    def show_words(self, words: Sequence[str]) -> None:
        """Show other words."""
        while item := self._flow.takeAt(0):
            if chip := item.widget():
                chip.hide()
                chip.deleteLater()
        for number, word in enumerate(words, 1):
            self._flow.addWidget(WordChip(word, number if self._numbered else 0))
        self.setAccessibleName(" ".join(words))
