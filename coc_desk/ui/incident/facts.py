"""What is known, by section of the playbook: who said so, and how it changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from coc_desk.casework.counts import spoken_number
from coc_desk.casework.incidents import Fact, Incident, Report
from coc_desk.i18n import _, ngettext, sense
from coc_desk.playbook.definitions import Field
from coc_desk.playbook.definitions import Section as Asked
from coc_desk.ui import icons
from coc_desk.ui.incident.flowed import Flowed
from coc_desk.ui.incident.words import Speaker, count_words
from coc_desk.ui.parts import chips, paint
from coc_desk.ui.parts.chips import Chip
from coc_desk.ui.parts.layouts import Column, Row, held
from coc_desk.ui.parts.text import Link, Strong, Text
from coc_desk.ui.theme import look
from coc_desk.ui.wording import in_sentence

LABEL: Final = 78
MOST_LINES: Final = 10
ACCOUNT: Final = frozenset({"words", "behaviour"})
"""Meanings of the fields that make a section the account of what happened: it stands first, unfolded."""


class Words(QLabel):
    """Somebody's words, each paragraph in the direction of its first letter; long ones are cut and opened whole."""

    def __init__(self, text: str, *, tone: str = "text", role: str = "body", most: int = MOST_LINES) -> None:
        super().__init__()
        self._tone, self._role, self._most = tone, role, most
        self._flowed: Flowed | None = None
        self._width = -1
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def dress(self) -> None:
        """Take the size of text."""
        self._width = -1
        self.updateGeometry()

    def flowed(self, width: int) -> Flowed:
        """Return the words laid out at a width."""
        if self._flowed is None or width != self._width:
            self._width = width
            self._flowed = Flowed(self.text(), width, role=self._role, most=self._most)
        return self._flowed

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self.flowed(max(width, 1)).height)

    def sizeHint(self) -> QSize:
        return QSize(look().px(180), self.heightForWidth(self.width() if self.width() > 1 else look().px(180)))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(60), look().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.flowed(self.width()).paint(paint.painter(self), 0, 0, self._tone)


class Fold(QAbstractButton):
    """The heading of a section: opens and folds it."""

    def __init__(self, words: str, count: int) -> None:
        super().__init__()
        self._count = count
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{words}, {count}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._describe)
        self._describe(False)

    def _describe(self, unfolded: bool) -> None:
        self.setAccessibleDescription(sense("state", "Open") if unfolded else _("Folded"))

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(look().px(200), look().px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(80), look().px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn, high = paint.painter(self), look(), self.height()
        if self.underMouse():
            paint.box(painter, QRectF(self.rect()), 6, fill="hover")
        arrow = paint.mirrored(self, QRectF(0, 0, worn.px(18), high))
        folded = "chevron-left" if self.isRightToLeft() else "chevron-right"
        icons.paint(painter, arrow, "chevron-down" if self.isChecked() else folded, 18, "text2")
        width = paint.extent(self.text(), "label") + 2
        words = paint.mirrored(self, QRectF(worn.px(26), 0, width, high))
        paint.words(painter, words, self.text(), "label", "text")
        size = chips.count_size(str(self._count))
        top = (high - size.height()) / 2
        count = QRectF(worn.px(34) + width, top, size.width(), size.height())
        chips.paint_count(painter, paint.mirrored(self, count), str(self._count))


@dataclass(frozen=True)
class Section:
    """A group of facts."""

    key: str
    label: str
    rows: Sequence[QWidget]
    unfolded: bool = False


class FactsPane(QWidget):
    """All facts of an incident."""

    read = Signal(str, str)
    """Heading and words of an answer that shall be seen whole."""

    def __init__(self) -> None:
        super().__init__()
        self._column = Column(gap=4, margins=(20, 20, 20, 24))
        self.setLayout(self._column)
        self.setAccessibleName(_("Facts"))
        self._open: dict[str, bool] = {}

    def show_facts(self, speaker: Speaker) -> None:
        """Show what an incident's reports and the team say."""
        while item := self._column.takeAt(0):
            if before := item.widget():
                before.hide()
                before.deleteLater()
        for section in self._sections(speaker):
            self._put(section)
        self._column.put(...)

    def _sections(self, speaker: Speaker) -> Iterator[Section]:
        incident = speaker.incident
        reports = [_row(_nth(one.number), Words(_report(speaker, one))) for one in incident.reports]
        yield Section("reports", _("Reports"), reports, unfolded=True)
        for section in sorted(speaker.desk.playbook.form.sections, key=_place):
            if section.each == "person":
                rows = [self._person(speaker, one.id) for one in incident.people]
            else:
                rows = [row for field in section.fields for row in self._field(speaker, field, incident)]
            if rows:
                yield Section(section.key, str(section.label), rows, _place(section) < 2)

    def _put(self, section: Section) -> None:
        head = Fold(section.label, len(section.rows))
        head.setObjectName(f"facts:{section.key}")
        body = held(Column(*section.rows, gap=6, margins=(26, 0, 0, 8)))
        unfolded = self._open.get(section.key, section.unfolded)
        head.setChecked(unfolded)
        head.toggled.connect(body.setVisible)
        head.toggled.connect(lambda on, key=section.key: self._open.__setitem__(key, on))
        self._column.put(head, body)
        body.setVisible(unfolded)  # once it has its place: before, it would be a window

    def _person(self, speaker: Speaker, id: str) -> QWidget:
        person = speaker.incident.person(id)
        assert person is not None
        roles = speaker.roles(person.roles) or _("No role yet")
        first, _comma, others = roles.partition(", ")
        part = speaker.desk.playbook.form.meaning("part")
        known = speaker.answer(part, person.answer(part.key)) if part else ""
        about = [
            *([_("also {roles}").format(roles=others)] if others else []),
            *([in_sentence(known)] if known else []),
        ]
        words = Text(Strong(person.code), "".join(f", {one}" for one in about), wrap=True)
        return _row(first, words)

    def _field(self, speaker: Speaker, field: Field, incident: Incident) -> Iterator[QWidget]:
        told = [fact for fact in incident.facts.get(field.key, ()) if fact.answer]
        for place, fact in enumerate(told):
            said = [] if len(incident.reports) < 2 and fact.report else [in_sentence(speaker.report(fact.report))]
            yield _row("" if place else str(field.heading), self._value(speaker, field, fact, said))

    def _value(self, speaker: Speaker, field: Field, fact: Fact, said: list[str]) -> QWidget:
        words = speaker.answer(field, fact.answer)
        column = Column(gap=2)
        if "none" in fact.answer:
            column.addWidget(Chip(f"? {words}", "dashed"), 0, Qt.AlignmentFlag.AlignLeft)
        else:
            shown = Words(words)
            column.put(shown)
            if shown.flowed(look().px(200)).cut:
                whole = Link(_("Read all {n} words").format(n=spoken_number(count_words(words))))
                whole.clicked.connect(lambda: self.read.emit(str(field.heading), words))
                column.put(whole)
        if fact.earlier:
            said = [*said, _("changed {time} by {who}").format(time=speaker.time(fact.at), who=speaker.member(fact.by))]
        if said:
            line = ", ".join(said)
            column.put(Text(f"{line[:1].upper()}{line[1:]}", role="second", tone="text3", wrap=True))
        if fact.earlier:
            column.put(*_earlier(speaker, field, fact))
        return held(column)


def _place(section: Asked) -> int:
    """Order sections for reading: the account, the people, then the others as the playbook has them."""
    if any(field.means in ACCOUNT for field in section.fields):
        return 0
    return 1 if section.each == "person" else 2


def _nth(number: int) -> str:
    return {1: _("First"), 2: _("Second"), 3: _("Third")}.get(number, f"{number}.")


def _earlier(speaker: Speaker, field: Field, fact: Fact) -> tuple[QWidget, QWidget]:
    """Return what shows the answers that stood there before, and those, folded."""
    count = len(fact.earlier)
    link = Link(ngettext("{n} earlier answer", "{n} earlier answers", count).format(n=count))
    lines = Column(gap=2, margins=(0, 2, 0, 4))
    for one in reversed(fact.earlier):
        who = _("{time}, {who}").format(time=speaker.time(one.at), who=speaker.member(one.by))
        lines.put(Words(speaker.answer(field, one.answer), tone="text2"), Text(who, role="second", tone="text3"))
    before = held(lines)
    before.hide()
    link.setAccessibleDescription(_("Shows what stood here before"))
    link.clicked.connect(lambda: before.setVisible(before.isHidden()))
    return link, before


def _report(speaker: Speaker, report: Report) -> str:
    """Say in short when a report came, how, and from whom."""
    incident, form = speaker.incident, speaker.desk.playbook.form
    said = []
    for means in ("received_at", "channel"):
        field = form.meaning(means)
        facts = incident.facts.get(field.key, ()) if field else ()
        answer = next((one.answer for one in facts if one.report == report.id), None)
        said.append(speaker.answer(field, answer) if field and answer else "")
    by = incident.person(report.reporter)
    roles = [one for one in by.roles if one != "reporter"] if by else []
    who = ""
    if roles:
        who = _("by the {role}").format(role=speaker.role(roles[0]))
    elif by:
        who = _("by {name}").format(name=by.code)
    return ", ".join(one for one in (said[0] or speaker.time(report.at), in_sentence(said[1]), who) if one)


class _Name(Text):
    """The short label of a fact, all of one width."""

    def __init__(self, label: str) -> None:
        super().__init__(label, role="second", tone="text2", wrap=True)

    def dress(self) -> None:
        """Take the size of text."""
        super().dress()
        self.setFixedWidth(look().px(LABEL))


def _row(label: str, value: QWidget) -> QWidget:
    """Put a label beside its value."""
    row = Row(gap=8)
    row.addWidget(_Name(label), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(value, 1, Qt.AlignmentFlag.AlignTop)
    return held(row)
