"""Folders that can only be read, and sticks that are pulled out: said, nothing half-written, and it can go on."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from coc_desk.ui.intake.taking import Source
from tests.stories.bad_luck.handing import handing_off, written_or_said
from tests.stories.bad_luck.laptop import SLOW_MS, Laptop, box, dialog_over, said_on, speaks_plainly, text_in, write
from tests.vault.building import VaultFolder, bytes_in


class Medium:
    """A medium whose write protection can be switched on and off."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def protect(self) -> None:
        subprocess.run(["mount", "-o", "remount,ro", str(self.folder)], check=True)

    def release(self) -> None:
        subprocess.run(["mount", "-o", "remount,rw", str(self.folder)], check=True)


@pytest.fixture
def medium(tmp_path: Path) -> Iterator[Medium]:
    folder = tmp_path / "medium"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300m", "none", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a file system")
    yield Medium(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_vault_on_a_protected_medium_is_said_and_opens_when_it_may_be_written(
    laptop: Laptop, fresh: VaultFolder, medium: Medium
) -> None:
    vault = fresh.copy(medium.folder / "Saltmarsh.cocvault")
    before = bytes_in(vault.folder)
    medium.protect()
    laptop.start(vault)
    laptop.give_passphrase()
    unlock = laptop.app.unlock
    assert unlock is not None
    laptop.qtbot.waitUntil(lambda: unlock._stack.currentIndex() == 2, timeout=SLOW_MS)
    assert "Nothing was changed. Copy the vault to a folder you may write to." in said_on(unlock)
    assert bytes_in(vault.folder) == before
    medium.release()
    laptop.app.show_unlock(vault.folder)
    laptop.give_passphrase()
    laptop.qtbot.waitUntil(lambda: laptop.app.window is not None, timeout=SLOW_MS)
    laptop.put_away()


def test_a_profile_on_a_protected_medium_keeps_nobody_from_working(
    laptop: Laptop, vault_there: VaultFolder, medium: Medium
) -> None:
    laptop.profile = type(laptop.profile).under(medium.folder / "profile")
    medium.protect()
    laptop.sign_in(vault_there)
    laptop.report()
    laptop.window._change_settings(replace(laptop.app.settings, text_scale=1.25))
    assert "These settings hold until the program ends." in laptop.notices()
    laptop.lock()
    assert len(laptop.ended) == 1
    laptop.sign_in(vault_there)
    assert len(laptop.vault.overviews()) == 1


def test_no_vault_is_begun_on_a_protected_medium(laptop: Laptop, medium: Medium) -> None:
    laptop.profile = replace(laptop.profile, vaults=medium.folder)
    medium.protect()
    laptop.start()
    first = laptop.app.first_run
    assert first is not None
    first.who.name.edit.setText("Noor")
    first.go_on()
    assert first._refusal.text() == "This folder can only be read. Choose another one."
    assert list(medium.folder.iterdir()) == []
    assert first.who.said_name() == "Noor"


def test_a_protected_stick_gets_no_handoff(laptop: Laptop, vault_there: VaultFolder, medium: Medium) -> None:
    laptop.sign_in(vault_there)
    laptop.report()
    page = handing_off(laptop, medium.folder)
    medium.protect()
    assert "That folder can only be read. Nothing half-written stays." in " ".join(
        written_or_said(laptop, page).split("\n")
    )
    assert page._desk.handoffs() == ()
    medium.release()
    dialog_over(page).escape()
    assert "Written for Imke R." in written_or_said(laptop, page)


def test_a_stick_pulled_out_before_the_handoff_is_said(laptop: Laptop, vault_there: VaultFolder) -> None:
    laptop.sign_in(vault_there)
    laptop.report()
    stick = laptop.home / "stick"
    page = handing_off(laptop, stick)
    said = written_or_said(laptop, page)
    assert "That folder is not there any more." in said
    assert not stick.exists()
    assert page._desk.handoffs() == ()
    stick.mkdir()
    dialog_over(page).escape()
    assert "Written for Imke R." in written_or_said(laptop, page)
    assert len(list(stick.glob("*.pdf"))) == 1


def test_a_stick_with_the_vault_pulled_out_is_asked_for_after_the_lock(
    laptop: Laptop, vault_there: VaultFolder
) -> None:
    laptop.sign_in(vault_there)
    page = laptop.log_report()
    write(box(page, "words"), "half a sent")
    away = vault_there.folder.rename(laptop.home / "away")
    write(box(page, "words"), "ence")
    page.typing.keep_quietly()
    assert text_in(box(page, "words")) == "half a sentence"
    laptop.lock()
    laptop.start()
    unlock = laptop.app.unlock
    assert unlock is not None
    assert "The vault is not where it was." in said_on(unlock)
    away.rename(vault_there.folder)
    laptop.sign_in()
    assert laptop.window.page is not None
    assert text_in(box(laptop.window.page, "words")).startswith("half a sent")


def test_a_copy_that_cannot_be_written_leaves_nothing_and_is_said(
    laptop: Laptop, vault_there: VaultFolder, medium: Medium, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.sign_in(vault_there)
    page = laptop.log_report()
    page._take([Source("picture.png", content=b"not really")])
    laptop.qtbot.waitUntil(lambda: not page._taking.busy, timeout=SLOW_MS)
    page._save()
    shown = laptop.open_incident()
    assert shown.incident is not None
    medium.protect()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(medium.folder))
    shown.acts.take_out(shown.incident.attachments[0])
    dialog = dialog_over(shown)
    dialog.findChild(QLineEdit, "ask:reason").setText("for the police")
    dialog.findChild(QPushButton, "ask:act").click()
    said = said_on(dialog)
    assert "The copy could not be written there. Nothing half-written stays." in said
    speaks_plainly(said)
    assert list(medium.folder.iterdir()) == []


def test_a_file_that_vanishes_while_it_is_chosen_is_said(laptop: Laptop, vault_there: VaultFolder) -> None:
    laptop.sign_in(vault_there)
    page = laptop.log_report()
    write(box(page, "words"), "with a picture")
    page._take([Source("gone.png", laptop.home / "stick" / "gone.png")])
    laptop.qtbot.waitUntil(lambda: not page._taking.busy, timeout=SLOW_MS)
    said = said_on(page)
    assert "gone.png cannot be read here. Nothing was kept of it" in said
    speaks_plainly(said)
    page._save()
    assert len(laptop.vault.overviews()) == 1
