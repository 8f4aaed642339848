"""How the tests of the intake page find things by name."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.intake import ReportDraft
from coc_desk.casework.ledger import Draft

W = TypeVar("W", bound=QWidget)
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def part(of: QWidget, name: str, kind: type[W]) -> W:
    """Return the part with an object name."""
    found = of.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def focus() -> QWidget:
    """Return what has the focus."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def kept(desk: Desk, draft: Draft) -> ReportDraft:
    """Return a report as it is kept in the draft."""
    found = desk.draft(draft.id)
    assert found is not None
    return ReportDraft.of(found)
