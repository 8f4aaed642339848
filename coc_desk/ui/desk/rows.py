"""Rows of a card that stay in place while they are shown anew, and rows that open something."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QSizePolicy, QWidget

from coc_desk.casework.looking import Today
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.cards import Card, CardRow
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look

TARGET = 32
"""The least height of what is pressed, in pixels of the design."""
T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class Shows(Protocol[T_contra]):
    """A row that can show its thing in another state."""

    def show_thing(self, thing: T_contra, today: Today) -> str:
        """Show a thing as it is now; return the tint of its row."""
        ...


class Rows(Generic[T]):
    """The rows of a card, by key: while the same things are there they are shown anew in place and keep the focus."""

    def __init__(
        self, card: Card, empty: str, key: Callable[[T], Hashable], make: Callable[[T], tuple[QWidget, Shows[T]]]
    ) -> None:
        """Take the card, what it says when there is nothing, what tells things apart, and what makes a row."""
        self._card, self._empty, self._key, self._make = card, empty, key, make
        self._keys: list[Hashable] | None = None
        self._rows: list[tuple[QWidget, Shows[T], CardRow]] = []

    def show_things(self, things: Sequence[T], today: Today) -> bool:
        """Show these things and no others; return whether there are other rows than before."""
        keys = [self._key(one) for one in things]
        fresh = keys != self._keys
        if fresh:
            self._keys = keys
            self._lay(things)
        for (_widget, row, around), thing in zip(self._rows, things, strict=True):
            around.tint = row.show_thing(thing, today)
            around.update()
        return fresh

    def _lay(self, things: Sequence[T]) -> None:
        place, name = self._focused()
        self._forget_names()
        self._card.clear()
        made = [self._make(one) for one in things]
        self._rows = [(widget, row, self._card.row(widget)) for widget, row in made]
        for _widget, _row, around in self._rows:
            around.show()  # at once, not when the layout gets to it: the focus goes only to what can be seen
        if not made:
            self._card.fill(Text(self._empty, tone="text2", wrap=True))
        if place >= 0:
            self._focus(place, name)

    def _forget_names(self) -> None:
        """Rows that go away live on until the event is over; nobody may find them by name."""
        for widget, _row, _around in self._rows:
            for one in (widget, *widget.findChildren(QWidget)):
                one.setObjectName("")

    def _focused(self) -> tuple[int, str]:
        """Return in which row the focus is, and on what; -1 when it is elsewhere."""
        focus = QApplication.focusWidget()
        for place, (widget, _row, _around) in enumerate(self._rows):
            if focus is not None and (widget is focus or widget.isAncestorOf(focus)):
                return place, focus.objectName()
        return -1, ""

    def _focus(self, place: int, name: str) -> None:
        """Give the focus back: to the same thing if it is there still, else to what took its place."""
        widgets = [widget for widget, _row, _around in self._rows]
        inside = [one for widget in widgets for one in (widget, *widget.findChildren(QWidget))]
        same = [one for one in inside if one.objectName() == name]
        target = next(iter(same or widgets[place:] or widgets[-1:]), None)
        if target is not None:
            target.setFocus()


class OpenRow(QAbstractButton):
    """A whole row that opens something; its accessible name says what stands in it."""

    def __init__(self, inside: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayout(inside)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.dress()

    def dress(self) -> None:
        """Take the size of text; one line alone is lower than what is pressed may be."""
        self.setMinimumHeight(look().px(TARGET))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def ring(self) -> tuple[QWidget, float]:
        """Return where the ring of focus goes."""
        return self, 6

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else QSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.underMouse() or self.isDown():
            paint.box(paint.painter(self), QRectF(self.rect()), 6, fill="hover")


class FocusRow(QAbstractButton):
    """A row that can have the focus itself: its letters act, Up and Down go to the next one, Enter or a press opens."""

    opened = Signal()
    menu_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicked.connect(self.opened)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.letters: dict[str, Callable[[], object]] = {}
        """What single letters do while the focus is in this row."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def ring(self) -> tuple[QWidget, float]:
        """Return where the ring of focus goes."""
        return self, 6

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, letter = event.key(), event.text().upper()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.hasFocus():
            self.opened.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.hasFocus():
            self._go(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Menu or (key == Qt.Key.Key_F10 and event.modifiers() == _PLAIN[1]):
            self.menu_asked.emit()
        elif letter in self.letters and event.modifiers() in _PLAIN:
            self.letters[letter]()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else QSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Its parts are what is seen."""

    def _go(self, step: int) -> None:
        around = self.parentWidget()
        card = around.parentWidget() if around else None
        rows = card.findChildren(FocusRow) if card else [self]
        place = rows.index(self) + step
        if 0 <= place < len(rows):
            rows[place].setFocus()
