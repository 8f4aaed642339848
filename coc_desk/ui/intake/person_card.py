"""One person of a report, as a card: what is known of them at a glance, and everything when it is open."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QMenu, QSizePolicy, QWidget

from coc_desk.casework.intake import PersonDraft
from coc_desk.casework.ledger import Member
from coc_desk.i18n import _
from coc_desk.playbook.answers import words_of
from coc_desk.playbook.definitions import Playbook
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.answer import NoneChip
from coc_desk.ui.parts.buttons import Button, IconButton
from coc_desk.ui.parts.chips import Chip
from coc_desk.ui.parts.layouts import Column, Flow, Row
from coc_desk.ui.parts.text import Text
from coc_desk.ui.person_editor import PersonEditor, field_name
from coc_desk.ui.theme import look

LONGEST = 160
"""Characters of an answer that a card shows; the rest is there when it is opened."""


Known = tuple[str, str, str]
"""A label, the words of the answer, and the answer without a value if it is one."""


def role_words(person: PersonDraft, playbook: Playbook) -> list[str]:
    """Return the short words for a person's roles."""
    labels = {one.key: str(one.short or one.label) for one in playbook.roles}
    return [labels.get(role, role) for role in person.roles]


def known_of(person: PersonDraft, playbook: Playbook) -> Iterator[Known]:
    """Yield what was answered about a person."""
    for field in playbook.form.person.fields:
        if answer := (person.answers or {}).get(field.key):
            words = words_of(field, answer)
            short = words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()} …"
            yield str(field.heading), short, str(answer.get("none", ""))


class PersonSummary(QAbstractButton):
    """A closed card: roles, code name and what is known; pressed, it opens."""

    removed = Signal()

    def __init__(self, person: PersonDraft, playbook: Playbook, member: str = "") -> None:
        super().__init__()
        self.setObjectName(field_name(person.id, "card"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        known = list(known_of(person, playbook))
        roles = role_words(person, playbook) or [_("No role yet")]
        kind = "role" if person.roles else "plain"
        name = Text(person.code, role="card", wrap=True)
        menu = _more(person, self.removed)
        top = Row((Flow(Chip(roles[0], kind), name), 1), menu)
        also = [(_("Also"), ", ".join(roles[1:]), "")] if len(roles) > 1 else []
        team = [(_("In the team"), member, "")] if member else []
        self.setLayout(Column(top, Facts([*known, *also, *team]), ..., gap=6, margins=(14, 8, 8, 14)))
        self._say(person.code, roles, known)

    def _say(self, code: str, roles: Sequence[str], known: Sequence[Known]) -> None:
        told = "; ".join(f"{label}: {words}" for label, words, _none in known)
        self.setAccessibleName(f"{', '.join(roles)}, {code}")
        self.setAccessibleDescription(told)
        self.setToolTip(_("Open to write about them"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter as well as Space; take off with Del."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def ring(self) -> tuple[QWidget, float]:
        """Return where the ring of focus goes."""
        return self, 12

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill = "hover" if self.underMouse() or self.isDown() else "surface"
        paint.box(
            paint.painter(self), QRectF(self.rect()), 12, fill=fill, edge="control" if look().contrast else "line"
        )


class Facts(QWidget):
    """What is known of somebody: labels at the left, answers beside them."""

    def __init__(self, known: Sequence[Known]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for row, (label, words, none) in enumerate(known):
            self._grid.addWidget(Text(label, role="second", tone="text2", wrap=True), row, 0)
            if none:
                chip = NoneChip()
                self._grid.addWidget(chip, row, 1, start)
                chip.show_none(none)
            else:
                self._grid.addWidget(Text(words, wrap=True), row, 1)
        if not known:
            nothing = Text(_("Nothing is written about them yet."), role="second", tone="text2", wrap=True)
            self._grid.addWidget(nothing, 0, 0, 1, 2)
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self._grid.setVerticalSpacing(look().px(6))
        self._grid.setHorizontalSpacing(look().px(8))
        self._grid.setColumnMinimumWidth(0, look().px(92))


class OpenPerson(QWidget):
    """An open card: everything that can be written about a person."""

    closed = Signal()
    removed = Signal()

    def __init__(self, person: PersonDraft, playbook: Playbook, members: Sequence[Member]) -> None:
        super().__init__()
        self.editor = PersonEditor(person, playbook, members)
        done = Button(_("Close card"), "quiet", end_icon="chevron-up")
        done.setObjectName(field_name(person.id, "done"))
        done.clicked.connect(self.closed)
        menu = _more(person, self.removed)
        top = Row((Text(person.code, role="card", wrap=True), 1), done, menu)
        self.setLayout(Column(top, self.editor, gap=8, margins=(16, 10, 16, 16)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc, wherever in the card the focus is."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), QRectF(self.rect()), 12, fill="surface", edge="control")


def _more(person: PersonDraft, removed: SignalInstance) -> IconButton:
    button = IconButton("ellipsis", _("More about {code}").format(code=person.code))
    button.setObjectName(field_name(person.id, "more"))
    menu = QMenu(button)
    menu.addAction(_("Take off this report")).triggered.connect(removed)
    button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
    return button
