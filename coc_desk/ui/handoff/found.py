"""What the search of the finished page found: nothing, or what leads to the sentence."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from coc_desk.casework.document import Hit
from coc_desk.i18n import _, ngettext
from coc_desk.ui.handoff.hits import HitBox, Say
from coc_desk.ui.handoff.section_card import emptied
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.theme import look

SHOWN = 2
"""More hits than this are counted, not shown."""


class Found(QWidget):
    """The line below the preview."""

    asked = Signal(object)
    """The Hit whose sentence is to be gone to."""
    excused = Signal(object)
    """The Hit that is another word."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._hits: list[Hit] = []
        self._icon = Picture("shield-check", 20, "ok")
        self._words = Text(tone="text2", wrap=True)
        self._boxes = Column(gap=8)
        self._line = Row(self._icon, (self._words, 1), gap=10)
        self.setLayout(Column(self._line, self._boxes, gap=8, margins=(16, 10)))
        self._icon.hide()

    def words(self) -> str:
        """Return what it says."""
        return self._words.text()

    def show_found(self, hits: Sequence[Hit], searched: int) -> None:
        """Show what a search for so many words found."""
        self._icon.show()
        self._icon.show_icon("shield-x" if hits else "shield-check", "danger" if hits else "ok")
        self._words.tint("danger-text" if hits else "text2")
        self._words.say(*(_some(len(hits)) if hits else _none(searched)))
        if list(hits) != self._hits:
            self._hits = list(hits)
            emptied(self._boxes).put(*(self._box(hit) for hit in hits[:SHOWN]))
            if hits:
                announce(self, self._words.text())

    def say(self, words: str) -> None:
        """Say that there is nothing to look at, and why."""
        self._icon.hide()
        self._words.say(words)

    def _box(self, hit: Hit) -> HitBox:
        box = HitBox(hit, self._say)
        box.asked.connect(self.asked)
        box.excused.connect(self.excused)
        return box

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.painter(self).fillRect(self.rect(), look().colour("surface"))


def _none(searched: int) -> tuple[object, ...]:
    if not searched:
        return (_("No names, contacts, badges or handles have to stay away from this page."),)
    before, after = _(
        "The text was searched for {n} names, contacts, badges and handles. None found. "
        "It is searched again before writing."
    ).split("{n}")
    return before, Strong(str(searched)), after


def _some(count: int) -> tuple[object, ...]:
    counted = ngettext(
        "{n} place holds something that this audience may not have. Nothing can be written until it is gone.",
        "{n} places hold something that this audience may not have. Nothing can be written until it is gone.",
        count,
    )
    return (counted.format(n=count),)
