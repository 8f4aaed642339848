"""Where the words of a sheet, or of two shares, are typed from paper; mistakes are told at their place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.errors import Refused
from coc_desk.casework.recovery import SHARES
from coc_desk.i18n import _
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.inputs import LongText
from coc_desk.ui.parts.layouts import Column

_QUIET = (
    Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
)


class PaperText(LongText):
    """Words from paper: shown while they are typed, never learned by an input method."""

    nones = ()

    def __init__(self, name: str) -> None:
        super().__init__(lines=2)
        self.edit.setObjectName(name)
        self.edit.setInputMethodHints(_QUIET)


class PaperInput(QWidget):
    """One box for a sheet, two for shares."""

    changed = Signal()

    def __init__(self, way: str) -> None:
        super().__init__()
        help = _("In their order, with blanks between. Numbers and capitals do not matter.")
        labels = {"words": _("The words on the sheet")}
        if way == SHARES:
            labels = {"share 1": _("The words of one share"), "share 2": _("The words of another share")}
        self.fields = {
            key: Labelled(label, PaperText(f"paper:{key}"), help=help, optional_answers=False)
            for key, label in labels.items()
        }
        for field in self.fields.values():
            field.changed.connect(self._typed)
        self.setLayout(Column(*self.fields.values(), gap=16))

    def first_focus(self) -> QWidget:
        """Return the first box."""
        return self._texts()[0].edit

    def typed(self) -> list[str]:
        """Return what is typed, one text for each piece of paper."""
        return [one.edit.toPlainText() for one in self._texts()]

    def _texts(self) -> list[LongText]:
        return [field.input for field in self.fields.values() if isinstance(field.input, LongText)]

    def refuse(self, refusal: Refused) -> None:
        """Say which word is mistyped where it was typed."""
        field = self.fields.get(refusal.field) or next(iter(self.fields.values()))
        field.refuse(str(refusal))
        field.input.setFocus()

    def accept(self) -> None:
        """Take back what was said."""
        for field in self.fields.values():
            field.accept()

    def clear(self) -> None:
        """Let the words be gone from the screen."""
        for one in self._texts():
            one.edit.clear()

    def _typed(self) -> None:
        self.accept()
        self.changed.emit()
