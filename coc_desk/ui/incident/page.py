"""The incident page: what is known, what was written, and a place to write the next entry."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EntryKind, IncidentId, MemberId
from coc_desk.casework.incidents import Incident
from coc_desk.i18n import _
from coc_desk.ui.incident.acts import Acts
from coc_desk.ui.incident.ask import Ask
from coc_desk.ui.incident.evidence_tab import EvidenceTab
from coc_desk.ui.incident.header import IncidentHeader
from coc_desk.ui.incident.note_keeping import NoteKeeping
from coc_desk.ui.incident.people_tab import PeopleTab
from coc_desk.ui.incident.record import Record
from coc_desk.ui.incident.related_tab import LinksTab, RestrictionsTab
from coc_desk.ui.incident.viewing import Pictures
from coc_desk.ui.incident.words import Speaker
from coc_desk.ui.intake.order import follow_reading_order
from coc_desk.ui.page import Page
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.dialogs import below
from coc_desk.ui.parts.layouts import Column, Hairline, Row, Scroll, held
from coc_desk.ui.parts.tabs import Tabs
from coc_desk.ui.place import Place
from coc_desk.ui.tasks import Tasks
from coc_desk.ui.theme import Width, look

TABS = ("facts", "record", "people", "evidence", "links", "restrictions")


class IncidentPage(Page):
    """One incident; its subject is the incident's id."""

    screen_name = "incident"
    left = Signal(str)
    """Id of the incident I stepped out of: this page is of no use any more."""

    def __init__(self, desk: Desk, tasks: Tasks, pictures: Pictures | None = None) -> None:
        """Take the desk, and what draws a page of a PDF: pictures(pdf, page from 1, scale), nothing without paper."""
        super().__init__()
        self._desk = desk
        self.incident: Incident | None = None
        self.header = IncidentHeader()
        self.tabs = Tabs(_tab_words())
        self.record = Record(desk)
        self.people = PeopleTab(desk)
        self.evidence = EvidenceTab(desk, tasks, pictures)
        self.links, self.restrictions = LinksTab(), RestrictionsTab()
        self.writing = NoteKeeping(self, desk, self.record.composer)
        self.keeping = self.writing.keeping
        self.acts = Acts(self, desk)
        self._before_composer: QWidget | None = None
        self._build()
        self._connect()
        self._wire_keys()

    def _build(self) -> None:
        tabs = held(Row((self.tabs, 1), margins=(20, 0, 8, 0)))
        self._top = _Ground(Column(self.header, tabs, Hairline(), gap=0))
        self._facts_tab = Column(gap=0)
        self._stack = QStackedWidget()
        self._panes: dict[str, QWidget] = {
            "facts": held(self._facts_tab),
            "record": self.record,
            "people": Scroll(self.people),
            "evidence": self.evidence,
            "links": Scroll(self.links),
            "restrictions": Scroll(self.restrictions),
        }
        for pane in self._panes.values():
            self._stack.addWidget(pane)
        self.setLayout(Column(self._top, (self._stack, 1), gap=0))

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.show_tab)
        self.header.asked.connect(self.acts.take)
        self.header.staged.connect(self.acts.set_stage)
        self.header.letting_in.connect(lambda id: self.acts.let_in(MemberId(id)))
        self.header.owned.connect(lambda id: self.acts.set_owner(MemberId(id) if id else None))
        self.record.entries.opened.connect(self.acts.read)
        self.record.entries.asked.connect(self.acts.take_entry)
        self.record.entries.led.connect(self.acts.follow)
        self.record.composer.editing.connect(self.acts.edit_promise)
        self.record.facts.read.connect(self.acts.read_words)
        self.people.changing.connect(self.acts.change_person)
        self.evidence.copying.connect(self.acts.take_out)
        self.evidence.troubled.connect(self.troubled)
        self.links.going.connect(lambda id: self.go.emit(Place("incident", id)))
        self.restrictions.lifting.connect(self.acts.lift)
        self.writing.written.connect(self._written)

    def _wire_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+Tab": partial(self.tabs.step, 1),
            "Ctrl+Shift+Tab": partial(self.tabs.step, -1),
            "Ctrl+G": self.acts.ask_number,
            "Ctrl+E": self.to_composer_or_back,
            "Alt+K": self._to_kinds,
            "Ctrl+Shift+P": self._promise,
            "Ctrl+Shift+E": self._attach,
            "Ctrl+Return": self.writing.finish,
            "Ctrl+Enter": self.writing.finish,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What is shown

    def title(self) -> str:
        """Return the code name, and nothing else."""
        return self.incident.code if self.incident else ""

    def show_place(self, place: Place) -> None:
        """Show an incident, at its newest entry or where one was."""
        another = place.subject != self.subject
        incident = self._desk.open_incident(IncidentId(place.subject))
        if another:
            self.writing.begin(incident)
        self.subject = place.subject
        self._show(incident, at_end=True, up=place.scroll)
        self.show_tab(place.tab if place.tab in TABS else "record" if another else self.tabs.chosen_key())

    def refresh(self) -> None:
        """Show anew what others wrote and how late it is."""
        if self.subject:
            self.attempt(lambda: self._show(self._desk.open_incident(IncidentId(self.subject)), at_end=False))

    def show_changed(self, incident: object) -> None:
        """Show the incident as it stands after something was done to it."""
        if isinstance(incident, Incident) and incident.id == self.subject:
            more = self.incident is None or len(incident.lines) > len(self.incident.lines)
            self._show(incident, at_end=more)

    def _show(self, incident: Incident, *, at_end: bool, up: int = 0) -> None:
        self.incident = incident
        focus = below(self.window().focusWidget())
        before = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        speaker = Speaker(self._desk, incident)
        self.header.show_incident(speaker)
        self.record.show_record(speaker, at_end=at_end, up=up)
        self.people.show_people(speaker)
        self.evidence.show_files(speaker)
        self.links.show_links(speaker)
        self.restrictions.show_restrictions(speaker)
        self.acts.speaker = speaker
        QTimer.singleShot(0, self, lambda: self._after_showing(before))
        counts = {
            "people": len(incident.people),
            "evidence": len(incident.attachments),
            "links": len(incident.links),
            "restrictions": sum(one.in_force(speaker.now) for one in incident.restrictions),
        }
        for key, count in counts.items():
            self.tabs.show_count(key, count or None)
        self.tabs.show_tab("links", bool(incident.links))
        self.tabs.show_tab("restrictions", bool(incident.restrictions))

    def _after_showing(self, before: str) -> None:
        """Once all has its place: Tab goes through it as it is read, and the focus is back where it was.

        `before` is the object name of what had it; it may have been made anew.
        """
        follow_reading_order(self)
        focus = below(self.window().focusWidget())
        if before and self.isVisible() and (focus is None or not self.isAncestorOf(focus)):
            target = self.findChild(QWidget, before)
            (target if target is not None and target.isVisible() else self.tabs).setFocus()

    def _written(self, incident: Incident) -> None:
        self._show(incident, at_end=True)
        # Its promises and files are entries of their own after it.
        number = max(one.number for one in incident.lines if one.entry.kind == EntryKind.NOTE)
        self.said.emit(_("Entry {n} added").format(n=number), None)

    def show_tab(self, key: str) -> None:
        """Bring a tab and its pane to the front."""
        key = "record" if key == "facts" and not self._narrow() else key
        self.tabs.choose(key)
        self._stack.setCurrentWidget(self._panes[key])

    # Places

    def first_focus(self) -> QWidget | None:
        """Return the composer; on another tab than the record, the tab."""
        return self.record.composer.text if self.tabs.chosen_key() == "record" else self.tabs.stop()

    def panes(self) -> list[QWidget]:
        """Return the head, the facts, the entries and the composer."""
        if self.tabs.chosen_key() != "record":
            return [self._top, self._stack]
        facts = [self.record.beside] if self.record.beside.isVisibleTo(self) else []
        return [self._top, *facts, self.record.entries_pane, self.record.composer]

    def place(self) -> Place:
        """Return where one is: the tab, and how far above the newest entry."""
        asked = next((one.question for one in self.window().findChildren(Ask) if one.isVisible()), "")
        tab, scroll = self.tabs.chosen_key(), self.record.entries.from_end()
        return super().place().on(tab=tab, scroll=scroll, asked=asked)

    def go_to_spot(self, place: Place) -> None:
        """Go to where a place says, and ask again what was being asked there."""
        super().go_to_spot(place)
        if place.asked:
            self.acts.ask_again(place.asked)

    def to_composer_or_back(self) -> None:
        """Go to the composer; from there back to where one was."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.record.composer.isAncestorOf(focus)
        if inside and self._before_composer is not None and self._before_composer.isVisible():
            self._before_composer.setFocus()
        elif inside:
            self.record.entries.setFocus()
        else:
            self._before_composer = focus if focus is not None and self.isAncestorOf(focus) else None
            self.show_tab("record")
            self.record.composer.text.setFocus()

    def _to_kinds(self) -> None:
        self.show_tab("record")
        self.record.composer.kinds.stop().setFocus()

    def _promise(self) -> None:
        self.show_tab("record")
        self.record.composer.take_offer()

    def _attach(self) -> None:
        self.show_tab("record")
        self.writing.ask_files()

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.dress()

    def dress(self) -> None:
        """Move the facts to a tab of their own where they do not fit beside the entries."""
        narrow = self._narrow()
        self.tabs.show_tab("facts", narrow)
        self.header.show_narrow(narrow)
        self.record.put_facts(self._facts_tab if narrow else None)
        self.tabs.stand_close(narrow)
        if not narrow and self.tabs.chosen_key() == "facts":
            self.show_tab("record")

    def _narrow(self) -> bool:
        return look().width(self.window().width()) is Width.NARROW


def _tab_words() -> list[tuple[str, str]]:
    words = (_("Facts"), _("Record"), _("People"), _("Evidence"), _("Links"), _("Restrictions"))
    return list(zip(TABS, words, strict=True))


class _Ground(QWidget):
    """The head of the page on the ground of a card; what lies under it gives way first."""

    def __init__(self, inside: Column) -> None:
        super().__init__()
        self.setLayout(inside)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and (inside := self.layout()) is not None:
            self.setMinimumHeight(inside.totalHeightForWidth(self.width()))
        return done

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.painter(self).fillRect(self.rect(), look().colour("surface"))
