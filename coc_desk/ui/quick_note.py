"""Quick note: an empty page with only a text box and the clock; it becomes a report later."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import new_id
from coc_desk.casework.errors import Trouble
from coc_desk.casework.ledger import Draft
from coc_desk.casework.times import spoken_date
from coc_desk.i18n import _
from coc_desk.ui import typeface
from coc_desk.ui.intake.order import stops
from coc_desk.ui.keeping import Keeping
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.inputs import Pad
from coc_desk.ui.parts.kept import KeptMark
from coc_desk.ui.parts.layouts import Column, Hairline, Row, Scroll, held
from coc_desk.ui.parts.notices import Notice, Notices
from coc_desk.ui.parts.text import LONGEST_LINE, Text
from coc_desk.ui.place import Place
from coc_desk.ui.theme import look

KIND = "quick"
ONE_LINE_FROM = 780
"""Width from which clock and acts stand on one line, in design pixels."""


class NotePad(Pad):
    """Larger than other texts, and no wider than a line that reads well."""

    def dress(self) -> None:
        """Take size and colours from the look."""
        super().dress()
        self.setFont(typeface.font("big", look().scale, weight=400))
        self.setMaximumWidth(look().px(LONGEST_LINE))


class QuickNote(QWidget):
    """Covers the window; Esc puts it away under Half-written."""

    closed = Signal()
    report_asked = Signal(str)
    """Id of the report's draft it became."""
    troubled = Signal(object)

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._over = desk, over
        self._draft: Draft | None = None
        self._told: set[str] = set()
        """Kinds of trouble that are being said."""
        self.pad, self.mark, self.notices = NotePad(lines=12), KeptMark(), Notices()
        self.pad.setObjectName("quick")
        self.pad.setAccessibleName(_("Quick note"))
        self._time, self._day = Text(role="section", numbers=True), Text(tone="text2")
        report = Button(_("Make it a report"), "second", keys="Ctrl+Return")
        away = Button(_("Put away"), "quiet", keys="Esc")
        clock, acts = Row(self._time, self._day, ..., gap=12), Row(..., self.mark, report, away, gap=12)
        self._foot = Row(held(clock), (held(acts), 1), gap=8, margins=(24, 10))
        self.setLayout(
            Column((Scroll(self._page()), 1), self.notices, Column(Hairline(), margins=(0, 8, 0, 0)), self._foot, gap=0)
        )
        self.keeping = Keeping(self._keep, self)
        self.pad.textChanged.connect(self.keeping.touched)
        self.keeping.kept.connect(self._kept)
        self.keeping.not_kept.connect(self._not_kept)
        report.clicked.connect(self.make_report)
        away.clicked.connect(self.put_away)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.make_report)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._show_time)
        over.installEventFilter(self)

    def _page(self) -> QWidget:
        page = QWidget()
        page.setLayout(Column(Row((self.pad, 99), ..., gap=0), ..., margins=32))
        return page

    def begin(self, place: Place | None = None) -> None:
        """Show the note that was half-written, or an empty one; the one that is open stays."""
        if self.isVisible():
            self.pad.setFocus()
            return
        found = [one for one in self._desk.drafts() if one.kind == KIND and place and one.id == place.subject]
        at = self._desk.now()
        self._draft = found[0] if found else Draft(new_id(at), KIND, None, "", {"text": ""}, at, at)
        self.pad.setPlainText(str(self._draft.content.get("text", "")))
        self.keeping.let_go()
        cursor = self.pad.textCursor()
        end = self.pad.document().characterCount() - 1  # as Qt counts: a smiley is two
        cursor.setPosition(min(place.cursor, end) if found and place else end)
        self.pad.setTextCursor(cursor)
        self._show_time()
        self._tick.start()
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.pad.setFocus()

    def text(self) -> str:
        """Return what is typed."""
        return self.pad.toPlainText()

    def place(self) -> Place:
        """Return where one is."""
        subject = self._draft.id if self._draft else ""
        return Place(KIND, subject, field="quick", cursor=self.pad.textCursor().position())

    def keep_now(self) -> None:
        """Make what is typed durable; raises `Trouble`."""
        self.keeping.keep_now()

    def keep_and_say(self) -> None:
        """Keep now, and say so."""
        self.keeping.keep_quietly()
        if not self.keeping.unkept:
            announce(self, self.mark.words() or _("Everything is kept."))

    def put_away(self) -> bool:
        """Close it; what is typed stays under Half-written, an empty note leaves nothing.

        Answers whether it is closed: it stays open while the disk does not take the words.
        """
        self.keeping.keep_quietly()
        if self.keeping.unkept:
            return False
        if not self.text().strip() and self._draft is not None:
            try:
                self._desk.drop_draft(self._draft.id)
            except Trouble as trouble:
                self.troubled.emit(trouble)
        self._close()
        return True

    def make_report(self) -> None:
        """Begin a report with these words."""
        words = self._desk.playbook.form.meaning("words")
        if not self.text().strip() or words is None or self._draft is None:
            return
        try:
            report = self._desk.begin_report(answers={words.key: {"v": self.text()}})
            self.keeping.let_go()
            self._desk.drop_draft(self._draft.id)
        except Trouble as trouble:
            self._tell(trouble)
            return
        self._close()
        self.report_asked.emit(report.id)

    def _keep(self) -> datetime:
        assert self._draft is not None
        if self.text().strip() or self._draft.content.get("text"):
            self._draft = self._desk.keep(self._draft, {"text": self.text()})
        else:
            self._draft = replace(self._draft, kept=self._desk.now())
        return self._draft.kept.astimezone(self._desk.zone)

    def _kept(self, at: datetime) -> None:
        self.mark.kept(at)
        for fact in self._told:
            self.notices.solve(fact)
        self._told.clear()

    def _not_kept(self, trouble: Trouble) -> None:
        since = self._draft.kept.astimezone(self._desk.zone) if self._draft is not None else None
        self.mark.not_kept(since, "")
        self._tell(trouble)

    def _tell(self, trouble: Trouble) -> None:
        """Say it here: this page covers the bars of the window."""
        self._told.add(trouble.kind)
        self.notices.tell(Notice(trouble.kind, "danger", trouble.fact, trouble.advice, "circle-alert"))

    def _close(self) -> None:
        self._tick.stop()
        self._over.removeEventFilter(self)
        self.hide()
        self.deleteLater()
        self.closed.emit()

    def _show_time(self) -> None:
        now = self._desk.now()
        self._time.say(f"{now:%H:%M:%S}")
        self._day.say(spoken_date(now))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go round within the note: what is below cannot be seen."""
        there = [one for one in stops(self) if one.isVisible() and one.isEnabled()]
        if not there:  # Qt asks for another place, too, while the note is being put away
            return False
        here = next((place for place, one in enumerate(there) if one.hasFocus()), 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        there[(here + (1 if forward else -1)) % len(there)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the acts under the clock where both do not fit side by side."""
        super().resizeEvent(event)
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        ways = QBoxLayout.Direction
        narrow = self.width() < look().px(ONE_LINE_FROM)
        self._foot.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.painter(self).fillRect(self.rect(), look().colour("surface"))
