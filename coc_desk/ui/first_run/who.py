"""Step 1: who you are, and where the vault is to be kept."""

import os
import shutil
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from coc_desk.i18n import _
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.choices import Segmented
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.inputs import Line
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.text import Text

GIGABYTE = 1_000_000_000
LEAST_FREE = 200_000_000
"""Bytes: with less the first screenshots would fill the disk."""


class WhoStep(QWidget):
    """Name, role and folder."""

    def __init__(self, vaults: Path) -> None:
        super().__init__()
        self.folder = vaults
        self.name = Line()
        self.name.setObjectName("name")
        self._name = Labelled(_("Name in the team"), self.name, optional_answers=False)
        roles = [("responder", _("Responder")), ("lead", _("Lead")), ("committee", _("Committee"))]
        self.role = Segmented(roles)
        self.role.show_answer({"v": "lead"})
        help = _("A lead can add members and set the playbook. Whoever makes the vault is usually a lead.")
        role = Labelled(_("Role"), self.role, help=help, optional_answers=False)
        self.place = Text(tone="text2", wrap=True)
        change = Button(_("Change"), "second", icon="folder-open")
        change.clicked.connect(self._ask)
        self._free = Text(role="second", tone="text3", wrap=True)
        where = Column(
            Text(_("Where the vault is kept"), role="label"), Row((self.place, 1), change, gap=12), self._free, gap=4
        )
        self.setLayout(Column(self._name, role, where, ..., gap=20))
        self.keep_in(vaults)

    def first_focus(self) -> QWidget:
        """Return the name."""
        return self.name

    def keep_in(self, folder: Path) -> None:
        """Keep the vault in another folder."""
        self.folder = folder
        self.place.say(str(folder))
        free = self._free_bytes()
        said = _("On this disk. {n} GB are free.").format(n=free // GIGABYTE) if free >= 0 else ""
        self._free.say(said)

    def problem(self) -> str:
        """Return what stands in the way, or nothing."""
        if not self.said_name():
            sentence = _("Write the name your team knows you by. A first name is enough.")
            self._name.refuse(sentence)
            return sentence
        self._name.accept()
        there = _existing(self.folder)
        if not os.access(there, os.W_OK):
            return _("The folder can only be read. Choose another one.")
        return (
            _("Less than 200 MB are free there. Choose another disk.") if 0 <= self._free_bytes() < LEAST_FREE else ""
        )

    def said_name(self) -> str:
        """Return the name as it was typed."""
        return str((self.name.answer() or {}).get("v", "")).strip()

    def said_role(self) -> str:
        """Return the role's key."""
        return str((self.role.answer() or {}).get("v", "lead"))

    def _free_bytes(self) -> int:
        try:
            return shutil.disk_usage(_existing(self.folder)).free
        except OSError:
            return -1

    def _ask(self) -> None:
        options = QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly
        said = QFileDialog.getExistingDirectory(
            self, _("Where the vault is kept"), str(_existing(self.folder)), options
        )
        if said:
            self.keep_in(Path(said))


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return next((one for one in (folder, *folder.parents) if one.exists()), Path("/"))
