"""The card in the settings: what is on paper, whether it was rehearsed, what it may open."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.recovery import SHARES, Asked, Recovery
from coc_desk.casework.safekeeping_log import Done
from coc_desk.casework.times import spoken_day_and_time
from coc_desk.i18n import _
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.switches import Check
from coc_desk.ui.parts.text import Text
from coc_desk.ui.recovery.make import MakingRecovery
from coc_desk.ui.recovery.rehearse import Rehearse
from coc_desk.ui.tasks import Tasks


class RecoveryCard(Card):
    """If a passphrase is lost."""

    said = Signal(str, object)
    troubled = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__(_("If a passphrase is lost"))
        self._desk, self._tasks = desk, tasks
        self.refresh()

    def refresh(self) -> None:
        """Show it as it stands."""
        if self._desk.safekeeping is None:
            self.hide()
            return
        self.clear()
        recovery = self._desk.recovery()
        self.fill(Column(*self._state(recovery), Row(*self._acts(recovery), ...), gap=12))
        for asked in recovery.asked if recovery else ():
            self.row(self._question(asked))

    def _state(self, recovery: Recovery | None) -> list[QWidget]:
        if recovery is None:
            none = _("Nothing is on paper yet. A lost passphrase would be the end for what only its owner can open.")
            return [Text(none, tone="text2", wrap=True)]
        made = spoken_day_and_time(self._desk.local(recovery.made))
        what = _("Three shares, any two open, made {when}.") if recovery.way == SHARES else _("A sheet, made {when}.")
        mark = _("The paper bears the mark {mark}.").format(mark=self._desk.vault_mark)
        rehearsed = self._desk.safekeeping_log().rehearsed.get(recovery.id)
        return [
            Text(f"{what.format(when=made)} {mark}", wrap=True),
            Text(self._rehearsed(rehearsed), tone="text2" if rehearsed else "warn-text", wrap=True),
        ]

    def _rehearsed(self, done: Done | None) -> str:
        if done is None:
            return _("Not rehearsed yet. Do it before the doors open.")
        when = spoken_day_and_time(self._desk.local(done.at))
        return _("Rehearsed by {who}, {when}.").format(when=when, who=self._desk.name_of(done.by))

    def _acts(self, recovery: Recovery | None) -> list[QWidget]:
        acts: list[QWidget] = []
        if recovery is not None:
            rehearse = Button(_("Rehearse"), "second", icon="shield-check")
            rehearse.setObjectName("settings:rehearse")
            rehearse.clicked.connect(lambda: self._rehearse(recovery))
            acts.append(rehearse)
        if self._desk.me.role == "lead":
            make = Button(_("Make a new one") if recovery else _("Make a recovery"), "second", icon="key-round")
            make.setObjectName("settings:recovery")
            make.clicked.connect(self._make)
            acts.append(make)
        elif recovery is None:
            acts.append(Text(_("A lead makes it."), tone="text2"))
        return acts

    def _question(self, asked: Asked) -> QWidget:
        """Ask whether it may open a circle of mine; the answer counts at once."""
        if asked.private:
            words, told = _("It may open what I have half-written"), _("Otherwise that is lost with my passphrase.")
        else:
            names = ", ".join(sorted(self._desk.name_of(one) for one in asked.members))
            words = _("It may open the circle of {names}").format(names=names)
            told = _("{n} of {all} members agreed. It opens when all did.").format(
                n=len(asked.agreed), all=len(asked.members)
            )
        box = Check(words)
        box.setObjectName(f"settings:agree {asked.circle}")
        box.setChecked(self._desk.me.id in asked.agreed)
        box.toggled.connect(lambda yes: self._agree(asked, yes))
        return _Question(box, told)

    def _agree(self, asked: Asked, yes: bool) -> None:
        if self._attempt(lambda: self._desk.agree_to_recovery(asked.circle, yes)):
            self.said.emit(_("Agreed, until you take it back.") if yes else _("Not agreed any more."), None)
        self.refresh()

    def _attempt(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except Refused as refusal:
            self.said.emit(str(refusal), None)
            return False
        except Trouble as trouble:
            self.troubled.emit(trouble)
            return False
        return True

    def _rehearse(self, recovery: Recovery) -> None:
        dialog = Rehearse(self, self._desk, self._tasks, recovery)
        dialog.answered.connect(lambda _answer: self.refresh())
        dialog.open()

    def _make(self) -> None:
        making = MakingRecovery(self, self._desk, self._tasks)
        making.made.connect(self._made)
        making.start()

    def _made(self) -> None:
        self.refresh()
        self.said.emit(_("The recovery is in force. Rehearse it once with the paper."), None)


class _Question(QWidget):
    """A box to check, and what follows from it."""

    def __init__(self, box: Check, told: str) -> None:
        super().__init__()
        self.setLayout(Column(box, Text(told, role="second", tone="text2", wrap=True), gap=0))
