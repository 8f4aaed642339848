"""The three safety flags: what they answer is told by word, fill and place, never by colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from coc_desk.i18n import _
from coc_desk.ui import icons
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.layouts import Flow
from coc_desk.ui.theme import look

KINDS: Final = ("danger", "going_on", "again")
ICONS: Final[Mapping[str, str]] = {"danger": "octagon-alert", "going_on": "hourglass", "again": "repeat"}
SIDE: Final = 24
"""Height of a flag and side of a place in the short form, in design pixels."""


@dataclass(frozen=True)
class Tokens:
    """How an answer is drawn."""

    fill: str
    edge: str
    ink: str
    dashed: bool = False


_MAYBE: Final = Tokens("warn-soft", "warn-line", "warn-text")
_NO: Final = Tokens("surface", "line", "text2")
_OPEN: Final = Tokens("", "control", "text2", dashed=True)


def tokens(kind: str, answer: str) -> Tokens:
    """Return how an answer is drawn; everything that is not yes, no or maybe is open."""
    if answer == "yes":
        strong = "danger" if kind == "danger" else "warn"
        return Tokens(strong, "", f"on-{strong}")
    return {"maybe": _MAYBE, "no": _NO}.get(answer, _OPEN)


def kind_words(kind: str) -> str:
    """Return the short name of a flag."""
    return {"danger": _("Danger"), "going_on": _("Going on"), "again": _("Again")}[kind]


def answer_words(answer: str) -> str:
    """Return an answer in words."""
    said = {
        "yes": _("yes"),
        "no": _("no"),
        "maybe": _("maybe"),
        "unknown": _("unknown"),
        "not asked": _("not asked"),
        "declined": _("declined"),
    }
    return said.get(answer, _("not answered"))


def spoken(kind: str, answer: str) -> str:
    """Return a flag as it is read out: "Danger now: yes"."""
    asked = {"danger": _("Danger now"), "going_on": _("Still going on"), "again": _("May happen again")}[kind]
    return f"{asked}: {answer_words(answer)}"


class Flag(QLabel):
    """One flag in its long form: icon, name, answer."""

    def __init__(self, kind: str, answer: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self.given = kind, ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_answer(answer)

    def show_answer(self, answer: str) -> None:
        """Show another answer."""
        self.given = answer
        self.setText(spoken(self.kind, answer))
        self.setToolTip(self.text())
        self.updateGeometry()

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        worn = look()
        name = paint.extent(kind_words(self.kind), "chip")
        answer = paint.extent(answer_words(self.given), "chip", weight=700)
        return QSize(round(name + answer) + worn.px(7 + 16 + 5 + 5 + 8), worn.px(SIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn, drawn = paint.painter(self), look(), tokens(self.kind, self.given)
        _ground(painter, QRectF(self.rect()), drawn)
        side, at = worn.px(16), worn.px(7)
        icons.paint(painter, paint.mirrored(self, QRectF(at, 0, side, self.height())), ICONS[self.kind], 16, drawn.ink)
        at += side + worn.px(5)
        for words, weight in ((kind_words(self.kind), 500), (answer_words(self.given), 700)):
            width = paint.extent(words, "chip", weight=weight)
            where = paint.mirrored(self, QRectF(at, 0, width + 1, self.height()))
            paint.words(painter, where, words, "chip", drawn.ink, weight=weight)
            at += round(width) + worn.px(5)


class Flags(QWidget):
    """All three flags of an incident in their long form."""

    def __init__(self, danger: str = "", going_on: str = "", again: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flags = [Flag(kind, answer) for kind, answer in zip(KINDS, (danger, going_on, again), strict=True)]
        self.setLayout(Flow(*self.flags, gap=6))

    def show_answers(self, danger: str, going_on: str, again: str) -> None:
        """Show other answers."""
        for flag, answer in zip(self.flags, (danger, going_on, again), strict=True):
            flag.show_answer(answer)


class ShortFlags(QLabel):
    """The flags in lists: three places in fixed order; the place and icon say which, the fill says the answer."""

    def __init__(self, danger: str = "", going_on: str = "", again: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_answers(danger, going_on, again)

    def show_answers(self, danger: str, going_on: str, again: str) -> None:
        """Show other answers."""
        self._answers = (danger, going_on, again)
        self.setText(", ".join(spoken(kind, answer) for kind, answer in zip(KINDS, self._answers, strict=True)))
        self.setToolTip(self.text().replace(", ", "\n"))
        self.update()

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        worn = look()
        return QSize(worn.px(3 * SIDE + 8), worn.px(SIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        side = worn.px(SIDE)
        for place, (kind, answer) in enumerate(zip(KINDS, self._answers, strict=True)):
            where = paint.mirrored(self, QRectF(place * (side + worn.px(4)), 0, side, side))
            paint_short(painter, where, kind, answer)


def paint_short(painter: QPainter, where: QRectF, kind: str, answer: str) -> None:
    """Paint one place of the short form: a dash for no, a dot when nobody answered."""
    worn, drawn, middle = look(), tokens(kind, answer), where.center()
    if answer == "no":
        half = worn.px(4.5)
        painter.setPen(worn.stroke("text3", 1.5))
        painter.drawLine(QPointF(middle.x() - half, middle.y()), QPointF(middle.x() + half, middle.y()))
        return
    _ground(painter, where, drawn)
    if answer in ("yes", "maybe", "unknown"):
        icons.paint(painter, where, ICONS[kind], 16, drawn.ink)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.colour("text3"))
        painter.drawEllipse(middle, worn.px(2), worn.px(2))


def answer_width(answer: str) -> int:
    """Return how wide an answer is where it stands alone, in real pixels."""
    weight = 700 if answer == "yes" else 500
    pad = 0 if answer == "no" else look().px(9)
    return round(paint.extent(answer_words(answer), "chip", weight=weight)) + 2 * pad


def paint_answer(painter: QPainter, where: QRectF, kind: str, answer: str, *, forward: bool = True) -> QRectF:
    """Paint the answer alone, for a column that says which flag it is; return what was painted on."""
    drawn, words, worn = tokens(kind, answer), answer_words(answer), look()
    pad = 0 if answer == "no" else worn.px(9)
    weight = 700 if answer == "yes" else 500
    width = answer_width(answer)
    left = where.left() if forward else where.right() - width
    ground = QRectF(left, round(where.center().y() - worn.px(SIDE) / 2), width, worn.px(SIDE))
    if pad:
        _ground(painter, ground, drawn)
    paint.words(painter, ground, words, "chip", drawn.ink, weight=weight)
    return ground


def _ground(painter: QPainter, where: QRectF, drawn: Tokens) -> None:
    paint.box(painter, where, 6, fill=drawn.fill, edge=drawn.edge, dashed=drawn.dashed)
