"""The list of incidents: tabs, order, and search over everything written."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.incidents import Overview
from coc_desk.casework.ledger import Found
from coc_desk.casework.looking import RECORDED_ONLY
from coc_desk.i18n import _
from coc_desk.ui import typeface
from coc_desk.ui.incident_table import IncidentTable, row_of, row_outside
from coc_desk.ui.incident_table import Row as TableRow
from coc_desk.ui.page import Page
from coc_desk.ui.parts.cards import EmptyState
from coc_desk.ui.parts.inputs import Line
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.tabs import Tabs
from coc_desk.ui.parts.text import Text
from coc_desk.ui.place import Place
from coc_desk.ui.theme import Width, look

FOUND = 60


class IncidentsPage(Page):
    """Every incident of my circles, danger first, then the next promise."""

    screen_name = "incidents"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._overviews: Sequence[Overview] = ()
        self.tabs = Tabs(
            [("open", _("Open")), ("mine", _("Mine")), ("closed", _("Closed")), ("recorded", _("Recorded only"))],
            "pills",
        )
        self.search = _SearchLine(_("Search in everything written"))
        self.table, self.found = IncidentTable(), FoundList()
        self._empty = EmptyState("folder", _("No incidents here"), _("Reports become incidents when they are saved."))
        self._stack = QStackedWidget()
        for part in (self.table, self._empty, self.found):
            self._stack.addWidget(part)
        order = Text(_("Danger first, then next promise"), role="second", tone="text2")
        foot = Text(_("Names and accounts are never shown in this list."), role="second", tone="text3", wrap=True)
        head = Row(Text(_("Incidents"), role="title"), ..., (self.search, 1), gap=24)
        self.setLayout(Column(head, Row(self.tabs, ..., order), (self._stack, 1), foot, gap=12, margins=24))
        self.tabs.chosen.connect(lambda _key: self._show())
        self.table.opened.connect(self._open_row)
        self.search.changed.connect(self._search)
        self.search.edit.returnPressed.connect(self._open_first)
        self.found.opened.connect(self._open_found)

    def title(self) -> str:
        return _("Incidents")

    def first_focus(self) -> QWidget | None:
        return self.table

    def panes(self) -> list[QWidget]:
        return [self.tabs, self._stack]

    def show_place(self, place: Place) -> None:
        super().show_place(place)
        if place.tab:
            self.tabs.choose(place.tab)
        self.refresh()

    def place(self) -> Place:
        return super().place().on(tab=self.tabs.chosen_key())

    def refresh(self) -> None:
        self._overviews = self._desk.incidents()
        for key in ("open", "mine", "closed", "recorded"):
            outside = len(self._desk.outside()) if key == "open" else 0
            self.tabs.show_count(key, sum(map(self._in(key), self._overviews)) + outside)
        self._show()

    def _in(self, key: str) -> Callable[[Overview], bool]:
        me = self._desk.me.id
        return {
            "mine": lambda one: one.open and one.owner == me,
            "closed": lambda one: not one.open and one.closed_as not in RECORDED_ONLY,
            "recorded": lambda one: not one.open and one.closed_as in RECORDED_ONLY,
        }.get(key, lambda one: one.open)

    def _show(self) -> None:
        if self.search.answer() is not None:
            self._search()
            return
        key = self.tabs.chosen_key()
        rows = [row_of(self._desk, one) for one in self._overviews if self._in(key)(one)]
        rows += [row_outside(self._desk, one) for one in self._desk.outside()] if key == "open" else []
        self.table.show_rows(rows)
        self._stack.setCurrentWidget(self.table if rows else self._empty)

    def _search(self) -> None:
        words = str((self.search.answer() or {}).get("v", ""))
        if not words:
            self._show()
            return
        found = self.attempt(lambda: self._desk.search(words, FOUND))
        self.found.show_found(words, found or [])
        self._stack.setCurrentWidget(self.found)

    def _open_row(self, row: TableRow) -> None:
        if row.outside:
            self.said.emit(_("You are not in the circle of this incident."), None)
        else:
            self.go.emit(Place("incident", row.id))

    def _open_first(self) -> None:
        if self.found.count() and self._stack.currentWidget() is self.found:
            self.found.setFocus()
            self.found.setCurrentRow(0)

    def _open_found(self, found: Found) -> None:
        self.go.emit(Place("incident", found.incident, field=f"entry:{found.entry}"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.fit(look().width(self.width()) is Width.NARROW)


class _SearchLine(Line):
    """A line to search in; unknown and declined are no answers here."""

    nones = ()

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        self.edit.setObjectName("search")
        self.edit.setAccessibleName(hint)


class FoundList(QListWidget):
    """Where the words stand: code name, number of the entry, the words around the match."""

    opened = Signal(object)
    """The Found."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("found")
        self.setAccessibleName(_("Found"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setFont(typeface.font("body", look().scale))
        self.setSpacing(look().px(4))

    def show_found(self, words: str, found: Sequence[Found]) -> None:
        """Show where the words stand, or that they stand nowhere."""
        self.clear()
        for one in found:
            said = " ".join(f"{one.before}{one.match}{one.after}".split())
            item = QListWidgetItem(f"{one.code}, {one.number}:  … {said} …" if said else f"{one.code}, {one.number}")
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.addItem(item)
        if not found:
            nothing = QListWidgetItem(
                _("Nothing found for “{words}”. Incidents outside your circle are not searched.").format(words=words)
            )
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(nothing)
