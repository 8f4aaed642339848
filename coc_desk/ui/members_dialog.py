"""Adding a member and changing a passphrase: typed by whoever it belongs to, made slow in a thread."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.i18n import _
from coc_desk.keys.strength import strength
from coc_desk.keys.words import made_passphrase
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.choices import Segmented
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.inputs import Line
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.marks import StrengthBar
from coc_desk.ui.parts.passphrase import PassphraseLine
from coc_desk.ui.parts.text import Text
from coc_desk.ui.parts.word_chips import WordChips
from coc_desk.ui.tasks import Tasks

WORDS = 5


class NewPassphrase(QWidget):
    """Words to take or leave, the passphrase typed, how strong it is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.chips = WordChips([], numbered=True)
        other = Button(_("Other words"), "quiet", icon="refresh-cw")
        other.clicked.connect(self.make)
        self.line = PassphraseLine()
        self.line.setObjectName("new passphrase")
        self.field = Labelled(_("New passphrase"), self.line, optional_answers=False)
        self.bar = StrengthBar()
        hint = Text(_("Five words made for you, or your own:"), tone="text2", wrap=True)
        self.setLayout(Column(hint, self.chips, Row(other, ...), self.field, self.line.told, self.bar, gap=8))
        self._judge = QTimer(self, singleShot=True, interval=150)
        self._judge.timeout.connect(self._show_strength)
        self.line.changed.connect(self._judge.start)
        self.make()

    def make(self) -> None:
        """Offer other words."""
        self.chips.show_words(made_passphrase(self._desk.words, WORDS).split())

    def _known(self) -> list[str]:
        return [self._desk.event.name, *(one.name for one in self._desk.members)]

    def _show_strength(self) -> None:
        found = strength(self.line.text(), self._known())
        self.bar.show_strength(found.level, found.word, found.sentence)
        self.field.accept()

    def said(self) -> str:
        """Return the passphrase; `Refused` when it is too easy to guess."""
        found = strength(self.line.text(), self._known())
        if not found.enough:
            raise Refused(found.sentence, "passphrase")
        return self.line.text()


class _Slow(Dialog):
    """A dialog whose act takes a second in a thread; it closes when it is done."""

    troubled = Signal(object)

    def __init__(self, over: QWidget, desk: Desk, tasks: Tasks, title: str, *words: object) -> None:
        super().__init__(over, title, *words, icon="key-round", width=600)
        self._desk, self._tasks, self._busy = desk, tasks, False
        self.secret = NewPassphrase(desk)

    def refuse(self, refusal: Refused) -> None:
        """Say at its place what is in the way."""
        self.secret.field.refuse(str(refusal))

    def close_with(self, value: object) -> None:
        """The main answer begins the slow part; while it runs, nothing closes it."""
        if self._busy:
            return
        if value is not True:
            super().close_with(value)
            return
        try:
            passphrase = self._ready()
        except Refused as refusal:
            self.refuse(refusal)
            return
        self._busy = True
        self.main.say(_("Making the keys"))
        self._tasks.run(lambda: self._desk.hardened(passphrase), self._hardened, self._not_done)

    def _ready(self) -> str:
        return self.secret.said()

    def _hardened(self, hardened: object) -> None:
        self._busy = False
        try:
            self._finish(hardened)
        except Refused as refusal:
            self.refuse(refusal)
        except Trouble as trouble:
            self.troubled.emit(trouble)
            super().close_with(None)
        else:
            super().close_with(None)

    def _finish(self, hardened: object) -> None:
        raise NotImplementedError

    def _not_done(self, problem: Exception) -> None:
        self._busy = False
        raise problem

    def answers(self, words: str) -> None:
        """Put the answers under it."""
        self.answer(_("Cancel"), None, harmless=True)
        self.main = self.answer(words, True, "main", keys="Ctrl+Return")


class AddMember(_Slow):
    """A new member types their own passphrase at this laptop."""

    added = Signal(str)

    def __init__(self, over: QWidget, desk: Desk, tasks: Tasks) -> None:
        told = _("Let them type the passphrase themselves. Nobody else needs to know it.")
        super().__init__(over, desk, tasks, _("Add a member"), told)
        self.name = Line()
        self.name.setObjectName("member name")
        self._name = Labelled(_("Name in the team"), self.name, optional_answers=False)
        roles = [("responder", _("Responder")), ("lead", _("Lead")), ("committee", _("Committee"))]
        self.role = Segmented(roles)
        self.role.show_answer({"v": "responder"})
        for part in (self._name, Labelled(_("Role"), self.role, optional_answers=False), self.secret):
            self.add(part)
        self.answers(_("Add"))
        self.focus_first(self.name)

    def _said(self) -> str:
        return str((self.name.answer() or {}).get("v", "")).strip()

    def refuse(self, refusal: Refused) -> None:
        if refusal.field == "name":
            self._name.refuse(str(refusal))
        else:
            super().refuse(refusal)

    def _ready(self) -> str:
        self._name.accept()
        if not self._said():
            raise Refused(_("Write the name your team knows them by. A first name is enough."), "name")
        return super()._ready()

    def _finish(self, hardened: object) -> None:
        role = str((self.role.answer() or {}).get("v", "responder"))
        self._desk.add_member(self._said(), role, hardened)
        self.added.emit(self._said())


class ChangePassphrase(_Slow):
    """Another passphrase for whoever is signed in."""

    def __init__(self, over: QWidget, desk: Desk, tasks: Tasks) -> None:
        told = _("Copies of the vault that were made before still open with the old one.")
        super().__init__(over, desk, tasks, _("Change my passphrase"), told)
        self.add(self.secret)
        self.answers(_("Change it"))
        self.focus_first(self.secret.line)

    def _finish(self, hardened: object) -> None:
        self._desk.change_passphrase(hardened)
