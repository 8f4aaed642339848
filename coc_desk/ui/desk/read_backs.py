"""Handoffs whose receiver has not said them back yet; there only while one is awaited."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.event_log import Handed
from coc_desk.casework.looking import Looking, Today
from coc_desk.casework.times import spoken_near
from coc_desk.i18n import _
from coc_desk.ui.desk.rows import Rows
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.wording import who


class ReadBacks(Card):
    """The read-backs that are awaited."""

    asked = Signal(object)
    """The Handed of which the read-back is to be written down."""

    def __init__(self, desk: Looking) -> None:
        super().__init__(_("Read-back awaited"))
        self._desk = desk
        self._shown = Rows[Handed](self, "", lambda one: one.id, self._made)

    def _made(self, one: Handed) -> tuple[QWidget, "ReadBackRow"]:
        row = ReadBackRow(self._desk, one)
        row.read_back.clicked.connect(lambda: self.asked.emit(one))
        return row, row

    def show_today(self, today: Today) -> bool:
        """Show which are awaited; return whether there are other rows than before."""
        self.setVisible(bool(today.awaiting))
        self.show_count(len(today.awaiting) or None)
        return self._shown.show_things(today.awaiting, today)


class ReadBackRow(QWidget):
    """One handoff nobody has said back."""

    def __init__(self, desk: Looking, one: Handed) -> None:
        super().__init__()
        self._desk = desk
        self._handoff = Text(wrap=True)
        self._written = Text(role="second", tone="text2", wrap=True, numbers=True)
        self.read_back = Button(_("Read back"), "row")
        self.read_back.setObjectName(f"read back:{one.id}")
        self.setLayout(Row((Column(self._handoff, self._written, gap=0), 1), self.read_back, gap=12))

    def show_thing(self, thing: Handed, today: Today) -> str:
        self._handoff.say(_("Handoff {number} to").format(number=thing.number), " ", Strong(thing.to))
        at = spoken_near(self._desk.local(thing.at), today.at)
        self._written.say(_("Written by {name} at {time}").format(name=who(self._desk, thing.by), time=at))
        self.read_back.setAccessibleDescription(f"{self._handoff.text()}. {self._written.text()}")
        return ""
