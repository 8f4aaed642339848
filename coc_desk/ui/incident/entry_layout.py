"""An entry laid out at one width: where its words and chips are, how high it is, and how it is painted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QWidget

from coc_desk.casework.counts import spoken_number
from coc_desk.i18n import _
from coc_desk.ui import icons
from coc_desk.ui.incident.entry_kinds import Mark, Paragraph
from coc_desk.ui.incident.entry_words import Shown
from coc_desk.ui.incident.flowed import Flowed
from coc_desk.ui.incident.words import count_words
from coc_desk.ui.parts import chips, paint
from coc_desk.ui.parts.paint import direction
from coc_desk.ui.theme import look

PAD: Final = 8
"""Room for the ring of focus at the sides."""
MARK: Final = 28
TEXT_AT: Final = 40
LINE: Final = 22
BELOW: Final = 14
MOST_LINES: Final = 12
"""A longer entry is opened whole by Enter."""
WHOLE: Final = "whole"
MORE: Final = "more"
"""Where a press means: open it whole; show what can be done with it."""


@dataclass(frozen=True)
class _Piece:
    """Something painted at a place; places are as in a language that reads from the left."""

    where: QRectF
    paint: Callable[[QPainter, QRectF], None]
    to: str = ""


class EntryLayout:
    """One entry at one width and look."""

    def __init__(self, shown: Shown, width: int, on: QWidget, *, most: int = MOST_LINES) -> None:
        self.shown, self._on, self._width = shown, on, width
        self._pieces: list[_Piece] = []
        self._most = most
        worn = look()
        self._left = worn.px(PAD + TEXT_AT)
        self._room = width - self._left - worn.px(PAD)
        self._y = float(worn.px(4))
        self._lay_head()
        for paragraph in shown.paragraphs:
            self._lay_paragraph(paragraph)
        if shown.remark:
            self._add_text(Flowed(shown.remark, self._room, role="second", line=22), "text2")
        self._lay_marks()
        self.height = round(self._y) + worn.px(BELOW)

    def _lay_head(self) -> None:
        """Kind, when and who, states; below each other where there is no room for them in one line."""
        worn, shown = look(), self.shown
        height, gap = worn.px(MARK), worn.px(8)
        number = paint.extent(str(shown.number), "second", numbers=True) + 2
        room = self._room - number - gap
        at: float = self._left + self._word(shown.title, "label", "text", self._left, height) + gap
        said = round(paint.extent(shown.when, "second")) + 2
        if at - self._left + said > room:
            self._y += worn.px(24)
            flowed = Flowed(shown.when, self._room, role="second")
            self._add_text(flowed, "text2")
            at, height = float(self._left), worn.px(MARK)
        else:
            self._word(shown.when, "second", "text2", at, height)
            at += said
            self._y += height
        for state in shown.states:
            size = chips.chip_size(state.words, state.icon)
            top = self._y - height + (height - size.height()) / 2
            if at + gap + size.width() - self._left > room:
                at, top = self._left - gap, self._y
                self._y += size.height() + worn.px(2)
            self._chip(state, at + gap, top)
            at += gap + size.width()

    def _word(self, words: str, role: str, tone: str, left: float, height: float) -> int:
        width = round(paint.extent(words, role)) + 2
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

        def draw(painter: QPainter, where: QRectF) -> None:
            paint.words(painter, where, words, role, tone, align=side)

        self._pieces.append(_Piece(QRectF(left, self._y, min(width, self._room), height), draw))
        return width

    def _lay_paragraph(self, said: Paragraph) -> None:
        tone = "text2" if said.quiet or self.shown.struck else "text"
        label = said.label
        if label and (direction(said.words) == Qt.LayoutDirection.RightToLeft or "\n" in said.words):
            self._add_text(Flowed(label, self._room, role="second"), "text2")
            label = ""
        flowed = Flowed(
            said.words,
            self._room,
            line=LINE,
            most=self._most,
            label=f"{label}  " if label else "",
            struck=self.shown.struck and not said.quiet,
        )
        self._add_text(flowed, tone)
        if flowed.cut:
            words = _("Read it whole, {n} words").format(n=spoken_number(count_words(said.words)))
            self._lay_chips([Mark(words, "role", "book-open", WHOLE)])

    def _add_text(self, flowed: Flowed, tone: str) -> None:
        where = QRectF(self._left, self._y, self._room, flowed.height)
        self._pieces.append(_Piece(where, lambda painter, at: flowed.paint(painter, at.left(), at.top(), tone)))
        self._y += flowed.height

    def _lay_marks(self) -> None:
        if self.shown.marks:
            self._lay_chips([replace(one, words=_fitting(one, self._room)) for one in self.shown.marks])

    def _lay_chips(self, marks: list[Mark]) -> None:
        worn = look()
        gap, at = worn.px(6), float(self._left)
        self._y += worn.px(3)
        bottom = self._y
        for mark in marks:
            size = chips.chip_size(mark.words, mark.icon)
            if at > self._left and at + size.width() > self._left + self._room:
                at, self._y = float(self._left), bottom + gap
            self._chip(mark, at, self._y)
            at += size.width() + gap
            bottom = self._y + size.height()
        self._y = bottom

    def _chip(self, mark: Mark, left: float, top: float) -> None:
        size = chips.chip_size(mark.words, mark.icon)

        def draw(painter: QPainter, where: QRectF) -> None:
            chips.paint_chip(painter, where, mark.words, mark.kind, mark.icon, self._on)

        self._pieces.append(_Piece(QRectF(left, top, size.width(), size.height()), draw, mark.to))

    def to_at(self, place: QPoint, rect: QRect) -> str:
        """Return what a press at a place leads to, `more` for the three dots, empty for just the entry."""
        if self._turned(self._more(), rect).contains(place):
            return MORE
        reach = (look().px(32) - look().px(chips.CHIP_HEIGHT)) // 2
        for piece in self._pieces:
            grown = piece.where.adjusted(-reach, -reach, reach, reach)
            if piece.to and self._turned(grown, rect).contains(place):
                return piece.to
        return ""

    def _more(self) -> QRectF:
        side, end = look().px(32), self._width - look().px(PAD)
        number = paint.extent(str(self.shown.number), "second", numbers=True) + look().px(6)
        return QRectF(end - number - side, look().px(2), side, side)

    def _turned(self, where: QRectF, rect: QRect) -> QRectF:
        """Return a place within a row, mirrored where reading starts at the right."""
        there = where.translated(rect.left(), rect.top())
        turned = QStyle.visualRect(self._on.layoutDirection(), rect, there.toAlignedRect())
        return there.translated(turned.x() - there.toAlignedRect().x(), 0)

    def paint(self, painter: QPainter, rect: QRect, *, ringed: bool, dots: bool, first: bool) -> None:
        """Paint the entry into its row: with the ring of focus, the three dots, and the line from the entry before."""
        worn = look()
        self._paint_mark(painter, rect, first)
        number = QRectF(0, worn.px(4), self._width - worn.px(PAD), worn.px(MARK))
        ends = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
        paint.words(
            painter, self._turned(number, rect), str(self.shown.number), "second", "text2", numbers=True, align=ends
        )
        for piece in self._pieces:
            piece.paint(painter, self._turned(piece.where, rect))
        if dots:
            icons.paint(painter, self._turned(self._more(), rect), "ellipsis", 18, "text2")
        if ringed:
            ring = QRectF(rect).adjusted(1, 1, -1, -worn.px(4))
            paint.box(painter, ring, 8, edge="focus", width=2)

    def _paint_mark(self, painter: QPainter, rect: QRect, first: bool) -> None:
        worn = look()
        side = worn.px(MARK)
        circle = self._turned(QRectF(worn.px(PAD), worn.px(4), side, side), rect)
        middle = round(circle.center().x())
        painter.setPen(worn.hairline("line", 2))
        painter.drawLine(middle, round(circle.center().y()) if first else rect.top(), middle, rect.bottom() + 1)
        paint.box(painter, circle, MARK / 2, fill="surface", edge="line")
        icons.paint(painter, circle, self.shown.icon, 16, "text2")


def _fitting(mark: Mark, room: float) -> str:
    """Return a chip's words, in the middle cut when they would not fit: the whole words are in the opened entry."""
    inside = room - (chips.chip_size("", mark.icon).width())
    if paint.extent(mark.words, "chip") <= inside:
        return mark.words
    return paint.metrics("chip").elidedText(mark.words, Qt.TextElideMode.ElideMiddle, inside)
