"""A dialog with fields: what cannot be done is said at its field, and the dialog stays."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.errors import Refused, Trouble
from coc_desk.i18n import _
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.fields import Labelled, Refusal
from coc_desk.ui.parts.inputs import Line


class PlainLine(Line):
    """A line that is either filled in or not: unknown and declined are no answers here."""

    nones = ()

    def __init__(self, name: str, text: str = "", hint: str = "") -> None:
        super().__init__(hint)
        self.edit.setObjectName(name)
        self.edit.setText(text)

    def text(self) -> str:
        """Return what is typed, without blanks around it."""
        return self.edit.text().strip()


class Asking(Dialog):
    """Asks for something and does it; only what was done closes it, or the harmless answer."""

    troubled = Signal(object)

    def __init__(self, over: QWidget, title: str, *words: object, icon: str = "", width: int = 540) -> None:
        super().__init__(over, title, *words, icon=icon, width=width)
        self._fields: Mapping[str, Labelled] = {}
        self._act: Callable[[], object] = _nothing
        self.problem = Refusal()

    def ask(self, fields: Mapping[str, Labelled], act: Callable[[], object], words: str, kind: str = "main") -> None:
        """Put fields (by the names refusals give them) into it, and what is done with them under `words`."""
        self._fields, self._act = fields, act
        for field in fields.values():
            self.add(field)
            for edit in field.findChildren(PlainLine):
                edit.edit.returnPressed.connect(lambda: self.close_with(act))
        self.add(self.problem)
        self.answer(_("Cancel"), None, harmless=True)
        self.answer(words, act, kind, keys="Ctrl+Return")
        if fields:
            self.focus_first(next(iter(fields.values())).input)

    def close_with(self, value: object) -> None:
        """Close it, unless what was asked for cannot be done."""
        if value is not self._act or self._done():
            super().close_with(value)

    def _done(self) -> bool:
        for field in self._fields.values():
            field.accept()
        try:
            self._act()
        except Refused as refusal:
            self._refuse(refusal)
            return False
        except Trouble as trouble:
            self.problem.say(str(trouble))
            self.troubled.emit(trouble)
            return False
        return True

    def _refuse(self, refusal: Refused) -> None:
        field = self._fields.get(refusal.field)
        if field is None:
            self.problem.say(str(refusal))
        else:
            field.refuse(str(refusal))
            field.input.setFocus()
        self.panel.fit()


def _nothing() -> None:
    """Nothing was asked yet."""
