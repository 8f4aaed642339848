"""The sections that come from the entries, as the page will say them, and the read-backs that are awaited."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal

from coc_desk.casework.desk import Desk
from coc_desk.casework.document import Block, Document, Paragraph, Table
from coc_desk.casework.event_log import Handed
from coc_desk.casework.times import spoken_near
from coc_desk.i18n import _
from coc_desk.ui.handoff.section_card import SectionCard, emptied
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import CardRow
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.text import Strong, Text


class AutomaticSection(SectionCard):
    """A section nobody types."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__(number, title, _("from the entries"))
        self._number = number
        self._lines: list[tuple[object, ...]] = []
        self._list = Column(gap=4)
        self.put(self._list)

    def show_page(self, document: Document) -> None:
        """Show what the page says."""
        section = next((one for one in document.sections if one.number == self._number), None)
        lines = [line for block in section.blocks for line in _lines(block)] if section else []
        if lines != self._lines:
            self._lines = lines
            emptied(self._list)
            self._list.put(*(Text(*words, tone="text2", wrap=True) for words in lines))


def _lines(block: Block) -> Iterator[tuple[object, ...]]:
    match block:
        case Paragraph():
            gap = "  " if block.style == "hanging" else ""
            yield tuple(Strong(span.text + gap) if span.bold else span.text for span in block.spans)
        case Table(_headings, rows):
            for first, *rest in rows:
                yield Strong(first.text), "  ", ", ".join(one.text for one in rest)


class ReadBackSection(SectionCard):
    """Handoffs whose receiver has not said them back yet."""

    asked = Signal(object)
    """The Handed of which the read-back is to be written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(9, _("Read-back"))
        self._desk = desk
        self._shown: list[Handed] | None = None
        self._list = Column(gap=0)
        self._column.addLayout(self._list)

    def show_awaited(self, handoffs: Sequence[Handed]) -> bool:
        """Show which are awaited, the newest first; return whether there are others than before."""
        awaited = [one for one in reversed(handoffs) if one.read_back is None]
        if awaited == self._shown:
            return False
        self._shown = awaited
        emptied(self._list)
        said = _(
            "The receiver says it in their own words and accepts. Write it down after the file is written, or later."
        )
        self._list.put(CardRow(Text(said, tone="text2", wrap=True)), *(CardRow(self._row(one)) for one in awaited))
        return True

    def _row(self, one: Handed) -> Row:
        button = Button(_("Write read-back"), "row")
        button.setObjectName(f"read-back:{one.id}")
        button.clicked.connect(lambda: self.asked.emit(one))
        at = spoken_near(self._desk.local(one.at), self._desk.now())
        words = Text(_("Handoff {n} to").format(n=one.number), " ", Strong(one.to), ", ", at, wrap=True)
        button.setAccessibleDescription(words.text())
        return Row((words, 1), button, gap=12)
