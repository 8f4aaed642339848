"""Keeping what is being typed: a draft within a second of a pause, and now when it is asked."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from coc_desk.casework.errors import Trouble

PAUSE_MS = 300
"""A pause in typing after which a draft is kept."""
LONGEST_MS = 900
"""Somebody who never pauses is kept this often: with the commit it stays under the second of PRODUCT §11."""
AGAIN_MS = 5000
"""How soon keeping is tried again after bad luck."""


class Keeping(QObject):
    """Calls `keep` soon after `touched`, at the latest after `LONGEST_MS`; says how it went."""

    kept = Signal(object)
    """datetime of the moment from which it is durable."""
    not_kept = Signal(object)
    """The Trouble, each time it is tried in vain."""

    def __init__(self, keep: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keep = keep
        self.unkept = False
        """Whether something was typed that is not on the disk yet."""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        for timer in (self._pause, self._longest, self._again):
            timer.timeout.connect(self.keep_quietly)

    def touched(self) -> None:
        """Something was typed or chosen."""
        self.unkept = True
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def keep_now(self) -> None:
        """Keep at once; raises `Trouble`. Does nothing when everything is kept."""
        self._rest()
        if self.unkept:
            at = self._keep()
            self.unkept = False
            self.kept.emit(at)

    def keep_quietly(self) -> None:
        """Keep at once; bad luck is told by `not_kept` and tried again."""
        try:
            self.keep_now()
        except Trouble as trouble:
            self._again.start()
            self.not_kept.emit(trouble)

    def let_go(self) -> None:
        """Forget what is not kept: it was filed or thrown away."""
        self._rest()
        self.unkept = False

    def _rest(self) -> None:
        for timer in (self._pause, self._longest, self._again):
            timer.stop()
