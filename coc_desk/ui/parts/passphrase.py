"""Typing a passphrase: hidden, with an eye to show it, and a word about the keyboard, which may spoil it unseen."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from coc_desk.i18n import _
from coc_desk.ui.keyboard import ReadKeyboard, read_keyboard
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import IconButton
from coc_desk.ui.parts.chips import Chip
from coc_desk.ui.parts.inputs import Line
from coc_desk.ui.parts.layouts import Flow
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look

TALL = 44
_QUIET = (
    Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
)
_MOMENTS = frozenset({QEvent.Type.FocusIn, QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
"""When the keyboard is looked at: Caps Lock and the layout are switched by keys, here or elsewhere."""


class PassphraseLine(Line):
    """One hidden line; the eye shows it."""

    returned = Signal()
    nones = ()

    def __init__(self, hint: str = "", read: ReadKeyboard = read_keyboard) -> None:
        self._read = read
        self.eye, self.told = IconButton("eye", _("Show the passphrase")), KeyboardTold()
        super().__init__(hint, after=(self.eye,))
        self.setObjectName("passphrase")
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(_QUIET)
        self.edit.returnPressed.connect(self.returned)
        self.eye.clicked.connect(self._turn_eye)

    def dress(self) -> None:
        """Take the size of text."""
        self.setFixedHeight(look().px(TALL))

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
        if event.type() in _MOMENTS:
            self._look_at_keyboard(event)
        return super().eventFilter(watched, event)

    def _look_at_keyboard(self, event: QEvent) -> None:
        found = self._read()
        capitals = found.capitals
        if capitals is None and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            capitals = _by_letter(event)
        self.told.show_keyboard(found.layout, capitals)

    def _turn_eye(self) -> None:
        shown = self.edit.echoMode() == QLineEdit.EchoMode.Normal
        self.edit.setEchoMode(QLineEdit.EchoMode.Password if shown else QLineEdit.EchoMode.Normal)
        self.eye.show_icon("eye" if shown else "eye-off")
        self.eye.rename(_("Show the passphrase") if shown else _("Hide the passphrase"))
        self.edit.setFocus()


def _by_letter(event: QKeyEvent) -> bool | None:
    """Tell Caps Lock from a letter that comes, where the system does not say it."""
    letter, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if len(letter) == 1 and letter.isalpha() and letter.upper() != letter.lower():
        return letter.isupper() != shift
    return None


class KeyboardTold(QWidget):
    """What is said under a passphrase: that Caps Lock is on, and the layout of the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.capitals = Chip(_("Caps Lock is on"), "warn", icon="arrow-big-up-dash")
        self.layout_name = Text(role="second", tone="text2")
        self._on = False
        self.setLayout(Flow(self.capitals, self.layout_name, gap=8))
        for part in (self.capitals, self.layout_name):
            part.hide()

    def show_keyboard(self, layout: str, capitals: bool | None) -> None:
        """Show a layout, or none when its name is not known; Caps Lock stays as it was when nothing tells it."""
        if capitals and not self._on:
            announce(self, _("Caps Lock is on"))
        self._on = self._on if capitals is None else capitals
        self.capitals.setVisible(self._on)
        self.layout_name.say(_("Keyboard: {layout}").format(layout=layout) if layout else "")
        self.layout_name.setVisible(bool(layout))
