"""The form of a handoff: audience, receivers and times, then the sections, numbered like the page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.document import Document
from coc_desk.casework.entries import IncidentId
from coc_desk.casework.event_log import Handed
from coc_desk.casework.plan import Plan, Typed
from coc_desk.casework.times import spoken_near
from coc_desk.i18n import _
from coc_desk.ui.handoff.automatic_sections import AutomaticSection, ReadBackSection
from coc_desk.ui.handoff.open_incidents import Change, OpenIncidents
from coc_desk.ui.handoff.receivers import Receivers
from coc_desk.ui.handoff.time_line import TimeField
from coc_desk.ui.handoff.typed_sections import ContactsSection, TextSection
from coc_desk.ui.intake.order import follow_reading_order
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.lists import ListBox

Edit = Callable[[Plan], Plan]
"""What becomes of the plan when something was chosen or typed."""


class Form(QWidget):
    """All that is chosen and typed for a handoff."""

    edited = Signal(object)
    """An Edit."""
    profile_chosen = Signal(str)
    read_back_asked = Signal(object)
    """A Handed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._build_head()
        self.watch = TextSection(1, _("Danger and watch-outs now"), "watch", _("Nobody is known to be in danger."))
        self.incidents = OpenIncidents(desk.playbook.urgencies)
        only = _("description only")
        self.look_out = TextSection(3, _("People to look out for"), "look_out", _("Nobody in particular."), only)
        titles = {4: _("Restrictions in force"), 5: _("New and closed in this shift"), 6: _("Recusals")}
        self.automatic = [AutomaticSection(number, title) for number, title in titles.items()]
        self.contacts = ContactsSection(7, _("Phones, rooms, keys"), desk.playbook.contacts)
        self.questions = TextSection(8, _("Open questions"), "questions", _("What the next shift has to find out."))
        self.read_backs = ReadBackSection(desk)
        sections = (self.incidents, self.look_out, *self.automatic, self.contacts, self.questions, self.read_backs)
        self.setLayout(Column(self._head(), self.watch, *sections, ..., gap=16, margins=(24, 16, 16, 24)))
        self._connect()

    def _build_head(self) -> None:
        desk = self._desk
        profiles = [one for one in desk.playbook.profiles if one.for_handoff]
        self.audience = ListBox([(one.key, str(one.label)) for one in profiles])
        self.audience.combo.setObjectName("audience")
        self.audience_field = Labelled(_("Audience"), self.audience, help=" ", optional_answers=False)
        there = [(one.id, one.name) for one in desk.members if not one.left and one.id != desk.me.id]
        self.copies = Receivers(there)
        self.copies_field = Labelled(_("Copies for"), self.copies, help=_("Members, or anybody by name"))
        self.since = TimeField("since", _("Entries from"), self._past, self._say, needed=True)
        self.destroy_by = TimeField("destroy", _("Destroy by"), self._ahead, self._say, needed=False)

    def _head(self) -> Column:
        who = Row((self.audience_field, 2), (self.copies_field, 3), gap=12)
        when = Row((self.since, 1), (self.destroy_by, 1), gap=12)
        for line in (who, when):
            for at in range(line.count()):
                if (field := line.itemAt(at)) is not None:
                    field.setAlignment(Qt.AlignmentFlag.AlignTop)
        return Column(who, when, gap=12)

    def _past(self, text: str) -> datetime:
        return self._desk.time_said(text, "since", ahead=False)

    def _ahead(self, text: str) -> datetime:
        return self._desk.time_said(text, "destroy")

    def _say(self, at: datetime) -> str:
        return spoken_near(self._desk.local(at), self._desk.now())

    def _connect(self) -> None:
        self.audience.changed.connect(self._choose_profile)
        self.copies.changed.connect(self._choose_receivers)
        self.since.understood.connect(lambda at: self._edit(lambda plan: replace(plan, since=at)))
        self.destroy_by.understood.connect(lambda at: self._edit(lambda plan: replace(plan, destroy_by=at)))
        self.incidents.changed.connect(self._change_item)
        for section in (self.watch, self.look_out, self.contacts, self.questions):
            section.typed.connect(self._type)
        self.read_backs.asked.connect(self.read_back_asked)

    # What was chosen and typed

    def _edit(self, edit: Edit) -> None:
        self.edited.emit(edit)

    def _type(self, part: str, text: str) -> None:
        at = self._desk.now()
        self._edit(lambda plan: plan.with_text(part, text, at))

    def _change_item(self, change: Change) -> None:
        typed = change.field in ("summary", "contingency")
        value = Typed(change.value, self._desk.now()) if typed else change.value
        self._edit(lambda plan: plan.with_item(IncidentId(change.incident), **{change.field: value}))

    def _choose_profile(self) -> None:
        if key := self.audience.chosen_key():
            self.profile_chosen.emit(key)

    def _choose_receivers(self) -> None:
        follow_reading_order(self)
        ids = tuple(self.copies.value())
        self.copies_field.accept()
        self._edit(lambda plan: replace(plan, receivers=ids))

    # What is shown

    def show_plan(self, plan: Plan) -> None:
        """Show a plan; what is the same already stays untouched."""
        self.audience.choose(plan.profile)
        profile = self._desk.playbook.profile(plan.profile)
        self.audience_field.help.say(str(profile.note))
        self.audience.tell(_("Audience"), str(profile.note))
        self.copies.show_value(plan.receivers)
        self.since.show_time(plan.since)
        self.destroy_by.show_time(plan.destroy_by)
        self.incidents.show_plan(plan, {one.id: one.flags for one in self._desk.incidents()})
        for section in (self.watch, self.look_out, self.contacts, self.questions):
            section.show_plan(plan)
        self.show_counts(plan)
        follow_reading_order(self)

    def show_counts(self, plan: Plan) -> None:
        """Show what follows from the choices: how many incidents are chosen, and left out for whom."""
        self.incidents.count(plan)
        names = {self._desk.receiver_name(one): self._desk.left_out(plan, one) for one in plan.receivers}
        self.incidents.show_left_out(names)

    def show_awaited(self, handoffs: Sequence[Handed]) -> None:
        """Show which read-backs are awaited."""
        if self.read_backs.show_awaited(handoffs):
            follow_reading_order(self)

    def show_page(self, document: Document) -> None:
        """Show in the automatic sections what the page says."""
        for section in self.automatic:
            section.show_page(document)

    def refuse_receivers(self, sentence: str) -> None:
        """Say at their field that nobody is named."""
        self.copies_field.refuse(sentence)
        self.copies.edit.setFocus()
