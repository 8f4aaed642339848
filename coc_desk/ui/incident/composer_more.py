"""What a note can have beside its words: when it happened, who was there, the reaction, the next step."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.followup import Note
from coc_desk.i18n import _
from coc_desk.ui.parts.choices import Toggles
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.inputs import LongText
from coc_desk.ui.parts.layouts import Column
from coc_desk.ui.parts.moments import Moment

PARTS = {"happened": ("happened",), "present": ("present",), "rest": ("reaction", "next")}
"""What unfolds together."""


class More(QWidget):
    """Fields that are unfolded when they are wanted, and stay unfolded while they hold something."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._members = {str(one.id) for one in desk.members}
        others = [(one.id, one.name) for one in desk.members if one.id != desk.me.id and not one.left]
        self.fields = {
            "happened": _asked(_("When it happened"), Moment(), _("A time, a range, or words. Empty means now.")),
            "present": _asked(_("Who was there"), Toggles(others, other=True)),
            "reaction": _asked(_("Reaction"), LongText(lines=1)),
            "next": _asked(_("Next step"), LongText(lines=1)),
        }
        self.setLayout(Column(*self.fields.values(), gap=10))
        for key, one in self.fields.items():
            one.input.setObjectName(f"note:{key}:field")
            one.changed.connect(self.changed)
            one.hide()

    def unfold(self, part: str) -> None:
        """Show a part with the focus in it; fold it when it is there and empty."""
        fields = [self.fields[key] for key in PARTS[part]]
        fold = all(not one.isHidden() and one.answer() is None for one in fields)
        for one in fields:
            one.setVisible(not fold)
        self.setVisible(any(not one.isHidden() for one in self.fields.values()))
        if not fold:
            fields[0].input.stops()[0].setFocus()

    def show_note(self, note: Note) -> None:
        """Show what a note has."""
        present = [one if one in self._members else {"other": one} for one in note.present]
        for key, value in (
            ("happened", note.happened),
            ("present", present),
            ("reaction", note.reaction),
            ("next", note.next),
        ):
            self.fields[key].show_answer({"v": value} if value else None)
            self.fields[key].setVisible(bool(value))
        self.setVisible(any(not one.isHidden() for one in self.fields.values()))

    def into(self, note: Note) -> Note:
        """Return a note with what is written here."""
        return replace(
            note,
            happened=self._value("happened"),
            present=tuple(one["other"] if isinstance(one, dict) else one for one in self._value("present") or ()),
            reaction=self._value("reaction") or "",
            next=self._value("next") or "",
        )

    def _value(self, key: str) -> Any:
        answer = self.fields[key].answer()
        return answer.get("v") if answer else None


def _asked(label: str, input: Any, help: str = "") -> Labelled:
    # A note leaves out what nobody asked for: unknown and declined say nothing here.
    input.nones = ()
    return Labelled(label, input, help=help)
