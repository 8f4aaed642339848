"""The sections of the form at its side: something is written or not, how many, and a jump to each."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coc_desk.i18n import _
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.chips import KeyCap
from coc_desk.ui.parts.layouts import Column, Row, held
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look

ROW: Final = 36
WIDTH: Final = 188
_STATE: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class SectionState:
    """A section as it stands in the list."""

    key: str
    words: str
    written: bool = False
    count: int | None = None

    @property
    def spoken(self) -> str:
        """How it is read out."""
        told = self.words if self.count is None else f"{self.words}, {self.count}"
        state = _("something is written") if self.written else _("nothing written yet")
        return f"{told}, {state}"


class _Drawing(QStyledItemDelegate):
    """Draws a section: a dot, its name, a number."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(look().px(WIDTH - 20), look().px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state, worn = index.data(_STATE), look()
        option_: QStyleOptionViewItem = option
        where, flags = QRectF(option_.rect), option_.state
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(flags & QStyle.StateFlag.State_Selected)
        pointed = bool(flags & QStyle.StateFlag.State_MouseOver)
        if chosen or pointed:
            edge = "focus" if chosen and worn.contrast else ""
            paint.box(painter, where, 8, fill="selected" if chosen else "hover", edge=edge)
        self._dot(painter, self._placed(option_, QRectF(where.left(), where.top(), worn.px(32), where.height())), state)
        start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        words = self._placed(option_, where.adjusted(worn.px(31), 0, -worn.px(8 if state.count is None else 36), 0))
        paint.words(painter, words, state.words, "body", "accent-text" if chosen else "text2", weight=600, align=start)
        if state.count is not None:
            number = self._placed(
                option_, QRectF(where.right() - worn.px(32), where.top(), worn.px(32), where.height())
            )
            paint.words(painter, number, str(state.count), "body", "text2", numbers=True)

    def _dot(self, painter: QPainter, where: QRectF, state: SectionState) -> None:
        worn = look()
        side = worn.px(8)
        dot = QRectF(0, 0, side, side)
        dot.moveCenter(QPointF(where.center()))
        paint.box(
            painter, dot, 4, fill="accent" if state.written else "", edge="accent" if state.written else "control"
        )

    def _placed(self, option: QStyleOptionViewItem, where: QRectF) -> QRectF:
        turn, bounds = option.direction, option.rect
        return QRectF(QStyle.visualRect(turn, bounds, where.toRect()))


class _List(QListWidget):
    """The list itself: one tab stop, arrows choose, Enter goes there."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.itemClicked.emit(self.currentItem())
        else:
            super().keyPressEvent(event)

    def ring(self) -> tuple[QWidget, float]:
        """Return where the ring of focus goes."""
        return self, 8


class Contents(QWidget):
    """The list of sections, and that nothing is required."""

    chosen = Signal(str)
    """Key of the section to go to."""

    def __init__(self) -> None:
        super().__init__()
        self.list = _List()
        self.list.setObjectName("intake:sections")
        self.list.setAccessibleName(_("Sections of this report"))
        self.list.setItemDelegate(_Drawing(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().setAutoFillBackground(False)
        self.list.itemClicked.connect(lambda item: self.chosen.emit(item.data(_STATE).key))
        free = Text(_("Nothing here is required. One sentence is enough."), role="second", tone="text2", wrap=True)
        next_one = held(
            Row(KeyCap("Ctrl+PgDown"), (Text(_("next section"), role="second", tone="text2", wrap=True), 1))
        )
        foot = held(Column(free, next_one, margins=(12, 0, 4, 0)))
        self.setLayout(Column((self.list, 1), foot, gap=12, margins=(12, 16, 8, 14)))
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setFixedWidth(look().px(WIDTH))
        self.list.doItemsLayout()

    def show_sections(self, states: list[SectionState]) -> None:
        """Show the sections; what was chosen stays so."""
        if self.list.count() != len(states):
            self.list.clear()
            self.list.addItems([one.words for one in states])
        for row, state in enumerate(states):
            item = self.list.item(row)
            if item.data(_STATE) != state:
                _tell(item, state)

    def choose(self, key: str) -> None:
        """Mark the section one is in."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_STATE).key == key:
                self.list.setCurrentRow(row)


def _tell(item: QListWidgetItem, state: SectionState) -> None:
    item.setData(_STATE, state)
    item.setText(state.words)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, state.spoken)
