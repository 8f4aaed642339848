"""Forms made of a playbook's fields, the same wherever something is asked: at intake, and when facts change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coc_desk.i18n import _
from coc_desk.playbook.answers import Answer, visible
from coc_desk.playbook.conditions import SAFETY_ANSWERS
from coc_desk.playbook.definitions import Field, Kind, Section
from coc_desk.ui.parts.answer import Input
from coc_desk.ui.parts.choices import Segmented, Toggles
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.guidance import Guide
from coc_desk.ui.parts.inputs import Fixed, Line, LongText
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.lists import ListBox
from coc_desk.ui.parts.moments import Moment
from coc_desk.ui.parts.one_stop import OneStop
from coc_desk.ui.parts.yes_no import YesNo, answer_letter
from coc_desk.ui.theme import look

SIDE_BY_SIDE_FROM: Final = 440
"""Width from which two short fields stand side by side, in design pixels."""
MOST_SEGMENTS: Final = 4
SEVERITIES: Final = {"danger": "danger", "going_on": "warn", "again": "warn"}
"""How loud a yes is, by what the question means."""
LINES: Final = {"words": 5}
"""Lines of a box at first, by what the field means; the others have three."""
AHEAD: Final = ("promised_by",)
"""Meanings of times that are still to come."""
CHOSEN: Final = (Kind.SAFETY, Kind.CHOICE, Kind.CHOICES)
"""The kinds of field on whose answers others can depend."""


Now = Callable[[], datetime]


def laptop_time() -> datetime:
    """Return the time now, as this laptop has it."""
    return datetime.now().astimezone()


def guide_of(asked: Field | Section) -> Guide:
    """Return the guidance beside a field, or beside a section where a list stands."""
    ask, mind = (tuple(str(one) for one in said) for said in (asked.ask, asked.mind))
    guide = Guide(str(asked.label), str(asked.note), ask, mind)
    if isinstance(asked, Field) and asked.kind is Kind.SAFETY:
        letters = tuple(answer_letter(one) for one in SAFETY_ANSWERS)
        return replace(guide, keys=letters, foot=_("answer and go on"))
    return guide


def name_stops(input: Input, name: str) -> None:
    """Name what can have the focus in an input, so that a place finds it again."""
    for number, stop in enumerate(input.stops()):
        stop.setObjectName(f"{name}:{number}" if number else name)
    if isinstance(input.extra, OneStop):
        for part in input.extra.parts:
            part.setObjectName(f"{name}:kind:{part.key}")


def input_for(field: Field, fixed: tuple[str, str] = ("", ""), now: Now = laptop_time) -> Input:
    """Return what a field is answered with; `fixed` is the value and the remark of an automatic one.

    `now` tells the time at the venue, by which times of day are understood.
    """
    if field.automatic:
        return Fixed(*fixed)
    choices = [(one.key, str(one.label)) for one in field.choices]
    match field.kind:
        case Kind.LONG_TEXT:
            return LongText(str(field.help), LINES.get(field.means, 3))
        case Kind.SAFETY:
            return YesNo(SEVERITIES.get(field.means, "plain"))
        case Kind.CHOICES:
            return Toggles(choices, other=field.other)
        case Kind.CHOICE if _is_segmented(field):
            return Segmented(choices)
        case Kind.CHOICE:
            return ListBox(choices, other=field.other)
        case Kind.MOMENT:
            return Moment(now, ahead=field.means in AHEAD)
    return Line()


def _is_segmented(field: Field) -> bool:
    return field.kind is Kind.CHOICE and not field.other and len(field.choices) <= MOST_SEGMENTS


def _is_short(field: Field) -> bool:
    """Whether a field needs half a line only; a conditional one has a line of its own, so that nothing moves."""
    if field.shown_when:
        return False
    return field.kind in (Kind.TEXT, Kind.NUMBER) or (field.kind is Kind.CHOICE and not _is_segmented(field))


def _lines(fields: Sequence[Field]) -> Iterator[list[Field]]:
    """Yield what stands on one line: two short fields in a row, everything else by itself."""
    for short, some in groupby(fields, _is_short):
        there = list(some)
        step = 2 if short else 1
        yield from (there[at : at + step] for at in range(0, len(there), step))


class FormSection(QWidget):
    """Some fields of a playbook, to be answered."""

    changed = Signal()
    """Something was typed or chosen. The answers are not collected for it: a long text would cost too much a key."""
    decided = Signal()
    """A choice was made on which other fields may depend."""
    focused = Signal(object)
    """The Field that the focus came to."""

    def __init__(
        self,
        fields: Sequence[Field],
        answers: Mapping[str, Answer] | None = None,
        *,
        prefix: str = "",
        fixed: Mapping[str, tuple[str, str]] | None = None,
        now: Now = laptop_time,
    ) -> None:
        """Take the fields, what is answered, what stands before the keys in object names, and the automatic values.

        `now` tells the time at the venue.
        """
        super().__init__()
        self._now = now
        self.fields = tuple(fields)
        self._elsewhere: dict[str, Answer] = {}
        self._deciding = {one.shown_when[0] for one in self.fields if one.shown_when}
        self.asked = {one.key: self._labelled(one, prefix, (fixed or {}).get(one.key, ("", ""))) for one in self.fields}
        self._pairs: list[Row] = []
        self._column = Column(gap=12)
        for line in _lines(self.fields):
            self._column.put(self._line(line))
        self.setLayout(self._column)
        self.decided.connect(self._show_what_is_asked)
        self.show_answers(answers or {})

    def _labelled(self, field: Field, prefix: str, fixed: tuple[str, str]) -> Labelled:
        long = field.kind is Kind.LONG_TEXT
        input = input_for(field, fixed, self._now)
        beside = field.kind in (Kind.SAFETY, Kind.CHOICES)
        made = Labelled(str(field.label), input, help="" if long else str(field.help), beside=beside)
        name_stops(input, prefix + field.key)
        made.changed.connect(self.changed)
        made.entered.connect(lambda *_: self.focused.emit(field))
        if field.kind in CHOSEN:
            made.changed.connect(self.decided)
        if isinstance(input, YesNo):
            input.answered_by_letter.connect(self._go_on)
        return made

    def _line(self, line: Sequence[Field]) -> QWidget | QBoxLayout:
        if len(line) == 1:
            return self.asked[line[0].key]
        pair = Row(*((self.asked[one.key], 1) for one in line), gap=12)
        for one in line:
            pair.setAlignment(self.asked[one.key], Qt.AlignmentFlag.AlignTop)
        self._pairs.append(pair)
        return pair

    def _go_on(self, *_: Any) -> None:
        self.focusNextPrevChild(True)

    def answers(self) -> dict[str, Answer]:
        """Return what is answered, empty ones left out."""
        said = {one.key: self.asked[one.key].answer() for one in self.fields if not one.automatic}
        return {key: answer for key, answer in said.items() if answer is not None}

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """Show what is answered, without saying that it changed."""
        self.blockSignals(True)
        for one in self.fields:
            if not one.automatic:
                self.asked[one.key].show_answer(answers.get(one.key))
        self.blockSignals(False)
        self._show_what_is_asked()

    def choices(self) -> dict[str, Answer]:
        """Return the answers that fields anywhere in the form may depend on; costs little."""
        return {one.key: self.asked[one.key].answer() for one in self.fields if one.kind in CHOSEN}

    def show_for(self, choices: Mapping[str, Answer]) -> None:
        """Take what was chosen elsewhere in the form: fields that depend on it show or hide."""
        self._elsewhere |= choices
        if self._deciding & choices.keys():
            self._show_what_is_asked()

    def _show_what_is_asked(self) -> None:
        """Show the fields that are asked now; whatever holds an answer stays in sight."""
        if not self._deciding:
            return
        own = {one.key: self.asked[one.key].answer() for one in self.fields if one.shown_when or one.kind in CHOSEN}
        shown = {one.key for one in visible(self.fields, self._elsewhere | own)}
        for one in self.fields:
            self.asked[one.key].setVisible(one.key in shown)

    def is_answered(self) -> bool:
        """Whether anything is answered."""
        return any(self.asked[one.key].answer() is not None for one in self.fields if not one.automatic)

    def first_input(self) -> QWidget | None:
        """Return the first input that can have the focus."""
        return next((self.asked[one.key].input.stops()[0] for one in self.fields if not one.automatic), None)

    def put_under(self, key: str, widget: QWidget) -> None:
        """Put a widget under the line of a field; taken out again by giving it another parent."""
        for at in range(self._column.count()):
            item: Any = self._column.itemAt(at)
            layout: Any = item.layout()
            inside = [item.widget()] if layout is None else [layout.itemAt(i).widget() for i in range(layout.count())]
            if self.asked[key] in inside:
                self._column.insertWidget(at + 1, widget)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put short fields below each other where there is no room."""
        super().resizeEvent(event)
        wide = event.size().width() >= look().px(SIDE_BY_SIDE_FROM)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        for pair in self._pairs:
            pair.setDirection(way)


def answered(answers: Mapping[str, Answer]) -> dict[str, Mapping[str, Any]]:
    """Return only what was answered."""
    return {key: answer for key, answer in answers.items() if answer is not None}
