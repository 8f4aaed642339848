"""The desk: what needs somebody now, in the order in which it matters."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.doors import BACKUP, PAPER, PHONE, REHEARSAL, SHIFT, TEAM
from coc_desk.casework.incidents import Incident, Promise, Restriction
from coc_desk.casework.ledger import Draft
from coc_desk.i18n import _
from coc_desk.ui.asking import Asking
from coc_desk.ui.desk.calm import Calm
from coc_desk.ui.desk.changed import Changed
from coc_desk.ui.desk.danger import DangerStrips
from coc_desk.ui.desk.doors import Doors
from coc_desk.ui.desk.duty import Duty
from coc_desk.ui.desk.half_written import HalfWrittenCard
from coc_desk.ui.desk.head import DeskHead
from coc_desk.ui.desk.in_force import InForce
from coc_desk.ui.desk.key_asked import KeyAsked
from coc_desk.ui.desk.promises import Promises
from coc_desk.ui.desk.questions import (
    THROW_AWAY,
    ask_new_time,
    ask_shift,
    ask_throwing_away,
    ask_why_lifted,
    ask_why_not_wanted,
)
from coc_desk.ui.desk.read_backs import ReadBacks
from coc_desk.ui.intake.order import follow_reading_order
from coc_desk.ui.page import Page
from coc_desk.ui.parts.layouts import Column, Row, Scroll, held
from coc_desk.ui.place import Place
from coc_desk.ui.theme import Width, look
from coc_desk.ui.wording import place_of_draft

WIDEST = 1240
IN_SETTINGS = {
    TEAM: "settings:add",
    PAPER: "settings:recovery",
    REHEARSAL: "settings:rehearse",
    BACKUP: "backup",
}
"""Which button of the settings does a step before the doors open."""


class DeskPage(Page):
    """The first screen."""

    report_asked = Signal()
    note_asked = Signal()
    screen_name = "desk"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.head = DeskHead(desk)
        self.danger, self.calm = DangerStrips(desk), Calm()
        self.promises, self.read_backs, self.in_force = Promises(desk), ReadBacks(desk), InForce(desk)
        self.half_written, self.changed, self.duty = HalfWrittenCard(desk), Changed(desk), Duty(desk)
        self.doors = Doors(desk)
        left = Column(self.promises, self.read_backs, self.in_force, self.doors, ..., gap=16)
        self.key_asked = KeyAsked(desk)
        right = Column(self.half_written, self.key_asked, self.changed, self.duty, ..., gap=16)
        self._columns = Row((held(left), 5), (held(right), 3), gap=16)
        content = held(Column(self.head, self.danger, self.calm, self._columns, ..., gap=16, margins=24))
        self.area = Scroll(held(Row((content, 1), gap=0)))
        self.setLayout(Column((self.area, 1), gap=0))
        self._content = content
        self._connect()
        self._fit()

    def _connect(self) -> None:
        self.head.report_asked.connect(self.report_asked)
        self.head.note_asked.connect(self.note_asked)
        self.danger.opened.connect(self._open)
        self.changed.opened.connect(self._open)
        self.key_asked.opened.connect(self._open)
        self.changed.all_asked.connect(lambda: self.go.emit(Place("incidents")))
        self.promises.opened.connect(lambda promise: self._open(promise.incident))
        self.promises.done.connect(self._keep_promise)
        self.promises.new_time.connect(self._ask_new_time)
        self.promises.not_wanted.connect(self._ask_why_not_wanted)
        self.read_backs.asked.connect(lambda handed: self.go.emit(Place("handoff", handed.id)))
        self.in_force.opened.connect(lambda one: self._open(one.incident))
        self.in_force.lifting.connect(self._ask_why_lifted)
        self.half_written.go_on.connect(lambda draft: self.go.emit(place_of_draft(draft)))
        self.half_written.throw_away.connect(self._ask_throwing_away)
        self.duty.handoff_asked.connect(lambda: self.go.emit(Place("handoff")))
        self.duty.shift_asked.connect(self._ask_shift)
        self.doors.asked.connect(self._do_step)
        for part in (self.duty, self.calm):
            part.phone_checked.connect(self._phone_checked)

    # The page

    def title(self) -> str:
        return _("Desk")

    def first_focus(self) -> QWidget:
        return self.head.report

    def show_place(self, place: Place) -> None:
        super().show_place(place)
        self.refresh()

    def refresh(self) -> None:
        self.attempt(self._show_today)

    def _show_today(self) -> None:
        today = self._desk.today()
        for part in (self.head, self.calm, self.duty):
            part.show_today(today)
        left = (self.danger, self.promises, self.read_backs, self.in_force, self.doors)
        right = (self.half_written, self.key_asked, self.changed)
        if any([part.show_today(today) for part in left] + [part.show_today(today) for part in right]):
            follow_reading_order(self._content)
        self._fit()

    # What is done here

    def _open(self, incident: str) -> None:
        self.go.emit(Place("incident", incident))

    def _keep_promise(self, promise: Promise) -> None:
        self._do(lambda: self._desk.keep_promise(promise), _("Promise marked as done"), self._reopening(promise))

    def _reopening(self, promise: Promise) -> Callable[[], None]:
        """Return what takes an end of a promise back: a second entry."""
        return lambda: self._do(lambda: self._desk.reopen_promise(promise), _("The promise is open again"))

    def _do(self, act: Callable[[], Incident], said: str, undo: Callable[[], None] | None = None) -> None:
        if self.attempt(act) is not None:
            self.refresh()
            self.said.emit(said, undo)

    def _ask(self, asking: Asking, said: str, undo: Callable[[], None] | None = None) -> None:
        def answered(done: object) -> None:
            if done is not None:
                self.refresh()
                self.said.emit(said, undo)

        asking.troubled.connect(self.troubled)
        asking.answered.connect(answered)
        asking.open()

    def _ask_new_time(self, promise: Promise) -> None:
        def undo() -> None:
            self._do(lambda: self._desk.move_promise(promise, promise.due), _("The promise has its old time again"))

        self._ask(ask_new_time(self, self._desk, promise), _("The promise has a new time"), undo)

    def _ask_why_not_wanted(self, promise: Promise) -> None:
        asking = ask_why_not_wanted(self, self._desk, promise)
        self._ask(asking, _("Promise marked as no longer wanted"), self._reopening(promise))

    def _ask_why_lifted(self, restriction: Restriction) -> None:
        self._ask(ask_why_lifted(self, self._desk, restriction), _("The restriction has ended"))

    def _ask_shift(self, later: bool) -> None:
        today = self._desk.today()
        running, coming = today.on_duty, today.next_shift
        start = self._desk.local(running.until) if later and running and running.until else today.at
        asking = ask_shift(self, self._desk, coming if later else running, start, later)
        self._ask(asking, _("The shift is named"))

    def _ask_throwing_away(self, draft: Draft) -> None:
        dialog = ask_throwing_away(self, draft)
        dialog.answered.connect(lambda answer: self._throw_away(draft) if answer == THROW_AWAY else None)
        dialog.open()

    def _throw_away(self, draft: Draft) -> None:
        self.attempt(lambda: self._desk.drop_draft(draft.id))
        self.refresh()

    def _phone_checked(self) -> None:
        self.attempt(self._desk.phone_checked)
        self.refresh()

    def _do_step(self, step: str) -> None:
        """Do what is to be done before the doors open, or go to where it is done."""
        if step == PHONE:
            self._phone_checked()
        elif step == SHIFT:
            self._ask_shift(False)
        else:
            first = PAPER if step == REHEARSAL and self._desk.recovery() is None else step
            self.go.emit(Place("settings", field=IN_SETTINGS[first]))

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards below each other where there is no room for two columns."""
        super().resizeEvent(event)
        self._fit()

    def dress(self) -> None:
        """Make room for another size of text before anything is laid out with it."""
        self._fit()

    def _fit(self) -> None:
        width = look().width(self.window().width())
        self.head.fit(width)
        self._content.setMaximumWidth(look().px(WIDEST))
        ways = QBoxLayout.Direction
        narrow = width is Width.NARROW
        self._columns.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
