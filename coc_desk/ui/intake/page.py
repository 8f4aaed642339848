"""Logging a report: one page, safety first, nothing required, kept while it is typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import MemberId
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.intake import FileDraft, PersonDraft, ReportDraft
from coc_desk.casework.ledger import Draft
from coc_desk.casework.times import spoken_near
from coc_desk.i18n import _
from coc_desk.ui.intake.bringing import Bringing
from coc_desk.ui.intake.filing import Questions
from coc_desk.ui.intake.frame import Frame
from coc_desk.ui.intake.people import person_in
from coc_desk.ui.intake.sheet import Sheet
from coc_desk.ui.intake.taking import Source, TakingFiles
from coc_desk.ui.keeping import Keeping
from coc_desk.ui.page import Page
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.layouts import Column
from coc_desk.ui.place import Place
from coc_desk.ui.tasks import Tasks

TOLD_AGAIN = timedelta(minutes=1)
"""How often a screen reader says that what is typed is not kept."""


class IntakePage(Page):
    """The page a report is written on; its subject is the id of a draft."""

    filed = Signal(object)
    """The Incident that the report became, or joined."""

    screen_name = "intake"
    narrow_rail = True

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._desk = desk
        self._draft: Draft | None = None
        self._trouble = ""
        self._told: datetime | None = None
        self.frame = Frame()
        self.area = self.frame.area
        self.keeping = self.typing = Keeping(self._keep, self)
        self._taking = TakingFiles(desk.put_file, self)
        self._bringing = Bringing(self, lambda: f"{desk.now():%H.%M.%S}")
        self._questions = Questions(self, desk)
        self.setLayout(Column(self.frame, gap=0))
        self._connect()
        self._wire_keys()

    def _connect(self) -> None:
        header = self.frame.header
        header.left.connect(self.back)
        header.excluding.connect(self._go_to_exclude)
        header.saving.connect(self._save)
        header.discarding.connect(self._questions.discard)
        self.frame.entered.connect(self._bringing.follow)
        self._bringing.brought.connect(self._take)
        self.typing.kept.connect(self._say_kept)
        self.typing.not_kept.connect(self._say_not_kept)
        self._questions.excluding.connect(self._exclude)
        self._questions.settled.connect(self._file)
        self._questions.discarding.connect(self._discard)
        self._taking.taken.connect(self._put_in)
        self._taking.troubled.connect(self.troubled)

    def _wire_keys(self) -> None:
        for keys, act in (
            ("Ctrl+S", self._keep_and_say),
            ("Ctrl+Return", self._save),
            ("Ctrl+Enter", self._save),
            ("Ctrl+PgDown", partial(self.frame.step, 1)),
            ("Ctrl+PgUp", partial(self.frame.step, -1)),
            ("Ctrl+J", self._add_person),
            ("Ctrl+Shift+X", self._go_to_exclude),
            ("Ctrl+Shift+E", self._add_files),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is written on, when a draft is shown."""
        return self.frame.sheet

    def title(self) -> str:
        """Return what the window's title begins with."""
        return _("Another report") if self._draft and self._draft.incident else _("New report")

    def show_place(self, place: Place) -> None:
        """Show a draft; `Refused` when it was filed or discarded meanwhile."""
        if self.sheet is not None and place.subject == self.subject:
            return
        draft = self._desk.draft(place.subject)
        if draft is None:
            raise Refused(_("This draft is not here any more. It was saved or discarded."))
        self.typing.keep_quietly()
        super().show_place(place)
        self._show_draft(draft)

    def _show_draft(self, draft: Draft) -> None:
        self._draft = draft
        started = spoken_near(self._desk.local(draft.started), self._desk.now())
        line = _("Written by {name}, started {time}. Only you can see it until you save it.")
        self.frame.header.show_report(self.title(), draft.code, line.format(name=self._desk.me.name, time=started))
        self.frame.header.kept.kept(self._desk.local(draft.kept))
        sheet = Sheet(self._desk, draft, self._new_person)
        sheet.changed.connect(self._touched)
        sheet.decided.connect(self.frame.show_states)
        sheet.people.named.connect(lambda member: self._questions.named(sheet.report(), member))
        sheet.people.opened.connect(self.frame.show_soon)
        sheet.people.removed.connect(partial(self._say_removed, sheet))
        self._connect_evidence(sheet)
        self.frame.show_sheet(sheet)
        self.titled.emit(self.title())

    def _connect_evidence(self, sheet: Sheet) -> None:
        evidence = sheet.evidence
        evidence.chosen.connect(lambda paths: self._take([Source(Path(one).name, Path(one)) for one in paths]))
        evidence.stopped.connect(self._taking.stop)
        evidence.removed.connect(partial(self._say_removed, sheet))
        self._taking.went_on.connect(evidence.show_progress)
        self._taking.refused.connect(evidence.refuse)
        self._taking.rested.connect(evidence.rest)

    def _new_person(self) -> PersonDraft | None:
        return self.attempt(self._desk.new_person)

    def first_focus(self) -> QWidget | None:
        """Return the first question."""
        return next((card.first_input() for card in self.sheet.cards.values()), None) if self.sheet else None

    def panes(self) -> list[QWidget]:
        """Return header, list of sections and form."""
        frame = self.frame
        return [frame.header, *([] if frame.contents.isHidden() else [frame.contents]), frame.area]

    def show_guidance(self) -> bool:
        """Open the guidance under the focused field, where it does not stand beside it."""
        return self.frame.show_guidance()

    def go_to_spot(self, place: Place) -> None:
        """Go to where a place says; a person's card is opened for it."""
        if self.sheet is not None and (person := person_in(place.field)):
            self.sheet.people.open(person, focus=False)
        super().go_to_spot(place)

    # Keeping

    def _touched(self) -> None:
        self.typing.touched()
        self.frame.header.refuse("")

    def _keep(self) -> datetime:
        assert self._draft is not None, "only what is shown is kept"
        assert self.sheet is not None, "a draft is shown on a sheet"
        self._draft = self._desk.keep_report(self._draft, self.sheet.report())
        return self._desk.local(self._draft.kept)

    def _say_kept(self, at: datetime) -> None:
        self.frame.header.kept.kept(at)
        self.frame.show_states()
        if self._trouble:
            self.solved.emit(self._trouble)
            self._trouble, self._told = "", None

    def _say_not_kept(self, trouble: Trouble) -> None:
        now, since = self._desk.now(), self._draft.kept if self._draft else self._desk.now()
        self.frame.header.kept.not_kept(self._desk.local(since), trouble.fact)
        self._trouble = trouble.kind
        self.troubled.emit(trouble)
        if self._told is None or now - self._told >= TOLD_AGAIN:
            self._told = now
            announce(self, _("Not kept. {why}").format(why=trouble.fact), assertive=True)

    def _keep_and_say(self) -> None:
        self.typing.keep_quietly()
        if self._draft is not None and not self.typing.unkept:
            announce(self, _("Kept {time}").format(time=f"{self._desk.local(self._draft.kept):%H:%M:%S}"))

    def _say_removed(self, sheet: Sheet, what: str, undo: Callable[[], None]) -> None:
        def put_back() -> None:
            if sheet is self.sheet:
                undo()

        self.said.emit(_("{what} was taken off this report.").format(what=what), put_back)

    # What goes into the report

    def _add_person(self) -> None:
        if self.sheet is not None:
            self.sheet.people.add()

    def _go_to_exclude(self) -> None:
        if self.sheet is not None and (card := self.sheet.card_of("member")):
            self.frame.go_to(card.section.key)

    def _exclude(self, members: list[MemberId]) -> None:
        if self.sheet is not None:
            self.sheet.exclude.exclude(members)

    def _add_files(self) -> None:
        if self.sheet is not None and (card := self.sheet.card_of("file")):
            self.frame.go_to(card.section.key)
            self.sheet.evidence.ask()

    def _take(self, sources: list[Source]) -> None:
        self._taking.take(sources, self.subject)

    def _put_in(self, file: FileDraft, subject: str) -> None:
        if self.sheet is not None and subject == self.subject:
            self.sheet.evidence.put(file)
        elif draft := self._desk.draft(subject):
            report = ReportDraft.of(draft)
            self.attempt(lambda: self._desk.keep_report(draft, replace(report, files=(*report.files, file))))

    # How it ends

    def _save(self) -> None:
        if self._taking.busy:
            self._refuse(Refused(_("A file is still on its way. Save again when it is here."), "file"))
        elif self.sheet is not None:
            self._questions.before_saving(self.sheet.report())

    def _file(self) -> None:
        if self._draft is None or self.sheet is None:
            return
        draft, report = self._draft, self.sheet.report()
        incident = self.attempt(lambda: self._desk.file_report(draft, report), self._refuse)
        if incident is not None:
            self._leave_draft()
            self.filed.emit(incident)

    def _refuse(self, refusal: Refused) -> None:
        self.frame.header.refuse(str(refusal))
        announce(self, str(refusal), assertive=True)

    def _discard(self) -> None:
        if self._draft is not None:
            id = self._draft.id
            self._taking.stop()
            self.attempt(lambda: self._drop(id))

    def _drop(self, id: str) -> None:
        self._desk.drop_draft(id)
        self._leave_draft()
        self.said.emit(_("The draft was discarded."), None)
        self.back.emit()

    def _leave_draft(self) -> None:
        """Let go of what is written: it is filed, or gone."""
        self.typing.let_go()
        self._draft, self.subject = None, ""
        self.frame.show_sheet(None)
