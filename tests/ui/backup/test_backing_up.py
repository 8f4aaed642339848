"""A backup is one button, runs while work goes on, and says how it ended."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.settings import Settings
from coc_desk.ui.backup.backing_up import with_ending
from coc_desk.ui.backup.card import BackupLine, BackupOffer
from coc_desk.ui.settings_page import SettingsPage
from coc_desk.ui.tasks import Tasks
from coc_desk.vault.restore import restore
from coc_desk.vault.vault import Vault
from tests.casework.memory import NOOR
from tests.ui.around.laptop import Laptop, Show, words_on
from tests.ui.recovery_vault import backups_in, desk_of
from tests.vault.building import Writer


@pytest.fixture
def desk(vault: Vault) -> Desk:
    return desk_of(vault)


def line_for(desk: Desk, target: Path | None, show: Show) -> BackupLine:
    tasks = Tasks()
    line = BackupLine(desk, tasks, lambda _over, _name: str(target) if target else "")
    show(line, size=(600, 300))
    return line


def ended(line: BackupLine, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not line.running)


def test_a_whole_backup_is_said_and_recorded(
    desk: Desk, vault: Vault, tmp_path: Path, show: Show, qtbot: QtBot
) -> None:
    line = line_for(desk, tmp_path / "one", show)
    assert "No backup was made yet." in words_on(line)
    with qtbot.waitSignal(line.said) as told:
        line.button.click()
        Writer(vault).report("written meanwhile")
    assert told.args[0] == "The backup is whole: one.cocbackup"
    assert "Last backup by Noor H., Sat 12 June, 13:0" in words_on(line)
    assert line.button.isEnabled()
    assert not line.progress.isVisible()
    assert restore(tmp_path / "one.cocbackup", tmp_path / "Back.cocvault").files == 4


def test_while_it_runs_there_is_no_second_one_and_stopping_leaves_nothing(
    desk: Desk, vault: Vault, tmp_path: Path, show: Show, qtbot: QtBot
) -> None:
    vault.put_file([bytes(10_000_000)], 10_000_000)
    line = line_for(desk, tmp_path / "one.cocbackup", show)
    line.start()
    line._stop()
    assert not line.button.isEnabled()
    line.start()
    ended(line, qtbot)
    assert "Stopped. Nothing was left of it." in words_on(line)
    assert backups_in(tmp_path) == []
    assert desk.safekeeping_log().backed_up is None


def test_a_name_that_is_taken_is_said_and_stays(desk: Desk, tmp_path: Path, show: Show, qtbot: QtBot) -> None:
    (tmp_path / "one.cocbackup").write_bytes(b"mine")
    line = line_for(desk, tmp_path / "one.cocbackup", show)
    line.start()
    ended(line, qtbot)
    assert "There is a file of this name already, and it stays as it is." in words_on(line)
    assert (tmp_path / "one.cocbackup").read_bytes() == b"mine"


def test_no_place_no_backup(desk: Desk, show: Show) -> None:
    line = line_for(desk, None, show)
    line.start()
    assert not line.running


def test_it_is_in_the_settings_and_after_a_handoff_only_where_a_vault_is(
    desk: Desk, laptop: Laptop, show: Show
) -> None:
    for one, there in ((desk, True), (laptop.desk_of(NOOR), False)):
        page, offer = SettingsPage(one, Tasks(), Settings(), ["en"]), BackupOffer(one, Tasks())
        show(page)
        show(offer, size=(600, 200))
        assert (page.backup.isVisible(), page.recovery.isVisible()) == (there, there)
        assert not offer.isVisible()
        offer.offer()
        assert offer.isVisible() is there
        offer.withdraw()
        assert not offer.isVisible()


def test_the_ending_is_put_to_a_name_without_one() -> None:
    assert with_ending("/a/one") == Path("/a/one.cocbackup")
    assert with_ending("/a/one.tar") == Path("/a/one.tar")
