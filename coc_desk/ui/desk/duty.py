"""On duty: who is there now, who comes next, and when the hotline phone was looked at."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.event_log import Shift
from coc_desk.casework.looking import Looking, Today
from coc_desk.casework.times import spoken_near, spoken_time
from coc_desk.i18n import _, sense
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look
from coc_desk.ui.wording import who_and_you


class Duty(Card):
    """The shift that runs, the one that comes, the phone."""

    handoff_asked = Signal()
    shift_asked = Signal(bool)
    """Whether it is the next one that shall be named."""
    phone_checked = Signal()

    def __init__(self, desk: Looking) -> None:
        handoff = Button(_("Start handoff"), "quiet", icon="arrow-left-right")
        handoff.setObjectName("start handoff")
        super().__init__(_("On duty"), actions=[handoff])
        self._now, self._next = ShiftRow(desk, _("Now"), "now"), ShiftRow(desk, _("Next"), "next")
        self._phone = Text(role="second", tone="text2", wrap=True, numbers=True)
        checked = Button(_("Checked just now"), "row")
        checked.setObjectName("phone checked on duty")
        for row in (self._now, self._next):
            self.row(row)
        self.row(Row(Picture("phone", 16), (self._phone, 1), checked, gap=8))
        self._desk = desk
        handoff.clicked.connect(self.handoff_asked)
        checked.clicked.connect(self.phone_checked)
        self._now.name.clicked.connect(lambda: self.shift_asked.emit(False))
        self._next.name.clicked.connect(lambda: self.shift_asked.emit(True))

    def show_today(self, today: Today) -> None:
        """Show who is on duty."""
        self._now.show_shift(today.on_duty, today)
        self._next.show_shift(today.next_shift, today)
        self._phone.say(phone_words(self._desk, today))


def phone_words(desk: Looking, today: Today) -> str:
    """Return who looked at the hotline phone last, and when."""
    if today.log.phone_checked is None:
        return _("Nobody has said yet when the hotline phone was checked.")
    at = spoken_near(desk.local(today.log.phone_checked), today.at)
    name = desk.name_of(today.log.phone_with)
    return _("Hotline phone is with {name}, checked {time}").format(name=name, time=at)


class ShiftRow(QWidget):
    """One shift: when, who, and a button to name it."""

    WHEN = 108

    def __init__(self, desk: Looking, words: str, key: str) -> None:
        super().__init__()
        self._desk = desk
        self._when = QWidget()
        self._times = Text(role="second", tone="text2", wrap=True, numbers=True)
        self._when.setLayout(Column(Text(words, role="second", tone="text2"), self._times, gap=0))
        self._who = Text(wrap=True)
        self.name = Button(_to_name(), "row")
        self.name.setObjectName(f"name shift {key}")
        self.name.setAccessibleName(_("Name who is on duty: {when}").format(when=words))
        self.setLayout(Row(self._when, (self._who, 1), self.name, gap=12))
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self._when.setFixedWidth(look().px(self.WHEN))

    def show_shift(self, shift: Shift | None, today: Today) -> None:
        """Show a shift, or that nobody is named yet."""
        self._times.setVisible(shift is not None)
        if shift is None:
            self._who.say(_("Nobody is named yet"))
            self._who.tint("text2")
            self._become(_to_name(), "row")
            return
        self._times.say(self._span(shift, today))
        names = [who_and_you(self._desk, one) for one in shift.members]
        self._who.say("\n".join(names))
        self._who.tint("text")
        self._become(_("Change"), "quiet")

    def _become(self, words: str, kind: str) -> None:
        self.name.kind = kind
        self.name.say(words)

    def _span(self, shift: Shift, today: Today) -> str:
        start, until = self._desk.local(shift.start), self._desk.local(shift.until) if shift.until else None
        if start <= today.at:
            return _("until {time}").format(time=spoken_near(until, today.at)) if until else _("no end set")
        begins = spoken_near(start, today.at)
        if until is None:
            return _("from {time}").format(time=begins)
        ends = spoken_time(until) if until.date() == start.date() else spoken_near(until, today.at)
        return _("{start} to {end}").format(start=begins, end=ends)


def _to_name() -> str:
    return sense("to be done", "Name")
