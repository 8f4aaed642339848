"""Changed since I last signed in: by others, and not opened by me since."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.incidents import Overview
from coc_desk.casework.ledger import Closed
from coc_desk.casework.looking import Looking, Today
from coc_desk.casework.times import spoken_near
from coc_desk.i18n import _, ngettext
from coc_desk.ui.desk.rows import OpenRow, Rows
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.flags import ShortFlags
from coc_desk.ui.parts.layouts import Row
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.wording import flags_spoken

SHOWN = 6


@dataclass(frozen=True)
class Change:
    """An incident that changed or waits for me; one outside my circles has nobody's name, only its vague line."""

    id: str
    code: str
    flags: tuple[str, str, str]
    at: datetime
    mine: Overview | None = None
    line: str = ""
    asks: bool = False
    """Whether somebody waits for an answer of mine, or for the key."""


class Changed(Card):
    """The incidents that changed, the newest first."""

    opened = Signal(str)
    """Id of an incident, in my circles or outside."""
    all_asked = Signal()

    def __init__(self, desk: Looking) -> None:
        self.all = Button(_("All incidents"), "quiet")
        self.all.setObjectName("all changed")
        super().__init__(_("Changed since you were here"), actions=[self.all])
        self.heading.setWordWrap(False)
        self._desk = desk
        self._shown = Rows[Change](self, _("Nothing new."), lambda one: one.id, self._made)
        self.all.clicked.connect(self.all_asked)

    def _made(self, one: Change) -> tuple[QWidget, "ChangedWords"]:
        words = ChangedWords(self._desk)
        row = OpenRow(words)
        row.setObjectName(f"changed:{one.id}")
        row.clicked.connect(lambda: self.opened.emit(one.id))
        return row, words

    def show_today(self, today: Today) -> bool:
        """Show what changed; return whether there are other rows than before."""
        if today.since is not None:
            since = spoken_near(self._desk.local(today.since), today.at)
            self.heading.say(_("Changed since {time}").format(time=since))
        changes = changes_of(today)
        self.show_count(len(changes) or None)
        self.all.setVisible(len(changes) > SHOWN)
        return self._shown.show_things(changes[:SHOWN], today)


def changes_of(today: Today) -> list[Change]:
    """Return what waits for my answer, then what changed since I was here, outside my circles too, the newest first."""
    since = today.since
    mine = [
        Change(one.id, one.code, (one.flags.danger, one.flags.going_on, one.flags.again), one.changed, one)
        for one in today.changed
    ]
    asked = {one.incident for one in today.outside if one.asked and not one.answer}
    others = [_outside(one) for one in today.outside if one.incident in asked or (since is not None and one.at > since)]
    return sorted([*mine, *others], key=lambda one: (one.asks, one.at), reverse=True)


def _outside(one: Closed) -> Change:
    if one.asked and not one.answer:
        return Change(one.incident, one.code, one.flags, one.at, line=_("needs your answer"), asks=True)
    return Change(one.incident, one.code, one.flags, one.at, line=one.line or _("you are not in the circle"))


class ChangedWords(Row):
    """What changed in one incident."""

    def __init__(self, desk: Looking) -> None:
        self._desk = desk
        self._words = Text(wrap=True)
        self._flags = ShortFlags("", "", "")
        self._time = Text(role="second", tone="text2", numbers=True)
        super().__init__((self._words, 1), self._flags, self._time, gap=12)

    def show_thing(self, thing: Change, today: Today) -> str:
        """Show the change; return the tint of its row."""
        self._words.say(Strong(thing.code), " ", self._said(thing))
        self._flags.show_answers(*thing.flags)
        self._time.say(spoken_near(self._desk.local(thing.at), today.at))
        heard = f"{self._words.text()}, {self._time.text()}. {flags_spoken(thing.flags)}"
        around = self.parentWidget()
        if around is not None:
            around.setAccessibleName(heard)
        return "selected" if thing.asks else "" if thing.mine else "sunken"

    def _said(self, thing: Change) -> str:
        if thing.mine is None:
            return thing.line
        name, entries = self._desk.name_of(thing.mine.changed_by), self._desk.entries_since_then(thing.mine.id)
        said = ngettext("{n} entry by {name}", "{n} entries, last by {name}", entries)
        return said.format(n=entries, name=name)
