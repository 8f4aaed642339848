"""The mark that says since when what is typed is on the disk; never a spinner, never the word saved."""

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from coc_desk.i18n import _
from coc_desk.ui.parts.layouts import Row
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Strong, Text

SLOW_MS = 1000
"""Keeping that takes longer than this is said."""


class KeptMark(QWidget):
    """Kept 14:02:31; Keeping, after a second only; Not kept since, with the reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Picture("circle-check", 18, "ok")
        self._words = Text(role="second", tone="text2", numbers=True, wrap=True)
        self.setLayout(Row(self._icon, self._words, gap=6))
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(lambda: self._show("circle-dashed", "text2", "text2", _("Keeping")))
        self.nothing()

    def kept(self, at: datetime) -> None:
        """Everything typed is on the disk since `at`."""
        self._slow.stop()
        before, after = _("Kept {time}").split("{time}")
        self._show("circle-check", "ok", "text2", before, Strong(f"{at:%H:%M:%S}"), after)

    def keeping(self) -> None:
        """It is being kept; said only when it takes longer than it should."""
        self._slow.start()

    def not_kept(self, since: datetime | None, why: str) -> None:
        """The disk does not take it."""
        self._slow.stop()
        said = _("Not kept since {time}. {why}").format(time=f"{since:%H:%M:%S}", why=why).strip() if since else why
        self._show("circle-alert", "danger", "danger-text", Strong(said))

    def nothing(self) -> None:
        """Nothing was typed yet."""
        self._slow.stop()
        self._show("", "text2", "text2")

    def words(self) -> str:
        """Return what it says."""
        return self._words.text()

    def _show(self, icon: str, tone: str, ink: str, *words: object) -> None:
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.show_icon(icon, tone)
        self._words.tint(ink)
        self._words.say(*words)
