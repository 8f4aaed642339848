"""Restrictions in force: about whom, what, until when."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.incidents import Restriction
from coc_desk.casework.looking import Looking, Today
from coc_desk.i18n import _
from coc_desk.ui.desk.row_menu import Act, RowMenu
from coc_desk.ui.desk.rows import Rows
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.wording import until_words


class InForce(Card):
    """The restrictions that hold now, the one that ends first on top."""

    lifting = Signal(object)
    opened = Signal(object)
    """A Restriction each."""

    def __init__(self, desk: Looking) -> None:
        super().__init__(_("Restrictions in force"))
        self._desk = desk
        none = _("None. When a decision limits where somebody may go, it shows here until it ends.")
        self._shown = Rows[Restriction](self, none, lambda one: one.id, self._made)

    def _made(self, one: Restriction) -> tuple[QWidget, "RestrictionRow"]:
        row = RestrictionRow(self._desk, one)
        row.lifting.connect(self.lifting)
        row.opened.connect(self.opened)
        return row, row

    def show_today(self, today: Today) -> bool:
        """Show what holds now; return whether there are other rows than before."""
        self.show_count(len(today.restrictions) or None)
        return self._shown.show_things(today.restrictions, today)


class RestrictionRow(QWidget):
    """One restriction."""

    lifting = Signal(object)
    opened = Signal(object)

    def __init__(self, desk: Looking, one: Restriction) -> None:
        super().__init__()
        self._desk, self._one = desk, one
        self._what = Text(role="label", wrap=True)
        self._of = Text(role="second", tone="text2", wrap=True)
        self._until = Text(role="second", tone="text2", numbers=True, wrap=True)
        self._until.end_where_reading_ends()
        acts = [
            Act(_("End it early"), "shield-off", lambda: self.lifting.emit(self._one)),
            Act(_("Open the incident"), "folder-open", lambda: self.opened.emit(self._one)),
        ]
        self.menu = RowMenu(_("More about this restriction"), acts)
        self.menu.setObjectName(f"restriction:{one.id}")
        words = Column(self._what, self._of, gap=0)
        self.setLayout(Row(Picture("shield-alert", 18, "text2"), (words, 3), (self._until, 1), self.menu, gap=12))

    def show_thing(self, thing: Restriction, today: Today) -> str:
        self._one = thing
        until = self._desk.local(thing.until) if thing.until else None
        self._what.say(thing.what)
        self._until.say(until_words(until, thing.until_words, today.at))
        about: tuple[object, ...] = (Strong(thing.person), ", ") if thing.person else ()
        self._of.say(*about, _("from {code}").format(code=thing.code))
        heard = f"{thing.what}, {self._of.text()}, {self._until.text()}"
        self.setAccessibleName(heard)
        self.menu.setAccessibleDescription(heard)
        return ""
