"""How writing a report ends: saved, with the question about team members it names; or discarded, after asking."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import MemberId
from coc_desk.casework.intake import ReportDraft
from coc_desk.i18n import _
from coc_desk.ui.intake.exclude import BACK, EXCLUDE, offer
from coc_desk.ui.parts.dialogs import Dialog


class Questions(QObject):
    """The questions that the intake asks in a dialog."""

    excluding = Signal(list)
    """MemberIds to be excluded."""
    settled = Signal()
    """Nothing stands in the way of saving any more."""
    discarding = Signal()

    def __init__(self, over: QWidget, desk: Desk) -> None:
        super().__init__(over)
        self._over, self._desk = over, desk

    def named(self, report: ReportDraft, member: MemberId) -> None:
        """Offer at once to exclude a team member who was named just now."""
        if member in self._open(report):
            self._offer([member], lambda: None)

    def before_saving(self, report: ReportDraft) -> None:
        """Ask once more about team members who are named and can still see it, then let it be saved."""
        members = self._open(report)
        if members:
            self._offer(members, self.settled.emit, saving=True)
        else:
            self.settled.emit()

    def _open(self, report: ReportDraft) -> list[MemberId]:
        """Return who is named and not excluded; who may see a report about an incident is settled there."""
        return [] if report.incident else self._desk.team_members_named(report)

    def _offer(self, members: Sequence[MemberId], then: Callable[[], None], saving: bool = False) -> None:
        def answered(answer: object) -> None:
            if answer == EXCLUDE:
                self.excluding.emit(list(members))
            if answer != BACK:
                then()

        dialog = offer(self._over, [self._desk.name_of(one) for one in members], saving)
        dialog.answered.connect(answered)
        dialog.open()

    def discard(self) -> None:
        """Ask before a draft is thrown away."""
        gone = _("What is written in it, and its files, are gone for good. Nobody else has seen them.")
        dialog = Dialog(self._over, _("Discard this draft?"), gone, icon="trash-2", tone="danger")
        dialog.answer(_("Keep writing"), False, harmless=True)
        dialog.answer(_("Discard draft"), True, kind="danger")
        dialog.answered.connect(lambda answer: self.discarding.emit() if answer else None)
        dialog.open()
