"""Step 1: who you are, and where the vault is to be kept."""

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from coc_desk.i18n import _
from coc_desk.ui.first_run.disk import LookAt, disk_of, existing
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.choices import Segmented
from coc_desk.ui.parts.fields import Labelled, Refusal
from coc_desk.ui.parts.inputs import Line
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look

GIGABYTE = 1_000_000_000
LEAST_FREE = 200_000_000
"""Bytes: with less the first screenshots would fill the disk."""


class WhoStep(QWidget):
    """Name, role and folder."""

    def __init__(self, vaults: Path, look_at: LookAt = disk_of) -> None:
        super().__init__()
        self.folder, self._look_at = vaults, look_at
        self.name = Line()
        self.name.setObjectName("name")
        self._name = Labelled(_("Name in the team"), self.name, optional_answers=False)
        roles = [("responder", _("Responder")), ("lead", _("Lead")), ("committee", _("Committee"))]
        self.role = Segmented(roles)
        self.role.show_answer({"v": "lead"})
        help = _("A lead can add members and set the playbook. Whoever makes the vault is usually a lead.")
        role = Labelled(_("Role"), self.role, help=help, optional_answers=False)
        self.place, self._wrong_place = Text(wrap=True), Refusal()
        change = Button(_("Change"), "second")
        change.setAccessibleDescription(_("Where the vault is kept"))
        change.clicked.connect(self._ask)
        self._free = Text(role="second", tone="text3", wrap=True)
        place = Row((_PlaceBox(self.place), 1), change)
        where = Column(Text(_("Where the vault is kept"), role="label"), place, self._free, self._wrong_place, gap=6)
        self.setLayout(Column(Row((self._name, 3), (QWidget(), 2), gap=0), role, where, ..., gap=24))
        self.keep_in(vaults)

    def first_focus(self) -> QWidget:
        """Return the name."""
        return self.name

    def keep_in(self, folder: Path) -> None:
        """Keep the vault in another folder; what is wrong with it is said at once."""
        self.folder = folder
        self.place.say(str(folder))
        free = self._look_at(folder).free
        self._free.say(_("On this disk. {n} GB are free.").format(n=free // GIGABYTE) if free >= 0 else "")
        self._wrong_place.say(self._problem_of_place())
        self._free.setHidden(bool(self._problem_of_place()))

    def problem(self) -> str:
        """Return what stands in the way, or nothing."""
        if not self.said_name():
            sentence = _("Write the name your team knows you by. A first name is enough.")
            self._name.refuse(sentence)
            return sentence
        self._name.accept()
        self.keep_in(self.folder)
        return self._problem_of_place()

    def _problem_of_place(self) -> str:
        disk = self._look_at(self.folder)
        if not disk.writable:
            return _("This folder can only be read. Choose another one.")
        if disk.shared:
            return _("This folder is on a shared drive. Choose one on this laptop, or on a stick that stays with you.")
        if 0 <= disk.free < LEAST_FREE:
            return _("Less than 200 MB are free there. Choose another disk.")
        return ""

    def said_name(self) -> str:
        """Return the name as it was typed."""
        return str((self.name.answer() or {}).get("v", "")).strip()

    def said_role(self) -> str:
        """Return the role's key."""
        return str((self.role.answer() or {}).get("v", "lead"))

    def _ask(self) -> None:
        options = QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly
        said = QFileDialog.getExistingDirectory(self, _("Where the vault is kept"), str(existing(self.folder)), options)
        if said:
            self.keep_in(Path(said))


class _PlaceBox(QWidget):
    """Looks like a field: the folder is chosen, not typed."""

    def __init__(self, place: Text) -> None:
        super().__init__()
        self.setLayout(Row(Picture("folder-lock", 18, "text2"), (place, 1), margins=(11, 8)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), QRectF(self.rect()), 8, fill=look().field_ground, edge="line")
