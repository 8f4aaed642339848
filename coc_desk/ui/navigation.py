"""The rail of the desk: where one can go, who is signed in, and the lock."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from coc_desk.casework.desk import Desk
from coc_desk.i18n import _
from coc_desk.ui import icons
from coc_desk.ui.parts.keycaps import shown
from coc_desk.ui.parts.rail import Rail, Stop
from coc_desk.ui.place import Place
from coc_desk.ui.wording import day_of_event, role_words

UNDER = {"incident": "incidents", "conflict": "incidents"}
"""Screens that stand under another stop than their own."""


def stops() -> tuple[tuple[Stop, ...], ...]:
    """Return where one can go, in groups."""
    return (
        (
            Stop("desk", _("Desk"), "layout-dashboard", "Ctrl+1"),
            Stop("incidents", _("Incidents"), "folder", "Ctrl+2"),
        ),
        (Stop("handoff", _("Handoff"), "arrow-left-right", "Ctrl+5"),),
    )


class DeskRail(Rail):
    """Event, search, the screens, whoever signed in, the lock."""

    go = Signal(object)
    """Place to go to."""
    search_asked = Signal()
    lock_asked = Signal(bool)
    """Whether another member shall be chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk.event.name,
            day_of_event(desk.event, desk.now().date()),
            stops(),
            [Stop("settings", _("Settings"), "settings-2", "Ctrl+,")],
            Stop("search", _("Search"), "search", "Ctrl+K"),
            Stop("member", desk.me.name, "user-round"),
            role_words(desk.me.role),
            Stop("lock", _("Lock"), "lock", "Ctrl+L"),
        )
        self._desk = desk
        self.setAccessibleName(_("Navigation"))
        self.gone.connect(lambda key: self.go.emit(Place(key)))
        self.searched.connect(self.search_asked)
        self.locked.connect(lambda: self.lock_asked.emit(False))
        self.member_asked.connect(self._open_menu)

    def show_here(self, key: str) -> None:
        """Mark the screen one is on, and say which day it is."""
        super().show_here(UNDER.get(key, key))
        self.second.say(day_of_event(self._desk.event, self._desk.now().date()))

    def menu(self) -> QMenu:
        """Return what can be done about who is signed in, not yet open."""
        menu = QMenu(self)
        other = menu.addAction(icons.icon("users-round"), _with_keys(_("Switch member"), "Ctrl+Shift+L"))
        other.triggered.connect(lambda: self.lock_asked.emit(True))
        lock = menu.addAction(icons.icon("lock"), _with_keys(_("Lock"), "Ctrl+L"))
        lock.triggered.connect(lambda: self.lock_asked.emit(False))
        return menu

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        above = QPoint(0, -menu.sizeHint().height())
        menu.popup(self.member.mapToGlobal(above))
        menu.setActiveAction(menu.actions()[0])


def _with_keys(words: str, keys: str) -> str:
    return f"{words}\t{shown(keys)}"
