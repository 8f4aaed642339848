"""Who must not see a report, or is asked first: chosen before anything is opened, and offered for whom it names."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.entries import MemberId
from coc_desk.casework.ledger import Member
from coc_desk.i18n import _, ngettext
from coc_desk.ui.parts.choices import Toggle
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.layouts import Column, Flow, held
from coc_desk.ui.parts.switches import Check
from coc_desk.ui.parts.text import Text

EXCLUDE, NOT_NOW, BACK = "exclude", "not now", "back"


class Exclude(QWidget):
    """The members of the team, to be ticked; and those who are asked before they may read, none of them excluded."""

    changed = Signal()

    def __init__(self, members: Sequence[Member], excluded: Iterable[MemberId], asked: Iterable[MemberId] = ()) -> None:
        """Take everybody who can be excluded, who is already, and who is asked first."""
        super().__init__()
        means = _("Whoever is ticked here never gets the key to this report, not even for a moment.")
        self._checks = {one.id: Check(one.name) for one in members}
        nobody = Text(_("You are the only member, so there is nobody to exclude."), tone="text2", wrap=True)
        self._first = _AskFirst(members)
        if self._checks:
            nobody.hide()
        else:
            self._first.hide()
        parts = (Text(means, tone="text2", wrap=True), nobody, *self._checks.values(), self._first)
        self.setLayout(Column(*parts, gap=8))
        self._first.ask(asked)
        self.exclude(excluded)
        self._first.changed.connect(self.changed)
        for id, check in self._checks.items():
            check.setObjectName(f"exclude:{id}")
            check.setAccessibleDescription(means)
            check.toggled.connect(lambda _on: self._excluded())

    def _excluded(self) -> None:
        self._first.leave_out(self.excluded())
        self.changed.emit()

    def __len__(self) -> int:
        """Return how many are excluded or asked."""
        return len(self.excluded()) + len(self.asked_first())

    def excluded(self) -> tuple[MemberId, ...]:
        """Return who is ticked."""
        return tuple(id for id, check in self._checks.items() if check.isChecked())

    def asked_first(self) -> tuple[MemberId, ...]:
        """Return who is asked before they may read it."""
        return self._first.asked()

    def exclude(self, members: Iterable[MemberId]) -> None:
        """Tick members."""
        for id in members:
            if id in self._checks:
                self._checks[id].setChecked(True)
        self._first.leave_out(self.excluded())

    def first_input(self) -> QWidget | None:
        """Return the first check."""
        return next(iter(self._checks.values()), None)


class _AskFirst(QWidget):
    """The members who are asked whether they can work on it; whoever is excluded cannot be asked."""

    changed = Signal()

    def __init__(self, members: Sequence[Member]) -> None:
        super().__init__()
        means = _(
            "They see the code name, the safety answers, the stage and the name of the reported person. "
            "It opens when they say yes and somebody inside lets them in."
        )
        self._toggles = {one.id: Toggle(str(one.id), one.name) for one in members}
        heading, told = Text(_("Ask them first"), role="label"), Text(means, role="second", tone="text2", wrap=True)
        self.setLayout(Column(heading, told, held(Flow(*self._toggles.values(), gap=8)), gap=8, margins=(0, 8, 0, 0)))
        for id, toggle in self._toggles.items():
            toggle.setObjectName(f"ask first:{id}")
            toggle.setAccessibleName(_("Ask {name} first").format(name=toggle.words()))
            toggle.setAccessibleDescription(means)
            toggle.toggled.connect(lambda _on: self.changed.emit())

    def asked(self) -> tuple[MemberId, ...]:
        """Return who is asked."""
        return tuple(id for id, toggle in self._toggles.items() if toggle.isChecked())

    def ask(self, members: Iterable[MemberId]) -> None:
        """Choose members."""
        for id in members:
            if id in self._toggles:
                self._toggles[id].setChecked(True)

    def leave_out(self, excluded: Iterable[MemberId]) -> None:
        """Ask none of those who are excluded."""
        out = set(excluded)
        for id, toggle in self._toggles.items():
            toggle.setEnabled(id not in out)
            if id in out:
                toggle.setChecked(False)


def offer(over: QWidget, names: Sequence[str], saving: bool = False) -> Dialog:
    """Return the question whether members who are named in a report are excluded; no reason is asked.

    It answers EXCLUDE, NOT_NOW, or (when it is asked before saving) BACK.
    """
    named = " ".join([", ".join(names[:-1]), _("and"), names[-1]]) if len(names) > 1 else names[0]
    fact = ngettext("{named} is named in this report", "{named} are named in this report", len(names))
    means = _("Excluded, they never get the key to it. Nobody asks why, and no reason is stored.")
    dialog = Dialog(over, fact.format(named=named), means, icon="user-x")
    later = _("Save without excluding") if saving else _("Not now")
    if saving:
        dialog.answer(_("Back to the report"), BACK, harmless=True)
    dialog.answer(later, NOT_NOW, harmless=not saving)
    dialog.answer(_("Exclude and save") if saving else _("Exclude"), EXCLUDE, kind="main")
    return dialog
