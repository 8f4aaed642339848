"""When something happened: typed as people say it, understood at once, kept as words where it is not understood."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coc_desk.i18n import _
from coc_desk.playbook.moments import moment_words, parse_moment, times_of
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.answer import Answer
from coc_desk.ui.parts.inputs import HEIGHT, Edit, Framed
from coc_desk.ui.parts.layouts import Row
from coc_desk.ui.parts.one_stop import OneStop, Part, Strip
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look

EXACT, RANGE, SEVERAL, WORDS = "exact", "range", "several", "words"
NOTE_FROM: Final = 330
"""Width from which there is room for how it was understood, in design pixels."""


def kind_of(value: Mapping[str, Any]) -> str:
    """Return what kind of moment a value is."""
    return next((kind for kind in (EXACT, SEVERAL, WORDS) if kind in value), RANGE if "from" in value else WORDS)


class TrackPart(Part):
    """One word of a track."""

    def sizeHint(self) -> QSize:
        worn = look()
        words = max(paint.extent(self.words(), "second", weight=weight) for weight in (500, 600))
        return QSize(round(words) + worn.px(26), worn.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, chosen, inset = paint.painter(self), self.isChecked(), look().px(2)
        where = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        if chosen or self.underMouse():
            paint.box(painter, where, 6, fill="surface" if chosen else "hover", edge="control" if chosen else "")
        paint.words(
            painter, where, self.words(), "second", "text" if chosen else "text2", weight=600 if chosen else 500
        )


class Track(OneStop):
    """A few words in a well, of which one is on top."""

    def __init__(self, parts: list[Part], name: str) -> None:
        super().__init__(parts)
        self.setLayout(Strip(self.parts))
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), QRectF(self.rect()), 8, fill="sunken", edge="line" if look().contrast else "")


class Moment(Framed):
    """A time, a range, several times, or words; the note at the end says how it was understood."""

    def __init__(
        self, now: Callable[[], datetime] = lambda: datetime.now().astimezone(), *, ahead: bool = False
    ) -> None:
        """Take what tells the time at the venue, and whether a time without a day is the next one, not the last."""
        super().__init__()
        self._now, self._ahead, self._value, self._forced = now, ahead, dict[str, Any](), False
        self.edit = Edit()
        self.note = Text(role="second", tone="text3", numbers=True)
        self.extra = self.track = Track(
            [TrackPart(kind, words) for kind, words in self._kinds().items()], _("Kind of time")
        )
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._typed)
        self.track.chosen.connect(self._kind_chosen)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setLayout(Row(self.chip, (self.edit, 1), self.note, self.empty_it, gap=6, margins=(9, 1, 8, 1)))
        self._hint(EXACT)
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setFixedHeight(look().px(HEIGHT))

    def stops(self) -> list[QWidget]:
        return [self.edit]

    def value(self) -> Any:
        return self._value or None

    def show_value(self, value: Any) -> None:
        self._value = dict(value) if isinstance(value, Mapping) else {}
        self._forced = self._value.get("words") is not None
        text = self._value.get("words", moment_words(self._value) if times_of(self._value) else "")
        self.edit.setText(str(text))
        self._show_kind()

    def show_answer(self, answer: Answer) -> None:
        super().show_answer(answer)
        self._forced = False

    def show_none(self) -> None:
        super().show_none()
        self._hint("" if self.none else EXACT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the note out where there is no room for it."""
        super().resizeEvent(event)
        self._show_note()

    def _kinds(self) -> Mapping[str, str]:
        return {EXACT: _("Exact"), RANGE: _("Range"), SEVERAL: _("Several"), WORDS: _("In words")}

    def _hint(self, kind: str) -> None:
        """Show by example what can be typed."""
        hints = {
            EXACT: _("16:00, or tomorrow 10:00") if self._ahead else _("11:20, or yesterday 11:20"),
            RANGE: _("11:20 to 11:30"),
            SEVERAL: _("11:20, 12:05 and 14:00"),
            WORDS: _("around lunch, day 2"),
        }
        self.edit.setPlaceholderText(hints.get(kind, ""))

    def _typed(self, _text: str = "") -> None:
        self._understand()
        self.touched()

    def _understand(self) -> None:
        text, now = self.edit.text(), self._now()
        if not text.strip():
            self._value, self._forced = {}, False
        elif self._forced:
            self._value = {"words": text}
        else:
            zone = now.tzinfo or now.astimezone().tzinfo
            self._value = parse_moment(text, now, zone, self._ahead)  # type: ignore[arg-type]
        self._show_kind()

    def _kind_chosen(self, kind: str) -> None:
        """Take it as words if that is wanted; the other kinds are understood from what is typed."""
        self._forced = kind == WORDS
        self._hint(kind)
        if self.edit.text().strip():
            self._typed()
        self.edit.setFocus()

    def _show_kind(self) -> None:
        if self._value:
            self.track.choose(kind_of(self._value))
        elif not self.edit.text():
            self.track.choose("")
        self._show_note()

    def _show_note(self) -> None:
        """Say how times were understood; words speak for themselves."""
        understood = moment_words(self._value) if times_of(self._value) else ""
        self.edit.setAccessibleDescription(understood)
        self.note.say(understood)
        fits = self.width() >= look().px(NOTE_FROM) and understood != self.edit.text()
        self.note.setVisible(bool(understood) and fits and not self.none)
