"""Pictures and small marks: icons, initials, the line of entries, strength, lines that wait."""

from typing import ClassVar, Final

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from coc_desk.ui import icons
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.layouts import Row
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look


class Picture(QLabel):
    """An icon beside words that say the same; where it stands alone it has a name."""

    def __init__(
        self, icon: str, size: int = 18, tone: str = "text2", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._size, self._tone = icon, size, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if name:
            self.setAccessibleName(name)
        self.dress()

    def show_icon(self, icon: str, tone: str = "") -> None:
        """Show another icon, or in another colour."""
        self._icon, self._tone = icon, tone or self._tone
        self.dress()

    def dress(self) -> None:
        """Take size and colour from the look."""
        self.setPixmap(icons.picture(self._icon, self._size, self._tone))


class _Sized(QWidget):
    """A mark of a fixed size in design pixels."""

    SIZE: ClassVar = (28, 28)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(*(look().px(side) for side in self.SIZE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def initials(name: str) -> str:
    """Return the first letters of the first and last word of a name."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


class Avatar(_Sized):
    """The initials of a member in a circle; the name stands beside it."""

    SIZE = (32, 32)

    def __init__(self, name: str = "", *, chosen: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials, self._chosen = initials(name), chosen

    def show_name(self, name: str, *, chosen: bool = False) -> None:
        """Show another member."""
        self._initials, self._chosen = initials(name), chosen
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, where = paint.painter(self), QRectF(self.rect())
        fill, edge, ink = ("accent", "", "on-accent") if self._chosen else ("surface", "control", "text2")
        paint.box(painter, where, 16, fill=fill, edge=edge)
        paint.words(painter, where, self._initials, "cap", ink, weight=600)


class IconDisc(_Sized):
    """An icon in a soft disc: at the head of a dialog or of good news."""

    SIZE = (40, 40)

    def __init__(self, icon: str, tone: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._tone = icon, tone

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, where, ink = paint.painter(self), QRectF(self.rect()), f"{self._tone}-text"
        paint.box(painter, where, 20, fill=f"{self._tone}-soft", edge=ink if look().contrast else "")
        icons.paint(painter, where, self._icon, 24, ink)


class EntryMark(_Sized):
    """The kind of an entry: an icon in a circle on the line that holds the entries together."""

    SIZE = (28, 28)

    def __init__(self, icon: str, *, first: bool = False, last: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._first, self._last = icon, first, last
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_place(self, *, first: bool, last: bool) -> None:
        """Say whether the line begins or ends here."""
        self._first, self._last = first, last
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        side, middle = worn.px(28), self.width() / 2
        painter.setPen(worn.hairline("line", 2))
        top = side / 2 if self._first else 0
        bottom = side / 2 if self._last else self.height()
        painter.drawLine(round(middle), round(top), round(middle), round(bottom))
        circle = QRectF(0, 0, side, side)
        paint.box(painter, circle, 14, fill="surface", edge="line")
        icons.paint(painter, circle, self._icon, 16, "text2")


class StrengthBar(QWidget):
    """Four strokes and words that say how well a passphrase holds."""

    TONES: Final = ("line", "danger", "warn", "ok", "ok")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes = _Strokes()
        self.word = Text(role="label")
        self.sentence = Text(tone="text2", wrap=True)
        self.setLayout(Row(self._strokes, self.word, (self.sentence, 1), gap=12))

    def show_strength(self, level: int, word: str, sentence: str) -> None:
        """Show a level from 0 (nothing typed) to 4, and say it in words."""
        self._strokes.level = level
        self._strokes.update()
        self.word.say(word)
        self.word.tint({"danger": "danger-text", "warn": "warn-text", "ok": "ok-text"}.get(self.TONES[level], "text2"))
        self.sentence.say(sentence)


class _Strokes(_Sized):
    SIZE = (188, 6)
    level = 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        tone, gap = StrengthBar.TONES[self.level], worn.px(4)
        width = (self.width() - 3 * gap) / 4
        for stroke in range(4):
            where = paint.mirrored(self, QRectF(stroke * (width + gap), 0, width, self.height()))
            paint.box(painter, where, 3, fill=tone if stroke < self.level else "line")


class GreyLines(QWidget):
    """What stands where something is being fetched: nothing for 300 ms, then still grey lines."""

    WAIT_MS: Final = 300
    SHARES: Final = (0.41, 0.76, 0.6)

    def __init__(self, lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._seen = lines, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        QTimer.singleShot(self.WAIT_MS, self, self._show_lines)

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        worn = look()
        return QSize(worn.px(240), worn.px(20 * self._lines + 12))

    def _show_lines(self) -> None:
        self._seen = True
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._seen:
            return
        painter, worn = paint.painter(self), look()
        disc, height = worn.px(28), worn.px(12)
        paint.box(painter, paint.mirrored(self, QRectF(0, worn.px(8), disc, disc)), 14, fill="sunken", edge=_edge())
        room = self.width() - worn.px(40)
        for line in range(self._lines):
            width = room * self.SHARES[line % len(self.SHARES)]
            where = QRectF(worn.px(40), worn.px(6 + 20 * line), width, height)
            paint.box(painter, paint.mirrored(self, where), 6, fill="sunken", edge=_edge())


def _edge() -> str:
    return "line" if look().contrast else ""
