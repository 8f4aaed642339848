"""Words laid out for painting: many scripts, each paragraph in its own direction, at most so many lines."""

from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QTextCharFormat, QTextLayout, QTextOption

from coc_desk.ui import typeface
from coc_desk.ui.parts.paint import direction
from coc_desk.ui.theme import look

LONGEST_LINE: Final = 400
"""Characters that no line exceeds: what is cut needs no more of a text than lines times this."""


class Flowed:
    """A text at one width; laid out once, painted often."""

    def __init__(
        self,
        text: str,
        width: float,
        *,
        role: str = "body",
        line: int = 0,
        most: int = 0,
        label: str = "",
        struck: bool = False,
    ) -> None:
        """Take the text, real pixels, the role, design pixels a line, the most lines (0: all), a label before it."""
        self._role, self._struck = role, struck
        self._line = look().px(line or typeface.ROLES[role].line)
        self._laid: list[tuple[QTextLayout, float]] = []
        self.height = 0.0
        self.cut = False
        self._left = most or -1
        whole = text if not most else text[: most * LONGEST_LINE]
        self.cut = len(whole) < len(text)
        paragraphs = whole.split("\n")
        for at, paragraph in enumerate(paragraphs):
            if self._left == 0:
                self.cut = True
                break
            self._lay(paragraph, width, label if at == 0 else "")

    def _lay(self, text: str, width: float, label: str) -> None:
        layout = QTextLayout(label + text, typeface.font(self._role, look().scale))
        backward = direction(label + text) == Qt.LayoutDirection.RightToLeft
        option = QTextOption(Qt.AlignmentFlag.AlignRight if backward else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats(len(label), len(text)))
        layout.setCacheEnabled(True)
        layout.beginLayout()
        top = 0.0
        while self._left != 0 and (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            room = max(float(self._line), line.height())
            line.setPosition(QPointF(0, top + (room - line.height()) / 2))
            top += room
            self._left -= 1
        layout.endLayout()
        last = layout.lineAt(layout.lineCount() - 1) if layout.lineCount() else None
        if last is not None and last.textStart() + last.textLength() < len(label) + len(text):
            self.cut = True
        self._laid.append((layout, self.height))
        self.height += top or self._line

    def _formats(self, label: int, text: int) -> list[QTextLayout.FormatRange]:
        ranges = []
        for start, length, struck, weight in ((0, label, False, 600), (label, text, self._struck, 0)):
            if not length or not (struck or weight):
                continue
            made = QTextLayout.FormatRange()
            made.start, made.length = start, length
            worn = QTextCharFormat()
            worn.setFontStrikeOut(struck)
            if weight:
                worn.setFontWeight(weight)
            made.format = worn
            ranges.append(made)
        return ranges

    @property
    def natural_width(self) -> float:
        """Return how wide the longest line is."""
        return max((layout.maximumWidth() for layout, _ in self._laid), default=0.0)

    def paint(self, painter: QPainter, left: float, top: float, token: str) -> None:
        """Paint the words in a token's colour."""
        painter.setPen(look().colour(token))
        for layout, offset in self._laid:
            layout.draw(painter, QPointF(left, top + offset))
