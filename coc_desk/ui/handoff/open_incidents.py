"""Section 2: each open incident with its urgency, its paragraph and one line of if and then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.incidents import Flags
from coc_desk.casework.plan import Plan, PlanItem
from coc_desk.i18n import _, ngettext
from coc_desk.playbook.definitions import Labelled as Urgency
from coc_desk.ui.handoff.section_card import SectionCard, emptied
from coc_desk.ui.handoff.sentences import last_word
from coc_desk.ui.parts.cards import CardRow
from coc_desk.ui.parts.choices import Segmented
from coc_desk.ui.parts.flags import ShortFlags
from coc_desk.ui.parts.inputs import LongText
from coc_desk.ui.parts.layouts import Column, Row, held
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.switches import Check
from coc_desk.ui.parts.text import Strong, Text

TONES = {"act_now": "danger", "watch": "warn"}


@dataclass(frozen=True)
class Change:
    """What was chosen or typed for one incident."""

    incident: str
    field: str
    """chosen, urgency, summary or contingency."""
    value: Any


class IncidentRow(QWidget):
    """One open incident."""

    changed = Signal(object)
    """A Change."""

    def __init__(self, item: PlanItem, flags: Flags, urgencies: Sequence[Urgency]) -> None:
        super().__init__()
        self.id = item.incident
        self.check = Check("")
        self.check.setAccessibleName(_("{code} goes into the handoff").format(code=item.code))
        self.urgency = Segmented([(one.key, str(one.label)) for one in urgencies], TONES)
        self.urgency.tell(_("How urgent {code} is").format(code=item.code), "")
        self.summary = _words(2, _("What it is, in one paragraph"), _("Summary of {code}").format(code=item.code))
        self.contingency = _words(
            1, _("If this happens, then we do that"), _("{code}: if this, then that").format(code=item.code)
        )
        self.flags = ShortFlags(flags.danger, flags.going_on, flags.again)
        self._texts = held(Column(self.summary, self.contingency, gap=8, margins=(32, 0, 0, 0)))
        code = Text(Strong(item.code), wrap=True)
        top = Row(self.check, (code, 1), self.flags, Row(self.urgency, margins=(4, 0, 0, 0)), gap=8)
        self.setLayout(Column(top, self._texts, gap=8))
        self._name()
        self._connect()
        self.show_item(item)

    def _name(self) -> None:
        self.check.setObjectName(f"chosen:{self.id}")
        self.summary.edit.setObjectName(f"summary:{self.id}")
        self.contingency.edit.setObjectName(f"contingency:{self.id}")
        for part in self.urgency.stops():
            part.setObjectName(f"urgency:{self.id}:{getattr(part, 'key', '')}")

    def _connect(self) -> None:
        self.check.toggled.connect(self._texts.setVisible)
        self.check.clicked.connect(lambda on: self._tell("chosen", on))
        self.urgency.changed.connect(self._choose)
        self.summary.changed.connect(lambda: self._tell("summary", self.summary.edit.toPlainText()))
        self.contingency.changed.connect(lambda: self._tell("contingency", self.contingency.edit.toPlainText()))

    def show_item(self, item: PlanItem) -> None:
        """Show what was chosen and typed; what is the same already stays untouched, with its cursor."""
        self._urgency = item.urgency
        self.check.setChecked(item.chosen)
        self._texts.setVisible(item.chosen)
        self.urgency.show_value(item.urgency)
        for box, typed in ((self.summary, item.summary), (self.contingency, item.contingency)):
            if box.edit.toPlainText() != typed.text:
                box.show_value(typed.text)

    def _choose(self) -> None:
        key = self.urgency.value()
        if key is None:  # one of them always holds
            self.urgency.show_value(self._urgency)
        else:
            self._urgency = str(key)
            self._tell("urgency", self._urgency)

    def _tell(self, field: str, value: Any) -> None:
        self.changed.emit(Change(self.id, field, value))


def _words(lines: int, hint: str, name: str) -> LongText:
    made = LongText(hint, lines)
    made.tell(name, "")
    return made


class OpenIncidents(SectionCard):
    """All open incidents, and how many are left out for whom."""

    changed = Signal(object)
    """A Change."""

    def __init__(self, urgencies: Sequence[Urgency]) -> None:
        super().__init__(2, _("Open incidents"))
        self._urgencies = urgencies
        self.rows: dict[str, IncidentRow] = {}
        self._list, self._left_out = Column(gap=0), Column(gap=0)
        for column in (self._list, self._left_out):
            self._column.addLayout(column)
        self._told: list[str] = []
        self._laid = False

    def show_plan(self, plan: Plan, flags: Mapping[str, Flags]) -> None:
        """Show the incidents of a plan."""
        if not self._laid or list(self.rows) != [one.incident for one in plan.items]:
            self._lay(plan, flags)
        for item in plan.items:
            self.rows[item.incident].show_item(item)
        self.count(plan)

    def count(self, plan: Plan) -> None:
        """Show how many of how many are chosen."""
        chosen = sum(one.chosen for one in plan.items)
        said = _("{n} of {all} chosen").format(n=chosen, all=len(plan.items)) if plan.items else ""
        self.hint.say(said)

    def _lay(self, plan: Plan, flags: Mapping[str, Flags]) -> None:
        self._laid = True
        emptied(self._list)
        self.rows = {one.incident: self._made(one, flags.get(one.incident, Flags())) for one in plan.items}
        for row in self.rows.values():
            self._list.addWidget(CardRow(row))
        if not self.rows:
            said = Text(_("Nothing open. A handoff can say so."), tone="text2", wrap=True)
            self._list.addWidget(CardRow(said))

    def _made(self, item: PlanItem, flags: Flags) -> IncidentRow:
        row = IncidentRow(item, flags, self._urgencies)
        row.changed.connect(self.changed)
        return row

    def show_left_out(self, counts: Mapping[str, int]) -> None:
        """Say for each receiver (by name) how many of the chosen incidents their copy leaves out."""
        told = [self._words(name, count) for name, count in counts.items() if count]
        if told == self._told:
            return
        self._told = told
        emptied(self._left_out)
        for words in told:
            line = Row(Picture("key-round", 18, "text2"), (Text(words, tone="text2", wrap=True), 1), gap=12)
            self._left_out.addWidget(CardRow(line, "sunken"))

    def _words(self, name: str, count: int) -> str:
        counted = ngettext(
            "{n} incident is left out for {name}. The copy says how many, not which.",
            "{n} incidents are left out for {name}. The copy says how many, not which.",
            count,
        )
        return counted.format(n=count, name=last_word(name))
