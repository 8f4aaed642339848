"""Saying something to screen readers that is not read by itself."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

_POLITE = QAccessible.AnnouncementPoliteness.Polite
_ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive


def announce(widget: QWidget, words: str, *, assertive: bool = False) -> None:
    """Let a screen reader say words: when it has finished, or (assertive) at once."""
    event = QAccessibleAnnouncementEvent(widget, words)
    event.setPoliteness(_ASSERTIVE if assertive else _POLITE)
    QAccessible.updateAccessibility(event)
