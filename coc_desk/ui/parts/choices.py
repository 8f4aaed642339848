"""Choosing among what is offered: several of many, or one of a few."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QGroupBox, QSizePolicy, QWidget

from coc_desk.i18n import _
from coc_desk.ui import icons
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.answer import Input, NoneChip, none_words
from coc_desk.ui.parts.buttons import IconButton
from coc_desk.ui.parts.framed_parts import FramedParts
from coc_desk.ui.parts.inputs import EMPTIES, Edit
from coc_desk.ui.parts.layouts import Flow, Row, held
from coc_desk.ui.parts.one_stop import OneStop, Part
from coc_desk.ui.parts.yes_no import CHOSEN
from coc_desk.ui.theme import look

Choices = Sequence[tuple[str, str]]
"""Keys and words of what can be chosen."""

SEVERE: Final = {"danger": CHOSEN["danger"]["yes"], "warn": CHOSEN["warn"]["maybe"], "": CHOSEN["plain"]["yes"]}


class Toggle(QCheckBox):
    """One of several that can be on: a check mark and a fill."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.key = key
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(lambda _on: self.updateGeometry())

    def words(self) -> str:
        """Return the words as they are read."""
        return self.text().replace("&&", "&")

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def ring(self) -> tuple[QWidget, float]:
        """Return where the ring of focus goes."""
        return self, 16

    def hitButton(self, _at: object) -> bool:
        return True

    def sizeHint(self) -> QSize:
        worn = look()
        mark = worn.px(24) if self.isChecked() else 0
        return QSize(round(paint.extent(self.words(), "body", weight=500)) + mark + worn.px(26), worn.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn, on = paint.painter(self), look(), self.isChecked()
        fill = "selected" if on else "hover" if self.underMouse() else worn.field_ground
        ink = "disabled" if not self.isEnabled() else "accent-text" if on else "text2"
        paint.box(painter, QRectF(self.rect()), 16, fill=fill, edge="accent-text" if on else "control")
        at = worn.px(12)
        if on:
            mark = paint.mirrored(self, QRectF(at, 0, worn.px(16), self.height()))
            icons.paint(painter, mark, "check", 16, ink)
            at += worn.px(24)
        rest = paint.mirrored(self, QRectF(at, 0, self.width() - at - worn.px(12), self.height()))
        paint.words(painter, rest, self.words(), "body", ink, weight=500)


class Toggles(Input):
    """Any number of what is offered; with `other`, also what is not offered."""

    def __init__(self, choices: Choices, *, other: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toggles = [Toggle(key, words) for key, words in choices]
        self.other = OtherText() if other else None
        self._unknown: list[Any] = []
        self.chip = NoneChip()
        self.empty_it = IconButton("x", _("Empty this field"))
        self.empty_it.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.empty_it.clicked.connect(lambda: self.put_none(""))
        self._none = held(Row(self.chip, self.empty_it, gap=2))
        self._none.hide()
        self.group = _Group(Flow(self._none, *self.toggles, *([self.other] if self.other else []), gap=8))
        self.setLayout(Flow(self.group))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        if self.toggles:
            self.setFocusProxy(self.toggles[0])
        for toggle in self.toggles:
            toggle.clicked.connect(self.touched)
            toggle.installEventFilter(self)
        if self.other:
            self.other.edit.textEdited.connect(self.touched)

    def stops(self) -> list[QWidget]:
        return [*self.toggles, *([self.other.edit] if self.other else [])]

    def tell(self, name: str, description: str) -> None:
        self.group.setAccessibleName(name)
        self.group.setAccessibleDescription(description)

    def value(self) -> Any:
        chosen: list[Any] = [toggle.key for toggle in self.toggles if toggle.isChecked()] + self._unknown
        if self.other and self.other.edit.text().strip():
            chosen.append({"other": self.other.edit.text()})
        return chosen

    def show_value(self, value: Any) -> None:
        given = list(value) if isinstance(value, list | tuple) else [] if value is None else [value]
        offered = {toggle.key for toggle in self.toggles}
        for toggle in self.toggles:
            toggle.setChecked(toggle.key in given)
        others = [str(one["other"]) for one in given if isinstance(one, Mapping) and "other" in one]
        if self.other:
            self.other.edit.setText(", ".join(others))
        # What another version of the playbook offered stays part of the answer.
        self._unknown = [one for one in given if not (isinstance(one, str) and one in offered)]
        if self.other:
            self._unknown = [one for one in self._unknown if not isinstance(one, Mapping)]

    def show_none(self) -> None:
        self.chip.show_none(self.none)
        self._none.setVisible(bool(self.none))
        self.group.setAccessibleDescription(none_words(self.none).replace("&", ""))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move by arrows, empty by Del."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in EMPTIES:
            self.put_none("")
            return True
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key()), 0
        )
        if not step or not isinstance(watched, Toggle):
            return False
        sideways = event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left)
        if sideways and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        at = self.toggles.index(watched) + step
        self.toggles[max(0, min(len(self.toggles) - 1, at))].setFocus(Qt.FocusReason.TabFocusReason)
        return True


class _Group(QGroupBox):
    """A group to screen readers, without a frame or title."""

    def __init__(self, inside: Flow) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setLayout(inside)

    def minimumSizeHint(self) -> QSize:
        inside = self.layout()
        return inside.minimumSize() if inside else QSize()

    def resizeEvent(self, event: Any) -> None:
        QWidget.resizeEvent(self, event)

    def changeEvent(self, event: QEvent) -> None:
        QWidget.changeEvent(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint nothing: the parts do."""


class OtherText(QWidget):
    """A short line for what is not offered."""

    def __init__(self) -> None:
        super().__init__()
        self.edit = Edit()
        self.edit.setPlaceholderText(_("Other"))
        self.edit.setAccessibleName(_("Other"))
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayout(Row(self.edit, margins=(12, 1)))

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(look().px(160), look().px(32))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus of the line."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        focused = self.edit.hasFocus()
        edge, width = ("focus", 2) if focused else ("control", 1)
        where = QRectF(self.rect())
        paint.box(paint.painter(self), where, 16, fill=look().field_ground, edge=edge, width=width, dashed=not focused)


class SegmentPart(Part):
    """One of two to four choices."""

    def __init__(self, key: str, words: str, tone: str) -> None:
        super().__init__(key, words)
        self._tokens = SEVERE[tone]

    def sizeHint(self) -> QSize:
        worn = look()
        words = max(paint.extent(self.words(), "body", weight=weight) for weight in (500, 600))
        return QSize(round(words) + worn.px(24), worn.px(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn, where = paint.painter(self), look(), QRectF(self.rect())
        chosen = self.isChecked()
        if chosen or self.underMouse():
            fill = self._tokens.fill if chosen else "hover"
            edge = (self._tokens.edge or (self._tokens.ink if worn.contrast else "")) if chosen else ""
            paint.box(painter, where.adjusted(1, 1, -1, -1), 7, fill=fill, edge=edge)
        ink = "disabled" if not self.isEnabled() else self._tokens.ink if chosen else "text2"
        paint.words(painter, where, self.words(), "body", ink, weight=600 if chosen else 500)


class Segments(OneStop):
    """The parts of a segmented choice in one frame."""

    def __init__(self, choices: Choices, tones: Mapping[str, str]) -> None:
        super().__init__([SegmentPart(key, words, tones.get(key, "")) for key, words in choices])

    def take_key(self, part: Part, event: QKeyEvent) -> bool:
        """Empty by Del, choose by the number of the place, move by arrows."""
        if event.key() in EMPTIES:
            self._clicked("", Qt.FocusReason.ShortcutFocusReason)
            return True
        if event.text().isdigit() and 0 < int(event.text()) <= len(self.parts):
            self._clicked(self.parts[int(event.text()) - 1].key, Qt.FocusReason.ShortcutFocusReason)
            return True
        return super().take_key(part, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), QRectF(self.rect()), 8, fill=look().field_ground)


class Segmented(FramedParts):
    """One of two to four fixed choices; `tones` gives some keys "danger" or "warn"."""

    def __init__(self, choices: Choices, tones: Mapping[str, str] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(Segments(choices, tones or {}), parent)
