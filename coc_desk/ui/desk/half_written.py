"""Half-written: what I can go on with, and that others have something half-written too."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.ledger import Draft, HalfWritten
from coc_desk.casework.looking import Looking, Today
from coc_desk.casework.times import spoken_near
from coc_desk.i18n import _
from coc_desk.ui.desk.row_menu import Act, RowMenu
from coc_desk.ui.desk.rows import Rows
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.wording import draft_title, draft_words


@dataclass(frozen=True)
class Begun:
    """Something half-written: a draft of mine, or that somebody else has one."""

    mine: Draft | None = None
    other: HalfWritten | None = None

    @property
    def key(self) -> str:
        """What tells it from the others."""
        if self.mine:
            return self.mine.id
        assert self.other is not None
        return f"{self.other.member} {self.other.kind} {self.other.since}"


class HalfWrittenCard(Card):
    """Everything half-written: mine first."""

    go_on = Signal(object)
    throw_away = Signal(object)
    """A Draft of mine each."""

    def __init__(self, desk: Looking) -> None:
        super().__init__(_("Half-written"))
        self._desk = desk
        none = _("Nothing. What you type is kept within a second, even if the laptop is shut, and waits here.")
        self._shown = Rows[Begun](self, none, lambda one: one.key, self._made)

    def _made(self, one: Begun) -> tuple[QWidget, "DraftRow | OthersRow"]:
        if one.mine is None:
            others = OthersRow(self._desk)
            return others, others
        row = DraftRow(self._desk, one.mine)
        row.go_on.connect(self.go_on)
        row.throw_away.connect(self.throw_away)
        return row, row

    def show_today(self, today: Today) -> bool:
        """Show what is half-written; return whether there are other rows than before."""
        begun = [*(Begun(mine=one) for one in today.drafts), *(Begun(other=one) for one in today.half_written)]
        self.show_count(len(begun) or None)
        return self._shown.show_things(begun, today)


class DraftRow(QWidget):
    """A draft of mine."""

    go_on = Signal(object)
    throw_away = Signal(object)

    def __init__(self, desk: Looking, draft: Draft) -> None:
        super().__init__()
        self._desk, self._draft = desk, draft
        self._title = Text(wrap=True)
        self._words = Text(role="second", tone="text2", wrap=True, numbers=True)
        go_on = Button(_("Go on"), "row")
        go_on.setObjectName(f"draft:{draft.id}")
        go_on.clicked.connect(lambda: self.go_on.emit(self._draft))
        acts = [Act(_("Throw it away"), "trash-2", lambda: self.throw_away.emit(self._draft))]
        menu = RowMenu(_("More about this draft"), acts)
        menu.setObjectName(f"more:{draft.id}")
        self._go_on, self._menu = go_on, menu
        self.setLayout(Row((Column(self._title, self._words, gap=0), 1), go_on, menu, gap=8))

    def show_thing(self, thing: Begun, today: Today) -> str:
        assert thing.mine is not None
        self._draft = draft = thing.mine
        self._title.say(*draft_title(draft))
        kept = _("Kept {time}").format(time=f"{self._desk.local(draft.kept):%H:%M:%S}")
        if self._desk.local(draft.kept).date() != today.at.date():
            kept = _("Kept {time}").format(time=spoken_near(self._desk.local(draft.kept), today.at))
        words = draft_words(draft)
        self._words.say(f"{words}. {kept}" if words and words[-1].isalnum() else f"{words} {kept}".strip())
        for button in (self._go_on, self._menu):
            button.setAccessibleDescription(f"{self._title.text()}. {self._words.text()}")
        return ""


class OthersRow(QWidget):
    """That somebody else has something half-written: whose, and since when; never what it says."""

    def __init__(self, desk: Looking) -> None:
        super().__init__()
        self._desk = desk
        self._said = Text(tone="text2", wrap=True, numbers=True)
        self.setLayout(Row(Picture("lock", 16, "text3"), (self._said, 1), gap=12))

    def show_thing(self, thing: Begun, today: Today) -> str:
        other = thing.other
        assert other is not None
        since = spoken_near(self._desk.local(other.since), today.at)
        kind, name = draft_kind_of_another(other.kind), self._desk.name_of(other.member)
        self._said.say(Strong(name), ": ", _("{kind}, since {time}").format(kind=kind, time=since))
        self.setAccessibleName(self._said.text())
        return "sunken"


def draft_kind_of_another(kind: str) -> str:
    """Return what somebody else has half-written."""
    return {
        "intake": _("a report"),
        "report": _("another report"),
        "note": _("a note"),
        "answers": _("changed facts"),
        "quick": _("a quick note"),
        "handoff": _("a handoff"),
    }.get(kind, _("something"))
