"""Danger now: one strip an incident, yes first, then maybe; nothing at all when nobody is in danger."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coc_desk.casework.entries import IncidentId
from coc_desk.casework.incidents import Overview
from coc_desk.casework.ledger import Closed
from coc_desk.casework.looking import Looking, Today
from coc_desk.casework.times import spoken_near
from coc_desk.i18n import _
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.flags import Flag
from coc_desk.ui.parts.layouts import Column, Flow, Row, held
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.theme import look
from coc_desk.ui.wording import FLAGS, flags_spoken

MOST = 16_777_215
"""As wide as Qt knows."""
LABEL = 148
BELOW = 560
"""Narrower than this (design pixels), the label stands above the rest."""


@dataclass(frozen=True)
class InDanger:
    """What a strip says of an incident."""

    incident: IncidentId
    code: str
    flags: tuple[str, str, str]
    line: str
    next: tuple[str, str] | None = None
    """What is promised next, and when."""
    inside: bool = True
    """Whether I am in its circle."""

    @property
    def sure(self) -> bool:
        """Whether the answer is yes, not maybe."""
        return self.flags[0] == "yes"


def in_danger(desk: Looking, today: Today) -> list[InDanger]:
    """Return what has to be said of danger: yes first; of an incident outside my circles only its vague line."""
    mine = [_mine(desk, today, one) for one in today.danger]
    others = [_other(one) for one in today.outside if one.flags[0] in ("yes", "maybe") and one.stage != "closed"]
    return sorted([*mine, *others], key=lambda one: not one.sure)


def _mine(desk: Looking, today: Today, one: Overview) -> InDanger:
    flags = (one.flags.danger, one.flags.going_on, one.flags.again)
    due = (one.next.what, spoken_near(desk.local(one.next.due), today.at)) if one.next else None
    return InDanger(one.id, one.code, flags, one.line, due)


def _other(one: Closed) -> InDanger:
    line = one.line or _("You are not in the circle. Somebody else has it in hand.")
    return InDanger(one.incident, one.code, one.flags, line, inside=False)


class DangerStrips(QWidget):
    """The strips, one below the other."""

    opened = Signal(str)
    """Id of an incident."""

    def __init__(self, desk: Looking) -> None:
        super().__init__()
        self._desk = desk
        self._shown: list[InDanger] = []
        self._column = Column(gap=8)
        self.setLayout(self._column)

    def show_today(self, today: Today) -> bool:
        """Show who is in danger now; return whether there is anything else than before."""
        found = in_danger(self._desk, today)
        self.setVisible(bool(found))
        if found == self._shown:
            return False
        self._shown = found
        while item := self._column.takeAt(0):
            if before := item.widget():
                before.hide()
                before.deleteLater()
        for one in found:
            strip = DangerStrip(one)
            strip.opened.connect(self.opened)
            self._column.put(strip)
        return True


class DangerStrip(QWidget):
    """One incident in which somebody is, or may be, in danger."""

    opened = Signal(str)

    def __init__(self, one: InDanger) -> None:
        super().__init__()
        self._tone = "danger" if one.sure else "warn"
        label = _("Danger now") if one.sure else _("Danger, maybe")
        ink = f"on-{self._tone}"
        self._label = held(Row(Picture("octagon-alert", 20, ink), (Text(label, role="card", tone=ink, wrap=True), 1)))
        self._label.layout().setContentsMargins(*(look().px(side) for side in (16, 10, 12, 10)))  # type: ignore[union-attr]
        flags = [Flag(kind, answer) for kind, answer in zip(FLAGS, one.flags, strict=True)]
        head = Flow(Text(one.code, role="card"), *flags, gap=8)
        said = held(Column(held(head), _line(one), gap=4, margins=(0, 12)))
        rest = Row((said, 1), gap=16, margins=(16, 0, 14, 0))
        if one.inside:
            rest.put(self._open(one))
        self._row = Row(self._label, (rest, 1), gap=0)
        self.setLayout(self._row)
        self.setAccessibleName(f"{label}: {one.code}. {flags_spoken(one.flags)}. {one.line}")
        self.dress()

    def _open(self, one: InDanger) -> Button:
        button = Button(_("Open"), end_icon="arrow-right")
        button.setObjectName(f"danger:{one.incident}")
        button.setAccessibleName(_("Open {code}").format(code=one.code))
        button.clicked.connect(lambda: self.opened.emit(one.incident))
        return button

    def dress(self) -> None:
        """Take the size of text."""
        below = self.width() < look().px(BELOW)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if below else ways.LeftToRight)
        self._label.setMinimumWidth(0 if below else look().px(LABEL))
        self._label.setMaximumWidth(MOST if below else look().px(LABEL))
        self.setMinimumHeight(look().px(72))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, whole = paint.painter(self), QRectF(self.rect())
        paint.box(painter, whole, 12, fill=f"{self._tone}-soft", edge=f"{self._tone}-line")
        shape = QPainterPath()
        shape.addRoundedRect(whole, look().px(12), look().px(12))
        painter.setClipPath(shape)
        painter.fillRect(self._label.geometry(), look().colour(self._tone))


def _line(one: InDanger) -> Text:
    words: list[object] = [one.line] if one.line else []
    if one.next:
        what, time = one.next
        before, _mark, after = _("Next: {what}, {time}.").partition("{time}")
        words += [" " if words else "", before.format(what=what), Strong(time), after.format(what=what)]
    made = Text(*words, wrap=True)
    if not words:
        made.hide()
    return made
