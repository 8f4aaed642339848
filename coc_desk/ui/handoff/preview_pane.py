"""The pane with the real PDF: whose copy, which page, how large, and what the search found."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from coc_desk.i18n import _
from coc_desk.ui.handoff.found import Found
from coc_desk.ui.handoff.hits import Say
from coc_desk.ui.handoff.paper import Paper
from coc_desk.ui.handoff.previewing import Drawn
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button, IconButton
from coc_desk.ui.parts.layouts import Column, Hairline, Row
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look


class PreviewPane(QWidget):
    """What one receiver will get."""

    receiver_chosen = Signal(str)
    wanted = Signal(bytes, int, float)
    """A PDF of which a page is to be drawn at so many pixels a point."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._pdf = b""
        self._receivers: Sequence[tuple[str, str]] = ()
        self.receiver = Button("", "quiet", end_icon="chevron-down")
        self.receiver.setObjectName("preview:receiver")
        self.where = Text(numbers=True)
        self.paper, self.found = Paper(), Found(say)
        self.setLayout(Column(_Bar(self._bar()), Hairline(), (self.paper, 1), Hairline(), self.found, gap=0))
        self.receiver.clicked.connect(self._ask_receiver)
        self.paper.turned.connect(self._show_where)
        self.paper.wanted.connect(lambda page, scale: self.wanted.emit(self._pdf, page, scale))

    def _bar(self) -> Row:
        acts = {
            "before": IconButton("chevron-left", _("Page before"), keys="PgUp"),
            "after": IconButton("chevron-right", _("Next page"), keys="PgDown"),
            "smaller": IconButton("zoom-out", _("Smaller"), keys="-"),
            "larger": IconButton("zoom-in", _("Larger"), keys="+"),
        }
        for name, button in acts.items():
            button.setObjectName(f"preview:{name}")
        acts["before"].clicked.connect(lambda: self.paper.turn(-1))
        acts["after"].clicked.connect(lambda: self.paper.turn(1))
        acts["smaller"].clicked.connect(lambda: self.paper.zoom(-1))
        acts["larger"].clicked.connect(lambda: self.paper.zoom(1))
        self._before, self._after = acts["before"], acts["after"]
        real = Text(_("This is the real PDF"), role="second", tone="text2", wrap=True)
        pages = Row(acts["before"], self.where, acts["after"], gap=4)
        return Row(self.receiver, (real, 1), pages, acts["smaller"], acts["larger"], gap=6, margins=(8, 6, 12, 6))

    def show_receivers(self, receivers: Sequence[tuple[str, str]], chosen: str) -> None:
        """Show whose copy it is, and whose there are: id and name."""
        self._receivers = receivers
        name = dict(receivers).get(chosen, "")
        self.receiver.say(name or _("Nobody yet"))
        self.receiver.setAccessibleDescription(_("Choose whose copy is shown"))

    def show_drawn(self, drawn: Drawn) -> None:
        """Show a finished copy."""
        self._pdf = drawn.preview.pdf
        self.found.show_found(drawn.preview.hits, drawn.preview.searched)
        self.paper.show_pages(drawn.texts, _("Copy for {name}").format(name=drawn.receiver or _("nobody yet")))

    def _show_where(self) -> None:
        self.where.say(_("{page} of {pages}").format(page=self.paper.page, pages=self.paper.pages))
        for button, ends in ((self._before, self.paper.page == 1), (self._after, self.paper.page == self.paper.pages)):
            if ends:
                button.refuse(_("There are no more pages that way."))
            else:
                button.allow()

    def _ask_receiver(self) -> None:
        menu = QMenu(self.receiver)
        for id, name in self._receivers:
            menu.addAction(name).triggered.connect(lambda _on=False, id=id: self.receiver_chosen.emit(id))
        if not self._receivers:
            menu.addAction(_("Nobody is named under Copies for.")).setEnabled(False)
        menu.popup(self.receiver.mapToGlobal(self.receiver.rect().bottomLeft()))


class _Bar(QWidget):
    """The line above the paper."""

    def __init__(self, line: Row) -> None:
        super().__init__()
        self.setLayout(line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.painter(self).fillRect(self.rect(), look().colour("surface"))
