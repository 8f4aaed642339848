"""Changing what is known: the team's own answers beside the reports', or those about one person."""

from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.incidents import Incident, Person
from coc_desk.casework.intake import PersonDraft
from coc_desk.i18n import _
from coc_desk.playbook.answers import Answer, visible
from coc_desk.playbook.definitions import Field
from coc_desk.ui.forms import FormSection, answered
from coc_desk.ui.incident.ask import Ask


class FactsDialog(Ask):
    """A form over the page; what stood there before stays in the ledger."""

    def __init__(self, over: QWidget, desk: Desk, incident: Incident, person: str = "") -> None:
        about = incident.person(person) if person else None
        title = _("Change facts of {code}").format(code=about.code if about else incident.code)
        super().__init__(over, title, _("What stood there before stays readable."), icon="file-pen", width=720)
        self._desk, self._incident, self._about = desk, incident, about
        self._form = FormSection(self._fields(about), self._known(about), prefix="change:", now=desk.now)
        self.add(self._form)
        self.offer(_("Write it down"), self._act)

    def _fields(self, about: Person | None) -> list[Field]:
        form, answers = self._desk.playbook.form, self._known(about)
        if about is not None:
            return visible(form.person.fields, answers)
        asked = [one for one in form.asked_once() if not one.automatic]
        return visible(asked, answers)

    def _known(self, about: Person | None) -> dict[str, Answer]:
        """What the team found; where it found nothing, what the last report said."""
        if about is not None:
            return {key: fact.answer for key, fact in about.facts.items()}
        return {key: facts[-1].answer for key, facts in self._incident.facts.items()}

    def _act(self) -> Incident:
        answers = answered(self._form.answers())
        if self._about is not None:
            about = self._about
            said = PersonDraft(about.id, about.code, about.roles, answers, about.member)
            return self._desk.change_person(self._incident.id, said)
        before = self._known(None)
        changed = {key: answer for key, answer in answers.items() if answer != before.get(key)}
        return self._desk.change_facts(self._incident.id, changed)
