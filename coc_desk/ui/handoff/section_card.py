"""A part of the handoff, numbered like on the page."""

from PySide6.QtWidgets import QWidget

from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.layouts import Column, Laid, Row, held
from coc_desk.ui.parts.text import Text


class SectionCard(Card):
    """A card with the number of the page's section before its title."""

    def __init__(self, number: int, title: str, hint: str = "") -> None:
        super().__init__()
        self.title = Text(title, role="card", wrap=True)
        self.hint = Text(hint, role="second", tone="text2", wrap=True)
        self.setAccessibleName(f"{number} {title}")
        self.row(Row(Text(str(number), role="card", tone="accent-text"), (self.title, 1), self.hint, gap=10))

    def put(self, inside: Laid) -> QWidget:
        """Add something right under the title."""
        made = held(Column(inside, gap=0, margins=(16, 0, 16, 16)))
        self._rows.addWidget(made)
        return made


def emptied(column: Column) -> Column:
    """Return a column without what was in it."""
    while item := column.takeAt(0):
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    return column
