"""The composer: where the next entry is written, with its promises and files, always in sight."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.followup import NewPromise, Note
from coc_desk.casework.incidents import Incident
from coc_desk.casework.intake import FileDraft
from coc_desk.i18n import _
from coc_desk.ui.incident.composer_more import More
from coc_desk.ui.incident.kind_row import KindRow
from coc_desk.ui.incident.offer import Offer
from coc_desk.ui.incident.taken_along import TakenAlong
from coc_desk.ui.incident.words import Speaker
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button, IconButton
from coc_desk.ui.parts.fields import Refusal
from coc_desk.ui.parts.inputs import Pad
from coc_desk.ui.parts.kept import KeptMark
from coc_desk.ui.parts.layouts import Column, Hairline, Row, Scroll, held
from coc_desk.ui.parts.progress import Progress
from coc_desk.ui.theme import look

LOOK_AGAIN_MS: Final = 150
"""A pause in typing after which the text is read for a time."""
SMALLEST: Final = 120
LEAST_TEXT: Final = 44
"""Of the words at least so much is in sight: two lines."""
SHARE: Final = 0.4
"""Of the page's height, at most."""


class NoteText(Pad):
    """The words of the note."""

    def __init__(self) -> None:
        super().__init__(2)
        self.setObjectName("note:text")
        self.setAccessibleName(_("Note"))
        self.setPlaceholderText(_("Write what was said, seen or done"))


class Composer(QWidget):
    """One note while it is written."""

    touched = Signal()
    """Something of the note changed."""
    added = Signal()
    """The note is to become an entry."""
    attaching = Signal()
    """Files are to be chosen."""
    stopped = Signal()
    """The file that is on its way is not wanted any more."""
    editing = Signal(object)
    """The NewPromise that shall be changed, a fresh one too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._speaker: Speaker | None = None
        self._filling = False
        self.kinds = KindRow(desk.playbook.note_kinds)
        self.text = NoteText()
        self.offer = Offer()
        self.along = TakenAlong()
        self.more = More(desk)
        self.refusal = Refusal()
        self.progress = Progress()
        self.progress.hide()
        self.kept = KeptMark()
        self._build()
        self._look = QTimer(self, singleShot=True, interval=LOOK_AGAIN_MS)
        self._look.timeout.connect(self.look_for_promise)
        self._connect()
        self.dress()

    def _build(self) -> None:
        self.happened = Button(_("Happened now"), "quiet", icon="clock")
        self.present = Button(_("Who was there"), "quiet", icon="user-plus")
        self.attach = IconButton("paperclip", _("Attach a file"), keys="Ctrl+Shift+E")
        self.unfold = IconButton("list", _("Reaction and next step"))
        self.add = Button(_("Add entry"), "main", keys="Ctrl+Return")
        self.setAccessibleName(_("New entry"))
        for name in ("happened", "present", "attach", "unfold", "add"):
            getattr(self, name).setObjectName(f"note:{name}")
        parts = (self.text, self.along, self.offer, self.progress, self.refusal, self.more)
        middle = Column(*parts, ..., gap=6, margins=(14, 6, 14, 8))
        middle.setAlignment(self.offer, Qt.AlignmentFlag.AlignLeft)
        self._scroll = Scroll(held(middle))
        top = Row((self.kinds, 1), margins=(6, 6))
        foot = Row(
            self.happened, self.present, self.attach, self.unfold, ..., self.kept, self.add, gap=4, margins=(4, 7, 8, 7)
        )
        self._foot = held(foot)
        self._top = held(top)
        self.setLayout(Column(self._top, (self._scroll, 1), Hairline(), self._foot, gap=0, margins=1))

    def _connect(self) -> None:
        self.text.textChanged.connect(self._typed)
        self.kinds.chosen.connect(lambda _key: self._changed())
        self.more.changed.connect(self._more_changed)
        self.along.changed.connect(self._changed)
        self.along.editing.connect(self.editing)
        self.offer.clicked.connect(self.take_offer)
        self.add.clicked.connect(self.added)
        self.attach.clicked.connect(self.attaching)
        self.progress.cancelled.connect(self.stopped)
        for button, part in ((self.happened, "happened"), (self.present, "present"), (self.unfold, "rest")):
            button.clicked.connect(lambda _checked=False, part=part: self._unfold(part))
        self.text.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    # What is written

    def begin(self, incident: Incident, note: Note) -> None:
        """Show a note about an incident, fresh or half-written."""
        self._speaker = Speaker(self._desk, incident)
        self.offer.refused.clear()
        self.show_note(note)

    def show_note(self, note: Note) -> None:
        """Show a note, without saying that it changed."""
        self._filling = True
        self.kinds.choose(note.kind or self.kinds.parts[0].key)
        if self.text.toPlainText() != note.text:
            self.text.setPlainText(note.text)
        self.more.show_note(note)
        if self._speaker:
            self.along.show_along(self._speaker, note.promises, note.files)
        self._filling = False
        self.refuse("")
        self._say_more()
        self.look_for_promise()

    def note(self) -> Note:
        """Return the note as it is written now."""
        note = Note(self.kinds.chosen_key(), self.text.toPlainText())
        return replace(self.more.into(note), promises=self.along.promises, files=self.along.files)

    def put_file(self, file: FileDraft) -> None:
        """Take a file along."""
        self.along.put_file(file)

    def show_progress(self, name: str, done: int, whole: int) -> None:
        """Show how far a file is on its way into the vault."""
        self.progress.show()
        self.progress.show_progress(done, whole, name)
        self._fit()

    def rest(self) -> None:
        """No file is on its way any more."""
        self.progress.hide()
        self._fit()

    def refuse(self, sentence: str) -> None:
        """Say why it did not become an entry."""
        self.refusal.say(sentence)
        self._fit()

    def _typed(self) -> None:
        self._look.start()
        self._changed()

    def _more_changed(self) -> None:
        self._say_more()
        self._changed()

    def _changed(self) -> None:
        if not self._filling:
            self.refusal.say("")
            self._fit()
            self.touched.emit()

    def _say_more(self) -> None:
        """Let the buttons say what is written behind them."""
        note, say = self.more.into(Note("", "")), self._speaker
        happened = say.moment(note.happened) if say else ""
        self.happened.say(_("Happened {when}").format(when=happened) if happened else _("Happened now"))
        present = say.present(note.present) if say else ""
        self.present.say(present if present and len(present) < 30 else _("{n} were there").format(n=len(note.present)))
        if not note.present:
            self.present.say(_("Who was there"))

    def _unfold(self, part: str) -> None:
        self.more.unfold(part)
        self._fit()

    # The promise that is offered

    def look_for_promise(self) -> None:
        """Offer a promise when the text speaks of a time to come."""
        offered = self._desk.offered_promise(self.text.toPlainText(), self.kinds.chosen_key())
        taken = {one.due for one in self.along.promises}
        self.offer.show_offer(offered if offered and offered.due not in taken else None, self._speaker)
        self._fit()

    def take_offer(self) -> None:
        """Take the offered promise along; without an offer, ask for one."""
        self.look_for_promise()
        if self.offer.offered is not None:
            self.add_promise(self.offer.offered)
            self.text.setFocus()
        else:
            self.editing.emit(None)

    def add_promise(self, promise: NewPromise, instead_of: NewPromise | None = None) -> None:
        """Take a promise along, perhaps in place of another."""
        self.along.put_promise(promise, instead_of)
        self.look_for_promise()

    # Room

    def dress(self) -> None:
        """Take the size of text."""
        self._scroll.setMinimumHeight(look().px(LEAST_TEXT))
        self._fit()

    def limit(self, page_height: int) -> None:
        """Take at most so much of the page."""
        self._page_height = page_height
        self._fit()

    _page_height = 0

    def _fit(self) -> None:
        """Grow with what is written, up to the share of the page; what does not fit scrolls."""
        self._fit_foot()
        fixed = self._top.sizeHint().height() + self._foot.sizeHint().height() + look().px(4)
        inner = self._scroll.widget()
        width = self._scroll.viewport().width()
        layout = inner.layout() if inner else None
        wanted = layout.totalHeightForWidth(width) if layout and layout.hasHeightForWidth() else 0
        wanted = max(wanted, inner.sizeHint().height() if inner else 0)
        most = max(round(self._page_height * SHARE), fixed + look().px(LEAST_TEXT))
        self.setFixedHeight(max(look().px(SMALLEST), min(fixed + wanted, most)))

    def _fit_foot(self) -> None:
        self.add.show_cap(True)
        self.add.show_cap(self._foot.minimumSizeHint().width() <= self.width() - look().px(4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_foot()

    def sizeHint(self) -> QSize:
        return QSize(look().px(400), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        focused = self.text.hasFocus()
        edge, width = ("focus", 2) if focused else ("control", 1)
        paint.box(paint.painter(self), QRectF(self.rect()), 12, fill="surface", edge=edge, width=width)
