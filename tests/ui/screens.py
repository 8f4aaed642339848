"""Every screen of the program, with something on it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coc_desk.casework.asking import YES
from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import MemberId
from coc_desk.casework.followup import Note
from coc_desk.casework.incidents import Incident
from coc_desk.casework.intake import FileDraft, ReportDraft
from coc_desk.casework.ledger import CircleId, FileId
from coc_desk.casework.recovery import SHARES, Asked, Recovery
from coc_desk.paths import resources
from coc_desk.playbook.loading import load
from coc_desk.settings import Settings
from coc_desk.ui.first_run.window import FirstRun
from coc_desk.ui.incidents_page import IncidentsPage
from coc_desk.ui.keys_help import KeysHelp
from coc_desk.ui.locked_note import LockedNote
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.parts.dialogs import Over
from coc_desk.ui.place import Place
from coc_desk.ui.quick_note import QuickNote
from coc_desk.ui.shell import Shell
from coc_desk.ui.tasks import Tasks
from coc_desk.ui.unlock import Unlock
from tests.casework.memory import IMKE, JUN, NOOR, PlainPress
from tests.casework.test_recovering import Kept
from tests.ui.around.laptop import Laptop, Room, promised, report

PASSES = 3
"""Wrapped words may ask for another height once their width is known, and that for a scroll bar."""
AT = datetime(2027, 6, 12, 12, tzinfo=UTC)
PASSPHRASE_WORDS = tuple(f"word{number}" for number in range(7776))
PLAYBOOK = load(resources() / "playbooks" / "conference")


def busy_desk() -> Desk:
    """Return Noor's desk in the middle of an event, with something in each of its lists."""
    laptop = Laptop(PLAYBOOK)
    desk, other = laptop.desk_of(NOOR), laptop.desk_of(JUN)
    desk.safekeeping = kept_safe(laptop)
    desk.see_recovery_question()
    desk.sign_in()
    incident = _followed_up(desk)
    late = report(desk, "Called at the bar, did not want to stay.", danger="yes", going_on="yes")
    promised(desk, late, "14:30", "Call the reporter back and tell them who will be with them on the way to the party")
    promised(desk, incident, "16:00", "Tell the reporter what was decided and why")
    laptop.clock.goes_on(hours=1)
    other.add_note(late.id, Note("observation", "Seen at the north door, left alone."))
    report(other, "The lead did it.", excluded=(NOOR.id,), danger="maybe")
    report(desk, "Only a word.", danger="maybe")
    draft = desk.begin_report(answers={"words": {"v": "She came back after lunch and said it had happened again."}})
    person = replace(desk.new_person("reported"), answers={"name": {"v": "Barnabas Thistlewood"}})
    desk.keep_report(draft, replace(ReportDraft.of(draft), people=(person,)))
    conflicts(desk, other)
    desk.name_shift([NOOR.id, JUN.id], desk.now(), desk.time_said("18:00"))
    return desk


def kept_safe(laptop: Laptop) -> Kept:
    """Return a recovery that is in force, and asks whether it may open two circles."""
    safe, at = Kept(laptop.clock), laptop.clock()
    mine = Asked(CircleId("mine"), frozenset({NOOR.id}), True, frozenset())
    ours = Asked(CircleId("ours"), frozenset({NOOR.id, JUN.id}), False, frozenset({JUN.id}))
    safe.recovery.now = Recovery("r1", SHARES, 7, at, (mine, ours), ())
    return safe


def conflicts(desk: Desk, other: Desk) -> None:
    """Somebody waits to be let in; and I am asked about a report that I cannot open."""
    waiting = _asked_first(desk, JUN.id, "Asked whether somebody can work on it.")
    other.answer(waiting.id, YES)
    _asked_first(other, NOOR.id, "The lead knows them.")


def _asked_first(desk: Desk, member: MemberId, words: str) -> Incident:
    draft = desk.begin_report(answers={"words": {"v": words}, "danger": {"v": "maybe"}})
    name = {"name": {"v": "Bartholomew Thistlewood-Featherstonehaugh"}}
    person = replace(desk.new_person("reported"), answers=name)
    return desk.file_report(draft, replace(ReportDraft.of(draft), people=(person,), ask_first=(member,)))


def _followed_up(desk: Desk) -> Incident:
    draft = desk.begin_report(answers={key: {"v": value} for key, value in _told().items()})
    person = replace(desk.new_person("reported"), answers={"name": {"v": "Barnabas"}, "badge": {"v": "S-0031"}})
    incident = desk.file_report(draft, replace(ReportDraft.of(draft), people=(person,)))
    desk.add_note(incident.id, Note("talk_with_reporter", "They feel safe now. They want to hear from us today."))
    incident = desk.add_note(incident.id, Note("observation", "Left by the north door, alone.", present=(NOOR.id,)))
    desk.strike(incident.id, incident.lines[-1].entry.id, "It was somebody else in a green hoodie.")
    incident = desk.add_note(incident.id, Note("decision", "Not at the party tonight. " * 12))
    incident = desk.amend(incident.id, incident.lines[-1].entry.id, "They may give their talk.")
    desk.restrict(incident.id, "Not at the party", incident.people[0].id, until_words="until the event ends")
    desk.set_owner(incident.id, NOOR.id)
    file = FileDraft(FileId("a" * 32), "screenshot-of-the-messages.png", "image/png", "image/png", 48_213, "b" * 64)
    desk.attach(incident.id, file)
    desk.link(incident.id, report(desk, "The same man, in another room.").id, "the same person")
    return desk.set_stage(incident.id, "following_up")


def _told() -> Mapping[str, str]:
    words = "He stood in the door and said I should smile more. I asked him to stop. " * 4
    return {"words": words, "place": "corridor by room 4", "danger": "no", "going_on": "maybe", "again": "yes"}


class Stage:
    """A window of a size in which every screen can be shown, one after the other."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._tasks, self._shell, self._desk = Tasks(), Shell(), busy_desk()
        self.window = MainWindow(self._desk, self._tasks, self._shell, Settings(), PlainPress())
        self.room = Room(self.window, size)
        self.room.show()
        self.room.activateWindow()
        QTest.qWaitForWindowActive(self.room)
        self.window.begin([])

    def close(self) -> None:
        """Let go of the window."""
        self._tasks.stop()
        self.room.hide()
        self.room.deleteLater()

    def show(self, name: str) -> QWidget:
        """Show a screen; return what is to be looked at."""
        self.window.close_over()
        self.room.put(self.window)
        shown = self._alone(name) if name in ALONE else self._at_the_desk(name)
        for _pass in range(PASSES):
            QApplication.processEvents()
        return shown

    def _alone(self, name: str) -> QWidget:
        content = ALONE[name]()
        self.room.put(content)
        QApplication.processEvents()
        content.first_focus().setFocus()
        return content

    def _at_the_desk(self, name: str) -> QWidget:
        over = OVER.get(name)
        if over is not None:
            self.window.go(Place("desk"))
            over(self.window)
            return next(
                one for one in self.room.findChildren(QWidget) if one.isVisible() and isinstance(one, LIES_OVER)
            )
        self.window.go(self._place(name))
        if name == "incidents-found":
            QTest.keyClicks(_search(self.window), "door")
        return self.window

    def _place(self, name: str) -> Place:
        if name == "conflict":
            return Place("conflict", next(one for one in self._desk.outside() if one.asked).incident)
        if name == "incident-let-in":
            return Place("incident", self._desk.pending()[0].incident)
        screen, _dash, tab = name.partition("-")
        if screen == "incident":
            return Place("incident", max(self._desk.incidents(), key=lambda one: one.entries).id, tab=tab)
        if screen == "intake":
            draft = next(one for one in self._desk.drafts() if one.kind == "intake")
            return Place("intake", draft.id, field=tab)
        return Place(screen)


def _search(window: MainWindow) -> QWidget:
    page = window.page
    assert isinstance(page, IncidentsPage)
    page.search.edit.setFocus()
    return page.search.edit


def _first_run(step: int) -> FirstRun:
    made = FirstRun(Path("/tmp/vaults"), PASSPHRASE_WORDS, {"conference": PLAYBOOK})
    made.who.name.show_answer({"v": "Noor H."})
    made.show_step(step)
    return made


ALONE: Mapping[str, Callable[[], Any]] = {
    "first-run-who": lambda: _first_run(0),
    "first-run-passphrase": lambda: _first_run(1),
    "first-run-event": lambda: _first_run(2),
    "unlock": lambda: Unlock("Saltmarsh Conf", [NOOR, JUN, IMKE], NOOR.id, None, None),
    "locked": lambda: Unlock("Saltmarsh Conf", [NOOR, JUN], NOOR.id, LockedNote("idle", AT, AT), None),
}
"""Screens before signing in."""
OVER: Mapping[str, Callable[[MainWindow], object]] = {
    "jump": MainWindow.show_jump,
    "quick-note": MainWindow.show_quick_note,
    "keys": lambda window: KeysHelp(window).open(),
}
"""What lies over the desk."""
LIES_OVER = (Over, QuickNote)
AT_THE_DESK = (
    *("desk", "incidents", "incidents-found", "incident-record", "incident-facts", "incident-people"),
    *("incident-evidence", "incident-links", "incident-restrictions", "incident-let-in", "conflict"),
    *("intake", "intake-words", "handoff", "settings"),
)
EVERY = (*ALONE, *AT_THE_DESK, *OVER)
