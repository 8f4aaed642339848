"""The frame of the first run: the steps at the side, Back and Go on below; Back keeps everything."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from coc_desk.casework.new_vault import NewVault, folder_name
from coc_desk.i18n import _
from coc_desk.playbook.definitions import Playbook
from coc_desk.ui import icons
from coc_desk.ui.first_run.disk import LookAt, disk_of
from coc_desk.ui.first_run.event import EventStep
from coc_desk.ui.first_run.secret import SecretStep
from coc_desk.ui.first_run.who import WhoStep
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.layouts import Column, Flow, Row, Scroll, held
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import Width, look
from coc_desk.ui.unlock import ProgramMark

BARE_OR_CTRL = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)


class FirstRun(QWidget):
    """Three steps; the last button makes the vault."""

    made = Signal(object)
    """The NewVault that is wanted."""
    existing = Signal(Path)
    """Folder of a vault that is there already."""
    left = Signal()
    """Back to where one came from; nothing was made."""
    restore_asked = Signal()

    def __init__(
        self,
        vaults: Path,
        words: Sequence[str],
        playbooks: Mapping[str, Playbook],
        *,
        leaving: bool = False,
        look_at: LookAt = disk_of,
    ) -> None:
        """Take where vaults are kept, words, rules, and whether there is something to go back to."""
        super().__init__()
        self._leaving = leaving
        self.who = WhoStep(vaults, look_at)
        self.event_step = EventStep(playbooks, datetime.now().astimezone().date())
        self.secret = SecretStep(words, self._known)
        self.steps = (
            (self.who, _("Who are you?"), _("This is what the team and the ledger show. A first name is enough.")),
            (self.secret, _("Your passphrase"), _("Five words that only you know.")),
            (self.event_step, _("Event and playbook"), _("Everything typed here stays on this laptop.")),
        )
        self.side = StepList(
            [
                (_("Who you are"), _("How the team sees you")),
                (_("Your passphrase"), _("What opens the vault as you")),
                (_("Event and playbook"), _("Your rules, clocks and contacts")),
            ]
        )
        self._stack = QStackedWidget()
        for step, title, hint in self.steps:
            self._stack.addWidget(Scroll(StepPage(Column(_head(title, hint), step, gap=24))))
        self._refusal = Text(tone="danger-text", wrap=True)
        self.back, self.on = (
            Button(_("Back"), "second", icon="arrow-left"),
            Button(_("Go on"), "main", end_icon="arrow-right"),
        )
        self.open_other = Button(_("Open a vault that is there"), "quiet", icon="folder-open")
        self.restore = Button(_("Restore a backup"), "quiet", icon="archive-restore")
        self.restore.clicked.connect(self.restore_asked)
        others = held(Flow(self.back, self.open_other, self.restore, gap=12))
        self._refusal.hide()
        foot = Foot(Row((others, 1), (self._refusal, 1), self.on, gap=12, margins=(56, 18, 32, 18)))
        self.setLayout(Row(self.side, (Column((self._stack, 1), foot, gap=0), 1), gap=0))
        self.back.clicked.connect(self._go_back)
        self.on.clicked.connect(self.go_on)
        self.open_other.clicked.connect(self._ask)
        self.show_step(0)

    def first_focus(self) -> QWidget:
        """Return what is to be filled first on the step in front."""
        return self.steps[self._stack.currentIndex()][0].first_focus()

    def go_on(self) -> None:
        """Go to the next step, or make the vault after the last."""
        step, last = self.steps[self._stack.currentIndex()][0], self._stack.currentIndex() == len(self.steps) - 1
        if problem := step.problem():
            self.refuse(problem)
        elif not last:
            self.show_step(self._stack.currentIndex() + 1)
        elif _in_use(self._wanted().folder):
            self.refuse(self.event_step.refuse_name(_("There is a vault of this name already. Give another name.")))
        else:
            self.made.emit(self._wanted())

    def _go_back(self) -> None:
        if at := self._stack.currentIndex():
            self.show_step(at - 1)
        else:
            self.left.emit()

    def _wanted(self) -> NewVault:
        event = self.event_step.said_event()
        return NewVault(
            folder=self.who.folder / folder_name(event.name),
            name=self.who.said_name(),
            role=self.who.said_role(),
            event=event,
            playbook=self.event_step.playbook(),
            passphrase=self.secret.said(),
        )

    def making(self) -> None:
        """The vault is being made; nothing can be pressed twice."""
        self._say_refusal("")
        self.on.say(_("Making the keys, about 2 s"))
        self.on.refuse(_("The vault is being made."))
        self.back.refuse(_("The vault is being made."))

    def refuse(self, sentence: str) -> None:
        """Say what stands in the way; nothing was created."""
        self._say_refusal(sentence)
        announce(self, sentence, assertive=True)
        self.show_step(self._stack.currentIndex(), keep_refusal=True)

    def _say_refusal(self, sentence: str) -> None:
        self._refusal.say(sentence)
        self._refusal.setVisible(bool(sentence))

    def show_step(self, index: int, *, keep_refusal: bool = False) -> None:
        """Bring a step to the front, by its number from 0; the last stays for numbers beyond it."""
        index = min(max(index, 0), len(self.steps) - 1)
        if not keep_refusal:
            self._say_refusal("")
        self._stack.setCurrentIndex(index)
        self.side.show_step(index)
        self.back.setVisible(index > 0 or self._leaving)
        self.open_other.setVisible(index == 0)
        self.restore.setVisible(index == 0)
        self.back.allow()
        self.on.allow()
        self.on.say(_("Create the vault") if index == len(self.steps) - 1 else _("Go on"))
        self.first_focus().setFocus()

    def _known(self) -> Sequence[str]:
        return [self.who.said_name()]

    def _ask(self) -> None:
        options = QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly
        if said := QFileDialog.getExistingDirectory(self, _("Open a vault that is there"), "", options):
            self.existing.emit(Path(said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter from a field, and with Ctrl+Enter as on every page."""
        with_it = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and with_it in BARE_OR_CTRL:
            self.on.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.set_narrow(look().width(self.width()) is Width.NARROW)

    def minimumSizeHint(self) -> QSize:
        """Fit the smallest window: what is wider gives way when it gets there."""
        return QSize(1024, 640)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.painter(self).fillRect(self.rect(), look().colour("window"))


class StepPage(QWidget):
    """One step, no wider than a text should be."""

    def __init__(self, inside: Column) -> None:
        super().__init__()
        self._inside = held(inside)
        self.setLayout(Column(Row((self._inside, 99), ..., gap=0), ..., gap=0, margins=(56, 40, 32, 24)))
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self._inside.setMaximumWidth(look().px(600))


class StepList(QWidget):
    """The steps at the side: done, now, to come; where there is little room, their numbers alone."""

    def __init__(self, steps: Sequence[tuple[str, str]]) -> None:
        """Take the name of each step and what it is about."""
        super().__init__()
        self._narrow = False
        words = Column(Text("CoC Desk", role="card"), Text(_("Create a vault"), role="second", tone="text2"), gap=0)
        note = _("The vault is one encrypted folder on this laptop. Nothing is sent anywhere.")
        told = Text(note, role="second", tone="text2", wrap=True)
        self._marks = [StepMark(number) for number in range(1, len(steps) + 1)]
        self._names = [Text(name, role="label", wrap=True) for name, _about in steps]
        abouts = [
            held(Column(name, Text(about, role="second", tone="text2", wrap=True), gap=2))
            for name, (_name, about) in zip(self._names, steps, strict=True)
        ]
        self._wordy = [held(words), told, *abouts]
        self._steps = Column(gap=0)
        for mark, about in zip(self._marks, abouts, strict=True):
            if self._steps.count():
                self._steps.addSpacing(look().px(28))
            line = Row((about, 1), gap=14)
            line.insertWidget(0, mark, 0, Qt.AlignmentFlag.AlignTop)
            self._steps.addLayout(line)
        head, foot = Row(ProgramMark(), self._wordy[0], ..., gap=12), Row(Picture("lock", 16), (told, 1), gap=8)
        self.setLayout(Column(head, self._steps, ..., foot, gap=40, margins=(32, 36, 24, 24)))
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Show words or not."""
        self._narrow = narrow
        for part in self._wordy:
            part.setVisible(not narrow)
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setFixedWidth(look().px(96 if self._narrow else 304))

    def show_step(self, index: int) -> None:
        """Show where one is."""
        for place, (mark, name) in enumerate(zip(self._marks, self._names, strict=True)):
            mark.show_state("done" if place < index else "now" if place == index else "")
            state = _("done") if place < index else _("now") if place == index else _("to come")
            name.setAccessibleDescription(state)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.painter(self)
        painter.fillRect(self.rect(), look().colour("rail"))
        forward = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        painter.fillRect(self.width() - 1 if forward else 0, 0, 1, self.height(), look().colour("line"))
        for above, below in pairwise(self._marks):
            top, end = above.geometry().bottom() + 1, below.geometry().top()
            painter.fillRect(above.geometry().center().x(), top, max(1, look().px(1)), end - top, look().colour("line"))


class StepMark(QWidget):
    """A numbered circle."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._state = number, ""
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setFixedSize(look().px(28), look().px(28))

    def show_state(self, state: str) -> None:
        """Be done, now, or to come."""
        self._state = state
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, where = paint.painter(self), QRectF(self.rect())
        fill = {"done": "accent-soft", "now": "accent"}.get(self._state, "surface")
        paint.box(painter, where, 14, fill=fill, edge="control" if not self._state else "accent")
        if self._state == "done":
            icons.paint(painter, where, "check", 16, "accent-text")
        else:
            ink = "on-accent" if self._state == "now" else "text2"
            paint.words(
                painter, where, str(self._number), "second", ink, weight=600, align=Qt.AlignmentFlag.AlignCenter
            )


class Foot(QWidget):
    """The bar with the buttons."""

    def __init__(self, inside: Row) -> None:
        super().__init__()
        self.setLayout(inside)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.painter(self)
        painter.fillRect(self.rect(), look().colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, look().colour("line"))


def _in_use(folder: Path) -> bool:
    """Whether there is something in a folder already."""
    try:
        return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError:
        return True


def _head(title: str, hint: str) -> Column:
    return Column(Text(title, role="title", wrap=True), Text(hint, tone="text2", wrap=True), gap=4)
