"""Icons: drawings from resources/icons in the colour of a token, sharp at any size and on any screen."""

import re
from functools import cache, lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from coc_desk.paths import resources
from coc_desk.ui.theme import Look, look

DRAWN: Final = 24
"""The drawings are squares of this side."""
LINE: Final = 1.5
"""Width of a line in design pixels, at any size of icon."""


SIDEWAYS: Final = {
    "arrow-left": "arrow-right",
    "arrow-right": "arrow-left",
    "chevron-left": "chevron-right",
    "chevron-right": "chevron-left",
}
"""What points back or ahead, and the other one."""


def turned(name: str, on: QWidget) -> str:
    """Return the icon that means the same on a screen that is read from right to left."""
    backward = on.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return SIDEWAYS.get(name, name) if backward else name


@cache
def _drawing(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _rendered(name: str, size: int, colour: str, line: float, ratio: float) -> QPixmap:
    drawing = _drawing(name).replace("currentColor", colour)
    drawing = re.sub(r'stroke-width="[\d.]+"', f'stroke-width="{line * DRAWN / size:.3f}"', drawing, count=1)
    picture = QPixmap(QSize(size, size) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def picture(name: str, size: float, token: str, *, worn: Look | None = None, ratio: float = 0) -> QPixmap:
    """Return an icon `size` design pixels big; FileNotFoundError when it is not shipped.

    `ratio` is the screen's device pixel ratio; 0 means the densest screen there is.
    """
    worn = worn or look()
    app = QGuiApplication.instance()
    if not ratio and isinstance(app, QGuiApplication):
        ratio = app.devicePixelRatio()
    return _rendered(name, worn.px(size), worn.colour(token).name(), LINE * worn.scale, ratio or 1.0)


def paint(painter: QPainter, where: QRect | QRectF, name: str, size: float, token: str) -> None:
    """Paint an icon in the middle of a rectangle."""
    drawn = picture(name, size, token, ratio=painter.device().devicePixelRatioF())
    side = look().px(size)
    middle = QRectF(where).center()
    painter.drawPixmap(QPointF(round(middle.x() - side / 2), round(middle.y() - side / 2)), drawn)


def icon(name: str, size: float = 18, token: str = "text2") -> QIcon:
    """Return an icon for Qt's own parts, such as menus; greyed out by its own token."""
    made = QIcon(picture(name, size, token))
    made.addPixmap(picture(name, size, "disabled"), QIcon.Mode.Disabled)
    return made
