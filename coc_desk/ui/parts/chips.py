"""Key caps, chips and counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from coc_desk.ui import icons
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.keycaps import shown
from coc_desk.ui.theme import look

CAP_HEIGHT: Final = 20
CHIP_HEIGHT: Final = 24


@dataclass(frozen=True)
class Tokens:
    """Colours of a kind of chip."""

    fill: str
    edge: str
    ink: str
    dashed: bool = False


KINDS: Final[Mapping[str, Tokens]] = {
    "plain": Tokens("surface", "line", "text2"),
    "quiet": Tokens("sunken", "", "text2"),
    "role": Tokens("accent-soft", "", "accent-text"),
    "warn": Tokens("warn-soft", "warn-line", "warn-text"),
    "ok": Tokens("ok-soft", "ok-line", "ok-text"),
    "danger": Tokens("danger-soft", "danger-line", "danger-text"),
    "dashed": Tokens("", "control", "text2", dashed=True),
}


def cap_size(keys: str) -> QSize:
    """Return the real size of a key cap."""
    worn = look()
    width = max(round(paint.extent(shown(keys), "cap")) + worn.px(11), worn.px(CAP_HEIGHT))
    return QSize(width, worn.px(CAP_HEIGHT))


def paint_cap(
    painter: QPainter, where: QRectF, keys: str, edge: str = "line", ink: str = "text2", fill: str = ""
) -> None:
    """Paint a key cap."""
    paint.box(painter, where, 4, fill=fill, edge=edge)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    paint.words(painter, where, shown(keys), "cap", ink)


class _Painted(QLabel):
    """A label whose ground is painted; its words are real, so that they can be read out."""

    def __init__(self, words: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(words)

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class KeyCap(_Painted):
    """The name of a key or of keys pressed together."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(shown(keys), parent)
        self._keys = keys

    def sizeHint(self) -> QSize:
        return cap_size(self._keys)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_cap(paint.painter(self), QRectF(self.rect()), self._keys, fill="surface")


class Chip(_Painted):
    """A role, count or state in a word or two; a state has an icon."""

    def __init__(self, words: str, kind: str = "plain", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._icon = icon
        self.kind = kind

    def say(self, words: str) -> None:
        """Show other words."""
        self.setText(words)
        self.updateGeometry()

    def become(self, kind: str, icon: str = "") -> None:
        """Be another kind of chip."""
        self.kind, self._icon = kind, icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self.text(), self._icon)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_chip(paint.painter(self), QRectF(self.rect()), self.text(), self.kind, self._icon, self)


def chip_size(words: str, icon: str = "") -> QSize:
    """Return the real size of a chip."""
    worn = look()
    inside = paint.extent(words, "chip") + (worn.px(16 + 5) if icon else 0)
    return QSize(round(inside) + worn.px(18 if icon else 20), worn.px(CHIP_HEIGHT))


def paint_chip(painter: QPainter, where: QRectF, words: str, kind: str, icon: str, on: QWidget) -> None:
    """Paint a chip; `on` says which way is forward."""
    worn, tokens = look(), KINDS[kind]
    edge = tokens.edge or (tokens.ink if worn.contrast else "")
    paint.box(painter, where, CHIP_HEIGHT / 2, fill=tokens.fill, edge=edge, dashed=tokens.dashed)
    if not icon:
        paint.words(painter, where, words, "chip", tokens.ink)
        return
    forward = on.layoutDirection() == Qt.LayoutDirection.LeftToRight
    side, pad = worn.px(16), worn.px(8)
    at = where.left() + pad if forward else where.right() - pad - side
    icons.paint(painter, QRectF(at, where.top(), side, where.height()), icon, 16, tokens.ink)
    taken = pad + side + worn.px(5)
    rest = where.adjusted(taken, 0, 0, 0) if forward else where.adjusted(0, 0, -taken, 0)
    start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    paint.words(painter, rest, words, "chip", tokens.ink, align=start)


class Count(_Painted):
    """How many, in a small round ground."""

    def __init__(self, number: int | str, parent: QWidget | None = None) -> None:
        super().__init__(str(number), parent)

    def show_count(self, number: int | str) -> None:
        """Show another number."""
        self.setText(str(number))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return count_size(self.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_count(paint.painter(self), QRectF(self.rect()), self.text())


def count_size(number: str) -> QSize:
    """Return the real size of a count."""
    worn = look()
    return QSize(max(round(paint.extent(number, "chip", numbers=True)) + worn.px(12), worn.px(20)), worn.px(20))


def paint_count(painter: QPainter, where: QRectF, number: str, fill: str = "sunken", ink: str = "text2") -> None:
    """Paint a count."""
    paint.box(painter, where, 10, fill=fill, edge=ink if look().contrast else "")
    paint.words(painter, where, number, "chip", ink, numbers=True)
