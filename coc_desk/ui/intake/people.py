"""The people of a report: cards in two columns, one of them open, any number, also none."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from coc_desk.casework.intake import PersonDraft
from coc_desk.casework.ledger import Member
from coc_desk.i18n import _
from coc_desk.playbook.definitions import Playbook
from coc_desk.ui.intake.person_card import OpenPerson, PersonSummary
from coc_desk.ui.parts.cards import EmptyState
from coc_desk.ui.person_editor import PersonEditor
from coc_desk.ui.theme import look

TWO_COLUMNS_FROM = 480
"""Width from which two closed cards stand side by side, in design pixels."""


class People(QWidget):
    """The cards of everybody in a report."""

    changed = Signal()
    named = Signal(object)
    """MemberId of somebody in the team who was named just now."""
    removed = Signal(str, object)
    """Code name of whom was taken off, and what puts them back."""
    opened = Signal(QWidget)
    """The card that was opened, or closed with the focus on it, to be scrolled to."""
    arranged = Signal()
    """The cards stand in another order than Tab goes through them."""

    def __init__(
        self,
        playbook: Playbook,
        members: Sequence[Member],
        new_person: Callable[[], PersonDraft | None],
        people: Sequence[PersonDraft],
    ) -> None:
        """Take the rules, the members that a person may be, the maker of somebody new, and who is there already."""
        super().__init__()
        self._playbook, self._members, self._new_person = playbook, members, new_person
        self._people = list(people)
        self._open = ""
        self._cards: dict[str, QWidget] = {}
        self._columns = 2
        self._empty = EmptyState(
            "users", _("No people yet"), str(playbook.form.person.hint) or _("That is fine, a report can have none.")
        )
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.dress()
        for one in self._people:
            self._cards[one.id] = self._summary(one)
        self._arrange()

    def dress(self) -> None:
        """Take the size of text."""
        self._grid.setSpacing(look().px(12))

    def people(self) -> tuple[PersonDraft, ...]:
        """Return everybody as written now."""
        return tuple(self._as_written(one) for one in self._people)

    def __len__(self) -> int:
        return len(self._people)

    def _as_written(self, person: PersonDraft) -> PersonDraft:
        card = self._cards.get(person.id)
        return card.editor.person() if isinstance(card, OpenPerson) else person

    def editor(self) -> PersonEditor | None:
        """Return what the open card is edited with."""
        card = self._cards.get(self._open)
        return card.editor if isinstance(card, OpenPerson) else None

    def add(self) -> None:
        """Add somebody, and open the card."""
        person = self._new_person()
        if person is None:
            return
        self._close_quietly()
        self._people.append(person)
        self.open(person.id)
        self.changed.emit()

    def open(self, id: str, focus: bool = True) -> None:
        """Open a card; the one that was open closes."""
        person = next((one for one in self._people if one.id == id), None)
        if person is None or id == self._open:
            return
        self._close_quietly()
        card = OpenPerson(person, self._playbook, self._members)
        card.closed.connect(lambda: self.close_open(focus=True))
        card.removed.connect(lambda: self._remove(id))
        card.editor.changed.connect(self.changed)
        card.editor.named.connect(self.named)
        self._open = id
        self._replace(id, card)
        if focus:
            card.editor.roles.input.stops()[0].setFocus()
            self.opened.emit(card)

    def close_open(self, focus: bool = False) -> None:
        """Close the open card; what it says is kept."""
        id = self._open
        self._close_quietly()
        if focus and id in self._cards:
            self._cards[id].setFocus()
            self.opened.emit(self._cards[id])

    def _close_quietly(self) -> None:
        if id := self._open:
            at = self._index(id)
            self._people[at] = self._as_written(self._people[at])
            self._open = ""
            self._replace(id, self._summary(self._people[at]))

    def _remove(self, id: str) -> None:
        self.close_open()
        at = self._index(id)
        person = self._people.pop(at)
        self._drop_card(id)
        self._arrange()
        self.changed.emit()
        self.removed.emit(person.code, lambda: self._put_back(at, person))

    def _put_back(self, at: int, person: PersonDraft) -> None:
        self._people.insert(min(at, len(self._people)), person)
        self._replace(person.id, self._summary(person))
        self.changed.emit()

    def _index(self, id: str) -> int:
        return next(at for at, one in enumerate(self._people) if one.id == id)

    def _summary(self, person: PersonDraft) -> PersonSummary:
        member = next((one.name for one in self._members if one.id == person.member), "")
        card = PersonSummary(person, self._playbook, member)
        card.clicked.connect(lambda: self.open(person.id))
        card.removed.connect(lambda: self._remove(person.id))
        return card

    def _replace(self, id: str, card: QWidget) -> None:
        self._drop_card(id)
        self._cards[id] = card
        self._arrange()

    def _drop_card(self, id: str) -> None:
        if before := self._cards.pop(id, None):
            self._grid.removeWidget(before)
            before.hide()
            before.deleteLater()

    def _arrange(self) -> None:
        """Lay the cards out: closed ones side by side, the open one over the whole width."""
        while self._grid.takeAt(0):
            pass
        row = column = 0
        for one in self._people:
            card = self._cards[one.id]
            wide = one.id == self._open
            if column and (wide or column == self._columns):
                row, column = row + 1, 0
            self._grid.addWidget(card, row, column, 1, self._columns if wide else 1)
            card.show()
            column += self._columns if wide else 1
        if not self._people:
            self._grid.addWidget(self._empty, 0, 0, 1, self._columns)
        self._empty.setHidden(bool(self._people))
        for at in range(2):
            self._grid.setColumnStretch(at, 1 if at < self._columns else 0)
        self.arranged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go from two columns to one where there is no room."""
        super().resizeEvent(event)
        columns = 2 if event.size().width() >= look().px(TWO_COLUMNS_FROM) else 1
        if columns != self._columns:
            self._columns = columns
            self._arrange()


def person_in(name: str) -> str:
    """Return the id of the person whose input has that object name, or nothing."""
    kind, _colon, rest = name.partition(":")
    return rest.partition(":")[0] if kind == "person" else ""
