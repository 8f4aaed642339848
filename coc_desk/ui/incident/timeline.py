"""The list of entries: painted, so that it stays quick with thousands; each entry is one item to a screen reader."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from coc_desk.i18n import _
from coc_desk.ui.incident.entry_layout import MORE, WHOLE, EntryLayout
from coc_desk.ui.incident.entry_model import STEP, EntryModel
from coc_desk.ui.incident.entry_words import Shown
from coc_desk.ui.incident.entry_words import Timeline as Rows
from coc_desk.ui.theme import look

Index = QModelIndex | QPersistentModelIndex
LAID_OUT: Final = 400
"""How many layouts are held at most; heights are held for all."""


class EntryDelegate(QStyledItemDelegate):
    """Lays entries out once for a width and paints them."""

    def __init__(self, model: EntryModel, view: "EntryList") -> None:
        super().__init__(view)
        self._model, self._view = model, view
        self._laid: dict[int, EntryLayout] = {}
        self._heights: dict[int, int] = {}
        self._for: tuple[object, ...] = ()

    def forget(self) -> None:
        """Lay out anew: the entries changed."""
        self._laid.clear()
        self._heights.clear()

    def laid(self, row: int) -> EntryLayout:
        """Return a row's layout."""
        wanted = (self._view.room(), look())
        if wanted != self._for:
            self.forget()
            self._for = wanted
        shown = self._model.shown(row)
        if shown.number not in self._laid:
            if len(self._laid) > LAID_OUT:
                self._laid.clear()
            self._laid[shown.number] = EntryLayout(shown, self._view.room(), self._view)
        return self._laid[shown.number]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        number = self._model.line(index.row()).number
        if number not in self._heights or (self._view.room(), look()) != self._for:
            self._heights[number] = self.laid(index.row()).height
        return QSize(self._view.room(), self._heights[number])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view, row = self._view, index.row()
        current = row == view.currentIndex().row()
        rect = option.rect
        first = row == 0 and not self._model.earlier
        dots = (current and view.hasFocus()) or row == view.pointed
        self.laid(row).paint(painter, rect, ringed=current and view.hasFocus(), dots=dots, first=first)
        painter.restore()


class EntryList(QListView):
    """The entries of an incident."""

    opened = Signal(object)
    """The Shown entry that shall be seen whole."""
    asked = Signal(str, object)
    """What shall be done (amend, strike, promise, filter, menu) and with which Shown entry."""
    led = Signal(str)
    """What a chip leads to: `entry:9`, `promise:<id>`, `file:<id>`, `incident:<id>`."""

    def __init__(self) -> None:
        super().__init__()
        self.entries = EntryModel()
        self.pointed = -1
        self._delegate = EntryDelegate(self.entries, self)
        self.setModel(self.entries)
        self.setItemDelegate(self._delegate)
        self.setObjectName("entries")
        self.setAccessibleName(_("Entries"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(48)
        self.verticalScrollBar().valueChanged.connect(self._reached)
        self._keys: dict[str, str] = {letter_of(words): act for act, words in acts().items()}

    def room(self) -> int:
        """Return the width entries have; the same with and without a scroll bar."""
        return max(self.width() - look().px(12), look().px(160))

    def ring(self) -> None:
        """The ring is painted around the current entry."""
        return

    def show_rows(self, rows: Rows, *, at_end: bool = True, up: int = 0) -> None:
        """Show entries anew: the newest in sight, or `up` pixels above the end."""
        bar, row = self.verticalScrollBar(), self.current_number()
        place = bar.value()
        shown = self.entries.rowCount() if not at_end else STEP
        self._delegate.forget()
        self.entries.show(rows, max(STEP, shown))
        self.setAccessibleDescription(_("{n} entries").format(n=len(rows.rows)))
        self.doItemsLayout()
        if at_end:
            self._back_from_end(up)
        else:
            bar.setValue(place)
            self._make_current(self.entries.row_of(row) if row else -1)

    def _back_from_end(self, up: int) -> None:
        bar = self.verticalScrollBar()
        while up > bar.maximum() and self.entries.earlier:
            self.entries.show_earlier()
            self.doItemsLayout()
        bar.setValue(bar.maximum() - up)
        if not self.currentIndex().isValid() and self.entries.rowCount():
            self._make_current(self.entries.rowCount() - 1, scroll=False)

    def from_end(self) -> int:
        """Return how many pixels the newest entry is scrolled out of sight."""
        bar = self.verticalScrollBar()
        return bar.maximum() - bar.value()

    def current_number(self) -> int:
        """Return the number of the current entry; 0 when there is none."""
        row = self.currentIndex().row()
        return self.entries.line(row).number if 0 <= row < self.entries.rowCount() else 0

    def go_to(self, number: int) -> bool:
        """Make an entry the current one; answer whether it is there."""
        row = self.entries.row_of(number)
        self._make_current(row)
        return row >= 0

    def _make_current(self, row: int, *, scroll: bool = True) -> None:
        if row < 0:
            return
        index = self.entries.index(row, 0)
        bar = self.verticalScrollBar()
        before = bar.value()
        self.setCurrentIndex(index)
        if scroll:
            self.scrollTo(index)
        else:
            bar.setValue(before)

    def current(self) -> Shown | None:
        """Return the current entry."""
        row = self.currentIndex().row()
        return self.entries.shown(row) if 0 <= row < self.entries.rowCount() else None

    def _reached(self, place: int) -> None:
        """Scrolled up to the first entry shown: show older ones, and stay where one is."""
        if place > look().px(120) or not self.entries.earlier or not self.isVisible():
            return
        self.keep_place(self.entries.show_earlier)

    def keep_place(self, change: Callable[[], None]) -> None:
        """Do something that adds rows above, without anything moving on the screen."""
        bar = self.verticalScrollBar()
        from_end = bar.maximum() - bar.value()
        bar.blockSignals(True)
        change()
        self.doItemsLayout()
        bar.setValue(bar.maximum() - from_end)
        bar.blockSignals(False)
        self.verticalScrollBar().setValue(bar.maximum() - from_end)
        self.viewport().update()

    # Keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters act on the current entry; Home goes to the very first one."""
        shown = self.current()
        act = (
            self._keys.get(event.text().upper()) if not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier else None
        )
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and shown:
            self.opened.emit(shown)
        elif event.matches(QKeySequence.StandardKey.Copy) and shown:
            QGuiApplication.clipboard().setText(shown.text)
        elif act and (shown or act == "filter"):
            self.asked.emit(act, shown)
        elif event.key() == Qt.Key.Key_Home and not event.modifiers():
            self.keep_place(lambda: self.entries.show_earlier(self.entries.earlier))
            self._make_current(0)
        elif event.text().isprintable() and event.text().strip():
            event.ignore()  # not Qt's search by the first letters: single letters mean something here
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.setCurrentIndex(self.indexAt(event.pos()))
        if shown := self.current():
            self.asked.emit("menu", shown)

    def menu_place(self) -> QPoint:
        """Return where a menu of the current entry opens, in screen coordinates."""
        where = self.visualRect(self.currentIndex())
        return self.viewport().mapToGlobal(where.topLeft() + QPoint(look().px(48), look().px(32)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        to = self._to_at(event.position().toPoint())
        shown = self.current()
        if event.button() != Qt.MouseButton.LeftButton or not to or shown is None:
            return
        if to == WHOLE:
            self.opened.emit(shown)
        elif to == MORE:
            self.asked.emit("menu", shown)
        else:
            self.led.emit(to)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (shown := self.current()) and not self._to_at(event.position().toPoint()):
            self.opened.emit(shown)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        self._point_at(self.indexAt(place).row())
        shape = Qt.CursorShape.PointingHandCursor if self._to_at(place) else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(-1)

    def _point_at(self, row: int) -> None:
        if row != self.pointed:
            self.pointed = row
            self.viewport().update()

    def _to_at(self, place: QPoint) -> str:
        index = self.indexAt(place)
        return self._delegate.laid(index.row()).to_at(place, self.visualRect(index)) if index.isValid() else ""

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay at the newest entry when the room gets smaller, as it does while one writes."""
        from_end = self.from_end()
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self.executeDelayedItemsLayout()
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() - from_end)

    def dress(self) -> None:
        """Take the size of text."""
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()


def acts() -> dict[str, str]:
    """Return what can be done with an entry, with the letter that does it marked."""
    return {
        "amend": _("&Amend"),
        "strike": _("&Strike"),
        "promise": _("Make a &promise from it"),
        "filter": _("&Filter by kind"),
    }


def letter_of(words: str) -> str:
    """Return the letter that is marked in words, a capital."""
    return words.partition("&")[2][:1].upper()
