"""One person being written about: roles, the playbook's questions, and whether it is one of the team."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.entries import MemberId
from coc_desk.casework.incidents import answer_word
from coc_desk.casework.intake import PersonDraft
from coc_desk.casework.ledger import Member
from coc_desk.i18n import _
from coc_desk.playbook.definitions import Playbook
from coc_desk.ui.forms import FormSection, answered, name_stops
from coc_desk.ui.parts.choices import Toggles
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.layouts import Column
from coc_desk.ui.parts.lists import ListBox

PERHAPS = ("yes", "maybe")
"""Answers to "is a team member?" after which one is asked who."""


def field_name(person: str, key: str) -> str:
    """Return the object name of a person's input; a place remembers it."""
    return f"person:{person}:{key}"


class PersonEditor(QWidget):
    """Everything that is asked of one person."""

    changed = Signal()
    focused = Signal(object)
    """The Field that the focus came to."""
    named = Signal(object)
    """MemberId of the team member that this person is said to be: exclusion is offered at once."""

    def __init__(self, person: PersonDraft, playbook: Playbook, members: Sequence[Member]) -> None:
        """Take the person, the rules, and the members that the person may be."""
        super().__init__()
        self._person = person
        asked = playbook.form.person.fields
        self.roles = _toggles(person, playbook)
        self.form = FormSection(asked, person.answers or {}, prefix=field_name(person.id, ""))
        self._team = next((one.key for one in asked if one.means == "team_member"), "")
        self.who = _who(person, members)
        self.setLayout(Column(self.roles, self.form, self.who, gap=16))
        self._show_who()
        self.roles.changed.connect(self.changed)
        self.form.changed.connect(self.changed)
        self.form.focused.connect(self.focused)
        self.form.decided.connect(self._show_who)
        self.who.changed.connect(self._name)

    def _show_who(self) -> None:
        answer = self.form.asked[self._team].answer() if self._team else None
        self.who.setVisible(answer_word(answer) in PERHAPS)

    def _name(self) -> None:
        self.changed.emit()
        if member := self._member():
            self.named.emit(member)

    def _member(self) -> MemberId | None:
        answer = None if self.who.isHidden() else self.who.answer()
        key = answer.get("v") if answer else None
        return MemberId(key) if isinstance(key, str) and key else None

    def person(self) -> PersonDraft:
        """Return the person as written now."""
        roles = tuple(str(one) for one in (self.roles.answer() or {}).get("v", ()))
        return replace(self._person, roles=roles, answers=answered(self.form.answers()), member=self._member())


class Roles(Toggles):
    """The roles of a person; having none of them is an answer of its own."""

    nones = ()


def _toggles(person: PersonDraft, playbook: Playbook) -> Labelled:
    made = Roles([(one.key, str(one.label)) for one in playbook.roles])
    name_stops(made, field_name(person.id, "roles"))
    labelled = Labelled(_("In this report they are"), made, help=_("One person can be several of these"))
    labelled.show_answer({"v": list(person.roles)} if person.roles else None)
    return labelled


def _who(person: PersonDraft, members: Sequence[Member]) -> Labelled:
    made = ListBox([(one.id, one.name) for one in members])
    name_stops(made, field_name(person.id, "member"))
    labelled = Labelled(_("Who in the team?"), made, help=_("They can be excluded before the team sees anything"))
    labelled.show_answer({"v": person.member} if person.member else None)
    return labelled
