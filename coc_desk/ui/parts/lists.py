"""Choosing one of many from a list that opens."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coc_desk.i18n import _
from coc_desk.ui import icons, typeface
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.inputs import EMPTIES, HEIGHT, Edit, Framed
from coc_desk.ui.parts.layouts import Row
from coc_desk.ui.theme import look

OTHER = "\0other"


class _Rows(QStyledItemDelegate):
    """Rows high enough to point at."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), look().px(32)))


class Combo(QComboBox):
    """The list itself, without a frame; the wheel scrolls the page, not the answer."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setItemDelegate(_Rows(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)
        for key, words in choices:
            self.addItem(words, key)
        self.setCurrentIndex(-1)
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setFont(typeface.font("input", look().scale))
        self.view().setFont(typeface.font("body", look().scale))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        widest = max((paint.extent(self.itemText(at), "input") for at in range(self.count())), default=0)
        return QSize(round(widest) + look().px(36), look().px(HEIGHT - 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(72), look().px(HEIGHT - 2))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        side = worn.px(18)
        arrow = paint.mirrored(self, QRectF(self.width() - side - worn.px(8), 0, side, self.height()))
        icons.paint(painter, arrow, "chevron-down", 18, "text2" if self.isEnabled() else "disabled")
        room = paint.mirrored(self, QRectF(0, 0, self.width() - side - worn.px(14), self.height()))
        chosen = self.currentIndex() >= 0
        words, ink = (self.currentText(), "text") if chosen else (self.placeholderText(), "text3")
        fits = paint.metrics("input").elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        paint.words(
            painter,
            room,
            fits,
            "input",
            ink if self.isEnabled() else "disabled",
            align=Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
        )


class ListBox(Framed):
    """One of many; with `other`, also something that is not in the list."""

    def __init__(self, choices: Sequence[tuple[str, str]], *, other: bool = False, hint: str = "") -> None:
        super().__init__()
        self.combo = Combo([*choices, *([(OTHER, _("Other"))] if other else [])])
        self.combo.setPlaceholderText(hint)
        self._hint = hint
        self._other: Any = None
        self.edit = Edit()
        self.edit.setPlaceholderText(_("Other"))
        self.edit.hide()
        for stop in self.stops():
            stop.installEventFilter(self)
        self.combo.activated.connect(self._activated)
        self.edit.textEdited.connect(self.touched)
        self.setFocusProxy(self.combo)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setLayout(Row(self.chip, (self.combo, 1), (self.edit, 1), self.empty_it, gap=4, margins=(11, 1, 1, 1)))
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setFixedHeight(look().px(HEIGHT))

    def stops(self) -> list[QWidget]:
        return [self.combo, self.edit]

    def tell(self, name: str, description: str) -> None:
        for stop in self.stops():
            stop.setAccessibleName(name)
            stop.setAccessibleDescription(description)

    def chosen_key(self) -> str:
        """Return the key of what is chosen, or ""."""
        return str(self.combo.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose by key, or nothing; says nothing."""
        self.combo.setCurrentIndex(self.combo.findData(key))

    def value(self) -> Any:
        if self.chosen_key() == OTHER:
            return {"other": self.edit.text()} if self.edit.text().strip() else None
        return self.chosen_key() or self._other

    def show_value(self, value: Any) -> None:
        other = value.get("other") if isinstance(value, Mapping) else None
        at = self.combo.findData(OTHER if other is not None else value) if value is not None else -1
        # What another version of the playbook offered stays the answer until there is another one.
        self._other = value if at < 0 else None
        self.combo.setCurrentIndex(at)
        self.combo.setPlaceholderText(str(value) if self._other is not None else self._hint)
        self.edit.setText(str(other or ""))
        self._show_edit()

    def show_none(self) -> None:
        super().show_none()
        if self.none:
            self.combo.setPlaceholderText("")

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Empty the answer by Del."""
        if super().eventFilter(watched, event):
            return True
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in EMPTIES
        if watched is self.combo and pressed and self.answer() is not None:
            self.put_none("")
            return True
        return False

    def _activated(self, _at: int) -> None:
        self._other = None
        self.touched()
        self._show_edit()
        if not self.edit.isHidden():
            self.edit.setFocus()

    def _show_edit(self) -> None:
        self.edit.setVisible(self.chosen_key() == OTHER)
