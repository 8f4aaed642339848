"""Shapes and words that several parts are painted of."""

import unicodedata
from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintDevice, QPainter, QPen
from PySide6.QtWidgets import QStyle, QWidget

from coc_desk.ui.theme import look
from coc_desk.ui.typeface import font

_TURNS: Mapping[Qt.LayoutDirection | None, Qt.TextFlag] = {
    Qt.LayoutDirection.LeftToRight: Qt.TextFlag.TextForceLeftToRight,
    Qt.LayoutDirection.RightToLeft: Qt.TextFlag.TextForceRightToLeft,
}


def painter(on: QWidget) -> QPainter:
    """Return a smooth painter for a widget; to be used within its paintEvent."""
    made = QPainter(on)
    made.setRenderHint(QPainter.RenderHint.Antialiasing)
    return made


def box(
    painter: QPainter,
    where: QRectF,
    radius: float,
    *,
    fill: str = "",
    edge: str = "",
    width: float = 1,
    dashed: bool = False,
) -> None:
    """Paint a rounded rectangle by tokens; its border lies inside of `where`; radius and width in design pixels."""
    worn = look()
    inset = 0.0
    painter.setPen(Qt.PenStyle.NoPen)
    if edge:
        pen = worn.hairline(edge, width)
        if dashed:
            pen.setDashPattern([3.0, 2.5])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        inset = pen.widthF() / 2
        painter.setPen(pen)
    painter.setBrush(worn.colour(fill) if fill else Qt.BrushStyle.NoBrush)
    shape = where.adjusted(inset, inset, -inset, -inset)
    corner = min(worn.px(radius) - inset, shape.height() / 2, shape.width() / 2)
    painter.drawRoundedRect(shape, corner, corner)


def direction(text: str) -> Qt.LayoutDirection | None:
    """Return the direction of the first letter that has one."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind == "L":
            return Qt.LayoutDirection.LeftToRight
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
    return None


def words(
    painter: QPainter,
    where: QRectF,
    text: str,
    role: str,
    token: str,
    *,
    numbers: bool = False,
    weight: int = 0,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
    wrap: bool = False,
) -> None:
    """Paint words in a role and a token's colour, in their own direction; `AlignLeft` means where reading starts."""
    painter.setFont(font(role, look().scale, numbers=numbers, weight=weight))
    painter.setPen(QPen(look().colour(token)))
    side = QStyle.visualAlignment(painter.layoutDirection(), align) | Qt.AlignmentFlag.AlignAbsolute
    lines = Qt.TextFlag.TextWordWrap if wrap else Qt.TextFlag.TextSingleLine
    turn = _TURNS.get(direction(text), 0)
    painter.drawText(where, int(side) | int(lines) | int(turn), text)


def extent(text: str, role: str, *, numbers: bool = False, weight: int = 0) -> float:
    """Return how wide words are in a role, in real pixels."""
    return metrics(role, numbers=numbers, weight=weight).horizontalAdvance(text)


def metrics(role: str, *, numbers: bool = False, weight: int = 0, device: QPaintDevice | None = None) -> QFontMetricsF:
    """Return the measures of a role's font at the size of text worn now."""
    chosen: QFont = font(role, look().scale, numbers=numbers, weight=weight)
    return QFontMetricsF(chosen) if device is None else QFontMetricsF(chosen, device)


def mirrored(of: QWidget, where: QRectF) -> QRectF:
    """Return a rectangle as it lies when the language reads from right to left, else as it is."""
    bounds, rect = of.rect(), where.toAlignedRect()
    turned = QStyle.visualRect(of.layoutDirection(), QRect(bounds), rect)
    return QRectF(where).translated(QPointF(turned.x() - rect.x(), 0))
