"""The program itself, window and all: back in by paper, and back from a backup, at the costs that people pay."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coc_desk.app import App, build
from coc_desk.casework.recovery import Drawn
from coc_desk.paths import Profile
from coc_desk.ui.backup.restore_page import RestorePage
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.recovery.come_back import ComeBack
from coc_desk.vault.backup import back_up_closed
from coc_desk.vault.making import create
from coc_desk.vault.recovery import VaultRecovery
from tests.ui.around.laptop import part
from tests.vault.building import DAY_TWO, NOOR, SALTMARSH, VaultFolder, Writer, conference
from tests.vault.recovering import drawn_sheet

pytestmark = pytest.mark.slow
PASSPHRASE = "kettle harbour violet lantern"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[VaultFolder, Drawn]:
    """A vault with a sheet, as people make it."""
    folder, drawn = tmp_path_factory.mktemp("made") / "Saltmarsh.cocvault", drawn_sheet()
    with closing(create(folder, SALTMARSH, conference().files, NOOR, "lead", PASSPHRASE)) as vault:
        Writer(vault).report()
        recovery = VaultRecovery(vault)
        recovery.put_in_force(recovery.prepare(drawn, DAY_TWO))
    return VaultFolder(folder), drawn


@pytest.fixture
def there(made: tuple[VaultFolder, Drawn], tmp_path: Path) -> VaultFolder:
    return made[0].copy(tmp_path / "Saltmarsh.cocvault")


@pytest.fixture
def app(there: VaultFolder, tmp_path: Path, qtbot: QtBot) -> Iterator[App]:
    begun = build(Profile.under(tmp_path / "profile"), there.folder, lambda _arguments: None)
    qtbot.addWidget(begun.shell)
    begun.open()
    qtbot.waitUntil(lambda: not begun.shell.windowIcon().isNull())  # what waits until the window is there has run
    yield begun
    begun.close_vault()


def shown(app: App, kind: type[QWidget]) -> QWidget:
    found = [one for one in app.shell.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_member_comes_back_by_the_sheet(app: App, made: tuple[VaultFolder, Drawn], qtbot: QtBot) -> None:
    assert app.unlock is not None
    part(app.unlock, "passphrase lost", Button).click()
    page = shown(app, ComeBack)
    assert isinstance(page, ComeBack)
    typed = made[1].secret.split()
    page.paper.fields["words"].show_answer({"v": " ".join(["nonsense", *typed[1:]])})
    page.secret.line.edit.setText(page.secret._made)
    page.go.click()
    qtbot.waitUntil(page.go.isEnabled, timeout=20_000)
    assert f"The other words say it is “{typed[0]}”." in page.paper.fields["words"].refusal.words.text()
    page.paper.fields["words"].show_answer({"v": " ".join(typed)})
    page.go.click()
    qtbot.waitUntil(lambda: app.window is not None, timeout=30_000)
    assert app.vault is not None
    assert (app.vault.me.name, app.vault.me.role) == (NOOR, "lead")
    assert len(app.vault.overviews()) == 1


def test_back_from_the_sheet_is_the_unlock_window(app: App) -> None:
    assert app.unlock is not None
    part(app.unlock, "passphrase lost", Button).click()
    page = shown(app, ComeBack)
    assert isinstance(page, ComeBack)
    page.back_button.click()
    assert app.unlock is not None
    assert app.unlock.isVisible()


def test_a_restored_vault_is_checked_by_whoever_signs_in(
    app: App, there: VaultFolder, tmp_path: Path, qtbot: QtBot
) -> None:
    file = back_up_closed(there.folder, tmp_path / "one.cocbackup", DAY_TWO).file
    assert app.unlock is not None
    next(one for one in app.unlock.findChildren(Button) if one.words() == "Restore a backup").click()
    page = shown(app, RestorePage)
    assert isinstance(page, RestorePage)
    page._ask_file = lambda _over, _begin: str(file)
    page.choose.click()
    with qtbot.waitSignal(page.restored, timeout=20_000) as told:
        page.go.click()
    [folder] = told.args
    assert app.peeked.folder == folder != there.folder
    [noor] = app.peeked.members
    app.try_passphrase(noor.id, PASSPHRASE)
    qtbot.waitUntil(lambda: app.window is not None, timeout=20_000)
    assert app.window is not None
    assert "The backup is restored." in app.window.notices.facts()
