"""The table of incidents: a model over overviews, painted without a widget per row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import IncidentId
from coc_desk.casework.incidents import Overview
from coc_desk.casework.ledger import Closed
from coc_desk.casework.listing import Listed, flags_of
from coc_desk.casework.times import spoken_near, spoken_span
from coc_desk.i18n import _
from coc_desk.ui import icons, typeface
from coc_desk.ui.parts import chips, paint
from coc_desk.ui.parts.flags import KINDS, answer_width, answer_words, paint_answer, paint_short, spoken
from coc_desk.ui.parts.layouts import Column
from coc_desk.ui.theme import Width, look
from coc_desk.ui.wording import flags_spoken, stage_words, who

Index = QModelIndex | QPersistentModelIndex
LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
COLUMNS: Final = ("code", "danger", "going_on", "again", "flags", "stage", "owner", "next", "changed")
WIDTHS: Final = (150, 98, 98, 98, 104, 116, 100, 0, 92)
"""In design pixels; 0 takes the room that is left. A flag has room for "not asked" in its chip."""
NEXT: Final = 180
"""Room that what is next needs at least beside three flags in words."""
ELSEWHERE: Final = ("stage", "owner", "changed")
"""What the narrow list leaves to the incident's own page."""
HEAD, ROW, PAD, LINES = 36, 52, 12, 2
"""Heights, the room at the sides of a cell, and the lines of text that fit a usual row."""


def headings() -> Mapping[str, str]:
    """Return the headings by column."""
    return {
        "code": _("Code name"),
        "danger": _("Danger"),
        "going_on": _("Going on"),
        "again": _("Again"),
        "flags": _("Safety"),
        "stage": _("Stage"),
        "owner": _("Owner"),
        "next": _("Next"),
        "changed": _("Changed"),
    }


@dataclass(frozen=True)
class Row:
    """One line of the table, in words."""

    id: IncidentId
    code: str
    flags: tuple[str, str, str]
    cells: Mapping[str, str] = field(default_factory=dict)
    late: bool = False
    outside: bool = False
    tip: str = ""


def row_of(desk: Desk, one: Listed) -> Row:
    """Return an incident's line; outside my circles nothing but what everybody may know."""
    flags = flags_of(one)
    cells = {"code": one.code, "flags": "", "stage": stage_words(desk.playbook, one.stage)}
    cells |= {kind: answer_words(answer) for kind, answer in zip(KINDS, flags, strict=True)}
    return _outside(desk, one, flags, cells) if isinstance(one, Closed) else _inside(desk, one, flags, cells)


def _inside(desk: Desk, one: Overview, flags: tuple[str, str, str], cells: dict[str, str]) -> Row:
    at, next = desk.now(), one.next
    cells["owner"] = who(desk, one.owner)
    cells["next"] = f"{spoken_near(desk.local(next.due), at)} {next.what}" if next else ""
    cells["changed"] = spoken_near(desk.local(one.changed), at)
    ages = {"opened": spoken_span(at - one.opened), "changed": spoken_span(at - one.changed)}
    tip = _("Reported {opened} ago, changed {changed} ago").format(**ages)
    return Row(one.id, one.code, flags, cells, bool(next and next.late(at)), False, tip)


def _outside(desk: Desk, one: Closed, flags: tuple[str, str, str], cells: dict[str, str]) -> Row:
    cells["owner"] = _("in hand")
    needed = one.asked and not one.answer
    cells["next"] = _("Can you work on this?") if needed else one.line or _("You are not in the circle")
    cells["changed"] = spoken_near(desk.local(one.at), desk.now())
    return Row(one.incident, one.code, flags, cells, False, True, _("You are not in the circle"))


class IncidentModel(QAbstractTableModel):
    """Incidents; a line is put into words when it is looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._headings = headings()
        self._rows: dict[int, Row] = {}
        self.incidents: Sequence[Listed] = ()

    def show_incidents(self, incidents: Sequence[Listed]) -> None:
        """Show other incidents, or the same at another time."""
        self.beginResetModel()
        self.incidents, self._rows = incidents, {}
        self.endResetModel()

    def row(self, place: int) -> Row:
        """Return a line."""
        if place not in self._rows:
            self._rows[place] = row_of(self._desk, self.incidents[place])
        return self._rows[place]

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.incidents)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, key = self.row(index.row()), COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.cells[key]
            case Qt.ItemDataRole.AccessibleTextRole:
                return _heard(row, key)
            case Qt.ItemDataRole.ToolTipRole:
                return row.tip or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return TRAILING if COLUMNS[section] == "changed" else LEADING
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        sideways = orientation == Qt.Orientation.Horizontal
        return self._headings[COLUMNS[section]] if sideways else self.incidents[section].code


def _heard(row: Row, key: str) -> str:
    """Return what a screen reader says of a cell."""
    if key in KINDS:
        return spoken(key, row.flags[KINDS.index(key)])
    if key == "flags":
        return flags_spoken(row.flags)
    if key == "next" and row.late:
        return _("late: {words}").format(words=row.cells[key])
    return row.cells[key]


class _Cells(QStyledItemDelegate):
    """Paints a cell."""

    def __init__(self, table: "IncidentTable") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, where, px = self._table.incidents.row(index.row()), QRectF(option.rect), look().px
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(where, look().colour("selected" if chosen else "sunken" if row.outside else "surface"))
        thin = max(1, px(1))
        painter.fillRect(QRectF(where.left(), where.bottom() - thin, where.width(), thin), look().colour("line"))
        if chosen and index.column() == 0:
            forward = option.direction == Qt.LayoutDirection.LeftToRight
            at = where.left() if forward else where.right() - px(3)
            painter.fillRect(QRectF(at, where.top(), px(3), where.height() - thin), look().colour("accent"))
        first = px(4) if index.column() == 0 else 0
        inside = where.adjusted(px(PAD) + first, 0, -px(PAD), -thin)
        self._paint_cell(painter, inside, row, COLUMNS[index.column()])
        painter.restore()

    def _paint_cell(self, painter: QPainter, where: QRectF, row: Row, key: str) -> None:
        if key in KINDS:
            self._paint_flag(painter, where, key, row.flags[KINDS.index(key)])
        elif key == "flags":
            self._paint_flags(painter, where, row)
        elif key == "next":
            self._paint_next(painter, where, row)
        elif key == "changed":
            paint.words(painter, where, row.cells[key], "second", "text2", numbers=True, align=TRAILING)
        else:
            role, ink = ("label", "text") if key == "code" else ("body", "text2")
            paint.words(painter, where, row.cells[key], role, ink, align=LEADING, wrap=True)

    def _forward(self) -> bool:
        return self._table.layoutDirection() == Qt.LayoutDirection.LeftToRight

    def _paint_flag(self, painter: QPainter, where: QRectF, kind: str, answer: str) -> None:
        if answer:
            paint_answer(painter, where, kind, answer, forward=self._forward())
            return
        side = look().px(24)
        left = where.left() if self._forward() else where.right() - side
        paint_short(painter, QRectF(left, where.center().y() - side / 2, side, side), kind, answer)

    def _paint_flags(self, painter: QPainter, where: QRectF, row: Row) -> None:
        side, step = look().px(24), look().px(28)
        for place, (kind, answer) in enumerate(zip(KINDS, row.flags, strict=True)):
            left = where.left() + place * step if self._forward() else where.right() - side - place * step
            paint_short(painter, QRectF(left, where.center().y() - side / 2, side, side), kind, answer)

    def _paint_next(self, painter: QPainter, where: QRectF, row: Row) -> None:
        taken = 0.0
        if row.late:
            size = chips.chip_size(_("late"), "clock-alert")
            left = where.left() if self._forward() else where.right() - size.width()
            spot = QRectF(left, where.center().y() - size.height() / 2, size.width(), size.height())
            chips.paint_chip(painter, spot, _("late"), "warn", "clock-alert", self._table)
            taken = size.width() + look().px(8)
        elif row.outside:
            side = look().px(18)
            left = where.left() if self._forward() else where.right() - side
            icons.paint(painter, QRectF(left, where.top(), side, where.height()), "key-round", 18, "text2")
            taken = side + look().px(8)
        rest = where.adjusted(taken, 0, 0, 0) if self._forward() else where.adjusted(0, 0, -taken, 0)
        ink = "text2" if row.outside else "text"
        paint.words(painter, rest, row.cells["next"], "body", ink, align=LEADING, wrap=True)


class IncidentTable(QTableView):
    """The table; Enter opens, letters jump to a code name."""

    opened = Signal(object)
    """The Row."""
    fitted = Signal()
    """The rows have the height they need."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.incidents = IncidentModel(desk)
        self._width = Width.WIDE
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
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.doubleClicked.connect(self._open)
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        px, header = look().px, self.horizontalHeader()
        self.setFont(typeface.font("body", look().scale))
        header.setFont(typeface.font("second", look().scale, weight=500))
        header.setFixedHeight(px(HEAD))
        header.setMinimumSectionSize(px(40))
        header.setStyleSheet(
            f"QHeaderView {{ background: transparent; }} "
            f"QHeaderView::section {{ background: transparent; padding: 0 {px(PAD)}px; }} "
            f"QHeaderView::section:first {{ padding-left: {px(PAD + 4)}px; }}"
        )
        self.verticalHeader().setMinimumSectionSize(px(ROW))
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        for column, wide in enumerate(WIDTHS):
            mode = QHeaderView.ResizeMode.Fixed if wide else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
        self._fit_columns()
        self._fit_rows()

    def _fit_columns(self) -> None:
        """Give the columns their widths; where too little is left for what is next, the flags are short."""
        usual = zip(COLUMNS, map(look().px, WIDTHS), strict=True)
        widths: dict[str, int] = {**dict(usual), **self._flag_widths()}
        narrow, wide = self._width is Width.NARROW, self._width is Width.WIDE
        left = self.viewport().width() - sum(width for key, width in widths.items() if key != "flags")
        short = not wide or left < look().px(NEXT)
        for column, (key, width) in enumerate(widths.items()):
            self.setColumnHidden(column, key in KINDS if short else key == "flags")
            if narrow and key in ELSEWHERE:
                self.hideColumn(column)
            if width and not self.isColumnHidden(column):
                self.horizontalHeader().resizeSection(column, width)

    def _flag_widths(self) -> Mapping[str, int]:
        """Return how wide the columns of the flags are: more than usual where their words are longer."""
        named, shown = headings(), [flags_of(one) for one in self.incidents.incidents]
        px = look().px
        widths = {}
        for place, kind in enumerate(KINDS):
            answers = {each[place] for each in shown} - {""}
            heading = paint.extent(named[kind], "second", weight=500) + px(2 * PAD + 4)
            usual = px(WIDTHS[COLUMNS.index(kind)])
            widths[kind] = round(max(usual, heading, *(answer_width(one) + px(2 * PAD) for one in answers)))
        return widths

    def fit(self, width: Width) -> None:
        """Say less about each incident where there is little room: the flags short, the rest on its own page."""
        self._width = width
        self._fit_columns()
        self._fit_rows()

    def show_incidents(self, incidents: Sequence[Listed]) -> None:
        """Show incidents; the chosen one stays chosen, and one stays where one was."""
        chosen, bar = self.chosen(), self.verticalScrollBar()
        before = bar.value()
        self.incidents.show_incidents(incidents)
        self._fit_columns()
        self._fit_rows()
        if not incidents:
            return
        places = (place for place, one in enumerate(incidents) if chosen and _id(one) == chosen.id)
        self.choose(next(places, 0))
        bar.setValue(before)

    def _fit_rows(self) -> None:
        """Give the rows whose next promise needs more than the usual lines the height it needs."""
        column = COLUMNS.index("next")
        room = self.columnWidth(column) - look().px(2 * PAD)
        letters = LINES * room / max(1.0, paint.metrics("body").averageCharWidth())
        usual = look().px(ROW)
        for place, one in enumerate(self.incidents.incidents):
            high = usual
            # A late promise has a chip before it, a time stands before each: twenty letters of room for both.
            if isinstance(one, Overview) and one.next and len(one.next.what) + 20 > letters:
                high = max(usual, self._height(self.incidents.row(place), room))
            if self.rowHeight(place) != high:
                self.setRowHeight(place, high)
        self.fitted.emit()

    def _height(self, row: Row, room: int) -> int:
        chip = chips.chip_size(_("late"), "clock-alert").width() + look().px(8) if row.late else 0
        box = QRectF(0, 0, max(1, room - chip), 10_000)
        flags = Qt.TextFlag.TextWordWrap
        return round(paint.metrics("body").boundingRect(box, flags, row.cells["next"]).height()) + look().px(12)

    def whole_height(self) -> int:
        """Return how high head and rows are, in real pixels."""
        return self.horizontalHeader().height() + self.verticalHeader().length()

    def choose(self, row: int) -> None:
        """Go to a row. Qt's own `selectRow` chooses nothing where reading starts at the right."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.incidents.index(row, 0), flags)

    def chosen(self) -> Row | None:
        """Return the row one is on."""
        place = self.currentIndex().row()
        return self.incidents.row(place) if 0 <= place < self.incidents.rowCount() else None

    def keyboardSearch(self, search: str) -> None:
        """Jump to a code name, whichever cell was clicked."""
        if self.currentIndex().column() != 0:
            self.choose(self.currentIndex().row())
        super().keyboardSearch(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self.incidents.rowCount() - 1
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and last >= 0:
            self.choose(0 if event.key() == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def _open(self, *_index: object) -> None:
        if row := self.chosen():
            self.opened.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        self._fit_rows()


def _id(one: Listed) -> IncidentId:
    return one.incident if isinstance(one, Closed) else one.id


class TableFrame(QWidget):
    """The card around the table, no higher than its rows; the ring goes around it."""

    def __init__(self, table: IncidentTable) -> None:
        super().__init__()
        self._table = table
        self.setLayout(Column(table, gap=0, margins=(1, 1, 1, 6)))
        table.fitted.connect(self._fit)

    def _fit(self) -> None:
        """Be as high as what is in it, at most."""
        self.setMaximumHeight(max(self._table.whole_height(), look().px(HEAD + ROW)) + look().px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, whole, px = paint.painter(self), QRectF(self.rect()), look().px
        paint.box(painter, whole, 12, fill="surface", edge="line")
        shape = QPainterPath()
        shape.addRoundedRect(whole.adjusted(1, 1, -1, -1), px(11), px(11))
        painter.setClipPath(shape)
        painter.fillRect(QRectF(1, 1, whole.width() - 2, px(HEAD)), look().colour("sunken"))
