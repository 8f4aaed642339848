"""A dialog whose act takes a second or two in a thread; meanwhile nothing closes it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from coc_desk.casework.errors import Refused, Trouble
from coc_desk.i18n import _
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.fields import Refusal
from coc_desk.ui.tasks import Tasks

ACT = "act"


class SlowDialog(Dialog):
    """Its main answer begins `work` in a thread and goes on with `done` on the screen's."""

    def __init__(self, over: QWidget, tasks: Tasks, title: str, *words: object, icon: str, width: int = 600) -> None:
        super().__init__(over, title, *words, icon=icon, width=width)
        self._tasks, self._busy = tasks, False
        self.problem = Refusal()

    def answers(self, words: str) -> None:
        """Put the answers under it."""
        self.add(self.problem)
        self.harmless = self.answer(_("Cancel"), None, harmless=True)
        self.main = self.answer(words, ACT, "main", keys="Ctrl+Return")

    def work(self) -> Callable[[], Any]:
        """Return what is to be done in a thread; `Refused` when something stands in the way."""
        raise NotImplementedError

    def done(self, result: Any) -> object:
        """Go on with what came of it; return the answer to close with, or None to stay."""
        raise NotImplementedError

    def refuse(self, refusal: Refused) -> None:
        """Say what stands in the way."""
        self.problem.say(str(refusal))
        self.panel.fit()

    def close_with(self, value: object) -> None:
        if self._busy:
            return
        if value != ACT:
            super().close_with(value)
            return
        self.problem.say("")
        try:
            work = self.work()
        except Refused as refusal:
            self.refuse(refusal)
            return
        self._busy = True
        self._words = self.main.words()
        self.main.say(_("This takes about 2 s"))
        self._tasks.run(work, self._finish, self._otherwise)

    def _finish(self, result: Any) -> None:
        self._rest()
        try:
            answer = self.done(result)
        except (Refused, Trouble) as problem:
            self._otherwise(problem)
            return
        if answer is not None:
            super().close_with(answer)

    def _otherwise(self, problem: Exception) -> None:
        self._rest()
        if isinstance(problem, Refused):
            self.refuse(problem)
        elif isinstance(problem, Trouble):
            self.problem.say(str(problem))
            self.panel.fit()
        else:
            raise problem

    def _rest(self) -> None:
        self._busy = False
        self.main.say(self._words)
