"""Before the doors open: what a new desk still lacks, and one button for each."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.doors import BACKUP, PAPER, PHONE, REHEARSAL, SHIFT, TEAM, before_the_doors
from coc_desk.casework.looking import Today
from coc_desk.i18n import _, sense
from coc_desk.ui.desk.rows import Rows
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.layouts import Row
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Text

Step = tuple[str, bool]
"""Which, and whether it is done."""


class Doors(Card):
    """The steps; gone with the first incident, or when all are done."""

    asked = Signal(str)
    """The step that shall be done."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Before the doors open"))
        self._desk = desk
        self._shown = Rows[Step](self, "", lambda one: one[0], self._made)

    def _made(self, one: Step) -> tuple[QWidget, "DoorRow"]:
        row = DoorRow(one[0])
        row.act.clicked.connect(lambda: self.asked.emit(one[0]))
        return row, row

    def show_today(self, today: Today) -> bool:
        """Show what is done; return whether there are other rows than before."""
        steps = before_the_doors(self._desk, today)
        self.setVisible(bool(steps))
        self.show_count(_("{done} of {all} done").format(done=sum(steps.values()), all=len(steps)))
        return self._shown.show_things([*steps.items()], today)


class DoorRow(QWidget):
    """One step."""

    def __init__(self, step: str) -> None:
        super().__init__()
        self._words = words()[step]
        self._mark = Picture("circle", 18, "text2")
        self.act = Button(acts()[step], "row")
        self.act.setObjectName(f"doors:{step}")
        self.setLayout(Row(self._mark, (Text(self._words, wrap=True), 1), self.act, gap=12))

    def show_thing(self, thing: Step, today: Today) -> str:
        done = thing[1]
        self._mark.show_icon(*(("circle-check", "ok") if done else ("circle", "text2")))
        self.act.setVisible(not done)
        self.act.setAccessibleDescription(self._words)
        self.setAccessibleName((_("Done: {step}") if done else _("Still to do: {step}")).format(step=self._words))
        return ""


def words() -> Mapping[str, str]:
    """Return what each step is, in words."""
    return {
        PHONE: _("Hotline phone checked"),
        SHIFT: _("First shift named"),
        TEAM: _("Somebody else on the team can sign in"),
        PAPER: _("Recovery put on paper"),
        REHEARSAL: _("Recovery rehearsed with the paper, about 3 minutes"),
        BACKUP: _("Backup made"),
    }


def acts() -> Mapping[str, str]:
    """Return what the button of each step says."""
    settings = _("Open settings")
    return {
        PHONE: _("Checked just now"),
        SHIFT: sense("to be done", "Name"),
        **dict.fromkeys((TEAM, PAPER, REHEARSAL, BACKUP), settings),
    }
