"""Guidance beside the focused field: what to ask, what to leave out; its notch points at the field's label."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEasingCurve, QPoint, QPointF, QPropertyAnimation, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from coc_desk.i18n import _
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.chips import KeyCap
from coc_desk.ui.parts.layouts import Column, Flow, Hairline, Row, held
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look, still

NOTCH: Final = 9
MOVE_MS: Final = 120


@dataclass(frozen=True)
class Guide:
    """What is said beside a field."""

    title: str
    note: str = ""
    ask: Sequence[str] = ()
    """What one can say or ask."""
    mind: Sequence[str] = ()
    """What to leave out."""
    keys: Sequence[str] = ()
    """Keys that do something here, and in `foot` what they do."""
    foot: str = ""


class Bubble(QWidget):
    """The bubble: it is told what to say and where to point; without a notch it stands under what it is about."""

    def __init__(self, parent: QWidget | None = None, *, notched: bool = True) -> None:
        super().__init__(parent)
        self._notch, self._notched = 26.0, notched
        self._column = Column(gap=8, margins=(18 + (NOTCH if notched else 0), 16, 18, 16))
        self.setLayout(self._column)

    def show_guide(self, guide: Guide) -> None:
        """Say what belongs to a field."""
        _empty(self._column)
        self._column.put(Text(guide.title, role="card", wrap=True))
        if guide.note:
            self._column.put(Text(guide.note, wrap=True))
        for heading, icon, lines in (
            (_("You can say"), "message-circle", guide.ask),
            (_("Leave out"), "circle-slash", guide.mind),
        ):
            if lines:
                self._column.put(_part(heading, icon, lines))
        if guide.foot or guide.keys:
            self._column.put(Hairline(), _foot(guide))
        # Qt would show them after this event only, and the bubble is measured now.
        for at in range(self._column.count()):
            if (item := self._column.itemAt(at)) and (line := item.widget()):
                line.show()

    def point_at(self, y: float) -> None:
        """Point at a height within the bubble."""
        self._notch = y
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        notch = worn.px(NOTCH) if self._notched else 0
        body = paint.mirrored(self, QRectF(self.rect()).adjusted(notch, 0, 0, 0))
        paint.box(painter, body, 12, fill="accent-soft", edge="accent-text" if worn.contrast else "")
        if not self._notched:
            return
        at = min(max(self._notch, worn.px(20)), self.height() - worn.px(20))
        forward = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        base = body.left() + 1 if forward else body.right() - 1
        tip = base - notch if forward else base + notch
        points = [QPointF(base, at - notch), QPointF(tip, at), QPointF(base, at + notch)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.colour("accent-soft"))
        painter.drawPolygon(QPolygonF(points))
        if worn.contrast:
            painter.setPen(worn.hairline("accent-text"))
            painter.drawPolyline(QPolygonF(points))


class Guidance(QWidget):
    """The column beside a form in which the bubble moves with the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bubble = Bubble(self)
        self.bubble.hide()
        self.setAccessibleName(_("Guidance"))
        self._wanted = 0
        self._move = QPropertyAnimation(self.bubble, b"pos", self)
        self._move.setEasingCurve(QEasingCurve.Type.OutCubic)

    def show_guide(self, guide: Guide | None) -> None:
        """Say what belongs to a field, or nothing."""
        self.bubble.setVisible(guide is not None)
        if guide is not None:
            self.bubble.show_guide(guide)
            self._place(move=False)

    def stand_beside(self, y: int, *, move: bool = True) -> None:
        """Stand so that the notch is at a height of this column, as far as there is room; when scrolled, at once."""
        self._wanted = y
        self._place(move=move)

    def dress(self) -> None:
        """Take the size of text."""
        self._place(move=False)

    def resizeEvent(self, _event: object) -> None:
        self._place(move=False)

    def _place(self, *, move: bool) -> None:
        worn = look()
        height = self.bubble.heightForWidth(self.width())
        self.bubble.resize(self.width(), max(height, self.bubble.minimumSizeHint().height()))
        top = max(0, min(self._wanted - worn.px(26), self.height() - self.bubble.height()))
        self.bubble.point_at(self._wanted - top)
        self._move.stop()
        if not move or still(QGuiApplication.styleHints()):
            self.bubble.move(0, top)
            return
        self._move.setDuration(MOVE_MS)
        self._move.setEndValue(QPoint(0, top))
        self._move.start()


def _part(heading: str, icon: str, lines: Sequence[str]) -> QWidget:
    head = Row(Picture(icon, 16, "accent-text"), (Text(heading, role="label", tone="accent-text", wrap=True), 1), gap=6)
    said = Column(*(Text(line, wrap=True) for line in lines), gap=4, margins=(23, 0, 0, 0))
    return held(Column(head, said, gap=6))


def _foot(guide: Guide) -> QWidget:
    words = Text(guide.foot, role="second", tone="text2", wrap=not guide.keys)
    return held(Flow(*(KeyCap(key) for key in guide.keys), words, gap=8)) if guide.keys else words


def _empty(column: Column) -> None:
    while item := column.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
