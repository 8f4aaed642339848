"""What an incident has to do with: other incidents, and what is in force from it."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.i18n import _
from coc_desk.ui.incident.words import Speaker
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.text import Strong, Text


class _Rows(QWidget):
    """One card of rows."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._card = Card(title)
        self.setLayout(Column(self._card, ..., margins=24))

    def _show(self, rows: Iterable[tuple[Text, Button | None]]) -> None:
        self._card.clear()
        for text, button in rows:
            self._card.row(Row((text, 1), *([button] if button else []), gap=12))


def _link_words(code: str, why: str) -> Text:
    return Text(Strong(code), f"  {why}", wrap=True)


class LinksTab(_Rows):
    """Other incidents it is linked with."""

    going = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Linked incidents"))

    def show_links(self, speaker: Speaker) -> None:
        """Show them anew."""
        self._show(
            (Text(Strong(one.code), f"  {one.why}", wrap=True), self._open(one.incident, one.code))
            for one in speaker.incident.links
        )

    def _open(self, id: str, code: str) -> Button:
        button = Button(_("Open"), "row", end_icon="arrow-right")
        button.setAccessibleName(_("Open {code}").format(code=code))
        button.clicked.connect(lambda: self.going.emit(id))
        return button


class RestrictionsTab(_Rows):
    """What is or was in force."""

    lifting = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Restrictions"))

    def show_restrictions(self, speaker: Speaker) -> None:
        """Show them anew."""
        rows = []
        for one in speaker.incident.restrictions:
            text = Text(Strong(one.what), f"  {one.person}  {speaker.until(one)}", wrap=True)
            rows.append((text, self._lift(one.id) if one.in_force(speaker.now) else None))
        self._show(rows)

    def _lift(self, id: str) -> Button:
        button = Button(_("Lift"), "row")
        button.clicked.connect(lambda: self.lifting.emit(id))
        return button
