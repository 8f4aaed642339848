"""Inputs that are a frame of parts of which one is chosen."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coc_desk.ui.parts import paint
from coc_desk.ui.parts.answer import Input, NoneCover, none_words
from coc_desk.ui.parts.layouts import Flow
from coc_desk.ui.parts.one_stop import OneStop, Strip
from coc_desk.ui.theme import look


class Frame(QWidget):
    """The line around a group of parts and between them, above their grounds."""

    def __init__(self, group: OneStop) -> None:
        super().__init__(group)
        self._group = group
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.painter(self)
        painter.setPen(look().hairline("line"))
        for part in self._group.parts:
            place = part.geometry()
            edge = place.right() + 1 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else place.left()
            if 0 < edge < self.width() - 1:
                painter.drawLine(QPointF(edge - 0.5, place.top()), QPointF(edge - 0.5, place.bottom() + 1))
            if place.top() > 0:
                painter.drawLine(QPointF(place.left(), place.top() + 0.5), QPointF(place.right(), place.top() + 0.5))
        edge_token = "danger" if self._refused() else "control"
        paint.box(painter, QRectF(self.rect()), 8, edge=edge_token, width=2 if self._refused() else 1)

    def _refused(self) -> bool:
        home = self._group.parentWidget()
        return isinstance(home, Input) and home.refused


class FramedParts(Input):
    """An input whose value is the key of the part that is chosen."""

    def __init__(self, parts: OneStop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts = parts
        parts.setLayout(Strip(parts.parts))
        parts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._frame = Frame(parts)
        self._cover = NoneCover(parts, lambda: self.put_none(""))
        self._description = ""
        self._other: Any = None
        parts.installEventFilter(self)
        parts.chosen.connect(self._chosen)
        self.setLayout(Flow(parts))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setFocusProxy(parts.stop())

    def stops(self) -> list[QWidget]:
        return list(self.parts.parts)

    def tell(self, name: str, description: str) -> None:
        self._description = description
        self.parts.setAccessibleName(name)
        self.parts.setAccessibleDescription(description)

    def value(self) -> Any:
        return self.parts.chosen_key() or self._other

    def show_value(self, value: Any) -> None:
        known = isinstance(value, str) and value in [part.key for part in self.parts.parts]
        # What another version of the playbook offered stays the answer until there is another one.
        self._other = None if known else value
        self.parts.choose(value if known else "")
        self.setFocusProxy(self.parts.stop())

    def show_none(self) -> None:
        self._cover.show_none(self.none)
        words = none_words(self.none).replace("&", "")
        self.parts.setAccessibleDescription(" ".join(part for part in (words, self._description) if part))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep frame and cover as big as the parts."""
        if event.type() == QEvent.Type.Resize:
            for above in (self._frame, self._cover):
                above.resize(self.parts.size())
                above.raise_()
        return False

    def _chosen(self, _key: str) -> None:
        self._other = None
        self.setFocusProxy(self.parts.stop())
        self.touched()
