"""Step 2: a passphrase, made of words or one's own, typed once, with its strength."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from coc_desk.i18n import _
from coc_desk.keys.strength import strength
from coc_desk.keys.words import made_passphrase
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.layouts import Column, Row, held
from coc_desk.ui.parts.marks import StrengthBar
from coc_desk.ui.parts.passphrase import PassphraseLine
from coc_desk.ui.parts.text import Text
from coc_desk.ui.parts.word_chips import WordChips

WORDS = 5
"""About 65 bits: years for a thousand machines, even at the cheapest key derivation that is allowed."""


class SecretStep(QWidget):
    """Five words made for you, or your own; typed once."""

    def __init__(self, words: Sequence[str], known: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._words, self._known = words, known
        self._made = ""
        self.chips = WordChips([], numbered=True)
        self.line = PassphraseLine()
        self.line.setObjectName("passphrase")
        self._field = Labelled(_("Type it once"), self.line, optional_answers=False)
        self.bar = StrengthBar()
        other = Button(_("Other words"), "quiet", icon="refresh-cw")
        self._own = Button(_("Type my own"), "quiet", icon="keyboard")
        self._offer = held(Column(Text(_("Words made for you"), role="label"), self.chips, gap=8))
        note = _(
            "Nobody can tell you this passphrase again, so say the words to yourself three times. "
            "Whoever has it opens the vault as you."
        )
        self.setLayout(
            Column(
                self._offer,
                Row(other, self._own, ...),
                Column(self._field, self.line.told, gap=8),
                self.bar,
                Text(note, tone="text2", wrap=True),
                ...,
                gap=16,
            )
        )
        # Judged in a pause: it takes some milliseconds, and typing must not feel them.
        self._judge = QTimer(self, singleShot=True, interval=150)
        self._judge.timeout.connect(self._show_strength)
        self.line.changed.connect(self._judge.start)
        other.clicked.connect(self.make)
        self._own.clicked.connect(self.use_own)
        self.make()

    def first_focus(self) -> QWidget:
        """Return the passphrase."""
        return self.line

    def make(self) -> None:
        """Offer other words."""
        self._made = made_passphrase(self._words, WORDS)
        self.chips.show_words(self._made.split())
        self._offer.setVisible(True)
        self.line.clear()
        self.line.setFocus()

    def use_own(self) -> None:
        """Type one's own instead."""
        self._made = ""
        self._offer.setVisible(False)
        self.line.setFocus()

    def said(self) -> str:
        """Return the passphrase as typed."""
        return self.line.text()

    def problem(self) -> str:
        """Return what stands in the way, or nothing."""
        sentence = self._problem()
        if sentence:
            self._field.refuse(sentence)
        else:
            self._field.accept()
        return sentence

    def _problem(self) -> str:
        typed = " ".join(self.said().split())
        if self._made and typed != self._made:
            return _("This is not what stands above yet. Type the five words, or choose Type my own.")
        found = strength(typed, self._known())
        return "" if found.enough else found.sentence

    def _show_strength(self) -> None:
        found = strength(self.said(), self._known())
        self.bar.show_strength(found.level, found.word, found.sentence)
        self._field.accept()
