"""Tabs: the parts of a page under a line, or the choices of a list as soft pills; they wrap when there is no room."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coc_desk.ui.parts import chips, paint
from coc_desk.ui.parts.layouts import Flow
from coc_desk.ui.parts.one_stop import OneStop, Part
from coc_desk.ui.theme import look

LINE: Final = "line"
PILLS: Final = "pills"


class Tab(Part):
    """One tab, with a count if there is something to count."""

    def __init__(self, key: str, words: str, drawn: str) -> None:
        super().__init__(key, words)
        self._drawn, self._count = drawn, ""

    def show_count(self, count: int | str | None) -> None:
        """Show how many, or nothing."""
        self._count = "" if count is None else str(count)
        self.setAccessibleName(f"{self.words()} {self._count}" if self._count else "")
        self.updateGeometry()
        self.update()

    def ring(self) -> tuple[QWidget, float]:
        return self, 8

    def sizeHint(self) -> QSize:
        worn = look()
        pad = worn.px(4 if self._drawn == LINE else 12)
        count = chips.count_size(self._count).width() + worn.px(7) if self._count else 0
        return QSize(round(self._words_width()) + count + 2 * pad + 1, worn.px(42 if self._drawn == LINE else 32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn, chosen = paint.painter(self), look(), self.isChecked()
        pad, high = worn.px(4 if self._drawn == LINE else 12), self.height()
        if self._drawn == PILLS and (chosen or self.underMouse()):
            edge = "accent-text" if chosen and worn.contrast else ""
            paint.box(painter, QRectF(self.rect()), 8, fill="selected" if chosen else "hover", edge=edge)
        ink = "accent-text" if chosen else "text" if self.underMouse() else "text2"
        words = paint.mirrored(self, QRectF(pad, 0, self._words_width() + 1, high))
        paint.words(painter, words, self.words(), "body", ink, weight=600 if chosen else 500)
        if self._count:
            self._paint_count(painter, pad + round(self._words_width()) + worn.px(7), ink)
        if self._drawn == LINE and chosen:
            painter.fillRect(QRectF(0, high - worn.px(3), self.width(), worn.px(3)), worn.colour("accent"))

    def _paint_count(self, painter: QPainter, at: int, ink: str) -> None:
        size = chips.count_size(self._count)
        where = paint.mirrored(self, QRectF(at, (self.height() - size.height()) / 2, size.width(), size.height()))
        if self._drawn == LINE:
            chips.paint_count(painter, where, self._count)
        else:
            paint.words(painter, where, self._count, "body", ink, numbers=True, weight=600 if self.isChecked() else 500)

    def _words_width(self) -> float:
        return max(paint.extent(self.words(), "body", weight=weight) for weight in (500, 600))


class Tabs(OneStop):
    """Tabs in order; the arrows choose, and Tab goes on to what they show."""

    def __init__(
        self, tabs: Sequence[tuple[str, str]], look: str = LINE, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__([Tab(key, words, look) for key, words in tabs], parent)
        self.setAccessibleName(name)
        self._gap = 20 if look == LINE else 4
        self._flow = Flow(*self.parts, gap=self._gap)
        self.setLayout(self._flow)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if self.parts:
            self.choose(self.parts[0].key)

    def step(self, by: int) -> None:
        """Go to the next tab or the one before, from the last to the first, as if it had been chosen."""
        shown = [part.key for part in self.parts if not part.isHidden()]
        at = shown.index(self.chosen_key()) if self.chosen_key() in shown else 0
        focused = any(part.hasFocus() for part in self.parts)
        self._clicked(shown[(at + by) % len(shown)], Qt.FocusReason.ShortcutFocusReason if focused else None)

    def stand_close(self, close: bool) -> None:
        """Stand closer together, where there is little room."""
        self._flow.keep_apart(self._gap // 2 if close else self._gap)

    def show_tab(self, key: str, there: bool) -> None:
        """Show a tab or leave it out."""
        for part in self.parts:
            if part.key == key:
                part.setVisible(there)

    def show_count(self, key: str, count: int | str | None) -> None:
        """Show how many there are behind a tab, or nothing."""
        for part in self.parts:
            if isinstance(part, Tab) and part.key == key:
                part.show_count(count)
