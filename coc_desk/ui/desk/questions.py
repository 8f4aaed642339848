"""What the desk asks before it acts: a new time, why not, whether something is thrown away, who is on duty."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import MemberId
from coc_desk.casework.event_log import Shift
from coc_desk.casework.incidents import Promise, Restriction
from coc_desk.casework.ledger import Draft
from coc_desk.casework.times import spoken_near
from coc_desk.i18n import _
from coc_desk.ui.asking import Asking, PlainLine
from coc_desk.ui.parts.answer import Input
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.layouts import Column
from coc_desk.ui.parts.switches import Check
from coc_desk.ui.parts.text import Strong
from coc_desk.ui.wording import draft_title, who_and_you

THROW_AWAY = "throw away"


def ask_new_time(over: QWidget, desk: Desk, promise: Promise) -> Asking:
    """Return the question when a promise is kept instead, and why."""
    due, why = PlainLine("due", hint=_("16:30, or tomorrow 10:00")), PlainLine("why")
    asking = Asking(over, _("A new time for this promise"), Strong(promise.code), ". ", promise.what, icon="clock")
    fields = {
        "due": Labelled(_("New time"), due, help=_("Tell the person it was promised to.")),
        "why": Labelled(_("Why, in a few words"), why),
    }

    def move() -> None:
        desk.move_promise(promise, desk.time_said(due.text(), "due"), why.text())

    asking.ask(fields, move, _("Set the time"))
    return asking


def ask_why_not_wanted(over: QWidget, desk: Desk, promise: Promise) -> Asking:
    """Return the question why a promise is no longer wanted."""
    why = PlainLine("why")
    asking = Asking(over, _("No longer wanted"), Strong(promise.code), ". ", promise.what, icon="circle-slash")
    fields = {"why": Labelled(_("Why, in a few words"), why, help=_("It stands in the record beside the promise."))}
    asking.ask(fields, lambda: desk.drop_promise(promise, why.text()), _("No longer wanted"))
    return asking


def ask_why_lifted(over: QWidget, desk: Desk, restriction: Restriction) -> Asking:
    """Return the question why a restriction ends before its time."""
    why = PlainLine("why")
    words = (Strong(restriction.person), ". ", restriction.what) if restriction.person else (restriction.what,)
    asking = Asking(over, _("End this restriction now"), *words, icon="shield-off")
    fields = {"why": Labelled(_("Why, in a few words"), why, help=_("It stands in the record of the incident."))}
    asking.ask(fields, lambda: desk.lift(restriction.incident, restriction.id, why.text()), _("End it now"))
    return asking


def ask_throwing_away(over: QWidget, draft: Draft) -> Dialog:
    """Return the question whether a draft is thrown away; it answers THROW_AWAY or None."""
    words = _("Nobody can bring it back. Files that were added to it go with it.")
    dialog = Dialog(over, _("Throw this draft away?"), *draft_title(draft), ". ", words, icon="trash-2", tone="danger")
    dialog.answer(_("Keep it"), None, harmless=True)
    dialog.answer(_("Throw it away"), THROW_AWAY, kind="danger")
    return dialog


class Choice(Input):
    """Some of the members, to be ticked."""

    nones = ()

    def __init__(self, desk: Desk, chosen: Sequence[MemberId]) -> None:
        super().__init__()
        there = [one for one in desk.members if not one.left]
        self._checks = {one.id: Check(who_and_you(desk, one.id)) for one in there}
        for id, check in self._checks.items():
            check.setObjectName(f"member:{id}")
            check.setChecked(id in chosen)
        self.setFocusProxy(next(iter(self._checks.values())))
        self.setLayout(Column(*self._checks.values(), gap=0))

    def chosen(self) -> list[MemberId]:
        """Return who is ticked."""
        return [id for id, check in self._checks.items() if check.isChecked()]

    def stops(self) -> list[QWidget]:
        return list(self._checks.values())

    def tell(self, name: str, description: str) -> None:
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def value(self) -> list[MemberId]:
        return self.chosen()

    def show_value(self, value: Sequence[MemberId] | None) -> None:
        for id, check in self._checks.items():
            check.setChecked(id in (value or ()))


def ask_shift(over: QWidget, desk: Desk, shift: Shift | None, start: datetime, later: bool) -> Asking:
    """Return the question who is on duty from when until when; `later` for the shift that comes."""
    members = Choice(desk, shift.members if shift else [] if later else [desk.me.id])
    begins = desk.local(shift.start) if shift else start
    until = desk.local(shift.until) if shift and shift.until else None
    first = PlainLine("from", spoken_near(begins, desk.now()))
    last = PlainLine("until", spoken_near(until, desk.now()) if until else "", _("18:00"))
    asking = Asking(over, _("Who is on duty next?") if later else _("Who is on duty now?"), icon="users-round")
    fields = {
        "members": Labelled(_("Members"), members),
        "from": Labelled(_("From"), first),
        "until": Labelled(_("Until"), last, help=_("Left empty, the shift lasts until another is named.")),
    }

    def name_it() -> None:
        typed = first.text()
        since = desk.time_said(typed, "from", ahead=later) if typed else desk.now()
        desk.name_shift(members.chosen(), since, desk.time_said(last.text(), "until") if last.text() else None)

    asking.ask(fields, name_it, _("Name this shift"))
    return asking
