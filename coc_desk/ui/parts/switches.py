"""Check boxes, radio buttons and switches, with words that wrap."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from coc_desk.i18n import _
from coc_desk.ui import icons
from coc_desk.ui.parts import paint
from coc_desk.ui.theme import look
from coc_desk.ui.typeface import ROLES

MARK: Final = 20
SWITCH: Final = 36
GAP: Final = 8


def _begin(button: QAbstractButton) -> None:
    button.setAttribute(Qt.WidgetAttribute.WA_Hover)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)


def _hint(words: str, mark: int) -> QSize:
    worn = look()
    return QSize(max(worn.px(mark + GAP) + round(paint.extent(words, "body")) + 2, worn.px(32)), worn.px(32))


def _smallest(words: str, mark: int) -> QSize:
    return _hint(max(words.split(), key=len, default=""), mark)


def _height(words: str, mark: int, width: int) -> int:
    worn, measure = look(), paint.metrics("body")
    room = QRectF(0, 0, max(1, width - worn.px(mark + GAP)), 10_000)
    needed = measure.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
    lines = max(1, round(needed / measure.lineSpacing()))
    return lines * worn.px(ROLES["body"].line) + worn.px(12)


def _paint_words(button: QAbstractButton, painter: QPainter, words: str, mark: int) -> None:
    start = look().px(mark + GAP)
    room = paint.mirrored(button, QRectF(start, 0, button.width() - start, button.height()))
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    paint.words(painter, room, words, "body", "text" if button.isEnabled() else "disabled", align=align, wrap=True)


def _mark_place(button: QAbstractButton, mark: int) -> QRectF:
    worn = look()
    return paint.mirrored(button, QRectF(0, worn.px(6), worn.px(mark), worn.px(MARK)))


class Check(QCheckBox):
    """Yes or nothing."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        _begin(self)

    def words(self) -> str:
        """Return the words as they are read."""
        return self.text().replace("&&", "&")

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def ring(self) -> tuple[QWidget, float]:
        """Return where the ring of focus goes."""
        return self, 6

    def hitButton(self, _at: object) -> bool:
        return True

    def sizeHint(self) -> QSize:
        return _hint(self.words(), MARK)

    def minimumSizeHint(self) -> QSize:
        return _smallest(self.words(), MARK)

    def heightForWidth(self, width: int) -> int:
        return _height(self.words(), MARK, width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, where = paint.painter(self), _mark_place(self, MARK)
        paint_check(painter, where, self.checkState(), enabled=self.isEnabled(), pointed=self.underMouse())
        _paint_words(self, painter, self.words(), MARK)


def paint_check(
    painter: QPainter, where: QRectF, state: Qt.CheckState, *, enabled: bool = True, pointed: bool = False
) -> None:
    """Paint the box of a check box."""
    if state == Qt.CheckState.Unchecked:
        edge = "control" if enabled else "line"
        paint.box(painter, where, 5, fill="hover" if pointed else look().field_ground, edge=edge)
        return
    paint.box(painter, where, 5, fill=("accent-hover" if pointed else "accent") if enabled else "disabled")
    mark = "check" if state == Qt.CheckState.Checked else "minus"
    icons.paint(painter, where, mark, 16, "on-accent")


class Radio(QRadioButton):
    """One of several; those of the same parent exclude each other."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        _begin(self)

    def words(self) -> str:
        """Return the words as they are read."""
        return self.text().replace("&&", "&")

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def ring(self) -> tuple[QWidget, float]:
        """Return where the ring of focus goes."""
        return self, 6

    def hitButton(self, _at: object) -> bool:
        return True

    def sizeHint(self) -> QSize:
        return _hint(self.words(), MARK)

    def minimumSizeHint(self) -> QSize:
        return _smallest(self.words(), MARK)

    def heightForWidth(self, width: int) -> int:
        return _height(self.words(), MARK, width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        where = _mark_place(self, MARK)
        on, enabled = self.isChecked(), self.isEnabled()
        edge = "disabled" if not enabled else "accent" if on else "control"
        fill = "hover" if self.underMouse() and not on else worn.field_ground
        paint.box(painter, where, 10, fill=fill, edge=edge, width=5 if on else 1)
        _paint_words(self, painter, self.words(), MARK)


class Switch(QCheckBox):
    """Something that is on or off from now on; the word On or Off stands beside it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        _begin(self)
        self.toggled.connect(self._say)
        self._say(False)

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def ring(self) -> tuple[QWidget, float]:
        """Return where the ring of focus goes."""
        return self, 10

    def hitButton(self, _at: object) -> bool:
        return True

    def sizeHint(self) -> QSize:
        return _hint(self.text(), SWITCH)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        return _height(self.text(), SWITCH, width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        where, on, enabled = _mark_place(self, SWITCH), self.isChecked(), self.isEnabled()
        if on:
            paint.box(painter, where, 10, fill="accent" if enabled else "disabled")
        else:
            paint.box(painter, where, 10, fill=worn.field_ground, edge="control" if enabled else "line")
        forward = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        at = where.right() - worn.px(10) if on == forward else where.left() + worn.px(10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.colour("on-accent" if on else "control"))
        painter.drawEllipse(QPointF(at, where.center().y()), worn.px(7), worn.px(7))
        _paint_words(self, painter, self.text(), SWITCH)

    def _say(self, on: bool) -> None:
        self.setText(_("On") if on else _("Off"))
        self.updateGeometry()
