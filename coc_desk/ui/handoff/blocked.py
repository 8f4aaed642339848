"""Nothing was written: where the word stands that stopped it, and how to get there."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from coc_desk.casework.document import Hit
from coc_desk.casework.errors import Trouble
from coc_desk.casework.printing import Blocked
from coc_desk.i18n import _, ngettext
from coc_desk.ui.handoff.hits import HitBox, Say
from coc_desk.ui.handoff.section_card import emptied
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.layouts import Column
from coc_desk.ui.parts.text import Text

AGAIN = "again"
"""The answer to write once more."""
OTHER_FOLDER = "other folder"
"""The answer to choose another folder."""


class BlockedDialog(Dialog):
    """Every place that stopped it. Answers the Hit whose sentence is to be gone to, AGAIN, or None.

    `excused` collects the doubtful hits that the responder said are another word.
    """

    def __init__(self, over: QWidget, blocked: Blocked, profile: str, say: Say) -> None:
        fact = _('The finished PDF holds something that the profile "{profile}" does not allow.')
        words = fact.format(profile=profile)
        super().__init__(over, _("Nothing was written"), words, icon="shield-x", tone="danger", width=600)
        self.hits, self.excused = list(blocked.hits), list[Hit]()
        self._say = say
        self._boxes = Column(gap=8)
        self.add(self._boxes)
        self.add(Text(_advice(blocked), tone="text2", wrap=True))
        self.beside(Text(_("That it was stopped is recorded."), role="second", tone="text3", wrap=True))
        self.answer(_("Close"), None, harmless=True)
        first = next((hit for hit in self.hits if hit.source.part), None)
        if first is not None:
            self.go = self.answer(_("Go to the sentence"), first, "main")
            self.go.setObjectName("blocked:go")
        self._show(self.hits)

    def _show(self, hits: Sequence[Hit]) -> None:
        emptied(self._boxes)
        for hit in hits:
            box = HitBox(hit, self._say, leads=len(hits) > 1 or not hit.source.part)
            box.asked.connect(self.close_with)
            box.excused.connect(self._excuse)
            self._boxes.put(box)

    def _excuse(self, hit: Hit) -> None:
        """Take note that it is another word; with the last one gone it is written again."""
        self.excused.append(hit)
        self.hits.remove(hit)
        if self.hits:
            self._show(self.hits)
            self.panel.fit()
            self.focusNextPrevChild(True)
        else:
            self.close_with(AGAIN)


def _advice(blocked: Blocked) -> str:
    clear = blocked.searched - len({hit.needle for hit in blocked.hits})
    said = _("Put the role or the code name in its place, then write again.")
    if not any(hit.source.part for hit in blocked.hits):
        said = _(
            "It comes from the entries themselves. Leave the incident out of this handoff, or choose another audience."
        )
    others = ngettext(
        "The other {n} name, contact, badge or handle was not found.",
        "The other {n} names, contacts, badges and handles were not found.",
        clear,
    )
    return f"{said} {others.format(n=clear)}" if clear > 0 else said


def trouble_dialog(over: QWidget, trouble: Trouble) -> Dialog:
    """Return the sentence about bad luck with a folder; answers OTHER_FOLDER or None."""
    dialog = Dialog(over, trouble.fact, trouble.advice, icon="hard-drive", tone="warn")
    dialog.answer(_("Close"), None, harmless=True)
    dialog.answer(_("Choose another folder"), OTHER_FOLDER, "main").setObjectName("trouble:other")
    return dialog
