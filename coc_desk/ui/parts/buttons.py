"""Buttons: main, second, row, quiet, danger; with icon, count and the key that does the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from coc_desk.ui import icons
from coc_desk.ui.parts import chips, paint
from coc_desk.ui.parts.keycaps import shown
from coc_desk.ui.parts.pressing import presses
from coc_desk.ui.theme import look


@dataclass(frozen=True)
class Tokens:
    """Colours of a kind of button."""

    fill: str
    hover: str
    press: str
    ink: str
    edge: str = ""
    count: str = "accent-soft"
    count_ink: str = "accent-text"
    cap: str = "line"


KINDS: Final[Mapping[str, Tokens]] = {
    "main": Tokens("accent", "accent-hover", "accent-press", "on-accent", cap="on-accent"),
    "second": Tokens("surface", "hover", "selected", "text", edge="control"),
    "row": Tokens("accent-soft", "selected", "selected", "accent-text", cap="accent-text"),
    "quiet": Tokens("", "hover", "selected", "text2"),
    "danger": Tokens("surface", "danger-soft", "danger-soft", "danger-text", edge="danger"),
    "practice": Tokens("practice-soft", "practice-soft", "practice-soft", "practice-text", edge="practice"),
}
LOW: Final = frozenset({"row", "quiet"})
"""Kinds that are 32 high, for rows and titles of cards; the others are 36."""


@dataclass(frozen=True)
class Shape:
    """Measures of a button in design pixels."""

    height: int
    pad: int
    gap: int
    icon: int
    role: str
    weight: int = 600
    radius: int = 8


USUAL: Final = Shape(36, 14, 8, 18, "body")
LOWER: Final = Shape(32, 11, 8, 18, "second")
BIG: Final = Shape(52, 24, 12, 22, "big", radius=10)


class Button(QPushButton):
    """A button that says what it does; a key cap shows the key that does the same."""

    def __init__(
        self,
        words: str,
        kind: str = "second",
        *,
        icon: str = "",
        keys: str = "",
        end_icon: str = "",
        count: int | None = None,
        low: bool | None = None,
        wide: bool = False,
        shape: Shape | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._shape = shape or (LOWER if (kind in LOW if low is None else low) else USUAL)
        self._icon, self._end_icon, self._keys = icon, end_icon, keys
        self._count = "" if count is None else str(count)
        self._cap = True
        self._usual_tip = ""
        across = QSizePolicy.Policy.MinimumExpanding if wide else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.say(words)
        self.setAccessibleDescription(shown(keys))

    def say(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.updateGeometry()

    def words(self) -> str:
        """Return the words as they are read."""
        return self._words

    def show_icon(self, icon: str) -> None:
        """Show another icon, or none."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def show_count(self, number: int | None) -> None:
        """Show a number behind the words, or none."""
        self._count = "" if number is None else str(number)
        self.setAccessibleName(f"{self._words} {self._count}" if self._count else "")
        self.updateGeometry()
        self.update()

    def show_cap(self, there: bool) -> None:
        """Show the key cap, or leave it out where there is no room; the key works all the same."""
        if there != self._cap:
            self._cap = there
            self.updateGeometry()

    def refuse(self, why: str) -> None:
        """Make it impossible to press, and say why in the tip and to screen readers."""
        self.setEnabled(False)
        self.setToolTip(why)
        self.setAccessibleDescription(why)

    def allow(self) -> None:
        """Make it possible to press again."""
        self.setEnabled(True)
        self.setToolTip("")
        self.setAccessibleDescription(shown(self._keys))

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def ring(self) -> tuple[QWidget, float]:
        """Return where the ring of focus goes."""
        return self, self._shape.radius

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        worn = look()
        widths = [width for _, width in self._pieces()]
        inside = sum(widths) + worn.px(self._shape.gap) * (len(widths) - 1)
        return QSize(round(inside) + 2 * worn.px(self._shape.pad), worn.px(self._shape.height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.painter(self)
        self._paint_ground(painter)
        pieces = list(self._pieces())
        gap = look().px(self._shape.gap)
        inside = sum(width for _, width in pieces) + gap * (len(pieces) - 1)
        at = (self.width() - inside) / 2
        for piece, width in pieces:
            self._paint_piece(painter, piece, paint.mirrored(self, QRectF(at, 0, width, self.height())))
            at += width + gap

    def _pieces(self) -> Iterator[tuple[str, float]]:
        """What stands on the button, in order of reading, with its real width."""
        worn, shape = look(), self._shape
        if self._icon:
            yield "icon", worn.px(shape.icon)
        if self._words:
            yield "words", round(paint.extent(self._words, shape.role, weight=shape.weight)) + 1
        if self._end_icon:
            yield "end icon", worn.px(shape.icon)
        if self._count:
            yield "count", chips.count_size(self._count).width()
        if self._keys and self._cap:
            yield "keys", chips.cap_size(self._keys).width()

    def _ink(self) -> str:
        return KINDS[self.kind].ink if self.isEnabled() else "disabled"

    def _paint_ground(self, painter: QPainter) -> None:
        tokens, worn = KINDS[self.kind], look()
        fill = tokens.press if self.isDown() or self.isChecked() else tokens.hover if self.underMouse() else tokens.fill
        edge = tokens.edge or (tokens.ink if worn.contrast and self.kind == "row" else "")
        if not self.isEnabled():
            fill, edge = ("", "") if self.kind == "quiet" else ("sunken", "line")
        paint.box(painter, QRectF(self.rect()), self._shape.radius, fill=fill, edge=edge)

    def _paint_piece(self, painter: QPainter, piece: str, where: QRectF) -> None:
        tokens, ink, shape = KINDS[self.kind], self._ink(), self._shape
        match piece:
            case "icon":
                icons.paint(painter, where, icons.turned(self._icon, self), shape.icon, ink)
            case "end icon":
                icons.paint(painter, where, icons.turned(self._end_icon, self), shape.icon, ink)
            case "words":
                paint.words(painter, where, self._words, shape.role, ink, weight=shape.weight)
            case "count":
                size = chips.count_size(self._count)
                chips.paint_count(painter, _middle(where, size), self._count, tokens.count, tokens.count_ink)
            case _:
                cap = tokens.cap if self.isEnabled() else "line"
                faint = ink if ink != "text" else "text2"
                chips.paint_cap(painter, _middle(where, chips.cap_size(self._keys)), self._keys, cap, faint)


def _middle(where: QRectF, size: QSize) -> QRectF:
    return QRectF(where.left(), round(where.center().y() - size.height() / 2), size.width(), size.height())


class BigButton(Button):
    """The large one: only "Log a report", and what stands beside it."""

    def __init__(
        self, words: str, *, icon: str = "", keys: str = "", kind: str = "main", parent: QWidget | None = None
    ) -> None:
        super().__init__(words, kind, icon=icon, keys=keys, parent=parent)
        self._shape = BIG if kind == "main" else Shape(52, 16, 8, 18, "body", radius=10)


class IconButton(Button):
    """An icon alone, for back, close, more, show, page and zoom; its name is also its tip."""

    SIDE: Final = 32

    def __init__(self, icon: str, name: str, *, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", "quiet", icon=icon, parent=parent)
        self._keys_told = shown(keys)
        self.rename(name)

    def rename(self, name: str) -> None:
        """Mean something else, as show and hide do."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({self._keys_told})" if self._keys_told else name)

    def allow(self) -> None:
        """Make it possible to press again."""
        self.setEnabled(True)
        self.rename(self.accessibleName())
        self.setAccessibleDescription("")

    def sizeHint(self) -> QSize:
        side = look().px(self.SIDE)
        return QSize(side, side)
