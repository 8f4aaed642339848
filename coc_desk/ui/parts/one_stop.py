"""Groups of parts of which one is chosen: one tab stop, arrows in between, radio buttons to screen readers."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QLayout, QLayoutItem, QRadioButton, QStyle, QWidget

from coc_desk.ui.theme import look

_FORWARD = {Qt.Key.Key_Right, Qt.Key.Key_Down}
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up}


class Part(QRadioButton):
    """One of the parts; derived parts say how big they are and paint themselves."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.key = key
        self.setAutoExclusive(True)  # only then is it a radio button to screen readers
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def words(self) -> str:
        """Return the words as they are read."""
        return self.text().replace("&&", "&")

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _at: object) -> bool:
        return True

    def nextCheckState(self) -> None:
        self.setChecked(True)

    def ring(self) -> tuple[QWidget, float] | None:
        """Return where the ring of focus goes: around the part, unless the group wants it around itself."""
        group = self.parentWidget()
        return group.ring() if isinstance(group, OneStop) else (self, 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        group = self.parentWidget()
        if not (isinstance(group, OneStop) and group.take_key(self, event)):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        raise NotImplementedError


class OneStop(QGroupBox):
    """A group of parts: at most one is chosen, and Tab stops at it once."""

    chosen = Signal(str)
    """The responder chose a part, given by its key; "" when the choice was emptied."""

    def __init__(self, parts: Sequence[Part], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.parts = list(parts)
        for part in self.parts:
            part.setParent(self)
            part.clicked.connect(lambda _checked=False, key=part.key: self._clicked(key))
        self._let_tab_in()

    def choose(self, key: str) -> None:
        """Choose a part, or none with a key that is not among them; says nothing."""
        for part in self.parts:
            part.setAutoExclusive(False)  # an exclusive one would not let itself be emptied
            part.setChecked(part.key == key)
            part.setAutoExclusive(True)
        self._let_tab_in()
        self.update()

    def chosen_key(self) -> str:
        """Return the key of the chosen part, or ""."""
        return next((part.key for part in self.parts if part.isChecked()), "")

    def ring(self) -> tuple[QWidget, float] | None:
        """Return where the ring goes while a part has the focus."""
        return self, 8

    def stop(self) -> Part:
        """Return the part at which Tab stops: the chosen one, else the first."""
        return next((part for part in self.parts if part.isChecked()), self.parts[0])

    def take_key(self, part: Part, event: QKeyEvent) -> bool:
        """Move by arrows, which also chooses; return whether the key was taken."""
        backward = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        key = Qt.Key(event.key())
        if key in _FORWARD | _BACK:
            ahead = key in _FORWARD
            if backward and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                ahead = not ahead
            self._step(part, 1 if ahead else -1)
            return True
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._clicked(self.parts[0 if key == Qt.Key.Key_Home else -1].key, Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint nothing: the parts do."""

    def minimumSizeHint(self) -> QSize:
        inside = self.layout()
        return inside.minimumSize() if inside else QSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave no room for a title: it is a group box to screen readers only."""
        QWidget.resizeEvent(self, event)

    def changeEvent(self, event: QEvent) -> None:
        """Leave no room for a title, whatever the style wants."""
        QWidget.changeEvent(self, event)

    def _step(self, part: Part, by: int) -> None:
        at = self.parts.index(part)
        if self.chosen_key():
            at = max(0, min(len(self.parts) - 1, at + by))
        self._clicked(self.parts[at].key, Qt.FocusReason.OtherFocusReason)

    def _clicked(self, key: str, reason: Qt.FocusReason | None = None) -> None:
        self.choose(key)
        if reason is not None:
            self.stop().setFocus(reason)
        self.chosen.emit(key)

    def _let_tab_in(self) -> None:
        """Let Tab stop once; parts keep a focus they have."""
        stop = self.stop()
        for part in self.parts:
            part.setFocusPolicy(Qt.FocusPolicy.StrongFocus if part is stop else Qt.FocusPolicy.ClickFocus)


class Strip(QLayout):
    """Parts side by side without a gap; two in a line, or one, when there is no room."""

    def __init__(self, parts: Sequence[QWidget], *, equal: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._equal = equal
        self.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            self.addWidget(part)

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
        return self._row_height() * len(self._rows(width))

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()), self._row_height())

    def minimumSize(self) -> QSize:
        return QSize(max(self._widths(), default=0), self._row_height())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        home, height = self.parentWidget(), self._row_height()
        turn = home.layoutDirection() if home else Qt.LayoutDirection.LeftToRight
        rows = self._rows(rect.width())
        shared = rect.width() // len(rows[0]) if len(rows) > 1 else 0
        for line, row in enumerate(rows):
            x = rect.x()
            for item in row:
                width = shared or self._width(item)
                place = QRect(x, rect.y() + line * height, width, height)
                item.setGeometry(QStyle.visualRect(turn, rect, place))
                x += width

    def rows(self, width: int) -> int:
        """Return in how many lines the parts stand at a width."""
        return len(self._rows(width))

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        widths = self._widths()
        if sum(widths) <= width or len(widths) < 2:
            return [self._items]
        beside = 2 if 2 * max(widths) <= width else 1
        return [self._items[at : at + beside] for at in range(0, len(self._items), beside)]

    def _width(self, item: QLayoutItem) -> int:
        return max(one.sizeHint().width() for one in self._items) if self._equal else item.sizeHint().width()

    def _widths(self) -> list[int]:
        return [self._width(item) for item in self._items]

    def _row_height(self) -> int:
        return max((item.sizeHint().height() for item in self._items), default=look().px(36))
