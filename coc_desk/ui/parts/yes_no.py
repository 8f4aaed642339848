"""Yes, no, maybe, unknown: one control, one tab stop, one letter an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from coc_desk.i18n import _
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.framed_parts import FramedParts
from coc_desk.ui.parts.one_stop import OneStop, Part
from coc_desk.ui.theme import look

ANSWERS: Final = ("yes", "no", "maybe", "unknown")


@dataclass(frozen=True)
class Tokens:
    """Colours of a chosen part."""

    fill: str
    ink: str
    edge: str = ""
    underline: str = ""


_CALM: Final = Tokens("selected", "accent-text")
_SOFT: Final = Tokens("warn-soft", "warn-text", edge="warn-line")
_UNKNOWN: Final = Tokens("hover", "text", underline="control")
CHOSEN: Final[Mapping[str, Mapping[str, Tokens]]] = {
    "danger": {"yes": Tokens("danger", "on-danger"), "no": _CALM, "maybe": _SOFT, "unknown": _UNKNOWN},
    "warn": {"yes": Tokens("warn", "on-warn"), "no": _CALM, "maybe": _SOFT, "unknown": _UNKNOWN},
    "plain": {"yes": _CALM, "no": _CALM, "maybe": _CALM, "unknown": _UNKNOWN},
}
"""How much a yes or maybe stands out, by severity."""


def answer_words(answer: str) -> str:
    """Return an answer in one word; & stands before the letter that gives it."""
    return {"yes": _("&Yes"), "no": _("&No"), "maybe": _("&Maybe"), "unknown": _("&Unknown")}[answer]


def answer_letter(answer: str) -> str:
    """Return the letter that gives an answer, in the language of the screen."""
    before, _mark, after = answer_words(answer).partition("&")
    return (after or before)[:1].upper()


class AnswerPart(Part):
    """One answer: a mark and a word."""

    def __init__(self, answer: str, tokens: Tokens) -> None:
        super().__init__(answer, answer_words(answer).replace("&", ""))
        self._tokens = tokens

    def sizeHint(self) -> QSize:
        worn = look()
        words = max(paint.extent(self.words(), "body", weight=weight) for weight in (500, 600))
        return QSize(round(words) + worn.px(46), worn.px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn, where = paint.painter(self), look(), QRectF(self.rect())
        chosen = self.isChecked()
        ink = self._tokens.ink if chosen else "text2"
        if not self.isEnabled():
            ink = "disabled"
        if chosen or self.underMouse():
            self._paint_ground(painter, where)
        mark = paint.mirrored(self, QRectF(worn.px(15), 0, worn.px(11), self.height()))
        paint_mark(painter, mark.center(), self.key, ink)
        words = paint.mirrored(self, where.adjusted(worn.px(33), 0, -worn.px(2), 0))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        paint.words(painter, words, self.words(), "body", ink, weight=600 if chosen else 500, align=align)

    def _paint_ground(self, painter: QPainter, where: QRectF) -> None:
        worn = look()
        group = self.parentWidget()
        painter.save()
        if isinstance(group, YesNoParts):
            painter.setClipPath(group.inside().translated(-self.pos().toPointF()))
        painter.fillRect(where, worn.colour(self._tokens.fill if self.isChecked() else "hover"))
        if self.isChecked() and (edge := self._tokens.edge or (worn.contrast and self._tokens.ink)):
            painter.setPen(worn.hairline(edge))
            painter.drawRect(where.adjusted(0.5, 1, -0.5, -1))
        if self.isChecked() and self._tokens.underline:
            painter.fillRect(where.adjusted(0, where.height() - worn.px(3), 0, 0), worn.colour(self._tokens.underline))
        painter.restore()


def paint_mark(painter: QPainter, middle: QPointF, answer: str, token: str) -> None:
    """Paint the mark of an answer: disc yes, ring no, half disc maybe, ? unknown."""
    worn = look()
    if answer == "unknown":
        side = worn.px(16)
        around = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        paint.words(painter, around, "?", "second", token, weight=700)
        return
    radius = worn.px(10) / 2
    around = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    painter.setPen(worn.stroke(token, 1.25))
    painter.setBrush(worn.colour(token) if answer == "yes" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(around.adjusted(0.75, 0.75, -0.75, -0.75))
    if answer == "maybe":
        painter.setBrush(worn.colour(token))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPie(around, -90 * 16, 180 * 16)


class YesNoParts(OneStop):
    """The four answers in one frame."""

    by_letter = Signal()

    def __init__(self, severity: str) -> None:
        tokens = CHOSEN[severity]
        super().__init__([AnswerPart(answer, tokens[answer]) for answer in ANSWERS])

    def take_key(self, part: Part, event: QKeyEvent) -> bool:
        """Answer by letter or number, empty by Del, move by arrows."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clicked("", Qt.FocusReason.ShortcutFocusReason)
            return True
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not event.text():
            return super().take_key(part, event)
        pressed = event.text().upper()
        for place, answer in enumerate(ANSWERS):
            if pressed in (answer_letter(answer), str(place + 1)):
                self._clicked(answer, Qt.FocusReason.ShortcutFocusReason)
                if not pressed.isdigit():
                    self.by_letter.emit()
                return True
        return super().take_key(part, event)

    def inside(self) -> QPainterPath:
        """Return the shape within the frame."""
        path = QPainterPath()
        radius = look().px(8)
        path.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        return path

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        paint.box(painter, QRectF(self.rect()), 8, fill=worn.field_ground)


class YesNo(FramedParts):
    """A question with four answers; starts with none of them."""

    answered_by_letter = Signal()
    """Answered by Y N M U: the form may go on to the next question."""

    nones = ("not asked", "declined")

    def __init__(self, severity: str = "plain", parent: QWidget | None = None) -> None:
        parts = YesNoParts(severity)
        super().__init__(parts, parent)
        parts.by_letter.connect(self.answered_by_letter)
