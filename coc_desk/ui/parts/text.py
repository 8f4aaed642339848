"""Words on the screen: plain text in the roles of the typeface, some of them bold."""

from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from coc_desk.ui import typeface
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.pressing import presses
from coc_desk.ui.theme import look
from coc_desk.ui.typeface import ROLES

LONGEST_LINE: Final = 680
"""Width of a text column at most, in design pixels."""
_MARKS: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "<br>"})
_COLOURED: Final = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive)


class Strong(str):
    """Words that are bold among others."""

    __slots__ = ()


def plain(words: tuple[object, ...]) -> str:
    """Return words as one text."""
    return "".join(str(one) for one in words)


class Text(QLabel):
    """A label; what it is given is shown as it is, never read as markup."""

    def __init__(
        self,
        *words: object,
        role: str = "body",
        tone: str = "text",
        wrap: bool = False,
        numbers: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words: tuple[object, ...] = ()
        self._role, self._tone, self._numbers = role, tone, numbers
        self._ends = False
        self.setWordWrap(wrap)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.say(*words)
        self._begin_where_reading_begins()
        self.dress()

    def say(self, *words: object) -> None:
        """Show other words; an empty label keeps its line."""
        self._words = words
        if self.wordWrap() or any(isinstance(one, Strong) for one in words):
            self.setTextFormat(Qt.TextFormat.RichText)
            super().setText(self._markup())
        else:
            self.setTextFormat(Qt.TextFormat.PlainText)
            super().setText(plain(words))

    def setText(self, words: str) -> None:
        """Show other words."""
        self.say(words)

    def text(self) -> str:
        """Return the words, without any markup."""
        return plain(self._words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._begin_where_reading_begins()

    def end_where_reading_ends(self) -> None:
        """Stand at the end of the line."""
        self._ends = True
        self._begin_where_reading_begins()

    def _begin_where_reading_begins(self) -> None:
        """Stand where the screen's language begins, also with words of a script that runs the other way."""
        sides = Qt.AlignmentFlag
        if not self.alignment() & sides.AlignHCenter:
            backward = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            begins = sides.AlignRight if backward != self._ends else sides.AlignLeft
            self.setAlignment(begins | sides.AlignAbsolute | sides.AlignVCenter)

    def sizeHint(self) -> QSize:
        """Ask for the room of one line, up to the length of a line that reads well; only then wrap."""
        if not self.wordWrap():
            return super().sizeHint()
        width = min(self._natural_width(), look().px(LONGEST_LINE))
        return QSize(width, self.heightForWidth(width))

    def _natural_width(self) -> int:
        weight = max(600, ROLES[self._role].weight)
        bold = any(isinstance(one, Strong) for one in self._words)
        lines = self.text().split("\n")
        return (
            ceil(max(paint.extent(one, self._role, numbers=self._numbers, weight=weight * bold) for one in lines)) + 1
        )

    def tint(self, tone: str) -> None:
        """Take the colour of another token."""
        self._tone = tone
        self._colour()

    def dress(self) -> None:
        """Take font, line and colour from the look."""
        self.setFont(typeface.font(self._role, look().scale, numbers=self._numbers))
        if self.textFormat() == Qt.TextFormat.RichText:
            super().setText(self._markup())
        else:
            self.setMinimumHeight(look().px(ROLES[self._role].line))
        self._colour()

    def _colour(self) -> None:
        coloured = self.palette()
        for group in _COLOURED:
            coloured.setColor(group, QPalette.ColorRole.WindowText, look().colour(self._tone))
        self.setPalette(coloured)

    def _markup(self) -> str:
        """Put the words into the markup of Qt's labels, which alone has lines of a given height."""
        bold = max(600, ROLES[self._role].weight)
        said = "".join(
            f'<span style="font-weight:{bold}">{_safe(one)}</span>' if isinstance(one, Strong) else _safe(one)
            for one in self._words
        )
        line = look().px(ROLES[self._role].line)
        return f'<p style="margin:0; line-height:{line}px">{said}</p>'


def _safe(words: object) -> str:
    return str(words).translate(_MARKS)


class Link(QPushButton):
    """Words that lead somewhere: underlined, in the colour of links."""

    def __init__(self, words: str, tone: str = "accent-text", parent: QWidget | None = None) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self._tone = tone
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFlat(True)
        self.dress()

    def dress(self) -> None:
        """Take the size of the words."""
        line = max(look().px(ROLES["label"].line), look().px(20))
        self.setFixedSize(round(paint.extent(self._said(), "label")) + 1, line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: object) -> None:
        painter = paint.painter(self)
        made = typeface.font("label", look().scale)
        underlined = type(made)(made)
        underlined.setUnderline(True)
        painter.setFont(underlined)
        painter.setPen(
            look().colour("accent-hover" if self.underMouse() and self._tone == "accent-text" else self._tone)
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._said())

    def _said(self) -> str:
        return self.text().replace("&&", "&")
