"""The sections that are typed: danger, people to look out for, phones and rooms, open questions."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from coc_desk.casework.plan import Plan
from coc_desk.playbook.definitions import Labelled as Contact
from coc_desk.ui.asking import PlainLine
from coc_desk.ui.handoff.section_card import SectionCard
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.inputs import LongText
from coc_desk.ui.parts.layouts import Column, Row


class TextSection(SectionCard):
    """A section of free text."""

    typed = Signal(str, str)
    """The part of the plan, and its text."""

    def __init__(self, number: int, title: str, part: str, placeholder: str, hint: str = "") -> None:
        super().__init__(number, title, hint)
        self._part = part
        self.box = LongText(placeholder, 2)
        self.box.edit.setObjectName(part)
        self.box.tell(title, hint)
        self.box.changed.connect(lambda: self.typed.emit(part, self.box.edit.toPlainText()))
        self.put(self.box)

    def show_plan(self, plan: Plan) -> None:
        """Show the text of a plan; the same text stays untouched, with its cursor."""
        text = plan.text(self._part).text
        if self.box.edit.toPlainText() != text:
            self.box.show_value(text)


class ContactsSection(SectionCard):
    """A line per phone, room and key of the playbook."""

    typed = Signal(str, str)
    """The part of the plan, and its text."""

    def __init__(self, number: int, title: str, contacts: Sequence[Contact]) -> None:
        super().__init__(number, title)
        self.lines: dict[str, PlainLine] = {}
        fields = [self._field(f"contact:{one.key}", str(one.label)) for one in contacts]
        pairs = [fields[at : at + 2] for at in range(0, len(fields), 2)]
        self.put(Column(*(Row(*((field, 1) for field in pair), gap=12) for pair in pairs), gap=8))

    def _field(self, part: str, label: str) -> Labelled:
        line = self.lines[part] = PlainLine(part)
        line.changed.connect(lambda: self.typed.emit(part, line.edit.text()))
        return Labelled(label, line)

    def show_plan(self, plan: Plan) -> None:
        """Show the lines of a plan."""
        for part, line in self.lines.items():
            if line.edit.text() != plan.text(part).text:
                line.edit.setText(plan.text(part).text)
