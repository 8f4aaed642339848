"""The head of the handoff page: what is handed over since when, that it is kept, and what can be done with it."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coc_desk.i18n import _
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.kept import KeptMark
from coc_desk.ui.parts.layouts import Column, Hairline, Row
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look


class Header(QWidget):
    """Title, period, kept mark, print and write."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Text(_("Handoff to the next shift"), role="section", wrap=True)
        self.period = Text(role="second", tone="text2", numbers=True)
        self.kept = KeptMark()
        self.print = Button(_("Print"), "second", icon="printer", keys="Ctrl+P")
        self.print.setObjectName("handoff:print")
        self.write = Button(_("Write encrypted PDF"), "main", icon="file-lock", keys="Ctrl+Return")
        self.write.setObjectName("handoff:write")
        told = Column(self.title, Row(self.period, self.kept, ..., gap=12), gap=0)
        self._lines = Row((told, 1), Row(..., self.print, self.write, gap=12), gap=12, margins=(24, 8, 20, 8))
        self.setLayout(Column(self._lines, Hairline(), gap=0))

    def stack(self, narrow: bool) -> None:
        """Put the acts under the title where both do not fit side by side."""
        ways = QBoxLayout.Direction
        self._lines.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def busy(self, why: str) -> None:
        """Say why nothing can be written now, or that it can again."""
        for button in (self.print, self.write):
            if why:
                button.refuse(why)
            else:
                button.allow()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.painter(self).fillRect(self.rect(), look().colour("surface"))
