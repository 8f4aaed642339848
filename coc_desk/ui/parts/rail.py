"""The navigation at the side: 200 wide with words, or 64 with icons and tips."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from coc_desk.ui import icons
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.keycaps import shown
from coc_desk.ui.parts.layouts import Column, Hairline, held
from coc_desk.ui.parts.marks import initials
from coc_desk.ui.parts.pressing import presses
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look

WIDE, NARROW = 200, 64


@dataclass(frozen=True)
class Stop:
    """One way to go."""

    key: str
    words: str
    icon: str
    keys: str = ""
    """The shortcut that does the same; shown in the tip."""


class Rail(QWidget):
    """Groups of stops from the top, others at the foot, then the member and the lock.

    `heading` and `second` stand on top when there is room; `search` and `lock` are bordered buttons with their keys.
    """

    gone = Signal(str)
    """Key of the stop that was chosen."""
    searched = Signal()
    member_asked = Signal()
    locked = Signal()

    def __init__(
        self,
        heading: str,
        second: str,
        groups: Sequence[Sequence[Stop]],
        foot: Sequence[Stop],
        search: Stop,
        member: Stop,
        member_role: str,
        lock: Stop,
    ) -> None:
        super().__init__()
        self._narrow = False
        self.heading, self.second = Text(heading, role="card", wrap=True), Text(second, role="second", tone="text2")
        self._head = held(Column(self.heading, self.second, gap=0, margins=(8, 16, 8, 8)))
        self.search = RailButton(search, "bordered")
        self.member = RailButton(member, "member", member_role)
        self.lock = RailButton(lock, "bordered")
        self.stops: dict[str, RailButton] = {}
        column = Column(self._head, self.search, gap=4, margins=(8, 4, 8, 8))
        for group in groups:
            column.put(_Gap(), *(self._stop(one) for one in group))
        column.put(..., *(self._stop(one) for one in foot), _Gap(), self.member, self.lock)
        self.setLayout(column)
        self.search.clicked.connect(self.searched)
        self.member.clicked.connect(self.member_asked)
        self.lock.clicked.connect(self.locked)
        self.set_narrow(False)

    def _stop(self, stop: Stop) -> "RailButton":
        button = RailButton(stop, "stop")
        button.clicked.connect(lambda: self.gone.emit(stop.key))
        self.stops[stop.key] = button
        return button

    def show_here(self, key: str) -> None:
        """Mark the stop one is at."""
        for name, button in self.stops.items():
            button.setChecked(name == key)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, or words as well."""
        self._narrow = narrow
        self._head.setVisible(not narrow)
        for button in (self.search, self.member, self.lock, *self.stops.values()):
            button.set_narrow(narrow)
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setFixedWidth(look().px(NARROW if self._narrow else WIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, thin = paint.painter(self), max(1, look().px(1))
        painter.fillRect(self.rect(), look().colour("rail"))
        edge = 0 if self.isRightToLeft() else self.width() - thin
        painter.fillRect(edge, 0, thin, self.height(), look().colour("line"))


class RailButton(QAbstractButton):
    """One line of the rail."""

    def __init__(self, stop: Stop, kind: str, second: str = "") -> None:
        super().__init__()
        self.stop, self._kind, self._second, self._narrow = stop, kind, second, False
        self.setObjectName(f"rail:{stop.key}")
        self.setText(stop.words)
        self.setAccessibleName(f"{stop.words}, {second}" if second else stop.words)
        self.setAccessibleDescription(shown(stop.keys))
        self.setCheckable(kind == "stop")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """Pressing goes somewhere; where one is, the rail is told."""

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon only."""
        self._narrow = narrow
        keys = f" ({shown(self.stop.keys)})" if self.stop.keys else ""
        self.setToolTip(f"{self.stop.words}{keys}" if narrow else keys.strip(" ()"))
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif not presses(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(look().px(NARROW - 16), look().px(52 if self._kind == "member" else 36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, where, px = paint.painter(self), QRectF(self.rect()), look().px
        here = self.isChecked()
        fill = "selected" if here else "hover" if self.underMouse() or self.isDown() else ""
        if self._kind == "bordered":
            plain = self._narrow and self.stop.key == "search"
            paint.box(painter, where, 8, fill=fill if plain else "surface", edge="" if plain else "control")
        elif fill:
            paint.box(painter, where, 8, fill=fill, edge="text" if look().contrast else "")
        if here:
            bar = paint.mirrored(self, QRectF(0, px(8), px(3), where.height() - px(16)))
            paint.box(painter, bar, 1.5, fill="accent")
        mark = px(32 if self._kind == "member" else 18)
        left = (where.width() - mark) / 2 if self._narrow else px(8 if self._kind == "member" else 11)
        spot = paint.mirrored(self, QRectF(left, (where.height() - mark) / 2, mark, mark))
        self._paint_mark(painter, spot, "accent-text" if here else "text2")
        if not self._narrow:
            self._paint_words(painter, left + mark + px(10), here)

    def _paint_mark(self, painter: QPainter, spot: QRectF, ink: str) -> None:
        if self._kind == "member":
            paint.box(painter, spot, 16, fill="surface", edge="control")
            paint.words(painter, spot, initials(self.stop.words), "cap", "text2", weight=600)
        else:
            icons.paint(painter, spot, self.stop.icon, 18, ink if self._kind == "stop" else "text")

    def _paint_words(self, painter: QPainter, left: float, here: bool) -> None:
        px, where = look().px, QRectF(self.rect())
        ink = "accent-text" if here else "text2" if self._kind == "stop" or self.stop.key == "search" else "text"
        align = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        room = QRectF(left, 0, where.width() - left - px(8), where.height())
        weight = 400 if self.stop.key == "search" else 600
        if self._second:
            upper, lower = room.adjusted(0, px(8), 0, -px(24)), room.adjusted(0, px(27), 0, -px(6))
            paint.words(painter, paint.mirrored(self, upper), self.stop.words, "body", "text", weight=600, align=align)
            paint.words(painter, paint.mirrored(self, lower), self._second, "second", "text2", align=align)
            return
        paint.words(painter, paint.mirrored(self, room), self.stop.words, "body", ink, weight=weight, align=align)
        if self._kind == "bordered" and self.stop.keys:
            self._paint_keys(painter, where)

    def _paint_keys(self, painter: QPainter, where: QRectF) -> None:
        px, said = look().px, shown(self.stop.keys)
        wide = paint.extent(said, "cap") + px(12)
        spot = paint.mirrored(self, QRectF(where.width() - wide - px(8), (where.height() - px(20)) / 2, wide, px(20)))
        paint.box(painter, spot, 4, fill="surface", edge="line")
        paint.words(painter, spot, said, "cap", "text2")


class _Gap(QWidget):
    """A hairline with room around it."""

    def __init__(self) -> None:
        super().__init__()
        self.setLayout(Column(Hairline(), margins=(8, 6)))
