"""Saying something to screen readers that is not read by itself."""

from PySide6 import QtGui
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str, *, assertive: bool = False) -> None:
    """Let a screen reader say words: when it has finished, or (assertive) at once."""
    # By their full names: PySide makes a class when it is first named, and the start needs neither.
    event = QtGui.QAccessibleAnnouncementEvent(widget, words)
    how = QtGui.QAccessible.AnnouncementPoliteness
    event.setPoliteness(how.Assertive if assertive else how.Polite)
    QtGui.QAccessible.updateAccessibility(event)
