"""Enter presses what has the focus, as Space does; Qt leaves that to dialogs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def presses(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button by Enter alone; return whether the key was taken."""
    if event.key() not in _ENTERS or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    event.accept()
    if not event.isAutoRepeat():
        button.click()
    return True
