"""The table of incidents: a model over overviews, painted without a widget per row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import IncidentId
from coc_desk.casework.incidents import Overview
from coc_desk.casework.ledger import Closed
from coc_desk.casework.times import spoken_near, spoken_span
from coc_desk.i18n import _
from coc_desk.ui import typeface
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.flags import answer_words, paint_answer, spoken
from coc_desk.ui.theme import look
from coc_desk.ui.wording import stage_words, who

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    id: IncidentId
    code: str
    cells: tuple[str, ...]
    flags: tuple[str, str, str]
    late: bool = False
    outside: bool = False
    tip: str = ""


FLAGS = ("danger", "going_on", "again")
HEADINGS = 8
FIRST_FLAG, NEXT = 1, 6


def headings() -> list[str]:
    """Return the headings, in the order of the cells."""
    named = [_("Code name"), _("Danger"), _("Going on"), _("Again"), _("Stage"), _("Owner"), _("Next"), _("Changed")]
    assert len(named) == HEADINGS
    return named


def row_of(desk: Desk, one: Overview) -> Row:
    """Return an incident's line."""
    now, next = desk.now(), one.next
    flags = (one.flags.danger, one.flags.going_on, one.flags.again)
    due = f"{spoken_near(desk.local(next.due), now)} {next.what}" if next else ""
    cells = (one.code, *map(answer_words, flags), stage_words(desk.playbook, one.stage), who(desk, one.owner), due)
    age = _("Reported {span} ago").format(span=spoken_span(now - one.opened))
    changed = spoken_near(desk.local(one.changed), now)
    return Row(one.id, one.code, (*cells, changed), flags, bool(next and next.late(now)), False, age)


def row_outside(desk: Desk, one: Closed) -> Row:
    """Return the line of an incident whose key I do not hold: nothing but what everybody may know."""
    told = _("You are not in the circle.") + (f" {one.line}" if one.line else "")
    stage = stage_words(desk.playbook, one.stage) if one.stage else ""
    cells = (one.code, *map(answer_words, one.flags), stage, _("in hand"), told)
    return Row(one.incident, one.code, (*cells, spoken_near(desk.local(one.at), desk.now())), one.flags, False, True)


class IncidentModel(QAbstractTableModel):
    """Rows of incidents."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()
        self._headings = headings()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.rows)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return HEADINGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if FIRST_FLAG <= column < FIRST_FLAG + 3:
                return spoken(FLAGS[column - FIRST_FLAG], row.flags[column - FIRST_FLAG])
            return (
                _("late: {words}").format(words=row.cells[column]) if column == NEXT and row.late else row.cells[column]
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self._headings[section] if orientation == Qt.Orientation.Horizontal else self.rows[section].code


class _Cells(QStyledItemDelegate):
    """Paints one cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, IncidentModel)
        row, where, px = model.rows[index.row()], QRectF(option.rect), look().px
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(where, look().colour("selected" if chosen else "sunken" if row.outside else "surface"))
        painter.fillRect(QRectF(where.left(), where.bottom() - 1, where.width(), 1), look().colour("line"))
        if chosen and index.column() == 0:
            painter.fillRect(QRectF(where.left(), where.top(), px(3), where.height()), look().colour("accent"))
        self._paint_cell(painter, where.adjusted(px(12), 0, -px(4), 0), row, index.column())
        painter.restore()

    def _paint_cell(self, painter: QPainter, where: QRectF, row: Row, column: int) -> None:
        align = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        if FIRST_FLAG <= column < FIRST_FLAG + 3:
            answer = row.flags[column - FIRST_FLAG]
            if answer == "no":
                paint.words(painter, where, row.cells[column], "second", "text2", align=align)
            else:
                high = look().px(24)
                spot = QRectF(where.left(), where.center().y() - high / 2, where.width(), high)
                paint_answer(painter, spot, FLAGS[column - FIRST_FLAG], answer)
            return
        if column == NEXT and row.late:
            where = where.adjusted(_paint_late(painter, where), 0, 0, 0)
        role, ink = ("label", "text") if column == 0 else ("body", "text" if column == NEXT else "text2")
        said = paint.metrics(role).elidedText(row.cells[column], Qt.TextElideMode.ElideRight, where.width())
        paint.words(painter, where, said, role, ink, align=align)


def _paint_late(painter: QPainter, where: QRectF) -> float:
    """Paint the chip of a late promise; return the room it took."""
    px, words = look().px, _("late")
    wide = paint.extent(words, "chip") + px(20)
    spot = QRectF(where.left(), where.center().y() - px(12), wide, px(24))
    paint.box(painter, spot, 12, fill="warn-soft", edge="warn-line")
    paint.words(painter, spot, words, "chip", "warn-text", weight=600)
    return wide + px(8)


class IncidentTable(QTableView):
    """The table; Enter opens, letters jump to a code name."""

    opened = Signal(object)
    """The Row."""

    def __init__(self) -> None:
        super().__init__()
        self.incidents = IncidentModel()
        self.setModel(self.incidents)
        self.setItemDelegate(_Cells(self))
        self.setObjectName("incidents")
        self.setAccessibleName(_("Incidents"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._open)
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        px, header = look().px, self.horizontalHeader()
        self.setFont(typeface.font("body", look().scale))
        header.setFont(typeface.font("second", look().scale))
        header.setFixedHeight(px(36))
        self.verticalHeader().setDefaultSectionSize(px(52))
        header.setMinimumSectionSize(px(40))
        for column, wide in enumerate((150, 90, 90, 96, 110, 96, 0, 96)):
            if wide:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                header.resizeSection(column, px(wide))
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def fit(self, narrow: bool) -> None:
        """Leave out what is told on the incident itself where there is little room."""
        for column in (4, 5, 7):
            self.setColumnHidden(column, narrow)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows, and keep the chosen incident chosen."""
        chosen = self.chosen()
        self.incidents.show_rows(rows)
        at = next((place for place, row in enumerate(rows) if chosen and row.id == chosen.id), 0)
        if rows:
            self.selectRow(at)

    def chosen(self) -> Row | None:
        """Return the row one is on."""
        index = self.currentIndex()
        return self.incidents.rows[index.row()] if index.isValid() and index.row() < len(self.incidents.rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Home and self.incidents.rows:
            self.selectRow(0)
        elif event.key() == Qt.Key.Key_End and self.incidents.rows:
            self.selectRow(len(self.incidents.rows) - 1)
        else:
            super().keyPressEvent(event)

    def _open(self, *_index: object) -> None:
        if row := self.chosen():
            self.opened.emit(row)

    def sizeHint(self) -> QSize:
        return QSize(look().px(600), look().px(300))
