"""What the desk says when nothing needs anybody."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from coc_desk.casework.looking import Today
from coc_desk.casework.times import spoken_span
from coc_desk.i18n import _
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.marks import IconDisc
from coc_desk.ui.parts.text import Text


def phone_ago(today: Today) -> str:
    """Return how long ago the hotline phone was looked at."""
    checked = today.log.phone_checked
    if checked is None:
        return _("Nobody has said yet when the hotline phone was checked.")
    span = today.at - checked
    if span.total_seconds() < 60:
        return _("The hotline phone was checked just now.")
    return _("The hotline phone was last checked {span} ago.").format(span=spoken_span(span))


class Calm(QWidget):
    """No danger is known and no promise is due."""

    phone_checked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said = Text(tone="text2", wrap=True)
        checked = Button(_("Checked just now"), icon="phone")
        checked.setObjectName("phone checked")
        checked.clicked.connect(self.phone_checked)
        words = Column(Text(_("Nothing needs you"), role="section", wrap=True), self.said, gap=2)
        self.setLayout(Row(IconDisc("circle-check", "ok"), (words, 1), checked, gap=16, margins=20))

    def show_today(self, today: Today) -> None:
        """Show since when the phone was not looked at; be gone when something needs somebody."""
        self.setVisible(today.calm)
        self.said.say(_("No danger is known and no promise is due."), " ", phone_ago(today))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), QRectF(self.rect()), 12, fill="surface", edge="line")
