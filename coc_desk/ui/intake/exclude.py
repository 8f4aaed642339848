"""Who must not see a report: chosen before anything is opened to the team, and offered when somebody of it is named."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.entries import MemberId
from coc_desk.casework.ledger import Member
from coc_desk.i18n import _, ngettext
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.layouts import Column
from coc_desk.ui.parts.switches import Check
from coc_desk.ui.parts.text import Text

EXCLUDE, NOT_NOW, BACK = "exclude", "not now", "back"


class Exclude(QWidget):
    """The members of the team, to be ticked."""

    changed = Signal()

    def __init__(self, members: Sequence[Member], excluded: Iterable[MemberId]) -> None:
        """Take everybody who can be excluded, and who is already."""
        super().__init__()
        means = _("Whoever is ticked here never gets the key to this report, not even for a moment.")
        self._checks = {one.id: Check(one.name) for one in members}
        nobody = Text(_("You are the only member, so there is nobody to exclude."), tone="text2", wrap=True)
        if self._checks:
            nobody.hide()
        self.setLayout(Column(Text(means, tone="text2", wrap=True), nobody, *self._checks.values(), gap=8))
        self.exclude(excluded)
        for id, check in self._checks.items():
            check.setObjectName(f"exclude:{id}")
            check.setAccessibleDescription(means)
            check.toggled.connect(lambda _on: self.changed.emit())

    def excluded(self) -> tuple[MemberId, ...]:
        """Return who is ticked."""
        return tuple(id for id, check in self._checks.items() if check.isChecked())

    def exclude(self, members: Iterable[MemberId]) -> None:
        """Tick members."""
        for id in members:
            if id in self._checks:
                self._checks[id].setChecked(True)

    def first_input(self) -> QWidget | None:
        """Return the first check."""
        return next(iter(self._checks.values()), None)


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
