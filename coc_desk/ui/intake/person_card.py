"""One person of a report, as a card: what is known of them at a glance, and everything when it is open."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from coc_desk.casework.intake import PersonDraft
from coc_desk.casework.ledger import Member
from coc_desk.i18n import _
from coc_desk.playbook.answers import words_of
from coc_desk.playbook.definitions import Playbook
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button, IconButton
from coc_desk.ui.parts.chips import Chip
from coc_desk.ui.parts.layouts import Column, Flow, Row, held
from coc_desk.ui.parts.text import Text
from coc_desk.ui.person_editor import PersonEditor, field_name
from coc_desk.ui.theme import look

LONGEST = 160
"""Characters of an answer that a card shows; the rest is there when it is opened."""


def role_words(person: PersonDraft, playbook: Playbook) -> list[str]:
    """Return the short words for a person's roles."""
    labels = {one.key: str(one.short or one.label) for one in playbook.roles}
    return [labels.get(role, role) for role in person.roles]


def known_of(person: PersonDraft, playbook: Playbook) -> Iterator[tuple[str, str, bool]]:
    """Yield (label, words, whether it is an answer without a value) of what was answered."""
    for field in playbook.form.person.fields:
        if answer := (person.answers or {}).get(field.key):
            words = words_of(field, answer)
            short = words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()} …"
            yield str(field.heading), short, "none" in answer


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
        top = Row((Flow(*(Chip(one, kind) for one in roles), name), 1), menu)
        facts = [_fact(label, words, without) for label, words, without in known]
        if member:
            facts.append(_fact(_("In the team"), member, False))
        if not facts:
            facts.append(Text(_("Nothing is written about them yet."), role="second", tone="text2", wrap=True))
        self.setLayout(Column(top, *facts, ..., gap=6, margins=(14, 8, 8, 14)))
        self._say(person.code, roles, known)

    def _say(self, code: str, roles: Sequence[str], known: Sequence[tuple[str, str, bool]]) -> None:
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


def _fact(label: str, words: str, without: bool) -> QWidget:
    said: QWidget = Chip(words, "dashed", "circle-question-mark") if without else Text(words, wrap=True)
    return held(Row((Text(label, role="second", tone="text2", wrap=True), 2), (said, 5), gap=8))


def _more(person: PersonDraft, removed: SignalInstance) -> IconButton:
    button = IconButton("ellipsis", _("More about {code}").format(code=person.code))
    button.setObjectName(field_name(person.id, "more"))
    menu = QMenu(button)
    menu.addAction(_("Take off this report")).triggered.connect(removed)
    button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
    return button
