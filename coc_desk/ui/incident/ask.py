"""A dialog that stays until what it asks for was done: a refusal is said in it, at its field."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from coc_desk.casework.errors import Refused, Trouble
from coc_desk.i18n import _
from coc_desk.ui.keeping import Keeping
from coc_desk.ui.parts.answer import Input
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.fields import Labelled, Refusal


class KeepsAnswers(Protocol):
    """Keeps what is typed into a question until it is answered."""

    def keep_asked(self, question: str, answers: Mapping[str, Any] | None) -> None: ...

    def kept_asked(self, question: str) -> Mapping[str, Any]: ...

    def now(self) -> datetime: ...


class Ask(Dialog):
    """Fields, a way back, and an act that is tried."""

    done = Signal(object)
    """What the act returned."""
    troubled = Signal(object)

    def __init__(self, over: QWidget, title: str, *words: object, icon: str = "", width: int = 540) -> None:
        super().__init__(over, title, *words, icon=icon, width=width)
        self.fields: dict[str, Labelled] = {}
        self._refusal = Refusal()
        self.question = ""
        """What is asked, and about which thing, by which it is asked again after the lock."""
        self._keeper: KeepsAnswers | None = None
        self._keeping = Keeping(self._keep, self)
        self._keeping.not_kept.connect(self.troubled)

    def ask(self, key: str, label: str, input: Input, *, help: str = "", plain: bool = True) -> Labelled:
        """Put a field; a plain one has no answers without a value."""
        if plain:
            offered: Any = input
            offered.nones = ()
        field = Labelled(label, input, help=help)
        for stop in input.stops()[:1]:
            stop.setObjectName(f"ask:{key}")
        field.changed.connect(self.accept)
        if not self.fields:
            self.focus_first(input.stops()[0])
        self.fields[key] = field
        self.add(field)
        return field

    def keep_as(self, question: str, desk: KeepsAnswers) -> None:
        """Keep what is typed while it is typed, and show what was kept; after all fields are there."""
        self.question, self._keeper = question, desk
        for key, answer in desk.kept_asked(question).items():
            if key in self.fields:
                self.fields[key].show_answer(answer)
        for field in self.fields.values():
            field.changed.connect(self._keeping.touched)
            for stop in field.input.stops():
                if isinstance(stop, QPlainTextEdit):
                    stop.moveCursor(QTextCursor.MoveOperation.End)

    def keep_now(self) -> None:
        self._keeping.keep_now()

    def _keep(self) -> datetime:
        assert self._keeper is not None, "only what is kept is listened to"
        answers = {key: answer for key, field in self.fields.items() if (answer := field.answer()) is not None}
        self._keeper.keep_asked(self.question, answers)
        return self._keeper.now()

    def _forget(self) -> None:
        """Forget what was kept: it is an entry now."""
        self._keeping.let_go()
        if self._keeper is not None:
            with suppress(Trouble):
                self._keeper.keep_asked(self.question, None)

    def close_with(self, value: object) -> None:
        """Close it; what was typed waits for the next time it is asked."""
        self._keeping.keep_quietly()
        super().close_with(value)

    def value(self, key: str) -> Any:
        """Return what a field holds; empty text for nothing."""
        answer = self.fields[key].answer()
        return answer.get("v", "") if answer else ""

    def accept(self) -> None:
        """Take refusals back: something else is being tried."""
        self._refusal.say("")
        for field in self.fields.values():
            field.accept()

    def offer(
        self, words: str, act: Callable[[], object], kind: str = "main", back: str = "", keys: str = "Ctrl+Return"
    ) -> Button:
        """Put the way back and the act at the end; the dialog closes when the act succeeds."""
        self.add(self._refusal)
        self.answer(back or _("Cancel"), None, harmless=True)
        button = Button(words, kind, keys=keys)
        button.setObjectName("ask:act")
        button.clicked.connect(lambda: self.attempt(act))
        self.act_by(keys, button.click)
        self._answers.put(button)
        return button

    def attempt(self, act: Callable[[], object]) -> None:
        """Do it; say in the dialog why it could not be done."""
        try:
            result = act()
        except Refused as refusal:
            self.refuse(refusal)
        except Trouble as trouble:
            self.troubled.emit(trouble)
            self._refusal.say(f"{trouble.fact} {trouble.advice}".strip())
        else:
            self._forget()
            self.close_with(None)
            self.done.emit(result)

    def refuse(self, refusal: Refused) -> None:
        """Say at its field why it could not be done."""
        if field := self.fields.get(refusal.field):
            field.refuse(str(refusal))
            field.input.stops()[0].setFocus()
        else:
            self._refusal.say(str(refusal))
