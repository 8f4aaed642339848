"""The handoff page: what the next shift needs, the real PDF beside it, and how it is given."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.document import Hit
from coc_desk.casework.errors import Trouble
from coc_desk.casework.handoff_page import Copy
from coc_desk.casework.ledger import Draft
from coc_desk.casework.plan import Plan
from coc_desk.casework.printing import Blocked, place_of
from coc_desk.casework.times import spoken_near
from coc_desk.i18n import _
from coc_desk.ui.backup.card import BackupOffer
from coc_desk.ui.handoff.form import Edit, Form
from coc_desk.ui.handoff.header import Header
from coc_desk.ui.handoff.hits import place_in
from coc_desk.ui.handoff.preview_pane import PreviewPane
from coc_desk.ui.handoff.previewing import Drawn, Previewing
from coc_desk.ui.handoff.print_out import AskPrinter, PrintOut, ask_printer
from coc_desk.ui.handoff.sentences import last_word
from coc_desk.ui.handoff.writing import AskFolder, Writing, ask_folder
from coc_desk.ui.keeping import Keeping
from coc_desk.ui.page import Page
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.layouts import Column, Row, Scroll
from coc_desk.ui.parts.tabs import Tabs
from coc_desk.ui.place import Place
from coc_desk.ui.tasks import Tasks
from coc_desk.ui.theme import Width, look

FORM: Final = (512, 572)
"""Least and greatest width of the form beside the preview, in design pixels."""
MOST: Final = 16_777_215


class HandoffPage(Page):
    """The page a handoff is put together on; its subject is the id of its draft."""

    screen_name = "handoff"
    narrow_rail = True
    keeping: Keeping
    area: Scroll

    def __init__(
        self, desk: Desk, tasks: Tasks, asks_folder: AskFolder = ask_folder, asks_printer: AskPrinter = ask_printer
    ) -> None:
        super().__init__()
        self._desk = desk
        self._draft: Draft | None = None
        self.plan: Plan | None = None
        self._receiver, self._trouble = "", ""
        self.header, self.form, self.preview = Header(), Form(desk), PreviewPane(self._say)
        self.tabs = Tabs([("form", _("Handoff")), ("preview", _("Preview"))], name=_("Parts of this page"))
        self.area = Scroll(self.form)
        self.keeping = Keeping(self._keep, self)
        self.previewing = Previewing(desk, tasks, self._copy, self)
        self.writing = Writing(self, desk, tasks, self._say, asks_folder)
        self.print_out = PrintOut(self, desk, tasks, asks_printer)
        self.backup = BackupOffer(desk, tasks)
        self._tab_row = QWidget()
        self._tab_row.setLayout(Row(self.tabs, ..., margins=(20, 0)))
        work = Row(self.area, (self.preview, 1), gap=0)
        self.setLayout(Column(self.header, self.backup, self._tab_row, (work, 1), gap=0))
        self._connect()
        self._connect_acts()
        self._wire_keys()
        self._fit()

    def _connect(self) -> None:
        form, preview = self.form, self.preview
        form.edited.connect(self._edit)
        form.profile_chosen.connect(self._choose_profile)
        form.read_back_asked.connect(self.writing.show_later)
        preview.receiver_chosen.connect(self._choose_receiver)
        preview.wanted.connect(self.previewing.picture)
        preview.found.asked.connect(self._go_to_hit)
        preview.found.excused.connect(self._excuse)
        self.previewing.ready.connect(self._show_drawn)
        self.previewing.pictured.connect(preview.paper.show_picture)
        self.previewing.troubled.connect(self.troubled)
        self.tabs.chosen.connect(lambda _key: self._fit())
        self.keeping.kept.connect(self._say_kept)
        self.keeping.not_kept.connect(self._say_not_kept)

    def _connect_acts(self) -> None:
        self.header.write.clicked.connect(self._write)
        self.header.print.clicked.connect(self._print)
        writing, out = self.writing, self.print_out
        writing.busy.connect(self._busy)
        writing.blocked.connect(self._go_to_hit)
        writing.excused.connect(self._take_plan)
        writing.wrote.connect(self._show_awaited)
        writing.finished.connect(self._finished)
        self.backup.line.said.connect(self.said)
        out.busy.connect(self._busy)
        out.stopped.connect(self._stopped)
        out.troubled.connect(self.troubled)
        out.refused.connect(lambda refusal: self.said.emit(str(refusal), None))
        out.printed.connect(self._printed)

    def _wire_keys(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "Ctrl+Return": self.header.write.click,
            "Ctrl+Enter": self.header.write.click,
            "Ctrl+P": self.header.print.click,
            "Ctrl+S": self._keep_and_say,
        }
        for keys, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # The page

    def title(self) -> str:
        return _("Handoff")

    def first_focus(self) -> QWidget:
        return self.form.watch.box.edit

    def panes(self) -> list[QWidget]:
        panes: list[QWidget] = [self.header, self.area, self.preview]
        return [one for one in panes if not one.isHidden()]

    def show_place(self, place: Place) -> None:
        """Show the handoff that was begun, or begin one; a handoff's own id opens its read-back."""
        self.backup.withdraw()
        if not self.keeping.unkept:
            self._draft, plan = self._desk.begin_handoff()
            self.writing.begin_anew()
            self._take_plan(plan, keep=False)
            self.previewing.now()
        if self._draft is not None:
            self.subject = self._draft.id
        self.refresh()
        awaited = next((one for one in self._desk.handoffs() if one.id == place.subject and not one.read_back), None)
        if awaited is not None:
            self.writing.show_later(awaited)

    def refresh(self) -> None:
        """Show what changes by itself: the period, and which read-backs are awaited."""
        if self.plan is not None:
            now = self._desk.now()
            said = _("Entries from {time} to now").format(time=spoken_near(self._desk.local(self.plan.since), now))
            self.header.period.say(said)
        self._show_awaited()

    def place(self) -> Place:
        """Return where one is; while a read-back is being written it is that."""
        dialog = self.writing.dialog
        return Place(self.screen_name, dialog.handoff) if dialog is not None else super().place()

    def keep_now(self) -> None:
        """Keep what is typed, also in the dialog."""
        super().keep_now()
        if self.writing.dialog is not None:
            self.writing.dialog.keeping.keep_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give form and preview their room, side by side or as tabs."""
        super().resizeEvent(event)
        self._fit()

    def dress(self) -> None:
        """Take the size of text."""
        self._fit()

    def _fit(self) -> None:
        worn, room = look(), self.width()
        window = self.window().width() if self.window() is not self else room
        narrow = worn.width(window) is Width.NARROW
        self._tab_row.setVisible(narrow)
        self.header.stack(room < worn.px(760))
        shown = self.tabs.chosen_key() or "form"
        self.area.setVisible(not narrow or shown == "form")
        self.preview.setVisible(not narrow or shown == "preview")
        width = max(worn.px(FORM[0]), min(worn.px(FORM[1]), room // 2))
        self.area.setMinimumWidth(0 if narrow else width)
        self.area.setMaximumWidth(MOST if narrow else width)

    # The plan

    def _edit(self, edit: Edit) -> None:
        if self.plan is not None:
            self.plan = edit(self.plan)
            self._touched()

    def _choose_profile(self, key: str) -> None:
        plan = self.plan
        if plan is not None and key != plan.profile:
            self._take_plan(self.attempt(lambda: self._desk.with_profile(plan, key)) or plan)

    def _take_plan(self, plan: Plan, keep: bool = True) -> None:
        """Show a plan that was changed elsewhere than in the form."""
        self.plan = plan
        self.form.show_plan(plan)
        if keep:
            self._touched()
        else:
            self._show_receivers()

    def _touched(self) -> None:
        assert self.plan is not None, "something was typed into a plan"
        self.keeping.touched()
        self._show_receivers()
        self.form.show_counts(self.plan)
        self.previewing.soon()

    def _keep(self) -> datetime:
        assert self._draft is not None, "only what is shown is kept"
        assert self.plan is not None, "a plan comes with its draft"
        self._draft = self._desk.keep_handoff(self._draft, self.plan)
        return self._desk.local(self._draft.kept)

    def _say_kept(self, at: datetime) -> None:
        self.header.kept.kept(at)
        if self._trouble:
            self.solved.emit(self._trouble)
            self._trouble = ""

    def _say_not_kept(self, trouble: Trouble) -> None:
        since = self._desk.local(self._draft.kept) if self._draft else None
        self.header.kept.not_kept(since, trouble.fact)
        self._trouble = trouble.kind
        self.troubled.emit(trouble)

    def _keep_and_say(self) -> None:
        self.keeping.keep_quietly()
        if not self.keeping.unkept:
            announce(self, self.header.kept.words() or _("Everything is kept."))

    # The preview

    def _say(self, at: datetime) -> str:
        return spoken_near(self._desk.local(at), self._desk.now())

    def _copy(self) -> Copy | None:
        plan = self.plan
        return None if plan is None else self.attempt(lambda: self._desk.copy_for(plan, self._receiver))

    def _show_receivers(self) -> None:
        ids = self.plan.receivers if self.plan else ()
        if self._receiver not in ids:
            self._receiver = next(iter(ids), "")
        self.preview.show_receivers([(one, self._desk.receiver_name(one)) for one in ids], self._receiver)

    def _choose_receiver(self, receiver: str) -> None:
        self._receiver = receiver
        self._show_receivers()
        self.previewing.now()

    def _show_drawn(self, drawn: Drawn) -> None:
        self.preview.show_drawn(drawn)
        self.form.show_page(drawn.preview.document)

    def _go_to_hit(self, hit: Hit) -> None:
        """Put the cursor where the word stands; what comes from the entries is looked at in the incident."""
        id = next((one.incident for one in self.plan.items if one.code == hit.source.incident), "") if self.plan else ""
        if not hit.source.part:
            if id:
                self.go.emit(Place("incident", id))
            return
        name = f"{hit.source.part}:{id}" if hit.source.incident else hit.source.part
        plan = self.plan
        text = plan.text(hit.source.part).text if plan else ""
        if plan and id:
            item = next(one for one in plan.items if one.incident == id)
            text = item.summary.text if hit.source.part == "summary" else item.contingency.text
        begin, end = place_in(text, hit)
        self.tabs.choose("form")
        self._fit()
        self.go_to_spot(Place(self.screen_name, self.subject, field=name, anchor=begin, cursor=end))
        if (target := self.form.findChild(QWidget, name)) is not None:
            self.area.show_all_of(target)

    def _excuse(self, hit: Hit) -> None:
        self._edit(lambda plan: replace(plan, excused=(*plan.excused, place_of(hit))))
        self.previewing.now()

    # Giving it

    def _write(self) -> None:
        if self._ready() and self.plan is not None:
            self.writing.start(self.plan)

    def _print(self) -> None:
        plan = self.plan
        if self._ready() and plan is not None:
            copy = self.attempt(lambda: self._desk.copy_for(plan, self._receiver))
            if copy is not None:
                self.print_out.start(copy)

    def _ready(self) -> bool:
        """Whether it can be given now: everything is kept, and somebody is named."""
        self.form.copies.take_typed()
        if self.plan is None or not self.plan.receivers:
            self.form.refuse_receivers(_("Write for whom the copy is."))
            return False
        self.attempt(self.keeping.keep_now)
        return not self.keeping.unkept

    def _busy(self, busy: bool) -> None:
        self.header.busy(_("A copy is being made.") if busy else "")

    def _stopped(self, copy: Copy, blocked: Blocked) -> None:
        self.writing.stopped(copy, blocked, self._print)

    def _finished(self, names: list[str]) -> None:
        """Let go of the plan: the next one begins here."""
        draft = self._draft
        if draft is not None:
            self.attempt(lambda: self._desk.end_handoff(draft))
        self.keeping.let_go()
        self.backup.offer()
        self.said.emit(_("Written for {names}.").format(names=last_word(", ".join(names))), None)

    def _printed(self, name: str) -> None:
        self._show_awaited()
        self.backup.offer()
        said = _("Sent to the printer for {name}. The read-back is awaited.")
        self.said.emit(said.format(name=last_word(name)), None)

    def _show_awaited(self) -> None:
        handoffs = self.attempt(self._desk.handoffs)
        if handoffs is not None:
            self.form.show_awaited(handoffs)
