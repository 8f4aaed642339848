"""Layouts measured in design pixels, which follow the size of text by themselves."""

from collections.abc import Sequence
from types import EllipsisType
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from coc_desk.ui.parts import paint
from coc_desk.ui.theme import look

Laid = QWidget | QLayout
Item = Laid | tuple[Laid, int] | EllipsisType
"""What stands in a row or column; with a number: its share of the room that is left; ...: just that room."""
Margins = int | tuple[int, int] | tuple[int, int, int, int]
"""All round, or (sides, ends), or (left, top, right, bottom), in design pixels."""


def _sides(margins: Margins) -> tuple[int, int, int, int]:
    """Return all four margins; "left" is where reading starts."""
    match margins:
        case int():
            return (margins,) * 4
        case (across, along):
            return (across, along, across, along)
        case (start, top, end, bottom):
            forward = QGuiApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight
            return (start, top, end, bottom) if forward else (end, top, start, bottom)


def _measure(layout: QBoxLayout, gap: int, margins: Margins) -> None:
    worn = look()
    layout.setSpacing(worn.px(gap))
    layout.setContentsMargins(*(worn.px(side) for side in _sides(margins)))


def _put(layout: QBoxLayout, items: Sequence[Item]) -> None:
    for item in items:
        match item:
            case EllipsisType():
                layout.addStretch(1)
            case (QWidget() as widget, int(share)):
                layout.addWidget(widget, share)
            case (QLayout() as inner, int(share)):
                layout.addLayout(inner, share)
            case QWidget():
                layout.addWidget(item)
            case QLayout():
                layout.addLayout(item)


BETWEEN_LINES: Final = 6
"""Room between the lines of things that go on in the next line, at most."""


class Row(QHBoxLayout):
    """Things side by side, in the direction of reading, on one middle line."""

    def __init__(self, *items: Item, gap: int = 8, margins: Margins = 0) -> None:
        super().__init__()
        self._gap, self._margins = gap, margins
        self.dress()
        self.put(*items)

    def put(self, *items: Item) -> None:
        """Add things at the end."""
        _put(self, items)

    def dress(self) -> None:
        """Take the size of text."""
        _measure(self, self._gap, self._margins)


class Column(QVBoxLayout):
    """Things below each other."""

    def __init__(self, *items: Item, gap: int = 8, margins: Margins = 0) -> None:
        super().__init__()
        self._gap, self._margins = gap, margins
        self.dress()
        self.put(*items)

    def put(self, *items: Item) -> None:
        """Add things at the end."""
        _put(self, items)

    def dress(self) -> None:
        """Take the size of text."""
        _measure(self, self._gap, self._margins)


class Flow(QLayout):
    """Things side by side that go on in the next line when there is no room."""

    def __init__(self, *items: QWidget, gap: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.dress()
        for item in items:
            self.addWidget(item)

    def keep_apart(self, gap: int) -> None:
        """Leave another gap."""
        self._gap = gap
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setSpacing(look().px(self._gap))
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), apply=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, apply=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._seen()]
        gaps = self.spacing() * max(0, len(hints) - 1)
        return QSize(sum(one.width() for one in hints) + gaps, max((one.height() for one in hints), default=0))

    def minimumSize(self) -> QSize:
        smallest = QSize()
        for item in self._seen():
            smallest = smallest.expandedTo(item.minimumSize())
        return smallest

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        """Lay the things out, each on the middle of its line; return the height they need."""
        y = rect.y()
        home, between = self.parentWidget(), min(self.spacing(), look().px(BETWEEN_LINES))
        turn = home.layoutDirection() if home else Qt.LayoutDirection.LeftToRight
        for line in self._lines(rect.width()):
            x, height = rect.x(), max(size.height() for _, size in line)
            for item, size in line:
                if apply:
                    place = QRect(QPoint(x, y + (height - size.height()) // 2), size)
                    item.setGeometry(QStyle.visualRect(turn, rect, place))
                x += size.width() + self.spacing()
            y += height + between
        return max(0, y - between - rect.y())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Break the things into lines that fit a width; one that fits none has a line of its own."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = -1
        for item in self._seen():
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(width, item.minimumSize().width())))
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if left < size.width() or not lines:
                lines.append([])
                left = width
            lines[-1].append((item, size))
            left -= size.width() + self.spacing()
        return lines


class Front(QStackedLayout):
    """Pages of which one is in front; it asks for the room of that one, not of the largest."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _at: self.invalidate())

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.sizeHint() if page is not None else QSize()

    def minimumSize(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else QSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        page = self.currentWidget()
        if page is None:
            return 0
        return page.heightForWidth(width) if page.hasHeightForWidth() else page.sizeHint().height()


def held(layout: QLayout) -> QWidget:
    """Return a widget around a layout."""
    holder = QWidget()
    holder.setLayout(layout)
    return holder


class Hairline(QWidget):
    """A hairline."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        self._upright = upright
        along, across = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(*((across, along) if upright else (along, across)))
        self.dress()

    def dress(self) -> None:
        """Be one pixel of the design thin."""
        thin = max(1, look().px(1))
        if self._upright:
            self.setFixedWidth(thin)
        else:
            self.setFixedHeight(thin)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.painter(self).fillRect(self.rect(), look().colour("line"))


class Scroll(QScrollArea):
    """Scrolls up and down only; what is inside takes the width there is."""

    _SHOWN_AROUND: Final = 24

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # One of our own: for one of Qt's, PySide looks through every class of widgets there is (10 ms at the start).
        self.setViewport(QWidget())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        for clear in (self.viewport(), inside):
            clear.setAutoFillBackground(False)
        self._making_room = False
        inside.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is inside when it needs another height."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._make_room()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Give what is inside the height its width asks for; Qt itself would press wrapped words together."""
        inner: Any = self.widget()
        layout = inner.layout() if inner is not None else None
        if layout is None or self._making_room or not layout.hasHeightForWidth():
            return
        # Another height may ask for another layout at once: one answer to each question is enough.
        self._making_room = True
        wanted = layout.totalHeightForWidth(self.viewport().width())
        if wanted != inner.minimumHeight():
            inner.setMinimumHeight(wanted)
        self._making_room = False

    def show_all_of(self, part: QWidget) -> None:
        """Scroll until a part can be seen, with some room around it."""
        self.ensureWidgetVisible(part, 0, look().px(self._SHOWN_AROUND))

    def minimumSizeHint(self) -> QSize:
        inner: Any = self.widget()
        width = inner.minimumSizeHint().width() if inner is not None else 0
        return QSize(width + self.verticalScrollBar().sizeHint().width(), look().px(64))
