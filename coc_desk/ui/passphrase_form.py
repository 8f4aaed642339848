"""The passphrase, one button, and what is said when it did not open: a wait that is each member's own."""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from coc_desk.i18n import _
from coc_desk.ui.keyboard import ReadKeyboard, read_keyboard
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import Button, Shape
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.layouts import Column
from coc_desk.ui.parts.passphrase import PassphraseLine

TALL = Shape(44, 14, 8, 18, "body")


class PassphraseForm(QWidget):
    """Takes a passphrase; counts the seconds until the next try."""

    given = Signal(str)

    def __init__(self, read: ReadKeyboard = read_keyboard, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._member, self._ends = "", dict[str, float]()
        self._opening = False
        self.line = PassphraseLine(read=read)
        self.field = Labelled(_("Passphrase"), self.line, optional_answers=False)
        self.button = Button(_("Unlock"), "main", keys="Return", wide=True, shape=TALL)
        self.button.clicked.connect(self._give)
        self.line.returned.connect(self._give)
        self.tick = QTimer(self, interval=1000)
        self.tick.timeout.connect(self._count_down)
        under = Column(self.field, self.line.told, gap=8)
        self.setLayout(Column(under, self.button, gap=16))

    def belongs_to(self, member: str, name: str) -> None:
        """Say whose passphrase it is; the wait of somebody else is not theirs."""
        self._member = member
        self.field.rename(_("Passphrase of {name}").format(name=name) if name else _("Passphrase"))
        self.line.clear()
        self.field.accept()
        if not self._opening:
            self._count_down(focus=False)

    def opening(self) -> None:
        """Wait for the keys; the button keeps its size."""
        self._opening = True
        self.field.accept()
        self.button.say(_("Opening"))
        self.button.refuse(_("The vault is being opened."))

    def refuse(self, member: str, wait: float) -> None:
        """Say that it did not open, and count down until this member's next try."""
        self._opening = False
        self._ends[member] = self._clock() + wait
        self.button.say(_("Unlock"))
        if member == self._member:
            self.line.clear()
            self.field.refuse(_("That did not open the vault. The wait gets longer each time."))
            announce(self, _("That did not open the vault."), assertive=True)
        self._count_down()

    def _count_down(self, focus: bool = True) -> None:
        left = math.ceil(self._ends.get(self._member, 0.0) - self._clock())
        if left > 0:
            words = _("Try again in {n} s").format(n=left)
            self.line.wait(words)
            self.button.refuse(words)
            self.tick.start()
            return
        self.tick.stop()
        if not self.button.isEnabled():
            self.line.wait("")
            self.button.allow()
            if focus:
                self.line.setFocus()

    def _give(self) -> None:
        if self.line.text() and self.button.isEnabled():
            self.given.emit(self.line.text())
