"""The offer to make a promise of a sentence that speaks of a time."""

from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy

from coc_desk.casework.followup import NewPromise
from coc_desk.i18n import _
from coc_desk.ui.incident.words import Speaker
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.theme import look

LONGEST = 48
"""Characters of the sentence that stand on the offer; it is taken over whole."""
KEYS = "Ctrl+Shift+P"


class Offer(Button):
    """Never made by itself: it waits to be pressed."""

    def __init__(self) -> None:
        super().__init__("", "row", icon="heart-handshake", keys=KEYS)
        self.setObjectName("note:offer")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.offered: NewPromise | None = None
        self.refused: set[datetime] = set()
        self.hide()

    def show_offer(self, offered: NewPromise | None, speaker: Speaker | None) -> None:
        """Offer a promise, or nothing."""
        before, self.offered = self.offered, offered
        self.setVisible(offered is not None)
        if offered is None or speaker is None:
            return
        time = speaker.time(offered.due)
        what = offered.what if len(offered.what) <= LONGEST else offered.what[:LONGEST].rsplit(" ", 1)[0] + " …"
        with_words = _("Make it a promise: {what}, by {time}").format(what=what, time=time)
        self.say(with_words if what else _("Make it a promise: by {time}").format(time=time))
        if before is None or before.due != offered.due:
            announce(self, self.words())

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(120), self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """Say less where there is less room."""
        room = self.width() - (self.sizeHint().width() - round(paint.extent(self.words(), "second", weight=600)))
        if room < paint.extent(self.words(), "second", weight=600) - 2 and self.offered:
            self.say(_("Make it a promise"))
