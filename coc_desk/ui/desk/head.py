"""The head of the desk: the time, the shift, and the one large action."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from coc_desk.casework.looking import Looking, Today
from coc_desk.casework.times import spoken_date, spoken_near, spoken_time
from coc_desk.i18n import _
from coc_desk.ui.parts.buttons import BigButton
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import Width, look

BELOW = 640
"""Narrower than this (design pixels), the buttons stand below the title."""


class DeskHead(QWidget):
    """Title, day and time, Quick note and Log a report."""

    report_asked = Signal()
    note_asked = Signal()

    def __init__(self, desk: Looking) -> None:
        super().__init__()
        self._desk = desk
        self.when = Text(tone="text2", wrap=True, numbers=True)
        self.note = BigButton(_("Quick note"), icon="sticky-note", keys="F2", kind="second")
        self.report = BigButton(_("Log a report"), icon="pen", keys="Ctrl+N")
        self.note.setObjectName("quick note")
        self.report.setObjectName("log a report")
        self._row = Row((Column(Text(_("Desk"), role="title"), self.when, gap=0), 1), self._buttons(), gap=16)
        self.setLayout(self._row)
        self.report.clicked.connect(self.report_asked)
        self.note.clicked.connect(self.note_asked)

    def _buttons(self) -> Row:
        return Row(..., self.note, self.report, gap=12)

    def show_today(self, today: Today) -> None:
        """Show the time and until when the shift lasts."""
        said = _("{date}, {time}.").format(date=spoken_date(today.at.date()), time=spoken_time(today.at))
        shift = today.on_duty
        if shift is not None and shift.until is not None:
            until = spoken_near(self._desk.local(shift.until), today.at)
            mine = self._desk.me.id in shift.members
            words = _("Your shift ends at {time}.") if mine else _("The shift ends at {time}.")
            said = f"{said} {words.format(time=until)}"
        self.when.say(said)

    def fit(self, width: Width) -> None:
        """Say less where there is little room, and put the buttons below the title where there is least."""
        self.note.say(_("Note") if width is Width.NARROW else _("Quick note"))
        below = self.width() < look().px(BELOW)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if below else ways.LeftToRight)
