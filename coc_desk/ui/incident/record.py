"""The record: facts at the side, entries beside them, the composer below."""

from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from coc_desk.casework.desk import Desk
from coc_desk.i18n import _
from coc_desk.ui.incident.composer import Composer
from coc_desk.ui.incident.entry_kinds import kind_words
from coc_desk.ui.incident.entry_words import Timeline, kind_of
from coc_desk.ui.incident.facts import FactsPane
from coc_desk.ui.incident.timeline import EntryList
from coc_desk.ui.incident.words import Speaker
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.layouts import Column, Hairline, Row, Scroll, held
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look

FACTS: Final = 372
MOST: Final = 16_777_215
"""As wide as Qt knows."""


class Record(QWidget):
    """Facts, entries, composer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.facts = FactsPane()
        self.entries = EntryList()
        self.composer = Composer(desk)
        self.beside = Scroll(self.facts)
        self._line = Hairline(upright=True)
        self._only = Text(role="second", tone="text2")
        self._all = Button(_("Show all kinds"), "row")
        self._all.setObjectName("entries:all")
        self._all.clicked.connect(lambda: self.filter_by(""))
        self._filtered = held(Row(self._only, self._all, ..., margins=(20, 8, 24, 4)))
        self._filtered.hide()
        self._rows: Timeline | None = None
        self.entries_pane = held(Column(self._filtered, (self.entries, 1), gap=0, margins=(12, 0, 12, 0)))
        self._written = held(Column(self.composer, gap=0, margins=(20, 8, 24, 20)))
        right = Column((self.entries_pane, 1), self._written, gap=0)
        self._sides = Row(self.beside, self._line, (right, 1), gap=0)
        self.setLayout(self._sides)
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        if self._line.isHidden():
            self.beside.setMinimumWidth(0)
            self.beside.setMaximumWidth(MOST)
        else:
            self.beside.setFixedWidth(look().px(FACTS) - 1)

    def put_facts(self, elsewhere: QBoxLayout | None) -> None:
        """Have the facts at the side, or elsewhere."""
        here = elsewhere is None
        if here == self._line.isHidden():
            self._line.setVisible(here)
            (elsewhere or self._sides).insertWidget(0, self.beside, 0 if here else 1)
        self.dress()

    def show_record(self, speaker: Speaker, *, at_end: bool, up: int = 0) -> None:
        """Show an incident's facts and entries."""
        self._rows = Timeline(speaker)
        self.facts.show_facts(speaker)
        self.entries.show_rows(self._rows, at_end=at_end, up=up)

    @property
    def rows(self) -> Timeline | None:
        """The entries as they are shown."""
        return self._rows

    def ask_filter(self) -> None:
        """Let one kind of entry be chosen."""
        if self._rows is None:
            return
        counts: dict[str, int] = {}
        for line in self._rows.rows:
            counts[kind_of(line)] = counts.get(kind_of(line), 0) + 1
        menu = QMenu(self)
        menu.addAction(_("All kinds, {n}").format(n=len(self._rows.rows))).triggered.connect(lambda: self.filter_by(""))
        for kind, count in counts.items():
            words = f"{kind_words(self._rows.speaker, kind)}, {count}".replace("&", "&&")
            menu.addAction(words).triggered.connect(lambda _on=False, kind=kind: self.filter_by(kind))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.entries.mapToGlobal(QPoint(look().px(48), look().px(16))))

    def filter_by(self, kind: str) -> None:
        """Show one kind of entry only, or all."""
        if self._rows is None:
            return
        self.entries.entries.only = kind
        self.entries.show_rows(self._rows)
        self._filtered.setVisible(bool(kind))
        if kind:
            said = _("Only: {kind}").format(kind=kind_words(self._rows.speaker, kind))
            self._only.say(said)
            announce(self.entries, said)
        self.entries.setFocus()

    def go_to(self, number: int) -> bool:
        """Go to an entry by its number, or to the one it is shown in."""
        there = self._rows is not None and self.entries.go_to(self._rows.row_number(number))
        if there:
            self.entries.setFocus()
        return there

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        window = self.window().height()
        self.composer.limit(max(self.height(), window - look().px(36)))
