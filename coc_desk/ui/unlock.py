"""The unlock window: who you are and your passphrase, and nothing of what is inside."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6 import QtWidgets
from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QStackedLayout, QWidget

from coc_desk.casework.errors import Trouble
from coc_desk.i18n import _
from coc_desk.ui import icons
from coc_desk.ui.locked_note import LockedNote
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.layouts import Column, Row, Scroll, held
from coc_desk.ui.parts.marks import IconDisc, Picture, initials
from coc_desk.ui.parts.passphrase import PassphraseLine
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.theme import look


class Member(Protocol):
    """Somebody who can sign in."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def role(self) -> str: ...


def role_words(role: str) -> str:
    """Return a member's role as it is read."""
    return {"lead": _("Lead"), "committee": _("Committee")}.get(role, _("Responder"))


class Unlock(QWidget):
    """Asks for a passphrase; knows nothing else."""

    tried = Signal(str, str)
    """Member's id and passphrase."""
    other_vault = Signal(Path)
    new_vault = Signal()

    def __init__(
        self, event: str, members: Sequence[Member], chosen: str, note: LockedNote | None, problem: Trouble | None
    ) -> None:
        super().__init__()
        self._note, self._ground = note, "rail" if note else "window"
        self.members = Members(members, chosen)
        self.form = PassphraseForm()
        self.form.given.connect(self._try)
        self.members.chosen.connect(self._choose)
        self._stack = QStackedLayout()
        outer = Column((Scroll(held(self._stack)), 1))
        # Once the stack lies in the window: before, its first page would be a window of its own.
        self._stack.addWidget(self._alone(event) if note else QWidget())
        self._stack.addWidget(self._whole(event))
        self._stack.addWidget(self._problem_page())
        self.setLayout(outer)
        self._choose(self.members.member)
        if problem is not None:
            self.show_problem(problem)
        else:
            self._show_somebody_else(whole=note is None or not chosen)

    def first_focus(self) -> QWidget:
        """Return the passphrase, or the list when nobody is chosen yet."""
        return self.form.line if self.members.member else self.members

    def opening(self) -> None:
        """The keys are being derived; the window stays as it is."""
        self.form.opening()

    def refuse(self, wait: float) -> None:
        """It did not open: never say which part was wrong; count the seconds of the wait."""
        self.form.refuse(wait)

    def show_problem(self, problem: Trouble) -> None:
        """Say why this vault cannot be opened, and what to do."""
        self._fact.say(problem.fact)
        self._advice.say(problem.advice)
        self._stack.setCurrentIndex(2)
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
        self._form_here = Column(self._home, ..., gap=20, margins=(36, 28))
        card = UnlockCard(Row((self.members, 2), (held(self._form_here), 3), gap=0), 400)
        other = Button(_("Another vault"), "quiet", icon="folder-open")
        new = Button(_("New vault"), "quiet", icon="plus")
        other.clicked.connect(self._ask_for_vault)
        new.clicked.connect(self.new_vault)
        note = Text(
            _("Nothing in the vault can be read until it is unlocked. This program does not use the network here."),
            role="second",
            tone="text3",
            wrap=True,
        )
        note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return _middle(Column(head, card, Row(..., other, new), note, gap=20), 840)

    def _alone(self, event: str) -> QWidget:
        """The card after a lock: no content, no counts, no code name."""
        assert self._note is not None
        title = _("Locked at {time}").format(time=f"{self._note.at:%H:%M}")
        words = Column(
            Text(title, role="section", numbers=True), Text(self._note.reason, tone="text2", wrap=True), gap=0
        )
        self._form_alone = Column(gap=16)
        somebody = Button(_("Somebody else"), "quiet", icon="users")
        somebody.clicked.connect(lambda: self._show_somebody_else(whole=True))
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
        return _middle(Column(UnlockCard(inside), foot, gap=16), 460)

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

    def _problem_page(self) -> QWidget:
        self._fact = Text(role="card", wrap=True)
        self._advice = Text(tone="text2", wrap=True)
        other = Button(_("Another vault"), "main", icon="folder-open")
        new = Button(_("New vault"), "second")
        other.clicked.connect(self._ask_for_vault)
        new.clicked.connect(self.new_vault)
        words = Column(self._fact, self._advice, Row(other, new, ...), gap=12)
        return _middle(Column(UnlockCard(Row(Picture("file-x", 24, "danger"), (words, 1), gap=16, margins=28))), 640)

    # What happens

    def _show_somebody_else(self, *, whole: bool) -> None:
        home = self._form_here if whole else self._form_alone
        home.insertWidget(1 if whole else 0, self.form)
        self._stack.setCurrentIndex(1 if whole else 0)
        self.first_focus().setFocus()

    def _choose(self, member: Member | None) -> None:
        name = member.name if member else ""
        self._signing_in.say(name)
        self._home.setVisible(bool(name))
        self.form.belongs_to(name)

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


class PassphraseForm(QWidget):
    """The passphrase, one button, and what is said when it did not open."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line = PassphraseLine()
        self.line.setObjectName("passphrase")
        self.field = Labelled(_("Passphrase"), self.line, optional_answers=False)
        self.button = Button(_("Unlock"), "main", keys="Return", wide=True)
        self.button.clicked.connect(self._give)
        self.line.returned.connect(self._give)
        self._until = 0.0
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count_down)
        self.setLayout(Column(self.field, self.button, gap=16))

    def belongs_to(self, name: str) -> None:
        """Say whose passphrase it is."""
        self.field.rename(_("Passphrase of {name}").format(name=name) if name else _("Passphrase"))
        self.line.clear()

    def opening(self) -> None:
        """Wait for the keys; the button keeps its size."""
        self.field.accept()
        self.button.say(_("Opening"))
        self.button.refuse(_("The vault is being opened."))

    def refuse(self, wait: float) -> None:
        """Say that it did not open, and count down until the next try."""
        self.line.clear()
        self.button.say(_("Unlock"))
        self.field.refuse(_("That did not open the vault. The wait gets longer each time."))
        announce(self, _("That did not open the vault."), assertive=True)
        self._until = math.ceil(wait)
        self._tick.start()
        self._count_down(passed=0)

    def _count_down(self, passed: float = 1) -> None:
        self._until -= passed
        if self._until > 0:
            words = _("Try again in {n} s").format(n=int(self._until))
            self.line.wait(words)
            self.button.refuse(words)
            return
        self._tick.stop()
        self.line.wait("")
        self.button.allow()
        self.line.setFocus()

    def _give(self) -> None:
        if self.line.text() and self.button.isEnabled():
            self.given.emit(self.line.text())


class Members(QWidget):
    """The team as a list to choose from with the arrow keys; one tab stop."""

    chosen = Signal(object)

    def __init__(self, members: Sequence[Member], chosen: str) -> None:
        super().__init__()
        self.setObjectName("members")
        self.setAccessibleName(_("Who are you?"))
        self._group = QButtonGroup(self)
        self._rows = [MemberRow(one) for one in sorted(members, key=lambda one: one.name.casefold())]
        column = Column(Text(_("Who are you?"), role="label"), gap=2, margins=(12, 24))
        for row in self._rows:
            self._group.addButton(row)
            column.put(row)
            row.setChecked(row.member.id == chosen or len(self._rows) == 1)
            row.toggled.connect(self._told)
        column.put(...)
        self.setLayout(column)
        if self._rows:
            self.setFocusProxy(self._group.checkedButton() or self._rows[0])

    @property
    def member(self) -> Member | None:
        """Whoever is chosen."""
        row = self._group.checkedButton()
        return row.member if isinstance(row, MemberRow) else None

    def _told(self, on: bool) -> None:
        if on:
            self.chosen.emit(self.member)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.painter(self)
        where = QRectF(self.rect()).adjusted(1, 1, 0, -1)
        paint.box(painter, where, 15, fill="sunken")
        painter.fillRect(where.adjusted(where.width() / 2, 0, 0, 0), look().colour("sunken"))


class MemberRow(QAbstractButton):
    """One member: initials, name, role, and a check when chosen."""

    def __init__(self, member: Member) -> None:
        super().__init__()
        self.member = member
        self.setText(member.name)
        self.setCheckable(True)
        self.setAccessibleName(f"{member.name}, {role_words(member.role)}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(look().px(200), look().px(52))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(120), look().px(52))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, where, px = paint.painter(self), QRectF(self.rect()), look().px
        if self.isChecked():
            paint.box(painter, where, 8, fill="selected", edge="text" if look().contrast else "")
        elif self.underMouse():
            paint.box(painter, where, 8, fill="hover")
        disc = paint.mirrored(self, QRectF(px(12), where.center().y() - px(16), px(32), px(32)))
        chosen = self.isChecked()
        paint.box(painter, disc, 16, fill="accent" if chosen else "surface", edge="" if chosen else "control")
        paint.words(painter, disc, initials(self.member.name), "cap", "on-accent" if chosen else "text2", weight=600)
        text = QRectF(px(56), px(8), where.width() - px(96), px(36))
        left = Qt.AlignmentFlag.AlignLeading
        name, role = text.adjusted(0, 0, 0, -px(17)), text.adjusted(0, px(19), 0, 0)
        paint.words(
            painter,
            paint.mirrored(self, name),
            self.member.name,
            "label",
            "text",
            align=left | Qt.AlignmentFlag.AlignVCenter,
        )
        paint.words(
            painter,
            paint.mirrored(self, role),
            role_words(self.member.role),
            "second",
            "text2",
            align=left | Qt.AlignmentFlag.AlignVCenter,
        )
        if chosen:
            check = paint.mirrored(self, QRectF(where.width() - px(32), where.center().y() - px(9), px(18), px(18)))
            icons.paint(painter, check, "check", 18, "accent-text")


class UnlockCard(QWidget):
    """The card of the unlock window: rounder than others."""

    def __init__(self, inside: Row | Column, height: int = 0) -> None:
        super().__init__()
        self._height = height
        self.setLayout(inside)
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setMinimumHeight(look().px(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), QRectF(self.rect()), 16, fill="surface", edge="line")


class Told(QWidget):
    """A sentence on a soft ground."""

    def __init__(self, tone: str, icon: str, *words: object) -> None:
        super().__init__()
        self._tone = tone
        self.setLayout(Row(Picture(icon, 18, tone), (Text(*words, wrap=True), 1), gap=10, margins=(14, 10)))

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


def _middle(inside: Column, width: int) -> QWidget:
    return _Middle(inside, width)
