"""What all inputs have in common: an answer, three ways to have none, and a signal."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from coc_desk.i18n import _
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import IconButton
from coc_desk.ui.parts.layouts import Row
from coc_desk.ui.theme import look

Answer = Mapping[str, Any] | None
"""None is empty; {"none": "unknown" | "not asked" | "declined"}; {"v": value} with a value as JSON knows them."""

NONES: Final = ("unknown", "not asked", "declined")


def none_words(none: str) -> str:
    """Return an answer without a value in words; & stands before the letter that chooses it."""
    said = {"unknown": _("&Unknown"), "not asked": _("&Not asked"), "declined": _("&Declined")}
    return said.get(none, none)


def none_letter(none: str) -> str:
    """Return the letter that chooses an answer without a value, in the language of the screen."""
    before, _mark, after = none_words(none).partition("&")
    return (after or before)[:1].upper()


class Input(QWidget):
    """Something to answer with. Derived inputs say what their value is and how to show one."""

    changed = Signal()
    """The responder changed the answer; not emitted by `show_answer`."""

    nones: ClassVar[tuple[str, ...]] = NONES
    """The answers without a value that are offered beside the label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.none = ""
        self.refused = False
        self.extra: QWidget | None = None
        """Something of the input's own that stands in the line of the label."""

    def value(self) -> Any:
        """Return the value; None, "", [] and {} count as none."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show a value, or None for an empty input, without emitting `changed`."""
        raise NotImplementedError

    def show_none(self) -> None:
        """Show which answer without a value is given; the value is empty then."""

    def stops(self) -> list[QWidget]:
        """Return what can have the focus, the first one first."""
        return [self]

    def tell(self, name: str, description: str) -> None:
        """Let screen readers know what is asked here, and the help below it."""
        for stop in self.stops()[:1]:
            stop.setAccessibleName(name)
            stop.setAccessibleDescription(description)

    def answer(self) -> Answer:
        """Return the answer as it stands."""
        if self.none:
            return {"none": self.none}
        value = self.value()
        return None if value is None or value in ("", [], {}) else {"v": value}

    def show_answer(self, answer: Answer) -> None:
        """Show an answer."""
        self.none = str(answer.get("none", "")) if answer else ""
        self.show_value(answer.get("v") if answer else None)
        self.show_none()

    def put_none(self, none: str) -> None:
        """Answer without a value, or with "" empty the answer."""
        self.none = none
        self.show_value(None)
        self.show_none()
        self.changed.emit()

    def touched(self) -> None:
        """Take note that the responder gave a value: it replaces an answer without one."""
        if self.none:
            self.none = ""
            self.show_none()
        self.changed.emit()

    def show_refusal(self, refused: bool) -> None:
        """Look like something that cannot be kept, or no longer."""
        self.refused = refused
        self.update()


class NoneCover(QWidget):
    """Lies over an input of parts while it has an answer without a value: the chip, and how to empty it."""

    def __init__(self, over: QWidget, emptied: Callable[[], None]) -> None:
        super().__init__(over)
        self.chip = NoneChip()
        self.empty_it = IconButton("x", _("Empty this field"))
        self.empty_it.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.empty_it.clicked.connect(emptied)
        self.setLayout(Row(self.chip, ..., self.empty_it, gap=4, margins=(5, 0, 2, 0)))
        self.hide()

    def show_none(self, none: str) -> None:
        """Cover the input, or with "" uncover it."""
        self.chip.show_none(none)
        self.setVisible(bool(none))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), self.rect().toRectF(), 8, fill=look().field_ground, edge="control")


class NoneChip(QLabel):
    """The dashed chip inside an input that stands for an answer without a value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_none(self, none: str) -> None:
        """Show an answer without a value, or nothing."""
        self.setText("? " + none_words(none).replace("&", "") if none else "")
        self.setVisible(bool(none))
        self.updateGeometry()

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        worn = look()
        width = round(paint.extent(self.text(), "body", weight=600))
        return QSize(width + worn.px(16), worn.px(26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, where = paint.painter(self), self.rect().toRectF()
        paint.box(painter, where, 6, edge="control", dashed=True)
        paint.words(painter, where, self.text(), "body", "text2", weight=600)
