"""The settings of this laptop, your passphrase, and the team."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.i18n import _
from coc_desk.settings import IDLE_MINUTES, TEXT_SCALE, THEMES, Settings, Theme
from coc_desk.ui.members_dialog import AddMember, ChangePassphrase
from coc_desk.ui.page import Page
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.layouts import Column, Row, Scroll, held
from coc_desk.ui.parts.lists import ListBox
from coc_desk.ui.parts.marks import Avatar
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.place import Place
from coc_desk.ui.tasks import Tasks
from coc_desk.ui.theme import look
from coc_desk.ui.wording import role_words

LANGUAGES = {"en": "English", "de": "Deutsch"}
TEXT_SIZES = (100, 110, 125, 150, 175, 200)


class SettingsPage(Page):
    """Everything takes effect at once."""

    screen_name = "settings"
    changed = Signal(object)
    """The Settings as they are now."""

    def __init__(self, desk: Desk, tasks: Tasks, settings: Settings, languages: Sequence[str]) -> None:
        super().__init__()
        self._desk, self._tasks, self._settings = desk, tasks, settings
        self.language = ListBox(
            [("", _("As the system speaks")), *((code, LANGUAGES.get(code, code)) for code in languages)]
        )
        self.theme = ListBox([(key, words) for key, words in theme_words().items() if key in THEMES])
        self.text_size = ListBox([(f"{n}", f"{n} %") for n in TEXT_SIZES])
        self.minutes = ListBox([(f"{n}", _("{n} min").format(n=n)) for n in (1, 2, 3, 5, 10, 15, 20, IDLE_MINUTES[1])])
        self._members = Card(_("The team"), actions=self._member_actions())
        title = Column(Text(_("Settings"), role="title"), Text(_("They stay on this laptop."), tone="text2"), gap=2)
        inside = _Width(Column(title, self._looks(), self._locks(), self._members, ..., gap=16, margins=24))
        self.area = Scroll(inside)
        self.setLayout(Column((self.area, 1)))
        for key, box in self._boxes().items():
            box.nones = ()  # type: ignore[misc]  # a setting always has a value
            box.setObjectName(f"settings:{key}")
            box.changed.connect(self._choose)
        self.show_settings(settings)

    def _boxes(self) -> dict[str, ListBox]:
        return {"language": self.language, "theme": self.theme, "size": self.text_size, "minutes": self.minutes}

    def _looks(self) -> Card:
        card = Card(_("How it looks"))
        told = _("A new language is spoken after the next lock.")
        card.fill(
            Column(
                Labelled(_("Language"), self.language, help=told, optional_answers=False),
                Labelled(_("Colours"), self.theme, optional_answers=False),
                Labelled(_("Size of text"), self.text_size, help="Ctrl++  Ctrl+-  Ctrl+0", optional_answers=False),
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

    def _member_actions(self) -> Sequence[QWidget]:
        if self._desk.me.role != "lead":
            return ()
        add = Button(_("Add a member"), "row", icon="user-plus")
        add.setObjectName("settings:add")
        add.clicked.connect(self._add_member)
        return (add,)

    def _add_member(self) -> None:
        dialog = AddMember(self, self._desk, self._tasks)
        dialog.added.connect(self._added)
        dialog.troubled.connect(self.troubled)
        dialog.open()

    def _added(self, name: str) -> None:
        self.refresh()
        self.said.emit(_("{name} can sign in now.").format(name=name), None)

    def title(self) -> str:
        return _("Settings")

    def first_focus(self) -> QWidget | None:
        return self.language

    def show_place(self, place: Place) -> None:
        super().show_place(place)
        self.refresh()

    def refresh(self) -> None:
        self._members.clear()
        there = [one for one in self._desk.members if not one.left]
        self._members.show_count(len(there))
        for one in there:
            you = _(" (you)") if one.id == self._desk.me.id else ""
            words = Column(Text(Strong(one.name), you), Text(role_words(one.role), role="second", tone="text2"), gap=0)
            self._members.row(Row(Avatar(one.name), (words, 1), gap=12))

    def show_settings(self, settings: Settings) -> None:
        """Show what is set; also after the text was made larger by its key."""
        self._settings = settings
        self.language.show_answer({"v": settings.language} if settings.language else {"v": ""})
        self.theme.show_answer({"v": settings.theme})
        nearest = min(TEXT_SIZES, key=lambda one: abs(one - settings.text_scale * 100))
        self.text_size.show_answer({"v": str(nearest)})
        self.minutes.show_answer({"v": str(settings.idle_minutes)})

    def _choose(self) -> None:
        said = {key: str((box.answer() or {}).get("v", "")) for key, box in self._boxes().items()}
        scale = int(said["size"] or 100) / 100
        theme: Theme = next((one for one in THEMES if one == said["theme"]), "system")
        self._settings = replace(
            self._settings,
            language=said["language"],
            theme=theme,
            text_scale=min(max(scale, TEXT_SCALE[0]), TEXT_SCALE[1]),
            idle_minutes=int(said["minutes"] or 5),
        )
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
