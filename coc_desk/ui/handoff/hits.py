"""A word that must not be on a page: said by incident, place and time, never by the word itself."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, Signal, SignalInstance
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from coc_desk.casework.document import Hit
from coc_desk.casework.planning import CODE_NAME
from coc_desk.i18n import _
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.theme import look
from coc_desk.ui.wording import in_sentence

SECTIONS = {"watch": 1, "summary": 2, "contingency": 2, "look_out": 3, "contact": 7, "questions": 8}
"""In which section of the page a typed part stands."""

Say = Callable[[datetime], str]
"""Says a moment as it is read now, at the venue."""


def whose(hit: Hit) -> str:
    """Return what was found: the name, contact, badge or handle of whom."""
    if hit.needle.what == CODE_NAME:
        return _("code name of something in {code}, which is left out of this copy").format(code=hit.needle.incident)
    of = hit.needle.person or hit.needle.incident
    words = {
        "name": _("name of {whom}"),
        "contact": _("contact of {whom}"),
        "badge": _("badge of {whom}"),
        "handle": _("handle of {whom}"),
    }
    return words.get(hit.needle.what, words["name"]).format(whom=of)


def where(hit: Hit) -> str:
    """Return where it stands: page, section, field."""
    said = [_("page {n}").format(n=hit.page)] if hit.page else []
    if section := SECTIONS.get(hit.source.part.partition(":")[0]):
        said.append(_("section {n}").format(n=section))
    return ", ".join([*said, *([in_sentence(hit.source.label)] if hit.source.label else [])])


def happened(hit: Hit, say: Say) -> tuple[object, ...]:
    """Return the sentence that says what stands where, without the word."""
    sure = _("The {what} stands in") if hit.certain else _("What may be the {what} stands in")
    before, after = sure.split("{what}")
    if hit.source.edited:
        text = _("the text that was edited at {time}.").format(time=say(hit.source.edited))
    elif hit.source.part:
        text = _("the text that was drafted from the entries.")
    else:
        text = _("a part that comes from the entries themselves.")
    return before, Strong(whose(hit)), f"{after} {text}"


class HitBox(QWidget):
    """One hit, on a danger ground when it is certain, else on a warning one; leads to the sentence."""

    asked = Signal(object)
    """The Hit whose sentence is to be gone to."""
    excused = Signal(object)
    """The Hit that is another word."""

    def __init__(self, hit: Hit, say: Say, leads: bool = True) -> None:
        """Take the hit; `leads` is False where something else leads to the sentence."""
        super().__init__()
        self._tone = "danger" if hit.certain else "warn"
        self._hit = hit
        code = hit.source.incident or (hit.needle.incident if not hit.source.part else "")
        head = (Strong(code), "  ", where(hit)) if code else (where(hit),)
        said = Text(*happened(hit, say), wrap=True)
        words = Column(Text(*head, role="second", tone="text", wrap=True), said, gap=4)
        self.setLayout(Row((words, 1), Column(*self._acts(leads, said.text()), gap=8), gap=12, margins=(16, 10)))

    def _acts(self, leads: bool, said: str) -> Iterator[Button]:
        source = self._hit.source
        if leads and (source.part or source.incident):
            words = _("Go to the sentence") if source.part else _("Open the incident")
            yield self._act("hit:go", words, self.asked, said)
        if not self._hit.certain:
            yield self._act("hit:excuse", _("It is another word here"), self.excused, said)

    def _act(self, name: str, words: str, told: SignalInstance, said: str) -> Button:
        button = Button(words, "row")
        button.setObjectName(name)
        button.setAccessibleDescription(said)
        button.clicked.connect(lambda: told.emit(self._hit))
        return button

    def paintEvent(self, _event: QPaintEvent) -> None:
        edge = f"{self._tone}-line" if not look().contrast else f"{self._tone}-text"
        paint.box(paint.painter(self), QRectF(self.rect()), 10, fill=f"{self._tone}-soft", edge=edge)


def place_in(text: str, hit: Hit) -> tuple[int, int]:
    """Return where the word begins and ends in the text it was typed in; the beginning when it is not seen there."""
    folded = text.casefold()
    for word in _tried(hit.needle.text):
        if len(folded) == len(text) and (at := folded.find(word.casefold())) >= 0:
            return at, at + len(word)
    return 0, 0


def _tried(needle: str) -> Sequence[str]:
    return [needle, *sorted(needle.split(), key=len, reverse=True)]
