"""The line of stages: what is done, where it stands, what is to come."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from coc_desk.i18n import _
from coc_desk.ui import icons
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.layouts import Flow
from coc_desk.ui.theme import look

DONE, NOW, TO_COME = "done", "now", "to come"


class Stage(QLabel):
    """One stage: check when done, ring and bold now, an empty circle when it is to come; then the line to the next."""

    def __init__(self, name: str, state: str, *, last: bool) -> None:
        super().__init__(name)
        self._state, self._last = state, last
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        said = {DONE: _("done"), NOW: _("now"), TO_COME: _("to come")}[state]
        self.setAccessibleName(f"{name}, {said}")

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        worn = look()
        line = 0 if self._last else worn.px(8 + 18)
        return QSize(round(self._words()) + worn.px(18 + 7) + line + 1, worn.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        side = worn.px(18)
        circle = paint.mirrored(self, QRectF(0, (self.height() - side) / 2, side, side))
        self._paint_circle(painter, circle)
        words = paint.mirrored(self, QRectF(side + worn.px(7), 0, self._words() + 1, self.height()))
        ink = "text" if self._state == NOW else "text2"
        paint.words(painter, words, self.text(), "second", ink, weight=600 if self._state == NOW else 400)
        if not self._last:
            painter.setPen(worn.hairline("accent" if self._state == DONE else "line", 2))
            where = paint.mirrored(self, QRectF(self.width() - worn.px(18), 0, worn.px(18), self.height()))
            painter.drawLine(QPointF(where.left(), where.center().y()), QPointF(where.right(), where.center().y()))

    def _paint_circle(self, painter: QPainter, circle: QRectF) -> None:
        if self._state == DONE:
            paint.box(painter, circle, 9, fill="accent")
            icons.paint(painter, circle, "check", 14, "on-accent")
        elif self._state == NOW:
            paint.box(painter, circle, 9, fill="surface", edge="accent", width=5)
        else:
            paint.box(painter, circle, 9, fill="surface", edge="control")

    def _words(self) -> float:
        return paint.extent(self.text(), "second", weight=600 if self._state == NOW else 400)


class StageLine(QWidget):
    """All stages in order; wraps when there is no room."""

    def __init__(self, names: Sequence[str] = (), now: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(gap=8)
        self.setLayout(self._flow)
        self.show_stage(names, now)

    def show_stage(self, names: Sequence[str], now: int) -> None:
        """Show the stages and the place (from 0) of the one that is now."""
        while item := self._flow.takeAt(0):
            if stage := item.widget():
                stage.hide()
                stage.deleteLater()
        for at, name in enumerate(names):
            state = DONE if at < now else NOW if at == now else TO_COME
            self._flow.addWidget(Stage(name, state, last=at == len(names) - 1))
