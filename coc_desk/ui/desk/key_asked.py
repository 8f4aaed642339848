"""Who said that they can work on an incident and waits for somebody inside to hand them the key."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.asking import Answered
from coc_desk.casework.looking import Looking, Today
from coc_desk.casework.times import spoken_near
from coc_desk.i18n import _
from coc_desk.ui.desk.rows import Rows
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.layouts import Column, Row, held
from coc_desk.ui.parts.text import Strong, Text


class KeyAsked(Card):
    """Shown only while somebody waits."""

    opened = Signal(str)
    """Id of the incident, where they are let in."""

    def __init__(self, desk: Looking) -> None:
        super().__init__(_("Waiting to be let in"))
        self._desk = desk
        self._shown = Rows[Answered](self, "", lambda one: (one.incident, one.by), self._made)

    def _made(self, one: Answered) -> tuple[QWidget, "Waits"]:
        row = Waits(self._desk)
        row.open.setObjectName(f"let in:{one.incident}:{one.by}")
        row.open.clicked.connect(lambda: self.opened.emit(one.incident))
        return held(row), row

    def show_today(self, today: Today) -> bool:
        """Show who waits; return whether there are other rows than before."""
        self.show_count(len(today.waiting) or None)
        self.setVisible(bool(today.waiting))
        return self._shown.show_things(today.waiting, today)


class Waits(Row):
    """One member, and the incident they can work on."""

    def __init__(self, desk: Looking) -> None:
        self._desk = desk
        self._who, self._when = Text(wrap=True), Text(role="second", tone="text2", wrap=True)
        self.open = Button(_("Open"), "row")
        super().__init__((Column(self._who, self._when, gap=0), 1), self.open, gap=12)

    def show_thing(self, one: Answered, today: Today) -> str:
        """Show who waits since when."""
        name, code = self._desk.name_of(one.by), self._desk.incident(one.incident).code
        self._who.say(_("{name} can work on").format(name=name), " ", Strong(code))
        self._when.say(_("Said yes {time}").format(time=spoken_near(self._desk.local(one.at), today.at)))
        self.open.setAccessibleName(_("Open {code}").format(code=code))
        return ""
