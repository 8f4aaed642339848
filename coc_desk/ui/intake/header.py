"""The head of the intake page: where one is, that it is kept, and what can be done with the report."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from coc_desk.i18n import _
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button, IconButton
from coc_desk.ui.parts.chips import Chip
from coc_desk.ui.parts.kept import KeptMark
from coc_desk.ui.parts.layouts import Column, Flow, Hairline, Row, held
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look


class Header(QWidget):
    """Back, title and code name, the kept mark, exclude, save and the rest in a menu."""

    left = Signal()
    excluding = Signal()
    saving = Signal()
    discarding = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = Text(role="title")
        self.chip = Chip("", "quiet")
        self.line = Text(role="second", tone="text2", wrap=True)
        self.kept = KeptMark()
        self.contents = Button("", "second", icon="list", end_icon="chevron-down")
        self.exclude = Button(_("Exclude members"), "second", icon="user-x")
        self.save = Button(_("Save report"), "main", keys="Ctrl+Return")
        self.refusal = Text(role="body", tone="danger-text", wrap=True)
        self._refused = held(
            Row(Picture("circle-alert", 18, "danger-text"), (self.refusal, 1), margins=(20, 0, 20, 10))
        )
        self._refused.hide()
        self._lines = Row((self._where(), 1), self._acts(), gap=12, margins=(20, 11))
        self.setLayout(Column(self._lines, self._refused, Hairline(), gap=0))
        self._connect()
        # The smaller form first: the larger one would ask for its room before anybody knows how much there is.
        self.stack(narrow=True)

    def _where(self) -> Row:
        back = IconButton("arrow-left", _("Back"), keys="Alt+Left")
        back.setObjectName("intake:back")
        back.clicked.connect(self.left)
        named = Column(Row(self.title, self.chip, ..., gap=12), self.line, gap=0)
        return Row(back, (named, 1), self.kept, gap=14)

    def _acts(self) -> Flow:
        self._more = IconButton("ellipsis", _("More about this draft"))
        menu = QMenu(self._more)
        self._discard = QAction(_("Discard this draft …"), menu)
        menu.addAction(self._discard)
        self._more.clicked.connect(lambda: menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft())))
        return Flow(self.contents, self.exclude, self.save, self._more, gap=12)

    def _connect(self) -> None:
        for name, button in (("exclude", self.exclude), ("save", self.save), ("more", self._more)):
            button.setObjectName(f"intake:{name}")
        self.contents.setObjectName("intake:contents")
        self.exclude.clicked.connect(self.excluding)
        self.save.clicked.connect(self.saving)
        self._discard.triggered.connect(self.discarding)

    def show_report(self, title: str, code: str, line: str) -> None:
        """Say whose draft this is and since when."""
        self.title.say(title)
        self.chip.say(code)
        self.chip.setAccessibleDescription(_("Code name of this report"))
        self.line.say(line)
        self.refuse("")

    def show_excluded(self, count: int) -> None:
        """Show how many members are excluded."""
        self.exclude.show_count(count or None)

    def refuse(self, sentence: str) -> None:
        """Say why it was not saved, or nothing any more."""
        if sentence != self.refusal.text():
            self.refusal.say(sentence)
            self._refused.setVisible(bool(sentence))

    def stack(self, narrow: bool) -> None:
        """Put what can be done under the title where both do not fit side by side."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._lines.setDirection(down if narrow else across)
        self.exclude.say(_("Exclude") if narrow else _("Exclude members"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.painter(self).fillRect(self.rect(), look().colour("surface"))
