"""From the unlock window when a passphrase is lost: what is on paper, who comes back, a new passphrase."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QWidget

from coc_desk.casework.errors import Refused
from coc_desk.i18n import _
from coc_desk.ui.first_run.secret import SecretStep
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.fields import Refusal
from coc_desk.ui.parts.layouts import Column, Row, Scroll
from coc_desk.ui.parts.text import Text
from coc_desk.ui.recovery.paper_input import PaperInput
from coc_desk.ui.theme import look
from coc_desk.ui.unlock import UnlockCard, middle
from coc_desk.ui.unlock_members import Member, Members


class ComeBack(QWidget):
    """Asks for all three at once; nothing is changed before the last button."""

    given = Signal(str, object, str)
    """Member's id, what was typed from paper (a list), the new passphrase."""
    back = Signal()

    def __init__(self, event: str, members: Sequence[Member], chosen: str, way: str, words: Sequence[str]) -> None:
        super().__init__()
        self._event = event
        self.members = Members(members, chosen)
        self.paper = PaperInput(way)
        self.secret = SecretStep(words, self._known)
        self.problem = Refusal()
        self.back_button = Button(_("Back"), "second", icon="arrow-left")
        self.go = Button(_("Come back with a new passphrase"), "main", icon="key-round", keys="Ctrl+Return")
        self.back_button.clicked.connect(self.back)
        self.go.clicked.connect(self._give)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.go.click)
        told = _(
            "You come back under your name with a new passphrase, and the team sees it. What you wrote stays yours. "
            "Smaller circles and half-written things open only as far as it was agreed."
        )
        head = Column(Text(_("I lost my passphrase"), role="title"), Text(told, tone="text2", wrap=True), gap=2)
        right = Column(
            head,
            Text(_("1. What is on paper"), role="section"),
            self.paper,
            Text(_("2. Your new passphrase"), role="section"),
            self.secret,
            self.problem,
            Row(self.back_button, ..., self.go),
            gap=16,
            margins=(32, 28),
        )
        card = UnlockCard(Row((self.members, 2), (_Right(right), 4), gap=0))
        self.setLayout(Column((Scroll(middle(Column(card), 940)), 1)))

    def _known(self) -> list[str]:
        member = self.members.member
        return [self._event, *([member.name] if member else [])]

    def first_focus(self) -> QWidget:
        """Return the paper, or the list when nobody is chosen yet."""
        return self.paper.first_focus() if self.members.member else self.members

    def _give(self) -> None:
        self.problem.say("")
        member = self.members.member
        if member is None:
            self.problem.say(_("Choose who you are, on the left."))
            self.members.setFocus()
        elif not all(one.strip() for one in self.paper.typed()):
            self.paper.refuse(Refused(_("Type what is on paper first.")))
        elif not self.secret.problem():
            for button in (self.go, self.back_button):
                button.refuse(_("The vault is being opened."))
            self.go.say(_("This takes about 4 s"))
            self.given.emit(member.id, self.paper.typed(), self.secret.said())

    def refuse(self, problem: Exception) -> None:
        """Say what stands in the way: at the paper when it is about the paper."""
        for button in (self.go, self.back_button):
            button.allow()
        self.go.say(_("Come back with a new passphrase"))
        if isinstance(problem, Refused) and problem.field in self.paper.fields:
            self.paper.refuse(problem)
            return
        self.problem.say(str(problem))
        announce(self, str(problem), assertive=True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.painter(self).fillRect(QRectF(self.rect()), look().colour("window"))


class _Right(QWidget):
    def __init__(self, inside: Column) -> None:
        super().__init__()
        self.setLayout(inside)
