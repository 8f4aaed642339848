"""Step 3: the event, its days and time zone, and the playbook."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import Qt, QTimeZone
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from coc_desk.casework.ledger import Event
from coc_desk.i18n import _, language
from coc_desk.playbook.definitions import Playbook
from coc_desk.playbook.loading import load
from coc_desk.playbook.mistakes import PlaybookMistake
from coc_desk.playbook.spoken import read_day, tokens_of
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.inputs import Line
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.lists import ListBox
from coc_desk.ui.parts.switches import Radio
from coc_desk.ui.parts.text import Text

LANGUAGES = {"en": "English", "de": "Deutsch"}


class EventStep(QWidget):
    """Name, days, time zone, language of the forms, playbook."""

    def __init__(self, playbooks: Mapping[str, Playbook], today: date) -> None:
        super().__init__()
        self._playbooks, self._today = playbooks, today
        self._own: Playbook | None = None
        self.name, self.first, self.last = Line(), Line(_("12 June")), Line(_("14 June"))
        self._wanting: QWidget = self.name
        zones = [(name, _zone_words(name)) for name in sorted(available_timezones()) if "/" in name]
        self.zone = ListBox(zones)
        here = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
        self.zone.show_answer({"v": here if here in dict(zones) else "Europe/London"})
        spoken = dict.fromkeys(code for one in playbooks.values() for code in one.languages)
        self.language = ListBox([(code, LANGUAGES.get(code, code)) for code in spoken])
        self.language.show_answer({"v": language() if language() in spoken else "en"})
        self._name = Labelled(_("Event"), self.name, optional_answers=False)
        self._first = Labelled(_("First day"), self.first, optional_answers=False)
        self._last = Labelled(_("Last day"), self.last, optional_answers=False)
        zone = Labelled(_("Time zone of the venue"), self.zone, optional_answers=False)
        forms = Labelled(_("Language of the forms"), self.language, optional_answers=False)
        for part, key in (
            (self.name, "event"),
            (self.first, "first"),
            (self.last, "last"),
            (self.zone, "zone"),
            (self.language, "language"),
        ):
            part.setObjectName(key)
        days = Row((self._first, 1), (self._last, 1), gap=12)
        for day in (self._first, self._last):
            days.setAlignment(day, Qt.AlignmentFlag.AlignTop)
        self.setLayout(Column(self._name, days, Row((zone, 1), (forms, 1), gap=12), self._books(), ..., gap=20))

    def _books(self) -> QWidget:
        card, self._group = Card(_("Playbook")), QButtonGroup(self)
        self._radios: dict[Radio, Playbook | None] = {}
        for book in self._playbooks.values():
            self._add_book(card, str(book.name), _described(book), book)
        own = _("It is checked first. A mistake is named with file, field and reason.")
        self._own_words = self._add_book(card, _("Our own, from a folder"), own, None)
        next(iter(self._radios)).setChecked(True)
        return card

    def _add_book(self, card: Card, title: str, words: str, book: Playbook | None) -> Text:
        radio, told = Radio(title), Text(words, tone="text2", wrap=True)
        radio.setAccessibleDescription(words)
        self._group.addButton(radio)
        self._radios[radio] = book
        if book is None:
            radio.clicked.connect(self._ask)
        card.row(Column(radio, told, gap=2))
        return told

    def first_focus(self) -> QWidget:
        """Return what was refused last, else the event's name."""
        return self._wanting

    def _ask(self) -> None:
        options = QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly
        said = QFileDialog.getExistingDirectory(self, _("Folder of the playbook"), "", options)
        if said:
            self.take_own(Path(said))
        elif self._own is None:
            next(iter(self._radios)).setChecked(True)

    def take_own(self, folder: Path) -> None:
        """Check another organisation's playbook; a mistake is said and the program's own stays chosen."""
        try:
            self._own = load(folder)
        except (PlaybookMistake, OSError) as mistake:
            self._own_words.say(
                str(mistake) if isinstance(mistake, PlaybookMistake) else _("That folder cannot be read.")
            )
            self._own_words.tint("danger-text")
            next(iter(self._radios)).setChecked(True)
        else:
            self._own_words.say(f"{self._own.name}. {_described(self._own)}")
            self._own_words.tint("text2")

    def problem(self) -> str:
        """Return what stands in the way, or nothing."""
        self._wanting = self.name
        for part in (self._name, self._first, self._last):
            part.accept()
        if not self._said(self.name):
            return self._refused(self._name, _("Write what the event is called."))
        first, last = self._day(self.first), self._day(self.last)
        if first is None:
            return self._refused(self._first, _("Write a day, such as 12 June or 2027-06-12."))
        if last is None:
            return self._refused(self._last, _("Write a day, such as 14 June or 2027-06-14."))
        return self._refused(self._last, _("The last day is before the first one.")) if last < first else ""

    def refuse_name(self, sentence: str) -> str:
        """Say at the name why it cannot be taken; return the sentence."""
        return self._refused(self._name, sentence)

    def _refused(self, part: Labelled, sentence: str) -> str:
        part.refuse(sentence)
        self._wanting = part.input
        return sentence

    def said_event(self) -> Event:
        """Return the event as it was written; only when there is no `problem`."""
        first, last = self._day(self.first), self._day(self.last)
        assert first is not None
        assert last is not None
        return Event(self._said(self.name), self._said(self.zone), first, last, self._said(self.language))

    def playbook(self) -> Playbook:
        """Return the chosen playbook."""
        chosen = self._group.checkedButton()
        book = self._radios[chosen] if isinstance(chosen, Radio) else None
        return book or self._own or next(iter(self._playbooks.values()))

    def _said(self, part: Line | ListBox) -> str:
        return str((part.answer() or {}).get("v", "")).strip()

    def _day(self, part: Line) -> date | None:
        read = read_day(tokens_of(self._said(part)), 0, self._today)
        return read[0].date if read else None


def _zone_words(name: str) -> str:
    place = name.rsplit("/", 1)[-1].replace("_", " ")
    return _("{place}, now {time}").format(place=place, time=f"{datetime.now(ZoneInfo(name)):%H:%M}") + f"  ({name})"


def _described(book: Playbook) -> str:
    counts = _("{stages} stages, {outcomes} outcomes, {profiles} disclosure profiles.")
    said = counts.format(stages=len(book.stages), outcomes=len(book.outcomes), profiles=len(book.profiles))
    return f"{said} {book.note}".strip()
