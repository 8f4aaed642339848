"""Lines that were found: what matched stands out, headings divide, and the line that is typed in steers them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coc_desk.ui import icons
from coc_desk.ui.parts import chips, paint
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.flags import KINDS, paint_short, spoken
from coc_desk.ui.theme import look
from coc_desk.ui.typeface import font

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
HEADING, LINE = 34, 44
"""Heights in design pixels."""
STEPS: Mapping[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NOT_THIS = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier)


@dataclass(frozen=True)
class Hit:
    """One line: words with what matched in the middle; where it leads is for whoever made it to know."""

    before: str
    match: str = ""
    after: str = ""
    icon: str = ""
    end: str = ""
    """Said at the end of the line."""
    keys: str = ""
    flags: tuple[str, str, str] | None = None
    leads: object = field(default=None, compare=False)
    """None for a heading, which is passed over."""

    @property
    def words(self) -> str:
        """The whole words."""
        return f"{self.before}{self.match}{self.after}"

    def heard(self) -> str:
        """Return what a screen reader says."""
        flags = [spoken(kind, one) for kind, one in zip(KINDS, self.flags, strict=True)] if self.flags else []
        return ", ".join(part for part in (self.words, self.end, *flags) if part)


class _Hits(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.hits: Sequence[Hit] = ()

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.hits)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        hit = self.hits[index.row()]
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return hit.heard()
        if role == Role.SizeHintRole:
            return QSize(0, look().px(HEADING if hit.leads is None else LINE))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        leads = self.hits[index.row()].leads is not None
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if leads else Qt.ItemFlag.NoItemFlags

    def show(self, hits: Sequence[Hit]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()


class FoundList(QListView):
    """The lines; Enter opens the chosen one."""

    opened = Signal(object)
    """What the Hit leads to."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._hits = _Hits()
        self.setModel(self._hits)
        self.setItemDelegate(_Lines(self))
        self.setObjectName("found")
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._open)

    def show_hits(self, hits: Sequence[Hit], *, choose: bool = True) -> None:
        """Show other lines; the first that leads somewhere is chosen, or none."""
        self._hits.show(hits)
        self.scrollToTop()
        first = next((place for place, hit in enumerate(hits) if hit.leads is not None), -1)
        if first >= 0 and choose:
            self.setCurrentIndex(self._hits.index(first))

    def hits(self) -> Sequence[Hit]:
        """Return the lines."""
        return self._hits.hits

    def chosen(self) -> Hit | None:
        """Return the line one is on."""
        row = self.currentIndex().row()
        return self._hits.hits[row] if 0 <= row < len(self._hits.hits) else None

    def whole_height(self) -> int:
        """Return how many real pixels all lines take."""
        return sum(look().px(HEADING if one.leads is None else LINE) for one in self._hits.hits)

    def steer_by(self, edit: QLineEdit) -> None:
        """Let arrows and Enter in a line that is typed in choose and open here."""
        edit.installEventFilter(self)

    def step(self, by: int) -> None:
        """Go some lines down (or up), past headings."""
        rows = [place for place, hit in enumerate(self._hits.hits) if hit.leads is not None]
        if not rows:
            return
        here = rows.index(self.currentIndex().row()) if self.currentIndex().row() in rows else -1
        row = rows[min(max(here + by, 0), len(rows) - 1)]
        self.setCurrentIndex(self._hits.index(row))
        self.scrollTo(self._hits.index(0 if row == rows[0] else row))

    def open_chosen(self) -> None:
        """Open the line one is on."""
        if (hit := self.chosen()) is not None and hit.leads is not None:
            self.opened.emit(hit.leads)

    def _open(self, _index: object) -> None:
        self.open_chosen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take arrows and Enter of the line that steers; what is chosen is said, as the focus stays there."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or watched is self.viewport():
            return super().eventFilter(watched, event)
        if event.modifiers() & (NOT_THIS[0] | NOT_THIS[1]) or not self.isVisible():
            return False
        if event.key() in STEPS:
            self.step(STEPS[event.key()])
            if (hit := self.chosen()) is not None:
                announce(self, hit.heard())
            return True
        if event.key() in ENTERS:
            self.open_chosen()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            self.step(STEPS[event.key()])
        elif event.key() in ENTERS:
            self.open_chosen()
        else:
            super().keyPressEvent(event)

    def ring(self) -> tuple[QListView, float]:
        """Return where the ring of focus goes."""
        return self, 8

    def dress(self) -> None:
        """Take the size of text."""
        self.scheduleDelayedItemsLayout()


class _Lines(QStyledItemDelegate):
    """Paints a line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.model().hits[index.row()]  # type: ignore[attr-defined]
        where, px = QRectF(option.rect), look().px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = where.adjusted(px(20), 0, -px(20), 0)
        if hit.leads is None:
            align = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
            paint.words(painter, inside.adjusted(0, px(6), 0, 0), hit.words, "second", "text2", align=align)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            if chosen or option.state & QStyle.StateFlag.State_MouseOver:
                edge = "text" if chosen and look().contrast else ""
                ground = where.adjusted(px(8), 0, -px(8), 0)
                paint.box(painter, ground, 8, fill="selected" if chosen else "hover", edge=edge)
            _paint_line(painter, inside, hit, chosen, option.direction == Qt.LayoutDirection.LeftToRight)
        painter.restore()


def _paint_line(painter: QPainter, where: QRectF, hit: Hit, chosen: bool, forward: bool) -> None:
    px = look().px
    start, end = where.left(), where.right()

    def take(width: float, at_end: bool = False) -> QRectF:
        """Take room from one side, as the language reads, with a gap beside it."""
        nonlocal start, end
        at_right = at_end == forward
        left = end - width if at_right else start
        start, end = (start, end - width - px(12)) if at_right else (start + width + px(12), end)
        return QRectF(left, where.top(), width, where.height())

    if hit.icon:
        icons.paint(painter, take(px(18)), hit.icon, 18, "text2")
    keys = hit.keys or ("Return" if chosen else "")
    if keys:
        size = chips.cap_size(keys)
        room = take(size.width(), at_end=True)
        cap = QRectF(room.left(), room.center().y() - size.height() / 2, size.width(), size.height())
        chips.paint_cap(painter, cap, keys, fill="surface")
    if hit.end:
        room = take(min(paint.extent(hit.end, "second") + 1, (end - start) / 2), at_end=True)
        said = paint.metrics("second").elidedText(hit.end, Qt.TextElideMode.ElideRight, room.width())
        paint.words(painter, room, said, "second", "text2")
    flags = 3 * px(24) + 2 * px(4)
    room = QRectF(start, where.top(), end - start - (flags + px(12) if hit.flags else 0), where.height())
    used = paint_hit(painter, room, hit, forward)
    if hit.flags:
        left = start + used + px(16) if forward else end - used - px(16) - flags
        for place, (kind, answer) in enumerate(zip(KINDS, hit.flags, strict=True)):
            at = left + (place if forward else 2 - place) * (px(24) + px(4))
            paint_short(painter, QRectF(at, where.center().y() - px(12), px(24), px(24)), kind, answer)


def paint_hit(painter: QPainter, where: QRectF, hit: Hit, forward: bool) -> float:
    """Paint words on one line with the match bold and underlined, in any script; return the width they took."""
    before, after = _cut(hit, where.width())
    layout = QTextLayout(before + hit.match + after, font("body", look().scale))
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setAlignment(Qt.AlignmentFlag.AlignLeft if forward else Qt.AlignmentFlag.AlignRight)
    layout.setTextOption(option)
    strong = QTextLayout.FormatRange()
    strong.start, strong.length = _units(before), _units(hit.match)
    strong.format = _strong()
    layout.setFormats([strong])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(where.width())
    layout.endLayout()
    painter.setPen(QPen(look().colour("text")))
    layout.draw(painter, QPointF(where.left(), where.center().y() - line.height() / 2))
    return line.naturalTextWidth()


def _units(text: str) -> int:
    """Return how long a text is as Qt counts: a character beyond the first plane counts twice."""
    return len(text.encode("utf-16-le")) // 2


def _strong() -> QTextCharFormat:
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.Bold)
    strong.setFontUnderline(True)
    return strong


def _cut(hit: Hit, width: float) -> tuple[str, str]:
    """Return what stands before and after the match when it has to fit; the match itself is never cut away."""
    metrics = paint.metrics("body", weight=600)
    if metrics.horizontalAdvance(hit.words) <= width:
        return hit.before, hit.after
    match = metrics.horizontalAdvance(hit.match)
    before = metrics.elidedText(hit.before, Qt.TextElideMode.ElideLeft, max(0.0, (width - match) / 2))
    rest = width - match - metrics.horizontalAdvance(before)
    return before, metrics.elidedText(hit.after, Qt.TextElideMode.ElideRight, max(0.0, rest))
