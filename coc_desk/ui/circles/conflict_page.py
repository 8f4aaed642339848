"""An incident outside the reader's circles: what everybody may know, and whether they can work on it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coc_desk.casework.asking import NO, YES
from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import IncidentId
from coc_desk.casework.errors import Refused
from coc_desk.casework.ledger import Closed
from coc_desk.i18n import _
from coc_desk.ui.page import Page
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.chips import Chip
from coc_desk.ui.parts.flags import Flags
from coc_desk.ui.parts.layouts import Column, Hairline, Row, Scroll, held
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Text
from coc_desk.ui.place import Place
from coc_desk.ui.theme import look
from coc_desk.ui.wording import stage_words

WIDE = 640
LABEL = 120


class ConflictPage(Page):
    """Code name, flags, stage and the vague line; with a question, two equal answers and no reason."""

    screen_name = "conflict"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.back_button = Button(_("Incidents"), "quiet", icon="arrow-left")
        self.back_button.setObjectName("conflict:back")
        self.code, self.flags = Text(role="title", wrap=True), Flags()
        self.stage, self.status, self.reported = _Fact(_("Stage")), _Fact(_("Status")), _Fact(_("Reported person"))
        self.shown_by = Text(_("Shown because the lead chose to"), role="second", tone="text2", wrap=True)
        self.reported.put_beside(self.shown_by)
        self.question = _Question()
        self.foot = Text(role="second", tone="text2", wrap=True)
        self._build()
        self.back_button.clicked.connect(lambda: self.go.emit(Place("incidents")))
        self.question.yes.clicked.connect(lambda: self._answer(YES))
        self.question.no.clicked.connect(lambda: self._answer(NO))

    def _build(self) -> None:
        out = Chip(_("You are not in the circle"), "dashed", "key-round")
        top = Row((self.code, 1), out, gap=12)
        top.setAlignment(out, Qt.AlignmentFlag.AlignTop)
        head = held(Column(top, self.flags, gap=8, margins=(32, 24, 32, 20)))
        card = _Sheet(Column(head, self.stage, self.status, self.reported, self.question, gap=0, margins=1))
        info = held(Row(Picture("info", 18, "text2"), (self.foot, 1), gap=8, margins=(8, 0)))
        middle = held(Column(card, info, gap=12))
        middle.setMaximumWidth(look().px(WIDE))
        self._middle = middle
        spread = held(Row(..., (middle, 100), ..., gap=0))
        content = held(Column(Row(self.back_button, ...), spread, ..., gap=24, margins=24))
        self.area = Scroll(content)
        self.setLayout(Column((self.area, 1), gap=0))

    def title(self) -> str:
        return self.code.text()

    def first_focus(self) -> QWidget | None:
        return self.question.yes if self.question.isVisibleTo(self) else self.back_button

    def show_place(self, place: Place) -> None:
        super().show_place(place)
        self._show(self._fetched())

    def refresh(self) -> None:
        """Go to the incident when somebody let me in meanwhile."""
        if self._is_mine():
            self.go.emit(Place("incident", self.subject))
        else:
            self.attempt(lambda: self._show(self._fetched()))

    def _is_mine(self) -> bool:
        return any(one.id == self.subject for one in self._desk.incidents())

    def _fetched(self) -> Closed:
        found = next((one for one in self._desk.outside() if one.incident == self.subject), None)
        if found is None:
            raise Refused(_("There is no such incident any more."))
        return found

    def _show(self, one: Closed) -> None:
        self.code.say(one.code)
        self.flags.show_answers(*one.flags)
        self.stage.say(stage_words(self._desk.playbook, one.stage))
        self.status.say(one.line or _("In hand"))
        self.reported.say(", ".join(one.reported))
        self.reported.setVisible(bool(one.reported))
        self.question.show_question(one)
        self.question.setVisible(one.asked and one.answer != NO)
        self.foot.say(_after(one))

    def _answer(self, answer: str) -> None:
        incident, kept = IncidentId(self.subject), list[Closed | None]()
        self.attempt(lambda: kept.append(self._desk.answer(incident, answer)))
        if not kept:
            return
        if self._is_mine():
            self.said.emit(_("The incident is open to you now."), None)
            self.go.emit(Place("incident", incident))
            return
        self.refresh()
        self.said.emit(_("Your answer is kept. No reason is asked or stored."), None)
        (self.first_focus() or self).setFocus()

    def dress(self) -> None:
        """Take the size of text."""
        self._middle.setMaximumWidth(look().px(WIDE))


def _after(one: Closed) -> str:
    """Return what is said under the card: what an answer does, or that nothing more can be shown."""
    known = _("What you saw before, and old backups, cannot be taken back.")
    if one.asked and not one.answer:
        return _("After no, this page stays as it is now. Nothing more can be shown to you, from a copy either.")
    if one.answer == YES:
        return _("Nothing more can be shown to you until then, on this laptop or from a copy of the vault.")
    return _("Nothing more can be shown to you, on this laptop or from a copy of the vault.") + " " + known


class _Sheet(QWidget):
    """The card: its rows are divided by lines that reach from side to side."""

    def __init__(self, inside: Column) -> None:
        super().__init__()
        self.setLayout(inside)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), QRectF(self.rect()), 12, fill="surface", edge="line")


class _Fact(QWidget):
    """One thing that may be known: its label and the words."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self._label = label
        self._name, self._words = Text(label, tone="text2", wrap=True), Text(role="label", wrap=True)
        self._row = Row(self._name, (self._words, 1), gap=16, margins=(32, 14))
        self.setLayout(Column(Hairline(), self._row, gap=0))
        self.dress()

    def put_beside(self, remark: Text) -> None:
        """Put a quiet remark at the end of the line."""
        remark.end_where_reading_ends()
        self._row.addWidget(remark, 1)

    def say(self, words: str) -> None:
        """Show other words."""
        self._words.say(words)
        self.setAccessibleName(f"{self._label}: {words}")

    def dress(self) -> None:
        """Take the size of text."""
        self._name.setFixedWidth(look().px(LABEL))


class _Question(QWidget):
    """Two equal answers, none preferred; no answer counts as no."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = Text(_("Can you work on this?"), role="section", wrap=True)
        self.words = Text(wrap=True)
        self.yes = Button(_("Yes, open it to me"), "second", icon="key-round", wide=True)
        self.no = Button(_("No, keep it from me"), "second", icon="user-round-x", wide=True)
        self.yes.setObjectName("conflict:yes")
        self.no.setObjectName("conflict:no")
        self.later = Text(_("No answer counts as no. You can answer later."), role="second", tone="text2", wrap=True)
        self._answers = Row((self.yes, 1), (self.no, 1), gap=12)
        inside = Column(self.heading, self.words, self._answers, self.later, gap=12, margins=(32, 24))
        self.setLayout(Column(Hairline(), held(inside), gap=0))

    def show_question(self, one: Closed) -> None:
        """Ask, or say what comes after a yes."""
        waiting = one.answer == YES
        self.heading.say(_("You said that you can work on this") if waiting else _("Can you work on this?"))
        self.words.say(
            _("A member of the circle has to hand you the key. It opens after that.")
            if waiting
            else _(
                "If you know the person well, or would rather not, say no. Nobody asks why, and no reason is stored."
            )
        )
        self.yes.setVisible(not waiting)
        self.later.setVisible(not waiting)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answers below each other where they do not fit side by side, equal still."""
        super().resizeEvent(event)
        widest = max(one.sizeHint().width() for one in (self.yes, self.no))
        ways = QBoxLayout.Direction
        fits = 2 * widest + look().px(12 + 2 * 32) <= self.width()
        self._answers.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.colour("sunken"))
        corner = worn.px(11)
        painter.setClipRect(self.rect())
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, -corner, 0, 0), corner, corner)
