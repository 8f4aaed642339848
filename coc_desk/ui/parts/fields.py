"""A field: a label, an input, and what goes with every question."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from coc_desk.i18n import _
from coc_desk.ui import icons, typeface
from coc_desk.ui.parts import chips, paint
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.answer import Answer, Input, none_letter, none_words
from coc_desk.ui.parts.keycaps import shown
from coc_desk.ui.parts.layouts import Column, Row, held
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look

WAITING_KEY: Final = "Ctrl+."
BESIDE: Final = 220
"""Width of a label at the left of its input."""
OFFER: Final = 28
"""Room for the smallest offer of an answer without a value; without it behind the input, it stands at the label."""
NARROW: Final = 540
"""Narrower than this, a label at the left goes above."""


class NoneButton(QAbstractButton):
    """Unknown, not asked or declined: beside the label, never a tab stop."""

    def __init__(self, none: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.none = none
        self.brief = False
        self.setText(none_words(none))
        self.setAccessibleName(none_words(none).replace("&", ""))
        self.setToolTip(f"{self.accessibleName()} ({shown(WAITING_KEY)} {none_letter(none)})")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        worn = look()
        words = none_letter(self.none) if self.brief else self.accessibleName()
        return QSize(round(paint.extent(words, "second", weight=600)) + worn.px(20), worn.px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, where = paint.painter(self), QRectF(self.rect())
        fill = "hover" if self.underMouse() or self.isDown() else "surface"
        paint.box(painter, where, 13, fill=fill, edge="control", dashed=True)
        painter.setFont(typeface.font("second", look().scale, weight=600))
        painter.setPen(look().colour("text2"))
        words = "&" + none_letter(self.none) if self.brief else self.text()
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic, words)


class MoreNones(QAbstractButton):
    """What stands for all of them where there is no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Answer without a value"))
        self.setToolTip(f"{self.accessibleName()} ({shown(WAITING_KEY)})")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(look().px(22), look().px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, where = paint.painter(self), QRectF(self.rect())
        paint.box(painter, where, 11, fill="hover" if self.underMouse() else "surface", edge="control", dashed=True)
        icons.paint(painter, where, "ellipsis", 14, "text2")


class NoneButtons(QWidget):
    """The offers of an answer without a value, as wide as there is room: with the key, in words, as letters."""

    chosen = Signal(str)

    def __init__(self, nones: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._buttons = [NoneButton(none, self) for none in nones]
        self._more = MoreNones(self)
        self._with_key = True
        self.waiting = False
        for button in self._buttons:
            button.clicked.connect(lambda _checked=False, none=button.none: self.chosen.emit(none))
        self._more.clicked.connect(self._show_menu)
        self.hide()

    def fit(self, room: int) -> None:
        """Take at most so many pixels, and say less if that is too few: no key, letters only, a menu."""
        for self._with_key, brief, menu in ((True, 0, 0), (False, 0, 0), (False, 1, 0), (False, 1, 1)):
            for button in self._buttons:
                button.brief = bool(brief)
                button.setVisible(not menu)
            self._more.setVisible(bool(menu))
            if self.sizeHint().width() <= room:
                break
        self._arrange()

    def _show_menu(self) -> None:
        menu = QMenu(self)
        for button in self._buttons:
            menu.addAction(button.text(), button.click)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def wait(self, waiting: bool) -> None:
        """Show that the next letter chooses."""
        self.waiting = waiting
        self.update()

    def sizeHint(self) -> QSize:
        worn = look()
        shown = self._shown()
        width = sum(button.sizeHint().width() for button in shown) + worn.px(6) * (len(shown) - 1)
        if self._with_key:
            width += chips.cap_size(WAITING_KEY).width() + worn.px(6)
        return QSize(width, worn.px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._with_key and self._buttons:
            size = chips.cap_size(WAITING_KEY)
            top = (self.height() - size.height()) / 2
            where = paint.mirrored(self, QRectF(0, top, size.width(), size.height()))
            edge, ink = ("focus", "accent-text") if self.waiting else ("line", "text2")
            chips.paint_cap(paint.painter(self), where, WAITING_KEY, edge, ink, "surface")

    def _shown(self) -> list[QAbstractButton]:
        return [one for one in (*self._buttons, self._more) if not one.isHidden()]

    def _arrange(self) -> None:
        self.resize(self.sizeHint())
        worn = look()
        at = chips.cap_size(WAITING_KEY).width() + worn.px(6) if self._with_key else 0
        for button in self._shown():
            size = button.sizeHint()
            button.setGeometry(paint.mirrored(self, QRectF(at, 0, size.width(), size.height())).toRect())
            at += size.width() + worn.px(6)


class Refusal(QWidget):
    """Why something cannot be kept, below its field; the words wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Text(role="second", tone="danger-text", wrap=True)
        icon = Picture("circle-alert", 16, "danger-text")
        row = Row(gap=6)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.setLayout(row)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say a sentence, or be gone."""
        self.words.say(sentence)
        self.setVisible(bool(sentence))


class Labelled(QWidget):
    """A question: label, input, help below, what cannot be kept, and the answers without a value.

    The input's answer is passed on: `answer()`, `show_answer()` and `changed` are those of the input.
    """

    changed = Signal()
    entered = Signal(object)
    """The focus came into this field (which is given)."""

    def __init__(
        self,
        label: str,
        input: Input,
        *,
        help: str = "",
        beside: bool = False,
        extra: QWidget | None = None,
        optional_answers: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.input, self._beside, self._waiting = input, beside, False
        self.label = Text(label.replace("&", "&&"), role="label", wrap=beside)
        self.help = Text(help, role="second", tone="text2", wrap=True)
        if not help:
            self.help.hide()
        self.refusal = Refusal()
        self._nones = NoneButtons(input.nones if optional_answers else (), self)
        extra = extra or input.extra
        self._top = held(Row((self.label, 1), extra, gap=8) if extra else Row((self.label, 1)))
        self._below = held(Column(input, self.help, self.refusal, gap=4))
        self._lay()
        self._connect(label, help)
        self.dress()

    def _lay(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        # Tab follows the order in which things got a parent: first the input, then what stands beside its label.
        for half in (self._below, self._top):
            half.setParent(self)
        self._rows = Column(self._top, self._below, gap=12 if self._beside else 5)
        if self._beside:
            self._rows.setDirection(Row.Direction.LeftToRight)
            self._rows.setAlignment(self._top, Qt.AlignmentFlag.AlignTop)
            self._rows.setStretch(1, 1)
        self.setLayout(self._rows)

    def _connect(self, label: str, help_below: str) -> None:
        stops = self.input.stops()
        if stops:
            self.label.setBuddy(stops[0])
        self.input.tell(label, help_below)
        self.input.changed.connect(self.changed)
        self._nones.chosen.connect(self._put_none)
        for stop in stops:
            stop.installEventFilter(self)

    def rename(self, label: str) -> None:
        """Ask for something else."""
        self.label.say(label)
        self.input.tell(label, self.help.text())

    def answer(self) -> Answer:
        """Return the answer as it stands."""
        return self.input.answer()

    def show_answer(self, answer: Answer) -> None:
        """Show an answer."""
        self.input.show_answer(answer)

    def refuse(self, sentence: str) -> None:
        """Say below the input why it cannot be kept as it is."""
        self.refusal.say(sentence)
        self.input.show_refusal(True)
        announce(self.input, sentence, assertive=True)

    def accept(self) -> None:
        """Take a refusal back."""
        self.refusal.say("")
        self.input.show_refusal(False)

    def label_middle(self, of: QWidget) -> int:
        """Return the height of the label's first line in another widget, for what points at it."""
        line = look().px(typeface.ROLES["label"].line)
        return self.label.mapTo(of, QPoint(0, max(0, self.label.height() - line) // 2 + line // 2)).y()

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than label and input need above each other: with less room they turn."""
        hint = super().minimumSizeHint()
        if self._beside:
            hint.setWidth(max(self.label.minimumSizeHint().width(), self._below.minimumSizeHint().width()))
        return hint

    def dress(self) -> None:
        """Take the size of text."""
        self._top.setMinimumHeight(look().px(36 if self._beside else 26))
        self._turn()
        self._place_nones()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()
        self._place_nones()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the answers without a value while the focus is here; take Ctrl+. and the letter after it."""
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self._nones.setVisible(bool(self.input.nones))
            self._place_nones()
            self.entered.emit(self)
        elif kind == QEvent.Type.FocusOut:
            self._nones.hide()
            self._wait(False)
        elif kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and isinstance(event, QKeyEvent):
            return self._key(event, pressed=kind == QEvent.Type.KeyPress)
        return False

    def _key(self, event: QKeyEvent, *, pressed: bool) -> bool:
        """Return whether a key was taken."""
        wanted = self._meant(event)
        if wanted is None:
            if pressed and event.text():
                self._wait(False)
            return False
        event.accept()
        if pressed:
            wait = wanted == WAITING_KEY
            if not wait:
                self._put_none(wanted)
            self._wait(wait)
        return True

    def _meant(self, event: QKeyEvent) -> str | None:
        """Return the answer without a value that a key stands for, "" to empty, or the key that begins."""
        if event.key() == Qt.Key.Key_Period and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return WAITING_KEY if self.input.nones else None
        if not self._waiting:
            return None
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return ""
        letter = event.text().upper() or chr(event.key()) if event.key() < 0x110000 else ""
        return next((none for none in self.input.nones if none_letter(none) == letter), None)

    def _wait(self, waiting: bool) -> None:
        self._waiting = waiting
        self._nones.wait(waiting)

    def _put_none(self, none: str) -> None:
        self.input.put_none(none)
        self.accept()
        announce(self.input, none_words(none).replace("&", ""))

    def _turn(self) -> None:
        """Put a label that stands beside its input above it when there is little room."""
        if not self._beside:
            return
        narrow = self.width() < look().px(NARROW)
        ways = Row.Direction
        self._rows.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._top.setMaximumWidth(16777215 if narrow else look().px(BESIDE))
        self._top.setMinimumWidth(0 if narrow else look().px(BESIDE))
        at_label = not narrow and bool(self.input.nones) and self._room_behind() < look().px(OFFER)
        room = look().px(OFFER) if at_label else 0
        self._top.setContentsMargins(*((room, 0, 0, 0) if self._backward() else (0, 0, room, 0)))

    def _backward(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _room_behind(self) -> int:
        """Return how much room is left behind an input that stands beside its label."""
        return self.width() - look().px(BESIDE) - self._rows.spacing() - self.input.sizeHint().width()

    def _place_nones(self) -> None:
        """Put the offers at the end of the line of the label (beside: of the input), clear of what stands there."""
        if self._nones.isHidden():
            return
        extras = sum(part.width() + look().px(8) for part in self._extras())
        if not self._beside or self._rows.direction() != Row.Direction.LeftToRight:
            line, ends = self._top, self.width() - extras
            room = ends - round(paint.extent(self.label.text(), "label")) - look().px(6)
        elif self._room_behind() >= look().px(OFFER):
            line, ends, room = self._below, self.width() - extras, self._room_behind() - look().px(6)
        else:
            line, ends, room = self._top, look().px(BESIDE), look().px(OFFER) - look().px(6)
        self._nones.fit(room)
        size = self._nones.size()
        top = line.y() + (min(line.height(), look().px(36)) - size.height()) // 2
        ends -= size.width()
        place = QRectF(max(0, ends), top, size.width(), size.height())
        self._nones.move(paint.mirrored(self, place).toRect().topLeft())
        self._nones.raise_()

    def _extras(self) -> list[QWidget]:
        return [
            one
            for one in self._top.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if one is not self.label and one.isVisible()
        ]
