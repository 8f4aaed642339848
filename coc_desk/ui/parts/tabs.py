"""Tabs: what there is to see of one thing; chosen with the arrow keys, one tab stop."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from coc_desk.ui.parts import paint
from coc_desk.ui.parts.layouts import Row
from coc_desk.ui.theme import look


class Tabs(QWidget):
    """A row of tabs; `look` is "line" (underlined, for a page) or "pills" (for a list)."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], look: str = "line", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs = {key: _Tab(words, look) for key, words in tabs}
        row = Row(gap=16 if look == "line" else 4)
        for key, tab in self._tabs.items():
            tab.clicked.connect(lambda _on=False, key=key: self.choose(key))
            row.put(tab)
        row.put(...)
        self.setLayout(row)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._mark(tabs[0][0])

    def choose(self, key: str) -> None:
        """Go to a tab."""
        if key in self._tabs and key != self.chosen_key():
            had_focus = any(tab.hasFocus() for tab in self._tabs.values())
            self._mark(key)
            if had_focus:
                self._tabs[key].setFocus()
            self.chosen.emit(key)

    def step(self, by: int) -> None:
        """Go to the next tab, or the one before; from the last to the first."""
        keys = [key for key, tab in self._tabs.items() if not tab.isHidden()]
        self.choose(keys[(keys.index(self.chosen_key()) + by) % len(keys)])

    def chosen_key(self) -> str:
        """Return the key of the tab in front."""
        return next((key for key, tab in self._tabs.items() if tab.isChecked()), "")

    def show_count(self, key: str, count: int | str | None) -> None:
        """Show how many there are behind a tab, or nothing."""
        self._tabs[key].show_count("" if count is None else str(count))

    def show_tab(self, key: str, there: bool) -> None:
        """Show a tab or leave it out."""
        self._tabs[key].setVisible(there)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turned = -1 if self.isRightToLeft() else 1
        steps = {Qt.Key.Key_Right: turned, Qt.Key.Key_Left: -turned}
        keys = list(self._tabs)
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(keys[0 if event.key() == Qt.Key.Key_Home else -1])
        else:
            super().keyPressEvent(event)

    def _mark(self, key: str) -> None:
        for name, tab in self._tabs.items():
            tab.setChecked(name == key)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == key else Qt.FocusPolicy.ClickFocus)


class _Tab(QAbstractButton):
    """One tab."""

    def __init__(self, words: str, look: str) -> None:
        super().__init__()
        self._look, self._count = look, ""
        self.setText(words)
        self.setObjectName(f"tab:{words}")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    def nextCheckState(self) -> None:
        """The row decides which tab is in front."""

    def show_count(self, count: str) -> None:
        """Show a number behind the words."""
        self._count = count
        self._name()
        self.updateGeometry()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(f"{self.text()} {self._count}".strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrow keys to the row."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        px = look().px
        pad = px(4 if self._look == "line" else 12)
        wide = paint.extent(self.text(), "body", weight=600) + 2 * pad + 2
        if self._count:
            wide += paint.extent(self._count, "second", numbers=True, weight=600) + px(
                22 if self._look == "line" else 8
            )
        return QSize(round(wide), px(42 if self._look == "line" else 32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, where, here = paint.painter(self), QRectF(self.rect()), self.isChecked()
        if self._look == "pills":
            fill = "selected" if here else "hover" if self.underMouse() else ""
            if fill:
                paint.box(painter, where, 8, fill=fill, edge="text" if look().contrast and here else "")
        elif here:
            high = look().px(3)
            painter.fillRect(QRectF(0, where.height() - high, where.width(), high), look().colour("accent"))
        self._paint_words(painter, where, "accent-text" if here else "text2")

    def _paint_words(self, painter: QPainter, where: QRectF, ink: str) -> None:
        px = look().px
        pad = px(4 if self._look == "line" else 12)
        align = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        words = QRectF(pad, 0, paint.extent(self.text(), "body", weight=600) + 2, where.height())
        paint.words(painter, paint.mirrored(self, words), self.text(), "body", ink, weight=600, align=align)
        if not self._count:
            return
        wide = paint.extent(self._count, "second", numbers=True, weight=600)
        if self._look == "line":
            chip = QRectF(words.right() + px(6), (where.height() - px(20)) / 2, wide + px(14), px(20))
            paint.box(painter, paint.mirrored(self, chip), 10, fill="sunken", edge="text" if look().contrast else "")
        else:
            chip = QRectF(words.right() + px(6), 0, wide + 2, where.height())
        spot = paint.mirrored(self, chip)
        paint.words(painter, spot, self._count, "second", ink, numbers=True, weight=600)
