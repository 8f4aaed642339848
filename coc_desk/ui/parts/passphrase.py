"""Typing a passphrase: hidden, with an eye to show it, and a word when Caps Lock may spoil it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from coc_desk.i18n import _
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import IconButton
from coc_desk.ui.parts.chips import Chip
from coc_desk.ui.parts.inputs import Line

_QUIET = (
    Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
)


class PassphraseLine(Line):
    """One hidden line; the eye shows it."""

    returned = Signal()
    nones = ()

    def __init__(self, hint: str = "") -> None:
        self.eye, self.caps = IconButton("eye", _("Show the passphrase")), Chip(_("Caps Lock is on"), "warn")
        super().__init__(hint, after=(self.caps, self.eye))
        self.setObjectName("passphrase")
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(_QUIET)
        self.edit.returnPressed.connect(self.returned)
        self.eye.clicked.connect(self._turn_eye)
        self.caps.hide()

    def text(self) -> str:
        """Return what is typed."""
        return self.edit.text()

    def clear(self) -> None:
        """Empty the line, and forget how it came about: no undo brings it back."""
        self.edit.clear()
        self.edit.setModified(False)

    def wait(self, words: str) -> None:
        """Take nothing for a while and say why; with no words, take it again."""
        self.edit.setReadOnly(bool(words))
        self.edit.setPlaceholderText(words)

    def ready(self) -> None:
        """Take what is typed again."""
        self.wait("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._look_at_capitals(event)
        return super().eventFilter(watched, event)

    def _look_at_capitals(self, event: QKeyEvent) -> None:
        """Tell Caps Lock from the letters that come: no system says it in a way that Qt knows."""
        letter, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if len(letter) == 1 and letter.isalpha() and letter.upper() != letter.lower():
            on = letter.isupper() != shift
            if on and self.caps.isHidden():
                announce(self, _("Caps Lock is on"))
            self.caps.setVisible(on)

    def _turn_eye(self) -> None:
        shown = self.edit.echoMode() == QLineEdit.EchoMode.Normal
        self.edit.setEchoMode(QLineEdit.EchoMode.Password if shown else QLineEdit.EchoMode.Normal)
        self.eye.show_icon("eye" if shown else "eye-off")
        self.eye.rename(_("Show the passphrase") if shown else _("Hide the passphrase"))
        self.edit.setFocus()
