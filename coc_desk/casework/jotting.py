"""Quick notes: words with no form around them, which stay mine until they become a report."""

from coc_desk.casework.entries import new_id
from coc_desk.casework.errors import Refused
from coc_desk.casework.intake import Intake
from coc_desk.casework.ledger import Draft
from coc_desk.i18n import _

QUICK = "quick"


class Jotting(Intake):
    """What a responder does when there is no time for a form."""

    def quick_note(self, id: str = "") -> Draft:
        """Return a quick note to go on with; a fresh one, kept from its first word on, if there is none of that id."""
        at = self.now()
        begun = next((one for one in self._ledger.drafts() if one.id == id and one.kind == QUICK), None)
        return begun or Draft(new_id(at), QUICK, None, "", {"text": ""}, at, at)

    def keep_quick_note(self, draft: Draft, text: str) -> Draft:
        """Keep the words of a quick note; without any words it leaves nothing behind."""
        if text.strip():
            return self.keep(draft, {"text": text})
        self._ledger.drop_draft(draft.id)
        return draft

    def report_from(self, draft: Draft, text: str) -> Draft:
        """Begin a report received when a quick note was begun, in its words; kept before the note is dropped."""
        if not text.strip():
            raise Refused(_("There is nothing in this note yet. One word is enough."), "text")
        told = {"words": text.strip(), "received_at": {"exact": draft.started.isoformat(timespec="seconds")}}
        fields = {means: self.playbook.form.meaning(means) for means in told}
        report = self.begin_report(answers={one.key: {"v": told[means]} for means, one in fields.items() if one})
        self._ledger.drop_draft(draft.id)
        return report
