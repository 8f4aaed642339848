"""The rehearsal: what is on paper is typed, and the program proves on the spot that it would open the vault."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Refused
from coc_desk.casework.recovery import Proof, Recovery
from coc_desk.i18n import _, ngettext
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.recovery.paper_input import PaperInput
from coc_desk.ui.recovery.slow import SlowDialog
from coc_desk.ui.tasks import Tasks
from coc_desk.ui.unlock import Told


class Rehearse(SlowDialog):
    """Answers with the Proof once it was given and read."""

    def __init__(self, over: QWidget, desk: Desk, tasks: Tasks, recovery: Recovery) -> None:
        told = _("It opens the team's circle for reading, then closes it. Nothing is changed.")
        super().__init__(over, tasks, _("Rehearse the recovery"), told, icon="shield-check")
        self._desk = desk
        self._proof: Proof | None = None
        self.paper = PaperInput(recovery.way)
        self.proved = Told("ok", "circle-check")
        self.proved.hide()
        self.add(self.paper)
        self.add(self.proved)
        self.answers(_("Prove it"))
        self.focus_first(self.paper.first_focus())

    def work(self) -> Callable[[], Proof]:
        self.paper.accept()
        return partial(self._desk.rehearse, self.paper.typed())

    def done(self, result: Proof) -> object:
        self._desk.record_rehearsal(result)
        self._proof = result
        entries = ngettext("{n} entry", "{n} entries", result.entries).format(n=result.entries)
        words = _("It works. It opened the team's circle: {entries} can be read with it.").format(entries=entries)
        if result.circles:
            more = ngettext("It opens {n} smaller circle, too.", "It opens {n} smaller circles, too.", result.circles)
            words = f"{words} {more.format(n=result.circles)}"
        self.paper.clear()
        self.paper.hide()
        self.proved.words.say(words)
        self.proved.show()
        self.harmless.hide()
        self.main.say(_("Close"))
        self.panel.fit()
        self.main.setFocus()
        announce(self, words)
        return None

    def refuse(self, refusal: Refused) -> None:
        self.paper.refuse(refusal)
        self.panel.fit()

    def close_with(self, value: object) -> None:
        super().close_with(self._proof if self._proof is not None else value)
