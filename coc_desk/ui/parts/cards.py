"""Cards and headings: what groups things on a page."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLayout, QWidget

from coc_desk.ui.parts import paint
from coc_desk.ui.parts.layouts import Column, Laid, Row, held
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look

TINTS = {"": "", "warn": "warn-soft", "selected": "selected", "sunken": "sunken", "danger": "danger-soft"}


class Heading(QWidget):
    """The heading of a section of a page, with a quiet remark at the end of its line."""

    def __init__(self, words: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(words, role="section", wrap=True)
        self.hint = Text(hint, role="second", tone="text2", wrap=True)
        self.hint.end_where_reading_ends()
        if not hint:
            self.hint.hide()
        self.setLayout(Row((self.title, 1), (self.hint, 2), gap=16))


class CardRow(QWidget):
    """One row of a card: a hairline above, a tint if something is to be noticed."""

    def __init__(self, inside: Laid, tint: str = "", *, first: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tint, self._first = tint, first
        self.setLayout(Column(inside, gap=0, margins=(16, 10)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        if TINTS[self.tint]:
            card = self.parentWidget()
            last = card is not None and self.geometry().bottom() >= card.height() - worn.px(3)
            corner = worn.px(11) if last else 0
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(worn.colour(TINTS[self.tint]))
            painter.setClipRect(self.rect())
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, -corner, 0, 0), corner, corner)
        if not self._first:
            painter.fillRect(0, 0, self.width(), max(1, worn.px(1)), worn.colour("line"))


class Card(QWidget):
    """A group of things under a title: rows divided by hairlines, or whatever fills it."""

    def __init__(
        self,
        title: str = "",
        *,
        count: int | str | None = None,
        chips: Sequence[QWidget] = (),
        actions: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.heading = Text(title, role="card", wrap=True)
        self._count = Text(role="card", tone="text3", numbers=True)
        self._rows = Column(gap=0)
        self._column = Column(gap=0, margins=1)
        if title:
            top = Row(self.heading, self._count, *chips, ..., *actions, gap=8, margins=(16, 6, 8 if actions else 16, 6))
            self._top = _Top(top)
            self._column.put(self._top)
        self._column.put(self._rows)
        self.setLayout(self._column)
        self.show_count(count)

    def show_count(self, count: int | str | None) -> None:
        """Show how many there are behind the title, or nothing."""
        self._count.say("" if count is None else str(count))
        self._count.setVisible(count is not None)

    def row(self, inside: Laid, tint: str = "") -> CardRow:
        """Add a row under a hairline."""
        made = CardRow(inside, tint, first=not self.heading.text() and not self._rows.count())
        self._rows.addWidget(made)
        return made

    def fill(self, inside: Laid) -> QWidget:
        """Add something without a hairline."""
        top = 0 if self.heading.text() and not self._rows.count() else 16
        made = held(Column(inside, gap=0, margins=(16, top, 16, 16)))
        self._rows.addWidget(made)
        return made

    def clear(self) -> None:
        """Take everything under the title out."""
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), QRectF(self.rect()), 12, fill="surface", edge="line")


class _Top(QWidget):
    """The line of the title, 44 high."""

    def __init__(self, line: QLayout) -> None:
        super().__init__()
        self.setLayout(line)
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setMinimumHeight(look().px(44))


class EmptyState(QWidget):
    """Where nothing is yet: what would be here, why it is fine, one next step."""

    def __init__(
        self, icon: str, fact: str, why: str = "", act: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        lines = [Picture(icon, 24, "text3"), Text(fact, role="label", wrap=True), Text(why, tone="text2", wrap=True)]
        column = Column(gap=4, margins=(16, 20))
        column.addWidget(lines[0], 0, middle)
        for line in lines[1:]:
            line.setAlignment(middle | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(line)
        if not why:
            lines[2].hide()
        if act is not None:
            column.addSpacing(look().px(8))
            column.addWidget(act, 0, middle)
        self.setLayout(column)
