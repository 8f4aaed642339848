"""The settings of this laptop, your passphrase, and the team."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.i18n import _
from coc_desk.settings import IDLE_MINUTES, TEXT_SCALE, THEMES, Settings
from coc_desk.ui.backup.card import BackupCard
from coc_desk.ui.members_card import MembersCard
from coc_desk.ui.members_dialog import ChangePassphrase
from coc_desk.ui.page import Page
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.keycaps import shown
from coc_desk.ui.parts.layouts import Column, Row, Scroll, held
from coc_desk.ui.parts.lists import ListBox
from coc_desk.ui.parts.text import Text
from coc_desk.ui.place import Place
from coc_desk.ui.recovery.card import RecoveryCard
from coc_desk.ui.tasks import Tasks
from coc_desk.ui.theme import look

LANGUAGES = {"en": "English", "de": "Deutsch"}
SIZE_KEYS: Final = ("Ctrl++", "Ctrl+-", "Ctrl+0")
TEXT_SIZES: Final = range(round(TEXT_SCALE[0] * 100), round(TEXT_SCALE[1] * 100) + 1, 10)
"""In percent, in the steps of Ctrl++ and Ctrl+-."""
MEANT: Final[Mapping[str, Callable[[str], Any]]] = {
    "language": str,
    "theme": str,
    "text_scale": lambda percent: int(percent) / 100,
    "idle_minutes": int,
}
"""What a key in a list means, by the name of the setting."""


class Setting(ListBox):
    """A list of which something is always chosen."""

    nones = ()

    def put_none(self, none: str) -> None:
        """Stay as it is: a setting cannot be empty."""


class SettingsPage(Page):
    """Everything takes effect at once."""

    screen_name = "settings"
    changed = Signal(object)
    """The Settings as they are now."""

    def __init__(self, desk: Desk, tasks: Tasks, settings: Settings, languages: Sequence[str]) -> None:
        super().__init__()
        self._desk, self._tasks, self._settings = desk, tasks, settings
        self.language = Setting(
            [("", _("As the system speaks")), *((code, LANGUAGES.get(code, code)) for code in languages)]
        )
        self.theme = Setting([(key, words) for key, words in theme_words().items() if key in THEMES])
        self.text_size = Setting([(f"{n}", f"{n} %") for n in TEXT_SIZES])
        first, last = IDLE_MINUTES
        self.minutes = Setting([(f"{n}", _("{n} min").format(n=n)) for n in range(first, last + 1)])
        self.members = MembersCard(desk, tasks)
        title = Column(Text(_("Settings"), role="title"), Text(_("They stay on this laptop."), tone="text2"), gap=2)
        self.recovery, self.backup = RecoveryCard(desk, tasks), BackupCard(desk, tasks)
        safe = (self.recovery, self.backup)
        inside = _Width(Column(title, self._looks(), self._locks(), self.members, *safe, ..., gap=16, margins=24))
        self.area = Scroll(inside)
        self.setLayout(Column((self.area, 1)))
        for key, box in self._boxes().items():
            box.combo.setObjectName(f"settings:{key}")
            box.changed.connect(partial(self._choose, key))
        for said in (self.members.said, self.recovery.said, self.backup.line.said):
            said.connect(self.said)
        for part in (self.members, self.recovery):
            part.troubled.connect(self.troubled)
        self.show_settings(settings)

    def _boxes(self) -> dict[str, Setting]:
        return {
            "language": self.language,
            "theme": self.theme,
            "text_scale": self.text_size,
            "idle_minutes": self.minutes,
        }

    def _looks(self) -> Card:
        card = Card(_("How it looks"))
        told, sizes = _("A new language is spoken after the next lock."), ", ".join(map(shown, SIZE_KEYS))
        card.fill(
            Column(
                Labelled(_("Language"), self.language, help=told, optional_answers=False),
                Labelled(_("Colours"), self.theme, optional_answers=False),
                Labelled(_("Size of text"), self.text_size, help=sizes, optional_answers=False),
                gap=16,
            )
        )
        return card

    def _locks(self) -> Card:
        card = Card(_("When it locks"))
        told = _(
            "Also with F12 or Ctrl+L, with the screen, on sleep, and when another user comes. Nothing typed is lost."
        )
        idle = Labelled(_("After so long without input"), self.minutes, help=told, optional_answers=False)
        passphrase = Button(_("Change my passphrase"), "second", icon="key-round")
        passphrase.setObjectName("settings:passphrase")
        passphrase.clicked.connect(lambda: ChangePassphrase(self, self._desk, self._tasks).open())
        card.fill(Column(idle, Row(passphrase, ...), gap=16))
        return card

    def title(self) -> str:
        return _("Settings")

    def first_focus(self) -> QWidget | None:
        return self.language

    def show_place(self, place: Place) -> None:
        super().show_place(place)
        self.refresh()

    def refresh(self) -> None:
        self.recovery.refresh()
        self.backup.refresh()
        self.members.refresh()

    def show_settings(self, settings: Settings) -> None:
        """Show what is set; also after the text was made larger by its key."""
        self._settings = settings
        self.language.show_answer({"v": settings.language})
        self.theme.show_answer({"v": settings.theme})
        nearest = min(TEXT_SIZES, key=lambda one: abs(one - settings.text_scale * 100))
        self.text_size.show_answer({"v": str(nearest)})
        self.minutes.show_answer({"v": str(settings.idle_minutes)})

    def _choose(self, key: str) -> None:
        """Take what was chosen in one list; the others are left as they are set, also where no list says it."""
        said: Any = MEANT[key](self._boxes()[key].chosen_key())
        self._settings = replace(self._settings, **{key: said})
        self.changed.emit(self._settings)


class _Width(QWidget):
    """No wider than a text should be."""

    def __init__(self, inside: Column) -> None:
        super().__init__()
        self._inside = held(inside)
        self.setLayout(Row((self._inside, 99), ..., gap=0))
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self._inside.setMaximumWidth(look().px(680))


def theme_words() -> dict[str, str]:
    """Return the themes as they are called."""
    return {
        "system": _("As the system"),
        "light": _("Light"),
        "dark": _("Dark"),
        "contrast-light": _("High contrast, light"),
        "contrast-dark": _("High contrast, dark"),
    }
