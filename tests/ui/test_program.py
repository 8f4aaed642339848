"""The program from its start to its end: unlocking, settings that last, and vaults that cannot be opened."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from coc_desk import settings
from coc_desk.app import App, application
from coc_desk.casework.errors import Trouble
from coc_desk.keys.passphrase import FLOOR
from coc_desk.paths import Profile
from coc_desk.start import Start
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.place import Place
from coc_desk.ui.settings_page import SettingsPage
from coc_desk.ui.theme import look
from coc_desk.ui.unlock import Unlock
from coc_desk.ui.unlock_members import MemberRow
from coc_desk.vault.making import create
from tests.ui.around.laptop import part, words_on
from tests.vault.building import JUN, NOOR, PASSPHRASES, SALTMARSH, VaultFolder, conference

# The offscreen platform warns of every size that a window is told.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
PATIENCE_MS = 10_000
"""A passphrase is made slow on purpose, more so on a loaded machine."""


@dataclass
class Ended:
    """Notes how the program ended instead of ending it."""

    with_arguments: list[Sequence[str] | None] = field(default_factory=list)

    def __call__(self, arguments: Sequence[str] | None) -> None:
        self.with_arguments.append(arguments)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> VaultFolder:
    """A vault as the program makes it, but for the cost of its passphrases, which is the least that is allowed."""
    folder = tmp_path_factory.mktemp("made") / "saltmarsh-conf.cocvault"
    vault = create(folder, SALTMARSH, conference().files, NOOR, "lead", PASSPHRASES[NOOR], FLOOR)
    vault.add_member(JUN, "responder", PASSPHRASES[JUN], FLOOR)
    vault.close()
    return VaultFolder(folder)


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Profile.under(tmp_path / "laptop")


@pytest.fixture
def vault(made: VaultFolder, profile: Profile) -> VaultFolder:
    profile.vaults.mkdir(parents=True)
    return made.copy(profile.vaults / made.folder.name)


@pytest.fixture
def ended() -> Ended:
    return Ended()


Begin = Callable[..., App]


@pytest.fixture
def begin(qtbot: QtBot, profile: Profile, ended: Ended) -> Iterator[Begin]:
    """Start the program, as often as one likes: it is the same laptop."""
    begun: list[App] = []

    def started(folder: Path | None = None, **more: object) -> App:
        application()
        app = App(replace(Start(profile, folder), **more), ended)  # type: ignore[arg-type]
        begun.append(app)
        app.open()
        return app

    yield started
    for one in begun:
        leave(one)


def leave(app: App) -> None:
    """Let go of a program; nothing of it hears what happens any more."""
    app.close_vault()
    app.shell.hide()
    app.appearance.choose("light", 1.0)
    if app.watch is not None:
        application().removeEventFilter(app.watch.keys)
        app.watch.deleteLater()
        app.watch = None


def unlock_of(app: App) -> Unlock:
    assert app.unlock is not None
    return app.unlock


def give(app: App, name: str, passphrase: str, vault: VaultFolder) -> None:
    """Say who one is, and give a passphrase."""
    member = vault.member(name)
    for row in unlock_of(app).findChildren(MemberRow):
        row.setChecked(row.member.id == member)
    app.try_passphrase(member, passphrase)


def sign_in(qtbot: QtBot, app: App, vault: VaultFolder, name: str = NOOR) -> MainWindow:
    """Open the desk of a member."""
    give(app, name, PASSPHRASES[name], vault)
    qtbot.waitUntil(lambda: app.window is not None, timeout=PATIENCE_MS)
    assert app.window is not None
    return app.window


def test_a_laptop_without_a_vault_begins_with_the_first_run(begin: Begin) -> None:
    app = begin()
    assert app.first_run is not None
    assert app.shell.windowTitle() == "New vault – CoC Desk"


def test_a_wrong_passphrase_says_so_and_the_right_one_opens_the_desk(
    qtbot: QtBot, begin: Begin, vault: VaultFolder
) -> None:
    app = begin(vault.folder)
    give(app, NOOR, "not this one", vault)
    window = unlock_of(app)
    qtbot.waitUntil(lambda: "That did not open the vault" in words_on(window), timeout=PATIENCE_MS)
    assert app.tries.count(vault.member(NOOR)) == 1
    app.tries.right(vault.member(NOOR))
    sign_in(qtbot, app, vault)
    assert app.unlock is None


def test_who_was_here_last_is_asked_for_the_next_time(qtbot: QtBot, begin: Begin, vault: VaultFolder) -> None:
    first = begin(vault.folder)
    sign_in(qtbot, first, vault, JUN)
    leave(first)
    again = begin()
    assert f"Passphrase of {JUN}" in words_on(unlock_of(again))


def test_a_wrong_one_before_a_restart_is_not_forgotten(qtbot: QtBot, begin: Begin, vault: VaultFolder) -> None:
    app = begin(vault.folder)
    for _try in range(7):
        app.tries.wrong(vault.member(NOOR))
    leave(app)
    again = begin(vault.folder)
    give(again, NOOR, PASSPHRASES[NOOR], vault)
    assert again.window is None
    assert again.tries.wait(vault.member(NOOR)) > 50


def test_settings_take_effect_at_once_and_are_there_after_a_restart(
    qtbot: QtBot, begin: Begin, vault: VaultFolder, profile: Profile
) -> None:
    app = begin(vault.folder)
    window = sign_in(qtbot, app, vault)
    window.settings_changed.emit(replace(app.settings, theme="contrast-dark", text_scale=1.5, idle_minutes=9))
    assert (look().theme, look().scale) == ("contrast-dark", 1.5)
    leave(app)
    again = begin()
    assert (look().theme, look().scale) == ("contrast-dark", 1.5)
    assert again.settings.idle_minutes == 9


def test_text_made_larger_by_its_key_is_not_undone_by_another_setting(
    qtbot: QtBot, begin: Begin, vault: VaultFolder, profile: Profile
) -> None:
    app = begin(vault.folder)
    window = sign_in(qtbot, app, vault)
    window.go(Place("settings"))
    window._scale_text(0.1)
    page = window.page
    assert isinstance(page, SettingsPage)
    page.minutes.choose("3")
    page.minutes.touched()
    assert settings.load(profile.settings).settings.text_scale == 1.1
    assert app.settings.idle_minutes == 3


def test_settings_that_cannot_be_kept_are_said(
    qtbot: QtBot, begin: Begin, vault: VaultFolder, profile: Profile
) -> None:
    app = begin(vault.folder)
    window = sign_in(qtbot, app, vault)
    profile.settings.unlink()
    profile.settings.mkdir()
    app.change_settings(replace(app.settings, theme="dark"))
    assert look().theme == "dark"
    assert "These settings hold until the program ends." in window.notices.facts()


def test_the_lock_tells_the_fresh_program_why_and_since_when(
    qtbot: QtBot, begin: Begin, vault: VaultFolder, ended: Ended
) -> None:
    app = begin(vault.folder)
    sign_in(qtbot, app, vault)
    app.lock("idle")
    (arguments,) = ended.with_arguments
    assert arguments is not None
    assert arguments[arguments.index("--vault") + 1] == str(vault.folder)
    again = begin(vault.folder, locked=arguments[arguments.index("--locked") + 1])
    said = words_on(unlock_of(again))
    assert "after 5 minutes without input" in said
    assert again.shell.windowTitle() == "Locked – CoC Desk"


def test_another_vault_was_not_locked(qtbot: QtBot, begin: Begin, vault: VaultFolder, ended: Ended) -> None:
    app = begin(vault.folder, locked="key|2027-06-12T14:11:00+00:00||0")
    other = vault.copy(vault.folder.with_name("other.cocvault"))
    app.show_unlock(other.folder)
    assert "Locked at" not in words_on(unlock_of(app))
    assert app.shell.windowTitle() == "CoC Desk"


def test_a_vault_that_is_open_already_can_be_tried_again(qtbot: QtBot, begin: Begin, vault: VaultFolder) -> None:
    first = begin(vault.folder)
    sign_in(qtbot, first, vault)
    second = begin(vault.folder)
    give(second, JUN, PASSPHRASES[JUN], vault)
    qtbot.waitUntil(lambda: "This vault is open already." in words_on(unlock_of(second)), timeout=PATIENCE_MS)
    leave(first)
    unlock_of(second).again.emit()
    sign_in(qtbot, second, vault, JUN)


def test_a_newer_vault_is_refused_by_name(begin: Begin, vault: VaultFolder) -> None:
    path = vault.folder / "vault.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))
    app = begin(vault.folder)
    assert "A newer CoC Desk made this vault." in words_on(unlock_of(app))


def test_a_folder_that_is_no_vault_leads_back_to_the_one_before(
    qtbot: QtBot, begin: Begin, vault: VaultFolder, tmp_path: Path
) -> None:
    app = begin(vault.folder)
    sign_in(qtbot, app, vault)
    leave(app)
    again = begin()
    again.show_unlock(tmp_path)
    assert "There is no vault here." in words_on(unlock_of(again))
    unlock_of(again).other_vault.emit(vault.folder)
    assert "Passphrase of" in words_on(unlock_of(again))


def test_from_making_a_new_vault_one_comes_back_to_the_unlock(begin: Begin, vault: VaultFolder) -> None:
    app = begin(vault.folder)
    unlock_of(app).new_vault.emit()
    assert app.first_run is not None
    app.first_run.left.emit()
    assert "Signing in as" in words_on(app.shell) or "Who are you?" in words_on(app.shell)


# The end


def full(app: App) -> None:
    """Let the disk take nothing any more."""

    def keep() -> None:
        raise Trouble("The disk is full.", "", "disk full")

    assert app.window is not None
    app.window.keep_everything = keep  # type: ignore[method-assign]


def test_closing_the_window_keeps_what_is_typed_and_ends(
    qtbot: QtBot, begin: Begin, vault: VaultFolder, ended: Ended
) -> None:
    app = begin(vault.folder)
    sign_in(qtbot, app, vault)
    app.shell.close()
    assert ended.with_arguments == [None]


def test_closing_asks_before_words_are_lost_that_the_disk_does_not_take(
    qtbot: QtBot, begin: Begin, vault: VaultFolder, ended: Ended
) -> None:
    app = begin(vault.folder)
    sign_in(qtbot, app, vault)
    full(app)
    app.shell.close()
    assert ended.with_arguments == []
    assert app.shell.isVisible()
    (question,) = [one for one in app.shell.findChildren(Dialog) if one.isVisible()]
    question.escape()
    assert ended.with_arguments == []
    app.shell.close()
    (again,) = [one for one in app.shell.findChildren(Dialog) if one.isVisible()]
    part(again, "quit:lose", QAbstractButton).click()
    assert ended.with_arguments == [None]
