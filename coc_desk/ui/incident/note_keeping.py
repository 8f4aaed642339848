"""Keeping the note that is written on the incident page, taking files into it, and making an entry of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.followup import Note
from coc_desk.casework.incidents import Incident
from coc_desk.casework.intake import FileDraft
from coc_desk.casework.ledger import Draft
from coc_desk.i18n import _
from coc_desk.ui.incident.composer import Composer
from coc_desk.ui.intake.bringing import Bringing
from coc_desk.ui.intake.taking import Source, TakingFiles
from coc_desk.ui.keeping import Keeping
from coc_desk.ui.page import Page
from coc_desk.ui.parts.announce import announce

TOLD_AGAIN: Final = timedelta(minutes=1)
"""How often a screen reader says that what is typed is not kept."""


class NoteKeeping(QObject):
    """The draft behind the composer."""

    written = Signal(object)
    """The Incident with the note in it."""

    def __init__(self, page: Page, desk: Desk, composer: Composer) -> None:
        super().__init__(page)
        self._page, self._desk, self._composer = page, desk, composer
        self._draft: Draft | None = None
        self._trouble, self._told = "", datetime.min.replace(tzinfo=desk.zone)
        self._dialog: QFileDialog | None = None
        self.keeping = Keeping(self._keep, self)
        self.taking = TakingFiles(desk.put_file, self)
        self._bringing = Bringing(page, lambda: f"{desk.now():%H.%M.%S}")
        self._bringing.follow(composer.text)
        self._connect()

    def _connect(self) -> None:
        self._composer.touched.connect(self._touched)
        self._composer.added.connect(self.finish)
        self._composer.attaching.connect(self.ask_files)
        self.keeping.kept.connect(self._say_kept)
        self.keeping.not_kept.connect(self._say_not_kept)
        self._bringing.brought.connect(self._take)
        self.taking.taken.connect(self._put_in)
        self.taking.refused.connect(self._composer.refuse)
        self.taking.troubled.connect(self._page.troubled)
        self.taking.went_on.connect(self._composer.show_progress)
        self.taking.rested.connect(self._composer.rest)
        self._composer.stopped.connect(self.taking.stop)

    def begin(self, incident: Incident) -> None:
        """Show the note half-written about an incident, or an empty one; `Trouble` when the last cannot be kept."""
        self.keeping.keep_now()
        self._draft = self._desk.begin_note(incident.id)
        note = Note.from_json(self._draft.content)
        self._composer.begin(incident, note)
        if note.empty:
            self._composer.kept.nothing()
        else:
            self._composer.kept.kept(self._desk.local(self._draft.kept))

    def _touched(self) -> None:
        self.keeping.touched()
        self._composer.kept.keeping()

    def _keep(self) -> datetime:
        assert self._draft is not None, "only what is shown is kept"
        self._draft = self._desk.keep_note(self._draft, self._composer.note())
        return self._desk.local(self._draft.kept)

    def _say_kept(self, at: datetime) -> None:
        if self._composer.note().empty:
            self._composer.kept.nothing()
        else:
            self._composer.kept.kept(at)
        if self._trouble:
            self._page.solved.emit(self._trouble)
            self._trouble = ""

    def _say_not_kept(self, trouble: Trouble) -> None:
        now, since = self._desk.now(), self._draft.kept if self._draft else self._desk.now()
        self._composer.kept.not_kept(self._desk.local(since), trouble.fact)
        if not self._trouble or now - self._told >= TOLD_AGAIN:
            self._told = now
            announce(self._page, _("Not kept. {why}").format(why=trouble.fact), assertive=True)
        self._trouble = trouble.kind
        self._page.troubled.emit(trouble)

    def finish(self) -> None:
        """Make an entry of the note; the composer is empty then."""
        if self._draft is None:
            return
        if self.taking.busy:
            self._composer.refuse(_("A file is still on its way. Add the entry when it is here."))
            return
        draft, note = self._draft, self._composer.note()
        incident = self._page.attempt(lambda: self._desk.finish_note(draft, note), self._refused)
        if incident is None:
            return
        self.keeping.let_go()
        self.begin(incident)
        self._composer.text.setFocus()
        self.written.emit(incident)

    def _refused(self, refusal: Refused) -> None:
        self._composer.refuse(str(refusal))
        announce(self._page, str(refusal), assertive=True)

    # Files

    def ask_files(self) -> None:
        """Let files be chosen that become part of the note."""
        dialog = QFileDialog(self._page.window(), _("Attach files"))
        # Qt's own: dressed like the program, and it leaves no list of recent files with the desktop.
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Attach"))
        dialog.filesSelected.connect(lambda paths: self._take([Source(Path(one).name, Path(one)) for one in paths]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self._dialog = dialog

    def _take(self, sources: list[Source]) -> None:
        if self._draft is not None:
            self.taking.take(sources, self._draft.id)

    def _put_in(self, file: FileDraft, draft: str) -> None:
        if self._draft is not None and draft == self._draft.id:
            self._composer.put_file(file)
        elif other := self._desk.draft(draft):
            note = Note.from_json(other.content)
            self._page.attempt(lambda: self._desk.keep_note(other, _with_file(note, file)))


def _with_file(note: Note, file: FileDraft) -> Note:
    return replace(note, files=(*note.files, file))
