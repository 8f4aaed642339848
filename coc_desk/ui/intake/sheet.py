"""The one scrolling page of the intake: a card for each section of the playbook's form."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.intake import PersonDraft, ReportDraft
from coc_desk.casework.ledger import Draft
from coc_desk.i18n import _
from coc_desk.playbook.definitions import Section
from coc_desk.ui.forms import FormSection
from coc_desk.ui.intake.contents import SectionState
from coc_desk.ui.intake.evidence import Evidence
from coc_desk.ui.intake.exclude import Exclude
from coc_desk.ui.intake.order import follow_reading_order
from coc_desk.ui.intake.people import People
from coc_desk.ui.intake.section_card import SectionCard
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.layouts import Column
from coc_desk.ui.parts.text import Text


class Sheet(QWidget):
    """Everything that is asked for one report, filled with what is written already."""

    changed = Signal()
    """Something was typed or chosen; nothing is collected for it."""
    decided = Signal()
    """Something was chosen, added or taken off: counts and dots may be others now."""

    def __init__(self, desk: Desk, draft: Draft, new_person: Callable[[], PersonDraft | None]) -> None:
        """Take the desk, what is written already, and the maker of somebody new (None when there is trouble)."""
        super().__init__()
        self._report = ReportDraft.of(draft)
        others = [one for one in desk.members if not one.left and one.id != desk.me.id]
        self.people = People(desk.playbook, others, new_person, self._report.people)
        self.exclude = Exclude(others, self._report.excluded, self._report.ask_first)
        self.evidence = Evidence(self._report.files)
        self._lists: Mapping[str, QWidget] = {"person": self.people, "member": self.exclude, "file": self.evidence}
        self._fixed = _fixed(desk, draft)
        sections = [one for one in desk.playbook.form.sections if not one.later and self._is_open(one)]
        self.cards = {one.key: self._card(one, desk) for one in sections}
        self.setLayout(Column(*self._top(desk), *self.cards.values(), ..., gap=16, margins=(12, 20, 8, 24)))
        self._connect()

    def _is_open(self, section: Section) -> bool:
        """Whether a section is asked: a report about an incident that is there joins the circle that incident has."""
        return section.each != "member" or self._report.incident is None

    def _top(self, desk: Desk) -> list[QWidget]:
        if self._report.incident is None:
            return []
        some, whole = desk.circle_size(self._report.incident)
        joins = _("This report joins {code}. The circle of {code} will be able to read it: {some} of {whole} members.")
        return [Text(joins.format(code=self._report.code, some=some, whole=whole), tone="text2", wrap=True)]

    def _card(self, section: Section, desk: Desk) -> SectionCard:
        part = self._lists.get(section.each)
        asked_here = section.fields and section.each != "person"
        form = (
            FormSection(section.fields, self._report.answers, fixed=self._fixed, now=desk.now) if asked_here else None
        )
        actions = []
        if section.each == "person":
            add = Button(_("Add a person"), "row", icon="plus", keys="Ctrl+J")
            add.setObjectName("people:add")
            add.clicked.connect(self.people.add)
            actions.append(add)
        return SectionCard(section, form, part, actions)

    def _connect(self) -> None:
        forms = self.forms()
        for form in forms:
            form.changed.connect(self.changed)
            form.decided.connect(lambda form=form: self._spread(form))
            for other in forms:
                if other is not form:
                    form.show_for(other.choices())
        for part in (self.people, self.exclude, self.evidence):
            part.changed.connect(self.changed)
            part.changed.connect(self.decided)
        for part in (self.people, self.evidence):
            part.arranged.connect(self._order_later)
        self._order_later()

    def _spread(self, form: FormSection) -> None:
        for other in self.forms():
            if other is not form:
                other.show_for(form.choices())
        self.decided.emit()

    def _order_later(self) -> None:
        # Once the event that moved things about is over, however many it moved.
        QTimer.singleShot(0, self, lambda: follow_reading_order(self))

    def forms(self) -> list[FormSection]:
        """Return the forms of the sections that are asked once."""
        return [card.form for card in self.cards.values() if card.form is not None]

    def report(self) -> ReportDraft:
        """Return everything as written now; reads every input, so it is for keeping and saving only."""
        answers = {key: one for form in self.forms() for key, one in form.answers().items() if one is not None}
        return replace(
            self._report,
            answers=answers,
            people=self.people.people(),
            excluded=self.exclude.excluded(),
            ask_first=self.exclude.asked_first(),
            files=self.evidence.files(),
        )

    def states(self) -> list[SectionState]:
        """Return the sections as they stand, for the list of them."""
        return [self._state(card) for card in self.cards.values()]

    def _state(self, card: SectionCard) -> SectionState:
        counts = {"person": len(self.people), "member": len(self.exclude), "file": len(self.evidence)}
        count = counts.get(card.section.each)
        written = bool(count) or (card.form is not None and card.form.is_answered())
        return SectionState(card.section.key, str(card.section.label), written, count or None)

    def card_at(self, widget: QWidget) -> SectionCard | None:
        """Return the card a widget is in."""
        return next((one for one in self.cards.values() if one.isAncestorOf(widget)), None)

    def card_of(self, each: str) -> SectionCard | None:
        """Return the card of a list: `person`, `member` or `file`."""
        return next((one for one in self.cards.values() if one.section.each == each), None)


def _fixed(desk: Desk, draft: Draft) -> dict[str, tuple[str, str]]:
    """Return the values and remarks of the fields that are filled in by themselves, by key."""
    form = desk.playbook.form
    values = {
        "received_by": (desk.me.name, ""),
        "written_at": (f"{desk.local(draft.started):%H:%M:%S}", _("started; saving sets the time")),
    }
    return {one.key: value for means, value in values.items() if (one := form.meaning(means))}
