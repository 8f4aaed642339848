"""Everybody who appears in the incident, with all that is known."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.incidents import Person
from coc_desk.i18n import _
from coc_desk.ui.incident.words import Speaker
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card, EmptyState
from coc_desk.ui.parts.chips import Chip
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.text import Text


class PeopleTab(QWidget):
    """A card per person; names show here, the page is inside the circle."""

    changing = Signal(str)
    """Id of the person whose facts shall be changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._column = Column(gap=16, margins=24)
        self.setLayout(self._column)

    def show_people(self, speaker: Speaker) -> None:
        """Show everybody anew."""
        while item := self._column.takeAt(0):
            if (before := item.widget()) is not None:
                before.hide()
                before.deleteLater()
        for person in speaker.incident.people:
            self._column.put(self._card(speaker, person))
        if not speaker.incident.people:
            empty = EmptyState("users", _("No people yet."), _("That is fine, an incident can have none."))
            self._column.put(empty)
        self._column.put(...)

    def _card(self, speaker: Speaker, person: Person) -> Card:
        change = Button(_("Change"), "row", icon="file-pen")
        change.setObjectName(f"change:{person.id}")
        change.setAccessibleName(_("Change what is known of {code}").format(code=person.code))
        change.clicked.connect(lambda: self.changing.emit(person.id))
        roles = [Chip(speaker.role(role), "role") for role in person.roles]
        card = Card(person.code, chips=roles, actions=(change,))
        for field in self._desk.playbook.form.person.fields:
            fact = person.facts.get(field.key)
            if fact is not None:
                label = Text(str(field.heading), tone="text2", wrap=True)
                card.row(Row((label, 1), (Text(speaker.answer(field, fact.answer), wrap=True), 3), gap=12))
        return card
