"""What can be done on the incident page besides writing the next entry: asked for here, done by the desk."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EntryId, IncidentId, MemberId
from coc_desk.casework.followup import NewPromise
from coc_desk.casework.incidents import Attachment, Incident, Promise
from coc_desk.i18n import _
from coc_desk.ui.circles.questions import CircleQuestions
from coc_desk.ui.incident.ask import Ask
from coc_desk.ui.incident.copying import write_copy
from coc_desk.ui.incident.entry_words import Shown
from coc_desk.ui.incident.facts_dialog import FactsDialog
from coc_desk.ui.incident.questions import Questions
from coc_desk.ui.incident.reading import EntryReader, Whole
from coc_desk.ui.incident.words import Speaker
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.inputs import Line
from coc_desk.ui.place import Place

if TYPE_CHECKING:
    from coc_desk.ui.incident.page import IncidentPage


class Acts:
    """Everything that is asked for by a button, a menu or a key of the page."""

    def __init__(self, page: "IncidentPage", desk: Desk) -> None:
        self._page, self._desk = page, desk
        self._questions = Questions(page, desk, page.show_changed, page.troubled.emit)
        self._circle = CircleQuestions(page, desk, page.show_changed, self._left, page.troubled.emit)
        self.speaker: Speaker | None = None

    def take(self, act: str) -> None:
        """Do what the header asks for: report, facts, restrict, link, done, time, drop."""
        say = self.speaker
        if say is None:
            return
        incident, promises = say.incident, say.incident.open_promises
        acts: dict[str, Callable[[], object]] = {
            "report": self._another_report,
            "facts": self._change_facts,
            "restrict": lambda: self._questions.restrict(incident),
            "link": lambda: self._questions.link(incident),
            "promises": lambda: self._settle(promises[0].id) if promises else None,
            "done": lambda: self._kept(promises[0]) if promises else None,
            "time": lambda: self._questions.new_time(say, promises[0]) if promises else None,
            "drop": lambda: self._questions.drop(promises[0]) if promises else None,
            "step out": lambda: self._kept_first(self._circle.step_out, incident),
            "take out": lambda: self._kept_first(self._circle.take_out, incident),
            "let in": lambda: self._kept_first(self._circle.let_in, incident),
            "ask first": lambda: self._circle.ask_first(incident),
            "vague line": lambda: self._circle.vague_line(incident),
        }
        acts.get(act, _nothing)()

    def _kept_first(self, ask: Callable[[Incident], None], incident: Incident) -> None:
        """Keep what is half-written before an incident moves: nothing is written while it does."""
        self._page.attempt(self._page.keep_now)
        ask(incident)

    def _left(self) -> None:
        """I am outside now: nothing more of it is kept, nothing of it stays on the screen."""
        self._page.writing.keeping.let_go()
        self._page.left.emit(self._page.subject)

    def let_in(self, member: MemberId) -> None:
        """Let somebody in who said that they can work on it."""
        if self.speaker is not None:
            self._page.attempt(self._page.keep_now)
            self._circle.let_in(self.speaker.incident, member)

    def _another_report(self) -> None:
        draft = self._page.attempt(lambda: self._desk.begin_report(IncidentId(self._page.subject)))
        if draft is not None:
            self._page.go.emit(Place("intake", draft.id))

    def _change_facts(self) -> None:
        assert self.speaker is not None
        dialog = FactsDialog(self._page, self._desk, self.speaker.incident)
        dialog.done.connect(self._page.show_changed)
        dialog.troubled.connect(self._page.troubled)
        dialog.open()

    def change_person(self, id: str) -> None:
        """Change what is known of one person."""
        assert self.speaker is not None
        dialog = FactsDialog(self._page, self._desk, self.speaker.incident, id)
        dialog.done.connect(self._page.show_changed)
        dialog.troubled.connect(self._page.troubled)
        dialog.open()

    def set_stage(self, stage: str) -> None:
        """Move to a stage; closing asks as what."""
        assert self.speaker is not None
        incident = self.speaker.incident
        if stage == "closed":
            self._questions.close(incident, stage)
        elif stage != incident.stage:
            self._page.show_changed(self._page.attempt(lambda: self._desk.set_stage(incident.id, stage)))

    def set_owner(self, owner: MemberId | None) -> None:
        """Name who sees it through."""
        id = IncidentId(self._page.subject)
        self._page.show_changed(self._page.attempt(lambda: self._desk.set_owner(id, owner)))

    def _kept(self, promise: Promise) -> None:
        self._page.show_changed(self._page.attempt(lambda: self._desk.keep_promise(promise)))
        self._page.said.emit(_("Promise marked as done"), lambda: self._taken_back(promise))

    def _taken_back(self, promise: Promise) -> None:
        self._page.show_changed(self._page.attempt(lambda: self._desk.reopen_promise(promise)))

    # Entries

    def take_entry(self, act: str, shown: Shown) -> None:
        """Do something with an entry: amend, strike, promise, filter."""
        assert self.speaker is not None
        incident = self.speaker.incident
        match act:
            case "amend":
                self._questions.amend(incident, shown)
            case "strike":
                self._questions.strike(incident, shown)
            case "promise":
                self._promise_from(shown)
            case "filter":
                self._page.record.ask_filter()
            case _:
                self.read(shown)

    def _promise_from(self, shown: Shown) -> None:
        assert self.speaker is not None
        id, offered = self.speaker.incident.id, self._desk.offered_promise(shown.text)
        self._questions.promise(self.speaker, offered, lambda new: self._desk.promise(id, new), _("Make promise"))

    def edit_promise(self, promise: NewPromise | None) -> None:
        """Change a promise that is taken along with the note, or make one."""
        assert self.speaker is not None
        composer = self._page.record.composer
        self._questions.promise(
            self.speaker, promise, lambda new: composer.add_promise(new, promise), _("Take it along"), promise is None
        )

    def read(self, shown: Shown) -> None:
        """Show an entry whole."""
        assert self.speaker is not None
        line = self.speaker.incident.line(EntryId(shown.entry))
        if line is not None:
            reader = EntryReader(self._page, self.speaker, line, shown)
            reader.answered.connect(lambda act: self.take_entry(str(act), shown) if act in ENTRY_ACTS else None)
            reader.open()

    def read_words(self, heading: str, words: str) -> None:
        """Show a long answer whole."""
        dialog = Dialog(self._page, heading, width=640)
        dialog.add(Whole(words, heading))
        dialog.answer(_("Close"), None, "main", harmless=True)
        dialog.open()

    def follow(self, to: str) -> None:
        """Go where a chip leads: an entry, a promise, a file, another incident."""
        kind, _colon, id = to.partition(":")
        if kind == "entry" and id.isdecimal():
            self._page.record.go_to(int(id))
        elif kind == "incident":
            self._page.go.emit(Place("incident", id))
        elif kind == "file":
            self._page.show_tab("evidence")
        elif kind == "promise":
            self._settle(id)

    def _settle(self, id: str) -> None:
        assert self.speaker is not None
        promise = next((one for one in self.speaker.incident.open_promises if one.id == id), None)
        if promise is None:
            return
        dialog = Dialog(self._page, promise.what, self.speaker.promise(promise), icon="heart-handshake")
        dialog.answer(_("Close"), "", harmless=True)
        dialog.answer(_("No longer wanted"), "drop")
        dialog.answer(_("New time"), "time")
        dialog.answer(_("Done"), "done", "main")
        dialog.answered.connect(lambda act: self._settled(str(act), promise))
        dialog.open()

    def _settled(self, act: str, promise: Promise) -> None:
        assert self.speaker is not None
        if act == "done":
            self._kept(promise)
        elif act == "time":
            self._questions.new_time(self.speaker, promise)
        elif act == "drop":
            self._questions.drop(promise)

    def ask_again(self, question: str) -> None:
        """Ask what was being asked when the desk was locked; nothing when what it is about is settled meanwhile."""
        kind, _colon, id = question.partition(":")
        say, rows = self.speaker, self._page.record.rows
        if say is None:
            return
        promise = next((one for one in say.incident.open_promises if one.id == id), None)
        line = say.incident.line(EntryId(id))
        if kind in ("amend", "strike") and line is not None and rows is not None:
            self.take_entry(kind, rows.shown(line))
        elif kind in ("time", "drop") and promise is not None:
            self._settled(kind, promise)
        elif kind in ("link", "restrict"):
            self.take(kind)
        elif kind == "close":
            self._questions.close(say.incident, "closed")
        elif kind == "lift":
            self.lift(id)

    def ask_number(self) -> None:
        """Ask for an entry to go to."""
        if self.speaker is not None:
            self._questions.entry_number(len(self.speaker.incident.lines), self._page.record.go_to)

    def lift(self, id: str) -> None:
        """End a restriction before its time."""
        assert self.speaker is not None
        incident = self.speaker.incident
        restriction = next((one for one in incident.restrictions if one.id == id), None)
        if restriction is not None:
            self._questions.lift(incident, restriction.id, restriction.what)

    def take_out(self, attachment: Attachment) -> None:
        """Ask whom a copy is for and where it goes; it is recorded before it leaves."""
        dialog = Ask(
            self._page, _("Save a copy"), _("The copy is outside the vault and not encrypted."), icon="download"
        )
        dialog.ask("reason", _("Whom the copy is for"), Line())
        dialog.offer(_("Choose a folder"), lambda: self._copy(attachment, str(dialog.value("reason"))))
        dialog.done.connect(self._page.show_changed)
        dialog.troubled.connect(self._page.troubled)
        dialog.open()

    def _copy(self, attachment: Attachment, reason: str) -> object:
        options = QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly
        folder = QFileDialog.getExistingDirectory(self._page, _("Save a copy"), "", options)
        if folder:
            pieces = self._desk.take_out(IncidentId(self._page.subject), attachment, reason)
            write_copy(Path(folder), attachment.name, pieces)
            self._page.said.emit(_("A copy was saved, and the record says so."), None)
        return self._desk.incident(IncidentId(self._page.subject))


ENTRY_ACTS = ("amend", "strike", "promise", "filter")


def _nothing() -> None:
    """Something another version asks for."""
