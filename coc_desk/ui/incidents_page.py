"""The list of incidents: shelves, order, filters, and search over everything written."""

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.listing import SHELVES, Listed, Wanted, counts, listed
from coc_desk.i18n import _, ngettext, sense
from coc_desk.ui.asking import PlainLine
from coc_desk.ui.finding import by_code_name, in_entry
from coc_desk.ui.found_list import FoundList, Hit
from coc_desk.ui.incident_table import IncidentTable, TableFrame
from coc_desk.ui.incident_table import Row as TableRow
from coc_desk.ui.list_menus import FilterButton, OrderButton
from coc_desk.ui.page import Page
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card, EmptyState
from coc_desk.ui.parts.layouts import Column, Row, held
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.tabs import PILLS, Tabs
from coc_desk.ui.parts.text import Text
from coc_desk.ui.place import Place
from coc_desk.ui.theme import Width, look

FOUND = 60
WIDEST = 1240


class IncidentsPage(Page):
    """Every incident of my circles, and the vague lines of those outside them."""

    report_asked = Signal()
    note_asked = Signal()
    screen_name = "incidents"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._wanted = Wanted()
        self._every: list[Listed] = []
        names = (sense("state", "Open"), _("Mine"), _("Closed"), _("Recorded only"))
        self.tabs = Tabs(list(zip(SHELVES, names, strict=True)), PILLS, _("Which incidents"))
        self.search = PlainLine("search", hint=_("Search in everything written"))
        self.order, self.filter = OrderButton(), FilterButton(desk)
        self.table, self.found = IncidentTable(desk), FoundList(_("Found"))
        self._frame = TableFrame(self.table)
        self._build()
        self._connect()

    def _build(self) -> None:
        note, report = Button(_("Quick note"), icon="sticky-note"), Button(_("Log a report"), "main", icon="pen")
        note.clicked.connect(self.note_asked)
        report.clicked.connect(self.report_asked)
        note.setObjectName("quick note")
        report.setObjectName("log a report")
        self.search.edit.setAccessibleName(_("Search in everything written"))
        self.search.layout().insertWidget(0, Picture("search", 18))  # type: ignore[union-attr]
        head = Row((Text(_("Incidents"), role="title"), 1), note, report, gap=12)
        self._ways = Row((self.tabs, 1), Row(self.filter, self.order, gap=8), gap=8)
        self._choices = held(self._ways)
        foot = Text(_("Names and accounts are never shown in this list."), role="second", tone="text3", wrap=True)
        self._list = held(Column((self._frame, 1000), foot, ..., gap=12))
        self._count, self._hits = Text(role="second", tone="text2", wrap=True), _Framed(self.found)
        self._stack, self._nothing = QStackedWidget(), _Nothing()
        for part in (self._list, self._nothing, held(Column(self._count, (self._hits, 1), gap=12))):
            self._stack.addWidget(part)
        column = Column(head, self.search, self._choices, (self._stack, 1), gap=12, margins=24)
        self._content = held(column)
        self.setLayout(Row((self._content, 1), gap=0))

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda _key: self._show())
        self.order.chosen.connect(self._choose_order)
        self.filter.chosen.connect(self._choose_filter)
        self.table.opened.connect(self._open_row)
        self.search.edit.textChanged.connect(lambda _words: self._show())
        self.found.steer_by(self.search.edit)
        self.found.opened.connect(self.go)
        self._nothing.all.clicked.connect(self._show_all)

    # The page

    def title(self) -> str:
        return _("Incidents")

    def first_focus(self) -> QWidget | None:
        return self.table if self.table.incidents.rowCount() else self.search.edit

    def panes(self) -> list[QWidget]:
        return [self.search, self._choices, self._stack]

    def show_place(self, place: Place) -> None:
        super().show_place(place)
        if place.tab in SHELVES:
            self.tabs.choose(place.tab)
        self.refresh()

    def place(self) -> Place:
        return super().place().on(tab=self.tabs.chosen_key())

    def refresh(self) -> None:
        self.attempt(self._fetch)

    def _fetch(self) -> None:
        self._every = [*self._desk.incidents(), *self._desk.outside()]
        for shelf, number in counts(self._every, self._desk.me.id).items():
            self.tabs.show_count(shelf, number)
        self._show()

    # What is shown

    def _show(self) -> None:
        words = self.search.text()
        self._choices.setVisible(not words)
        if words:
            self.attempt(lambda: self._show_found(words))
            return
        self._wanted = replace(self._wanted, shelf=self.tabs.chosen_key())
        shown = listed(self._every, self._desk.me.id, self._wanted)
        self.table.show_incidents(shown)
        self._nothing.say(self._wanted)
        self._stack.setCurrentIndex(0 if shown else 1)

    def _show_found(self, words: str) -> None:
        """Show where words stand; called anew with each letter, so the newest words are always what is shown."""
        codes = by_code_name(self._desk, self._desk.incidents(), words, FOUND)
        entries = [in_entry(self._desk.playbook, one) for one in self._desk.search(words, FOUND)]
        hits = [
            *([Hit(_("Incidents")), *codes] if codes else []),
            *([Hit(_("In entries")), *entries] if entries else []),
        ]
        nothing = Hit(
            _("Nothing found for “{words}”. Incidents outside your circle are not searched.").format(words=words)
        )
        self.found.show_hits(hits or [nothing])
        number = len(codes) + len(entries)
        more = FOUND in (len(codes), len(entries))
        said = _("The first {n} places found") if more else ngettext("{n} place found", "{n} places found", number)
        self._count.say(said.format(n=number))
        self._stack.setCurrentIndex(2)

    # What is done here

    def _choose_order(self, order: str) -> None:
        self._wanted = replace(self._wanted, order=order)
        self._show()

    def _choose_filter(self, wanted: Wanted) -> None:
        self._wanted = replace(wanted, shelf=self._wanted.shelf, order=self._wanted.order)
        self._show()

    def _show_all(self) -> None:
        self.filter.clear()
        self.table.setFocus()

    def _open_row(self, row: TableRow) -> None:
        self.go.emit(Place("conflict" if row.outside else "incident", row.id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends the search; Down goes from the line into the list."""
        in_line = self.search.edit.hasFocus()
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.edit.clear()
            self.first_focus().setFocus()  # type: ignore[union-attr]
        elif event.key() == Qt.Key.Key_Down and in_line and self.table.isVisible():
            self.table.setFocus()
        else:
            super().keyPressEvent(event)

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        width, ways = look().width(self.window().width()), QBoxLayout.Direction
        self._content.setMaximumWidth(look().px(WIDEST))
        self._ways.setDirection(ways.TopToBottom if width is Width.NARROW else ways.LeftToRight)
        self.table.fit(width)


class _Framed(QWidget):
    """A card around what was found."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setLayout(Column((inside, 1), gap=0, margins=(1, 8)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), QRectF(self.rect()), 12, fill="surface", edge="line")


class _Nothing(QWidget):
    """Why no incident is listed, and what can be done."""

    def __init__(self) -> None:
        super().__init__()
        self.all = Button(_("Show all"))
        self.all.setObjectName("show all")
        self._none = EmptyState("folder", _("No incidents here"), _("Reports become incidents when they are saved."))
        self._fits = EmptyState("list-filter", _("No incident fits the filter"), _("Others are there."), self.all)
        card = Card()
        card.fill(Column(self._none, self._fits))
        self.setLayout(Column(card, ..., gap=0))

    def say(self, wanted: Wanted) -> None:
        """Say whether nothing is there at all, or nothing that fits."""
        self._none.setVisible(not wanted.filtered)
        self._fits.setVisible(wanted.filtered)
