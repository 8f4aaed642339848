"""Promises: what is owed, the overdue first; done, a new time, or no longer wanted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.looking import Looking, Owed, Today
from coc_desk.casework.times import spoken_near
from coc_desk.i18n import _, ngettext
from coc_desk.ui.desk.row_menu import Act, RowMenu
from coc_desk.ui.desk.rows import FocusRow, Rows
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.chips import Chip
from coc_desk.ui.parts.flags import ShortFlags
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.theme import look
from coc_desk.ui.wording import flags_spoken, in_sentence, in_words, marked, who, whom


class Promises(Card):
    """Overdue and due today; those of later days on demand."""

    done = Signal(object)
    new_time = Signal(object)
    not_wanted = Signal(object)
    opened = Signal(object)
    """A Promise each."""

    def __init__(self, desk: Looking) -> None:
        self.overdue = Chip("", "warn", "clock-alert")
        self.later = Button("", "quiet")
        self.later.setObjectName("all promises")
        self.later.setCheckable(True)
        super().__init__(_("Promises"), chips=[self.overdue], actions=[self.later])
        self._desk = desk
        self._today: Today | None = None
        teaches = _(
            "What you promise to somebody shows here with its time, the next one first. "
            "Write “call back by 16:00” in a note and the desk offers to keep it."
        )
        self._shown = Rows[Owed](self, teaches, lambda owed: owed.promise.id, self._made)
        self.later.toggled.connect(self._show_again)

    def _made(self, owed: Owed) -> tuple[QWidget, "PromiseRow"]:
        row = PromiseRow(self._desk, owed)
        row.done.connect(self.done)
        row.new_time.connect(self.new_time)
        row.not_wanted.connect(self.not_wanted)
        row.opened.connect(lambda: self.opened.emit(row.owed.promise))
        return row, row

    def show_today(self, today: Today) -> bool:
        """Show what is owed now; return whether there are other rows than before."""
        self._today = today
        due_today = [one for one in today.promises if self._desk.local(one.promise.due).date() <= today.at.date()]
        overdue = sum(one.late is not None for one in today.promises)
        self.overdue.say(ngettext("{n} overdue", "{n} overdue", overdue).format(n=overdue))
        self.overdue.setVisible(overdue > 0)
        self.show_count(_("{n} today").format(n=len(due_today)) if today.promises else None)
        self.later.setVisible(len(due_today) not in (0, len(today.promises)))
        some = due_today and not self.later.isChecked()
        self.later.say(_("All {n} promises").format(n=len(today.promises)) if some else _("Only today"))
        return self._shown.show_things(due_today if some else today.promises, today)

    def _show_again(self, _all: bool) -> None:
        if self._today is not None:
            self.show_today(self._today)


class PromiseRow(FocusRow):
    """One promise: when, what, of which incident, by whom."""

    done = Signal(object)
    new_time = Signal(object)
    not_wanted = Signal(object)

    def __init__(self, desk: Looking, owed: Owed) -> None:
        super().__init__()
        self._desk, self.owed = desk, owed
        self.setObjectName(f"promise:{owed.promise.id}")
        self._when = _When()
        self._what = Text(role="label", wrap=True)
        self._of = Text(role="second", tone="text2", wrap=True)
        self._flags = ShortFlags(*owed.flags)
        done, letter = marked(done_words())
        self._done = Button(done, "row", icon="check")
        self._done.setObjectName(f"done:{owed.promise.id}")
        self._done.setToolTip(f"{done} ({letter})")
        self._menu = RowMenu(_("More about this promise"), self._acts())
        self._menu.setObjectName(f"more:{owed.promise.id}")
        words = Column(self._what, self._of, gap=0)
        self.setLayout(Row(self._when, (words, 1), self._flags, self._done, self._menu, gap=12))
        self.letters = {letter: self._tell_done, marked(new_time_words())[1]: self._tell_new_time}
        self._done.clicked.connect(self._tell_done)
        self.menu_asked.connect(self._menu.open)

    def _acts(self) -> list[Act]:
        words, letter = marked(new_time_words())
        return [
            Act(words, "clock-arrow-up", self._tell_new_time, letter),
            Act(_("No longer wanted"), "circle-slash", lambda: self.not_wanted.emit(self.owed.promise)),
            Act(_("Open the incident"), "folder-open", self.opened.emit),
        ]

    def _tell_done(self) -> None:
        self.done.emit(self.owed.promise)

    def _tell_new_time(self) -> None:
        self.new_time.emit(self.owed.promise)

    def show_thing(self, thing: Owed, today: Today) -> str:
        self.owed, promise = thing, thing.promise
        due, late = self._desk.local(promise.due), thing.late is not None
        self._when.show_time(spoken_near(due, today.at), in_words(due, today.at), late)
        self._what.say(promise.what)
        self._of.say(Strong(promise.code), ", ", self._by_whom(thing))
        self._flags.show_answers(*thing.flags)
        heard = [self._when.heard(), promise.what, self._of.text(), flags_spoken(thing.flags)]
        self.setAccessibleName(". ".join(heard))
        self._done.setAccessibleName(_("Done: {promise}").format(promise=promise.what))
        return "warn" if late else ""

    def _by_whom(self, owed: Owed) -> str:
        promise = owed.promise
        words = who(self._desk, promise.owner)
        if owed.late is not None:
            at = spoken_near(self._desk.local(promise.at), self._desk.now())
            words = _("promised by {name} at {time}").format(name=who(self._desk, promise.by), time=at)
        to = whom(self._desk.playbook, promise.to)
        return _("{words}, to: {whom}").format(words=words, whom=in_sentence(to)) if to else words


class _When(QWidget):
    """A time, and how far off it is."""

    WIDTH = 94

    def __init__(self) -> None:
        super().__init__()
        self._time = Text(role="card", numbers=True, wrap=True)
        self._span = Text(role="second", tone="text2", wrap=True, numbers=True)
        self.setLayout(Column(..., self._time, self._span, ..., gap=0))
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setFixedWidth(look().px(self.WIDTH))

    def show_time(self, time: str, span: str, late: bool) -> None:
        """Show a time; an overdue one says by how much, in another colour and in bold."""
        self._time.say(time)
        self._span.say(Strong(span) if late else span)
        self._span.tint("warn-text" if late else "text2")

    def heard(self) -> str:
        """Return what a screen reader says."""
        return f"{self._time.text()}, {self._span.text()}"


def done_words() -> str:
    """Return how a promise is told to be done; & stands before the letter that does it."""
    return _("&Done")


def new_time_words() -> str:
    """Return how a promise is given a new time; & stands before the letter that does it."""
    return _("New &time")
