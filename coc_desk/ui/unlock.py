"""The unlock window: who you are and your passphrase, and nothing of what is inside."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6 import QtWidgets
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coc_desk.casework.errors import Trouble
from coc_desk.i18n import _
from coc_desk.ui import icons
from coc_desk.ui.locked_note import LockedNote
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.layouts import Column, Flow, Front, Row, Scroll, held
from coc_desk.ui.parts.marks import IconDisc, Picture
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.passphrase_form import PassphraseForm
from coc_desk.ui.theme import look
from coc_desk.ui.unlock_members import Member, Members

PICTURES: Final[Mapping[str, tuple[str, str]]] = {
    "busy": ("copy", "warn"),
    "read only": ("folder-lock", "warn"),
    "disk full": ("hard-drive", "danger"),
}
"""Icon and tone by the kind of a Trouble; damaged and newer ones have a broken page."""


SMALLEST_CARD: Final = 400
"""Height in pixels: with larger text it is as high as what is in it."""
ALONE, WHOLE, PROBLEM = range(3)
"""The pages: one member's card after a lock, everybody, why it cannot be opened."""


class Unlock(QWidget):
    """Asks for a passphrase; knows nothing else."""

    tried = Signal(str, str)
    """Member's id and passphrase."""
    other_vault = Signal(Path)
    new_vault = Signal()
    again = Signal()
    """What kept the vault from being opened may be over."""
    restore_asked = Signal()
    passphrase_lost = Signal(str)
    """Id of whoever is chosen, or empty."""

    def __init__(
        self,
        event: str,
        members: Sequence[Member],
        chosen: str,
        note: LockedNote | None,
        problem: Trouble | None,
        way_back: Path | None = None,
        recovery: bool = False,
    ) -> None:
        """Take whose vault it is, why the desk was locked, what is wrong, and the vault one came from."""
        super().__init__()
        self._recovery = recovery
        self._note, self._ground = note, "rail" if note else "window"
        self.members = Members(members, chosen)
        self.form = PassphraseForm()
        self.form.given.connect(self._try)
        self.members.chosen.connect(self._choose)
        self.members.taken.connect(self.form.line.setFocus)
        self._stack = Front()
        outer = Column((Scroll(held(self._stack)), 1))
        # Once the stack lies in the window: before, its first page would be a window of its own.
        self._stack.addWidget(self._alone(event) if note else QWidget())
        self._stack.addWidget(self._whole(event))
        self._stack.addWidget(self._problem_page(way_back))
        self.setLayout(outer)
        self._choose(self.members.member)
        if problem is not None:
            self.show_problem(problem)
        else:
            self._show_somebody_else(whole=note is None or not chosen)

    def first_focus(self) -> QWidget:
        """Return the passphrase, the list when nobody is chosen yet, or what can be done about a problem."""
        if self._stack.currentIndex() == PROBLEM:
            return self._retry
        return self.form.line if self.members.member else self.members

    def opening(self) -> None:
        """The keys are being derived; the window stays as it is."""
        self.form.opening()

    def refuse(self, member: str, wait: float) -> None:
        """It did not open: never say which part was wrong; count the seconds of that member's wait."""
        self.form.refuse(member, wait)

    def show_problem(self, problem: Trouble) -> None:
        """Say why this vault cannot be opened, and what to do."""
        self._fact.say(problem.fact)
        self._advice.say(problem.advice)
        self._picture.show_icon(*PICTURES.get(problem.kind, ("file-x", "danger")))
        self._stack.setCurrentIndex(PROBLEM)
        self._retry.setFocus()
        announce(self, str(problem), assertive=True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.painter(self)
        painter.fillRect(self.rect(), look().colour(self._ground))

    # Building

    def _whole(self, event: str) -> QWidget:
        head = Row(
            ...,
            ProgramMark(),
            Column(Text(event, role="title", wrap=True), Text(_("Vault on this laptop"), tone="text2"), gap=0),
            ...,
            gap=12,
        )
        self._signing_in = Text(role="section")
        self._home = held(Column(Text(_("Signing in as"), tone="text2"), self._signing_in, gap=2))
        self._form_here = Column(self._home, ..., self._lost(), gap=20, margins=(36, 28))
        card = UnlockCard(Row((self.members, 2), (held(self._form_here), 3), gap=0), SMALLEST_CARD)
        other = Button(_("Another vault"), "quiet", icon="folder-open")
        new = Button(_("New vault"), "quiet", icon="plus")
        other.clicked.connect(self._ask_for_vault)
        new.clicked.connect(self.new_vault)
        restore = Button(_("Restore a backup"), "quiet", icon="archive-restore")
        restore.clicked.connect(self.restore_asked)
        self._elsewhere = (other, restore, new)
        note = Text(
            _("Nothing in the vault can be read until it is unlocked. This program does not use the network here."),
            role="second",
            tone="text3",
            wrap=True,
        )
        note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return middle(Column(head, card, Row(..., other, restore, new), note, gap=20), 840)

    def _lost(self) -> QWidget:
        """What to press when a passphrase is lost; not there when nothing is on paper."""
        lost = Button(_("I lost my passphrase"), "quiet", icon="key-round")
        lost.setObjectName("passphrase lost")
        lost.clicked.connect(lambda: self.passphrase_lost.emit(self.members.member.id if self.members.member else ""))
        if not self._recovery:
            lost.hide()
        return held(Row(lost, ...))

    def _alone(self, event: str) -> QWidget:
        """The card after a lock: no content, no counts, no code name."""
        assert self._note is not None
        title = _("Locked at {time}").format(time=f"{self._note.at:%H:%M}")
        words = Column(
            Text(title, role="section", numbers=True), Text(self._note.reason, tone="text2", wrap=True), gap=0
        )
        self._form_alone = Column(gap=16)
        somebody = Button(_("Somebody else"), "quiet", icon="users")
        somebody.clicked.connect(self._let_choose)
        inside = Column(
            Row(IconDisc("lock"), (words, 1), gap=12),
            self._kept_words(),
            self._form_alone,
            Row(somebody, ...),
            gap=16,
            margins=36,
        )
        foot = Text(
            _("The vault is closed and the clipboard is empty.") + f"\n{event}", role="second", tone="text3", wrap=True
        )
        foot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return middle(Column(UnlockCard(inside), foot, gap=16), 460)

    def _kept_words(self) -> QWidget:
        assert self._note is not None
        if self._note.kept is None:
            lost = _("The disk did not take the last words you typed. What was kept before them is safe.")
            return Told("danger", "circle-alert", lost)
        kept = Strong(f"{self._note.kept:%H:%M:%S}")
        before, after = _(
            "What you were typing was kept at {time}. It will be on the screen, with the cursor where it was."
        ).split("{time}")
        return Told("ok", "circle-check", before, kept, after)

    def _problem_page(self, way_back: Path | None) -> QWidget:
        self._fact = Text(role="card", wrap=True)
        self._advice = Text(tone="text2", wrap=True)
        self._picture = Picture("file-x", 24, "danger")
        self._retry = Button(_("Try again"), "main", icon="refresh-cw")
        other = Button(_("Another vault"), "second", icon="folder-open")
        new = Button(_("New vault"), "second", icon="plus")
        back = Button(_("Back"), "quiet", icon="arrow-left", low=False)
        self._retry.setObjectName("unlock:again")
        self._retry.clicked.connect(self.again)
        other.clicked.connect(self._ask_for_vault)
        new.clicked.connect(self.new_vault)
        back.clicked.connect(lambda: self.other_vault.emit(way_back))
        restore = Button(_("Restore a backup"), "second", icon="archive-restore")
        restore.clicked.connect(self.restore_asked)
        acts = [self._retry, other, restore, new, *([back] if way_back else [])]
        words = Column(self._fact, self._advice, held(Flow(*acts, gap=8)), gap=12)
        line = Row((words, 1), gap=16, margins=28)
        line.insertWidget(0, self._picture, 0, Qt.AlignmentFlag.AlignTop)
        return middle(Column(UnlockCard(line)), 640)

    # What happens

    def _show_somebody_else(self, *, whole: bool) -> None:
        home = self._form_here if whole else self._form_alone
        home.insertWidget(1 if whole else 0, self.form)
        # The form comes late to its place; Tab shall come to it where it is read.
        for before, after in pairwise((self.form.button, *(self._elsewhere if whole else ()))):
            QWidget.setTabOrder(before, after)
        self._stack.setCurrentIndex(WHOLE if whole else ALONE)
        self.first_focus().setFocus()

    def _let_choose(self) -> None:
        """Let somebody else say who they are."""
        self._show_somebody_else(whole=True)
        self.members.setFocus()

    def _choose(self, member: Member | None) -> None:
        name = member.name if member else ""
        self._signing_in.say(name)
        self._home.setVisible(bool(name))
        self.form.belongs_to(member.id if member else "", name)

    def _try(self, passphrase: str) -> None:
        if self.members.member is not None:
            self.tried.emit(self.members.member.id, passphrase)

    def _ask_for_vault(self) -> None:
        # Asked for by name: PySide makes a class when it is first named, and few choose another vault.
        choosing = QtWidgets.QFileDialog
        said = choosing.getExistingDirectory(
            self, _("Another vault"), options=choosing.Option.DontUseNativeDialog | choosing.Option.ShowDirsOnly
        )
        if said:
            self.other_vault.emit(Path(said))


class UnlockCard(QWidget):
    """The card of the unlock window: rounder than others."""

    def __init__(self, inside: Row | Column, height: int = 0) -> None:
        super().__init__()
        self.setLayout(inside)
        self.setMinimumHeight(height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), QRectF(self.rect()), 16, fill="surface", edge="line")


class Told(QWidget):
    """A sentence on a soft ground."""

    def __init__(self, tone: str, icon: str, *words: object) -> None:
        super().__init__()
        self._tone, self.words = tone, Text(*words, wrap=True)
        self.setLayout(Row(Picture(icon, 18, tone), (self.words, 1), gap=10, margins=(14, 10)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), QRectF(self.rect()), 10, fill=f"{self._tone}-soft", edge=f"{self._tone}-line")


class ProgramMark(QWidget):
    """The mark of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(look().px(40), look().px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, where = paint.painter(self), QRectF(self.rect())
        paint.box(painter, where, 9, fill="accent")
        icons.paint(painter, where, "lamp-desk", 24, "on-accent")


class _Middle(QWidget):
    """Holds something of a design width in the middle of what room there is."""

    def __init__(self, inside: Column, width: int) -> None:
        super().__init__()
        self._width = width
        self._inside = held(inside)
        self.setLayout(Column(..., Row(..., self._inside, ..., gap=0), ..., gap=0, margins=(16, 24)))
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self._inside.setMaximumWidth(look().px(self._width))
        self._inside.setMinimumWidth(min(look().px(self._width), 900))


def middle(inside: Column, width: int) -> QWidget:
    """Return something in the middle of what room there is, no wider than `width`."""
    return _Middle(inside, width)
