"""What every page of the main window has: a place, a title, keeping, and a way to say what happened."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QTextEdit, QWidget

from coc_desk.casework.errors import Refused, Trouble
from coc_desk.ui.keeping import Keeping
from coc_desk.ui.parts.dialogs import below
from coc_desk.ui.place import Place
from coc_desk.ui.theme import look

AROUND = 96
"""Design pixels above and below a spot that was come to: its label is seen with it."""
T = TypeVar("T")


class Page(QWidget):
    """One page of the main window; a screen derives from it, and only the main window connects screens."""

    go = Signal(object)
    """Place to go to."""
    back = Signal()
    troubled = Signal(object)
    """A Trouble, to be said in a notice bar on top of the content."""
    solved = Signal(str)
    """Kind of a Trouble that is over."""
    said = Signal(str, object)
    """A short sentence for a toast, and what undoes the act (a callable) or None."""
    titled = Signal(str)

    screen_name = ""
    """The name of the page in a Place."""
    narrow_rail = False
    """Whether the page wants the 64 px rail to give room to the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subject = ""
        """Id of the incident or draft that is shown."""
        self.keeping: Keeping | None = None
        """What keeps the words on this page, for pages that are typed in."""
        self.area: QScrollArea | None = None

    def title(self) -> str:
        """Return what the window's title begins with: never a name, place, kind or count."""
        return ""

    def show_place(self, place: Place) -> None:
        """Fill the page for a place's subject; raises `Refused` when there is no such thing any more."""
        self.subject = place.subject

    def refresh(self) -> None:
        """Show anew what the desk knows; called when the page comes to the front and every minute."""

    def first_focus(self) -> QWidget | None:
        """Return what gets the focus when the page is come to without a spot."""
        return None

    def panes(self) -> list[QWidget]:
        """Return the parts of the page that F6 goes through, in reading order."""
        return [self]

    def show_guidance(self) -> bool:
        """Show the guidance for the focused field; answer whether there is any that was not shown already."""
        return False

    def place(self) -> Place:
        """Return where one is on this page."""
        spot = Place(self.screen_name, self.subject)
        if self.area is not None:
            spot = spot.on(scroll=self.area.verticalScrollBar().value())
        # Of this window: another one, such as that of a file to be chosen, may have it at the moment.
        focus = below(self.window().focusWidget())
        return spot if focus is None or not self.isAncestorOf(focus) else _with_cursor(spot, focus)

    def go_to_spot(self, place: Place) -> None:
        """Put focus, cursor and scroll where a place says; called after `show_place`."""
        target = self.findChild(QWidget, place.field) if place.field else None
        focus = target or self.first_focus()
        if focus is not None:
            focus.setFocus()
        if target is not None:
            _put_cursor(target, place)
        if (area := self.area) is not None:
            # Laid out only after this event; scrolled before, it would stay at the top.
            QTimer.singleShot(0, area, lambda: _scroll(area, target, place.scroll))

    def keep_now(self) -> None:
        """Make what is typed durable; raises `Trouble`."""
        if self.keeping is not None:
            self.keeping.keep_now()

    def attempt(self, act: Callable[[], T], refused: Callable[[Refused], None] | None = None) -> T | None:
        """Do something through the desk; bad luck is said in the notice bar, a refusal at its place or in a toast."""
        try:
            return act()
        except Refused as refusal:
            (refused or self._say_refusal)(refusal)
        except Trouble as trouble:
            self.troubled.emit(trouble)
        return None

    def _say_refusal(self, refusal: Refused) -> None:
        self.said.emit(str(refusal), None)


def _scroll(area: QScrollArea, target: QWidget | None, down: int) -> None:
    """Scroll to where the page was; a place that somebody was led to has no scroll, only a spot to be seen."""
    inside = area.widget()
    if down:
        area.verticalScrollBar().setValue(down)
    elif target is not None and isinstance(inside, QWidget) and inside.isAncestorOf(target):
        spot = target.cursorRect() if isinstance(target, QPlainTextEdit | QTextEdit) else target.rect()
        area.ensureVisible(0, target.mapTo(inside, spot.center()).y(), 0, look().px(AROUND))


def _with_cursor(spot: Place, focus: QWidget) -> Place:
    spot = spot.on(field=focus.objectName())
    if isinstance(focus, QPlainTextEdit | QTextEdit):
        cursor = focus.textCursor()
        return spot.on(cursor=cursor.position(), anchor=cursor.anchor())
    if isinstance(focus, QLineEdit):
        start = focus.selectionStart()
        other = start if start >= 0 and start != focus.cursorPosition() else focus.selectionEnd()
        return spot.on(cursor=focus.cursorPosition(), anchor=other if start >= 0 else focus.cursorPosition())
    return spot


def _put_cursor(target: QWidget, place: Place) -> None:
    if isinstance(target, QPlainTextEdit | QTextEdit):
        cursor = target.textCursor()
        length = target.document().characterCount() - 1  # as Qt counts: a smiley is two
        cursor.setPosition(min(place.anchor, length))
        cursor.setPosition(min(place.cursor, length), cursor.MoveMode.KeepAnchor)
        target.setTextCursor(cursor)
    elif isinstance(target, QLineEdit):
        target.setCursorPosition(place.cursor)
        if place.anchor != place.cursor:
            target.setSelection(place.anchor, place.cursor - place.anchor)
