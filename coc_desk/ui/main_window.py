"""The desk's window: rail, notices, one page at a time. The only place that connects screens."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import IncidentId
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.times import spoken_day_and_time
from coc_desk.i18n import _, ngettext
from coc_desk.paths import resources
from coc_desk.settings import TEXT_SCALE, Settings
from coc_desk.ui.circles.conflict_page import ConflictPage
from coc_desk.ui.desk_page import DeskPage
from coc_desk.ui.handoff.page import HandoffPage
from coc_desk.ui.incident.page import IncidentPage
from coc_desk.ui.incident.viewing import Pictures
from coc_desk.ui.incidents_page import IncidentsPage
from coc_desk.ui.intake.order import follow_reading_order
from coc_desk.ui.intake.page import IntakePage
from coc_desk.ui.jump import Jump
from coc_desk.ui.keys_help import KeysHelp
from coc_desk.ui.navigation import DeskRail
from coc_desk.ui.page import Page
from coc_desk.ui.parts.dialogs import Dialog, Over
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.notices import Notice, Notices, Toasts
from coc_desk.ui.place import DESK, Place
from coc_desk.ui.quick_note import QuickNote
from coc_desk.ui.settings_page import SettingsPage
from coc_desk.ui.shell import Shell
from coc_desk.ui.tasks import Tasks
from coc_desk.ui.theme import Width, look

MINUTE_MS = 60_000
AGAIN_MS = 5000
"""How soon it is tried again to keep what a disk did not take."""
KEEPING = ("disk full", "read only", "disk")
"""Kinds of bad luck that keep what is typed from the disk: over when something can be kept again."""
TEXT_STEP = 0.1
MOST_BACK = 50
T = TypeVar("T")


def spoken_languages() -> list[str]:
    """Return the languages the program speaks: English and whatever is translated."""
    translated = (resources() / "locale").glob("*/LC_MESSAGES/coc_desk.mo")
    return ["en", *sorted(one.parent.parent.name for one in translated)]


TROUBLE_ICONS = {
    "disk full": "hard-drive",
    "read only": "folder-lock",
    "damaged": "file-x",
    "newer": "file-x",
    "busy": "copy",
    "clock": "clock-alert",
}


class MainWindow(QWidget):
    """Rail, notices and the page in front."""

    lock_asked = Signal(bool)
    """Whether another member shall be chosen."""
    quit_asked = Signal()
    settings_changed = Signal(object)

    def __init__(
        self, desk: Desk, tasks: Tasks, shell: Shell, settings: Settings, pictures: Pictures | None = None
    ) -> None:
        super().__init__()
        self._pictures = pictures
        self._desk, self._tasks, self._shell, self._settings = desk, tasks, shell, settings
        self._pages: dict[str, Page] = {}
        self._history: list[Place] = []
        self.rail = DeskRail(desk)
        self.notices = Notices()
        self.stack = QStackedWidget()
        self.toasts = Toasts(self.stack)
        self.quick: QuickNote | None = None
        self.setLayout(Row(self.rail, (Column(self.notices, (self.stack, 1), gap=0), 1), gap=0))
        self.rail.go.connect(self.go)
        self.rail.search_asked.connect(self.show_jump)
        self.rail.lock_asked.connect(self.lock_asked)
        self._keys = [QShortcut(QKeySequence(keys), self, act) for keys, act in self._shortcuts().items()]
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self._refresh)
        self._minute.start()
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.try_again)

    def _shortcuts(self) -> Mapping[str, Callable[[], object]]:
        places = {"Ctrl+1": "desk", "Ctrl+2": "incidents", "Ctrl+5": "handoff", "Ctrl+,": "settings"}
        return {
            **{keys: lambda screen=screen: self.go(Place(screen)) for keys, screen in places.items()},  # type: ignore[misc]
            "F1": self.show_help,
            "F2": self.show_quick_note,
            "Ctrl+N": self.log_report,
            "Ctrl+K": self.show_jump,
            "Ctrl+S": self.keep_and_say,
            "F6": lambda: self.next_pane(1),
            "Shift+F6": lambda: self.next_pane(-1),
            "Alt+Left": self.back,
            "Ctrl++": lambda: self._scale_text(TEXT_STEP),
            "Ctrl+=": lambda: self._scale_text(TEXT_STEP),
            "Ctrl+-": lambda: self._scale_text(-TEXT_STEP),
            "Ctrl+0": lambda: self._scale_text(0),
            "Ctrl+Q": self.quit_asked.emit,
        }

    # Coming and going

    def rest(self) -> None:
        """Look at nothing any more: the vault is about to be closed."""
        self._minute.stop()
        self._again.stop()

    def begin(self, told: Sequence[Trouble]) -> None:
        """Show where I was when the desk was locked, and what has to be said."""
        for one in told:
            self.tell_trouble(one)
        place = Place.from_json(self._desk.place())
        if not self._show(place):
            self._show(DESK)
        if place.screen == "quick":
            self.show_quick_note(place)
        self._tell_recoveries()
        self._ask_about_recovery()
        self._tell_wrong_tries(self._desk.wrong_tries)

    def tell_restored(self, entries: int, problems: Sequence[str]) -> None:
        """Say what came of checking a vault that was restored: every hash, chain and signature of my circles."""
        if problems:
            fact = _("Not all of the restored vault holds.")
            todo = _("{problem} Try an older backup, and keep this one.").format(problem=problems[0])
            self.notices.tell(Notice("restored", "danger", fact, todo, "file-x"))
            return
        checked = ngettext("{n} entry was checked, all holds.", "{n} entries were checked, all holds.", entries)
        fact, todo = _("The backup is restored."), checked.format(n=entries)
        self.notices.tell(Notice("restored", "ok", fact, todo, "circle-check"))

    def _ask_about_recovery(self) -> None:
        """Once for each recovery: it opens what is mine only if I say so, and it is off until then."""
        if not self._desk.recovery_to_answer():
            return
        fact = _("There is a recovery on paper.")
        todo = _("Say in the settings whether it may open what is yours. It may not until you do.")
        self.notices.tell(Notice("recovery question", "info", fact, todo, "key-round", (_("Settings"), self._answer)))

    def _answer(self) -> None:
        self._attempt(self._desk.see_recovery_question)
        self.notices.solve("recovery question")
        self.go(Place("settings"))

    def _tell_wrong_tries(self, count: int) -> None:
        """Say how often somebody tried a wrong passphrase in my name since I signed in last."""
        if count:
            fact = ngettext(
                "{n} wrong passphrase was tried in your name since you signed in last.",
                "{n} wrong passphrases were tried in your name since you signed in last.",
                count,
            )
            todo = _("If that was not you, tell a lead.")
            seen = (_("I have seen it"), lambda: self.notices.solve("tries"))
            self.notices.tell(Notice("tries", "attention", fact.format(n=count), todo, "shield-alert", seen))

    def _tell_recoveries(self) -> None:
        """Say who came back by what is on paper, to everybody, until they have seen it."""
        unseen = self._desk.recoveries_unseen()
        if not unseen:
            return
        names = ", ".join(sorted({self._desk.name_of(one.now) for one in unseen}))
        when = spoken_day_and_time(self._desk.local(unseen[-1].at))
        fact = _("{names} came back by recovery, {when}.").format(names=names, when=when)
        todo = _("Ask them if nobody told you.")
        seen = (_("I have seen it"), self._see_recoveries)
        self.notices.tell(Notice("recovery", "attention", fact, todo, "key-round", seen))

    def _see_recoveries(self) -> None:
        self._attempt(self._desk.see_recoveries)
        self.notices.solve("recovery")

    def go(self, place: Place) -> None:
        """Go to another page; where one was can be come back to."""
        if place.screen == "quick":
            self.show_quick_note(place)
            return
        if self.quick is not None and not self.quick.put_away():
            return
        here = self.place()
        if self._show(place) and not here.same_screen(place):
            self._history = [*self._history[-MOST_BACK:], here]

    def back(self) -> None:
        """Go back to the page before, to the spot one was on."""
        while self._history:
            if self._show(self._history.pop()):
                return
        self._show(DESK)

    def _show(self, place: Place) -> bool:
        """Bring a page to the front; say why when there is nothing to show there any more."""
        front = self.page
        if front is not None and front.keeping is not None:
            front.keeping.keep_quietly()
        place = self._as_far_as_i_may(place)
        page = self._page(place.screen)
        try:
            page.show_place(place)
        except Refused as refusal:
            self.toasts.tell(str(refusal))
            return False
        except Trouble as trouble:
            self.tell_trouble(trouble)
            return False
        self.stack.setCurrentWidget(page)
        self._shell.set_title(page.title())
        self.rail.show_here(place.screen)
        self._fit()
        self._order_later()
        page.go_to_spot(place)
        self._remember_place()
        return True

    def _as_far_as_i_may(self, place: Place) -> Place:
        """Return the place, or what everybody may know of an incident that is outside my circles."""
        outside = place.screen == "incident" and any(one.incident == place.subject for one in self._desk.outside())
        return Place("conflict", place.subject) if outside else place

    @property
    def page(self) -> Page | None:
        """The page in front."""
        front = self.stack.currentWidget()
        return front if isinstance(front, Page) else None

    def _page(self, screen: str) -> Page:
        if screen not in self._pages:
            made = self._made(screen)
            made.go.connect(self.go)
            made.back.connect(self.back)
            made.troubled.connect(self.tell_trouble)
            made.solved.connect(self.notices.solve)
            made.said.connect(self.toasts.tell)
            made.titled.connect(self._shell.set_title)
            if made.keeping is not None:
                made.keeping.kept.connect(self._remember_place)
            self._pages[screen] = made
            self.stack.addWidget(made)
        return self._pages[screen]

    def _made(self, screen: str) -> Page:
        match screen:
            case "incidents":
                return IncidentsPage(self._desk)
            case "intake":
                intake = IntakePage(self._desk, self._tasks)
                intake.filed.connect(lambda incident: self._filed(incident.id, incident.code))
                return intake
            case "incident":
                incident = IncidentPage(self._desk, self._tasks, self._pictures)
                incident.left.connect(self._stepped_out)
                return incident
            case "conflict":
                return ConflictPage(self._desk)
            case "handoff":
                return HandoffPage(self._desk, self._tasks)
            case "settings":
                settings = SettingsPage(self._desk, self._tasks, self._settings, spoken_languages())
                settings.changed.connect(self._change_settings)
                return settings
            case _:
                desk = DeskPage(self._desk)
                desk.report_asked.connect(self.log_report)
                desk.note_asked.connect(self.show_quick_note)
                return desk

    def _filed(self, id: IncidentId, code: str) -> None:
        self._history = [one for one in self._history if one.screen != "intake"]
        self._show(Place("incident", id))
        there, all_members = self._desk.circle_size(id)
        fact = _("Report kept as {code}.").format(code=code)
        todo = _("{n} of {all} members can open it.").format(n=there, all=all_members)
        self._tell(Notice("filed", "ok", fact, todo, "circle-check"))

    def _stepped_out(self, id: str) -> None:
        """Take the incident's page away with all that stands on it, and show what is left of it."""
        page = self._pages.pop("incident")
        self._history = [one for one in self._history if one.subject != id]
        self._show(Place("conflict", id))
        self.stack.removeWidget(page)
        page.deleteLater()
        self.toasts.tell(_("You stepped out. Nothing opens this incident for you from now on."))

    # What can be done from anywhere

    def log_report(self) -> None:
        """Start a report; it is kept from its first moment."""
        draft = self._attempt(self._desk.begin_report)
        if draft is not None:
            self.go(Place("intake", draft.id))

    def show_quick_note(self, place: Place | None = None) -> None:
        """Open an empty page with only a text box and the clock."""
        if self.quick is None:
            self.quick = QuickNote(self._desk, self)
            self.quick.closed.connect(self._quick_note_closed)
            self.quick.report_asked.connect(lambda draft: self.go(Place("intake", draft)))
            self.quick.troubled.connect(self.tell_trouble)
            self.quick.keeping.kept.connect(self._remember_place)
        self.quick.begin(place)
        self._shell.set_title(_("Quick note"))

    def _quick_note_closed(self) -> None:
        self.quick = None
        if self.page is not None:
            self._shell.set_title(self.page.title())
        self._refresh()

    def show_jump(self) -> None:
        """Search and jump."""
        jump = Jump(self._desk, self)
        jump.go.connect(self.go)
        jump.report_asked.connect(self.log_report)
        jump.lock_asked.connect(lambda: self.lock_asked.emit(False))
        jump.open()

    def close_over(self) -> None:
        """Close what lies over the page with its harmless answer."""
        if self.quick is not None:
            self.quick.put_away()
        for one in self.window().findChildren(Over):
            one.escape()

    def show_help(self) -> None:
        """Show the guidance for this field, and the list of keys the second time."""
        if self.page is None or not self.page.show_guidance():
            KeysHelp(self).open()

    def keep_and_say(self) -> None:
        """Keep now what is typed, and say so."""
        if self.quick is not None:
            self.quick.keep_and_say()
        elif self.page is not None:
            self.page.attempt(self.page.keep_now)

    def next_pane(self, step: int) -> None:
        """Move the focus to the next pane: rail, sections or list, work, guidance or preview."""
        panes = [self.rail, *(self.page.panes() if self.page else [])]
        focus = QApplication.focusWidget()
        here = next((place for place, pane in enumerate(panes) if focus and pane.isAncestorOf(focus)), 0)
        for offset in range(1, len(panes) + 1):
            target = _first_stop(panes[(here + step * offset) % len(panes)])
            if target is not None:
                target.setFocus()
                return

    def _scale_text(self, step: float) -> None:
        scale = 1.0 if not step else round(min(max(self._settings.text_scale + step, TEXT_SCALE[0]), TEXT_SCALE[1]), 2)
        self._change_settings(replace(self._settings, text_scale=scale))

    def _change_settings(self, changed: Settings) -> None:
        self._settings = replace(changed, vault=self._settings.vault, members=self._settings.members)
        self.settings_changed.emit(self._settings)
        if isinstance(page := self._pages.get("settings"), SettingsPage):
            page.show_settings(self._settings)
        self._fit()

    # Keeping and telling

    def place(self) -> Place:
        """Return where one is."""
        if self.quick is not None:
            return self.quick.place()
        return self.page.place() if self.page is not None else DESK

    def keep_everything(self) -> datetime | None:
        """Make everything typed durable, and the place; return when. Raises `Trouble` if the disk does not take it."""
        acts = [page.keep_now for page in self._pages.values()]
        if self.quick is not None:
            acts.append(self.quick.keep_now)
        acts += [one.keep_now for one in self.window().findChildren(Over) if one.isVisible()]
        _all_of([*acts, lambda: self._desk.remember_place(self.place().as_json())])
        return self._desk.now()

    def ask_before_losing(self, trouble: Trouble, lose: Callable[[], object]) -> None:
        """Say that the last words are not on the disk before the program ends without them."""
        dialog = Dialog(self, _("The last words you typed are not kept yet."), str(trouble), icon="circle-alert")
        dialog.answer(_("Quit without them"), lose, "danger").setObjectName("quit:lose")
        dialog.answer(_("Stay"), None, "main", harmless=True).setObjectName("quit:stay")
        dialog.answered.connect(lambda answer: lose() if answer is lose else None)
        dialog.open()

    def _remember_place(self) -> None:
        """Be here again also after a power cut; a disk that does not take it is told of where words are kept."""
        with suppress(Trouble):
            self._desk.remember_place(self.place().as_json())

    def tell_trouble(self, trouble: Trouble) -> None:
        """Say what happened in a bar that stays until it is solved."""
        at_risk = trouble.kind in KEEPING
        icon = TROUBLE_ICONS.get(trouble.kind, "circle-alert")
        act = (_("Try again"), self.try_again) if at_risk else None
        tone = "danger" if at_risk else "attention"
        self._tell(Notice(trouble.kind, tone, trouble.fact, trouble.advice, icon, act))
        if at_risk:
            self._again.start()

    def try_again(self) -> None:
        """Keep everything once more; what was at risk is over when the disk takes it."""
        try:
            self.keep_everything()
        except Trouble as trouble:
            self.tell_trouble(trouble)
        else:
            self._again.stop()
            for kind in KEEPING:
                self.notices.solve(kind)

    def _tell(self, notice: Notice) -> None:
        self.notices.tell(notice)
        self._order_later()

    def _order_later(self) -> None:
        """Let Tab go from the rail through notices and page, whatever was made last."""
        QTimer.singleShot(0, self, lambda: follow_reading_order(self))

    def _attempt(self, act: Callable[[], T]) -> T | None:
        try:
            return act()
        except Refused as refusal:
            self.toasts.tell(str(refusal))
        except Trouble as trouble:
            self.tell_trouble(trouble)
        return None

    def _refresh(self) -> None:
        if self.page is not None:
            self.page.refresh()

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the rail that leaves the page enough room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        page = self.page
        self.rail.set_narrow(look().width(self.width()) is not Width.WIDE or (page is not None and page.narrow_rail))


def _all_of(acts: Sequence[Callable[[], object]]) -> None:
    """Do everything, also after bad luck with one of them; then raise the first `Trouble`."""
    first: Trouble | None = None
    for act in acts:
        try:
            act()
        except Trouble as trouble:
            first = first or trouble
    if first is not None:
        raise first


def _first_stop(pane: QWidget) -> QWidget | None:
    stops = [
        one for one in pane.findChildren(QWidget) if one.focusPolicy() & 1 and one.isVisibleTo(pane) and one.isEnabled()
    ]
    return stops[0] if stops else None
