"""One entry seen whole: every word of it, to be selected and copied, and what can be done with it."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.entries import EntryKind
from coc_desk.casework.incidents import Line
from coc_desk.i18n import _
from coc_desk.playbook.definitions import Field
from coc_desk.ui.incident.entry_kinds import Mark, Paragraph
from coc_desk.ui.incident.entry_words import Shown
from coc_desk.ui.incident.words import Speaker
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.chips import Chip
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.inputs import Pad
from coc_desk.ui.parts.layouts import Flow, held
from coc_desk.ui.parts.text import Text


class Whole(Pad):
    """Words that can be read, selected and copied, not changed."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(1)
        self.setReadOnly(True)
        self.setPlainText(text)
        self.setAccessibleName(name)
        self.setObjectName("whole")


class EntryReader(Dialog):
    """The dialog; its answer is what shall be done: amend, strike, promise, or None."""

    led = Signal(str)
    """What a chip leads to."""

    def __init__(self, over: QWidget, speaker: Speaker, line: Line, shown: Shown) -> None:
        title = _("Entry {n}, {title}").format(n=shown.number, title=shown.title)
        super().__init__(over, title, shown.when, width=720)
        if shown.states:
            self.add(held(Flow(*(Chip(one.words, one.kind, one.icon) for one in shown.states))))
        if shown.remark:
            self.add(Text(shown.remark, role="second", tone="text2", wrap=True))
        for paragraph in self._paragraphs(speaker, line, shown):
            self._put(paragraph)
        if shown.marks:
            self.add(held(Flow(*(self._leading(one) for one in shown.marks))))
        self._offer(line)

    def _paragraphs(self, speaker: Speaker, line: Line, shown: Shown) -> Iterator[Paragraph]:
        if line.entry.kind == EntryKind.REPORT and line.entry.body:
            yield from answers_of(speaker, line)
        else:
            yield from shown.paragraphs

    def _put(self, paragraph: Paragraph) -> None:
        if paragraph.label:
            self.add(Text(paragraph.label, role="label"))
        if paragraph.quiet:
            self.add(Text(paragraph.words, role="second", tone="text2", wrap=True))
        else:
            self.add(Whole(paragraph.words, paragraph.label or self.title))

    def _leading(self, mark: Mark) -> QWidget:
        if not mark.to:
            return Chip(mark.words, mark.kind, mark.icon)
        button = Button(mark.words, "row", icon=mark.icon)
        button.clicked.connect(lambda: self.close_with(None))
        button.clicked.connect(lambda: self.led.emit(mark.to))
        return button

    def _offer(self, line: Line) -> None:
        self.answer(_("Close"), None, harmless=True)
        if not line.struck and line.entry.kind not in (EntryKind.STRUCK, EntryKind.EXPUNGED, EntryKind.SENT):
            self.answer(_("Strike"), "strike")
        self.answer(_("Promise"), "promise")
        self.answer(_("Amend"), "amend")


def answers_of(speaker: Speaker, line: Line) -> Iterator[Paragraph]:
    """Yield all that a report's entry says, in the order of the form, its people behind."""
    body = line.entry.body or {}
    answers = body.get("answers") or {}
    for key, field in speaker.fields.items():
        if words := speaker.answer(field, answers.get(key)):
            yield Paragraph(words, str(field.heading))
    for person in body.get("people") or []:
        said = [speaker.roles(tuple(person.get("roles", ())))]
        answers = person.get("answers") or {}
        told = ((field.heading, speaker.answer(field, answers.get(field.key))) for field in _asked(speaker))
        said += [f"{heading}: {words}" for heading, words in told if words]
        yield Paragraph("\n".join(one for one in said if one), str(person.get("code", "")))


def _asked(speaker: Speaker) -> tuple[Field, ...]:
    return speaker.desk.playbook.form.person.fields
