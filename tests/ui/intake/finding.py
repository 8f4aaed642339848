"""How the tests of the intake page find things."""

from PySide6.QtCore import Qt

from coc_desk.casework.desk import Desk
from coc_desk.casework.intake import ReportDraft
from coc_desk.casework.ledger import Draft

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def kept(desk: Desk, draft: Draft) -> ReportDraft:
    """Return a report as it is kept in the draft."""
    found = desk.draft(draft.id)
    assert found is not None
    return ReportDraft.of(found)
