"""Restoring asks for a file and a place, and never goes over a vault that is there."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coc_desk.opening import about, restore
from coc_desk.ui.backup.restore_page import RestorePage
from coc_desk.ui.tasks import Tasks
from coc_desk.vault.backup import back_up_closed
from tests.ui.around.laptop import Show, words_on
from tests.vault.building import DAY_TWO, VaultFolder, bytes_in


@pytest.fixture
def file(vault_folder: VaultFolder, tmp_path: Path) -> Path:
    return back_up_closed(vault_folder.folder, tmp_path / "one.cocbackup", DAY_TWO).file


def page_for(place: Path, file: Path, show: Show) -> RestorePage:
    page = RestorePage(
        place, Tasks(), about, restore, lambda _over, _begin: str(file), lambda _over, _begin: str(place)
    )
    show(page)
    return page


def test_first_a_backup_is_chosen_and_says_what_it_is(file: Path, tmp_path: Path, show: Show) -> None:
    page = page_for(tmp_path, file, show)
    assert "No backup is chosen yet." in words_on(page)
    assert not page.go.isEnabled()
    page.choose.click()
    assert "Saltmarsh Conf as it was Sat 12 June" in words_on(page)
    assert page.go.isEnabled()


def test_it_is_restored_beside_what_is_there(
    file: Path, tmp_path: Path, vault_folder: VaultFolder, show: Show, qtbot: QtBot
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    for name in ("saltmarsh-conf.cocvault", "saltmarsh-conf-2.cocvault"):
        page = page_for(place, file, show)
        page.choose.click()
        assert f"It will be {place / name}" in words_on(page)
        with qtbot.waitSignal(page.restored) as told:
            page.go.click()
        assert told.args == [place / name]
        assert bytes_in(place / name) == bytes_in(vault_folder.folder)


def test_what_is_no_backup_is_said(tmp_path: Path, show: Show) -> None:
    (tmp_path / "letter.txt").write_text("dear all")
    page = page_for(tmp_path, tmp_path / "letter.txt", show)
    page.choose.click()
    assert "This file is not a backup of CoC Desk." in words_on(page)
    assert not page.go.isEnabled()


def test_a_damaged_backup_is_said_and_leaves_nothing(file: Path, tmp_path: Path, show: Show, qtbot: QtBot) -> None:
    place = tmp_path / "place"
    place.mkdir()
    file.write_bytes(file.read_bytes()[:-3000])
    page = page_for(place, file, show)
    page.choose.click()
    page.go.click()
    assert not page.back_button.isEnabled()
    qtbot.waitUntil(page.go.isEnabled)
    assert "This backup" in words_on(page)
    assert list(place.iterdir()) == []
