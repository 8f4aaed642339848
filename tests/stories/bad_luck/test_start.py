"""Starting in bad luck: whatever is found on the disk, a plain sentence says it and nothing is changed."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from coc_desk.keys.passphrase import FLOOR
from coc_desk.settings import Settings, load
from coc_desk.ui.locked_note import LockedNote
from coc_desk.ui.unlock import Unlock
from coc_desk.vault.folder import check_of, peek
from coc_desk.vault.making import create
from coc_desk.vault.opening import open_vault
from coc_desk.vault.unlocking import Unlocked, derive_keys
from tests.stories.bad_luck.laptop import (
    SLOW_MS,
    Laptop,
    box,
    said_on,
    settings_said,
    speaks_plainly,
    text_in,
    write,
)
from tests.vault.building import JUN, NOOR, PASSPHRASES, SALTMARSH, VaultFolder, bytes_in, conference
from tests.vault.test_damage import flip, private_of

Harm = Callable[[Path], None]


def problem_said(laptop: Laptop) -> str:
    """Return what the unlock window says of a vault that cannot be opened."""
    unlock = laptop.app.unlock
    assert isinstance(unlock, Unlock)
    assert unlock._stack.currentIndex() == 2, said_on(unlock)
    said = f"{unlock._fact.text()} {unlock._advice.text()}"
    speaks_plainly(said)
    return said


def refused(laptop: Laptop, vault: VaultFolder) -> str:
    """Try to open a vault that cannot be opened; nothing on the disk may change. Return what is said."""
    before = bytes_in(vault.folder)
    laptop.start(vault)
    unlock = laptop.app.unlock
    assert unlock is not None
    if unlock._stack.currentIndex() != 2:
        laptop.give_passphrase()
        laptop.qtbot.waitUntil(lambda: unlock._stack.currentIndex() == 2, timeout=SLOW_MS)
    said = problem_said(laptop)
    assert bytes_in(vault.folder) == before
    return said


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: 4096 + 7])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def flipped(file: Path) -> None:
    flip(file, 100)


@pytest.mark.parametrize("which", ["team", "private"])
@pytest.mark.parametrize("harm", [cut_short, emptied, flipped, Path.unlink])
def test_a_harmed_database_is_named_and_left_as_it_is(
    laptop: Laptop, vault_there: VaultFolder, which: str, harm: Harm
) -> None:
    file = vault_there.folder / "team.db" if which == "team" else private_of(vault_there)
    harm(file)
    said = refused(laptop, vault_there)
    assert file.name in said
    assert "Nothing was changed" in said


@pytest.mark.parametrize("harm", [cut_short, emptied, flipped])
def test_a_vault_json_harmed_twice_is_named_and_left_as_it_is(
    laptop: Laptop, vault_there: VaultFolder, harm: Harm
) -> None:
    for name in ("vault.json", "vault.copy.json"):
        harm(vault_there.folder / name)
    assert "vault.json" in refused(laptop, vault_there)


def header_changed(vault: VaultFolder, change: Callable[[dict], None]) -> None:
    """Change vault.json and its copy as somebody would who knows the format but holds no key."""
    for name in ("vault.json", "vault.copy.json"):
        said = json.loads((vault.folder / name).read_text("utf-8"))
        change(said)
        said["check"] = check_of(said)
        (vault.folder / name).write_text(json.dumps(said), "utf-8")


def lower(header: dict) -> None:
    for slot in header["slots"].values():
        slot.update(memory_kib=8, passes=1, lanes=1)


def test_a_weaker_lock_than_the_program_takes_is_refused(laptop: Laptop, vault_there: VaultFolder) -> None:
    header_changed(vault_there, lower)
    assert "Nothing was opened" in refused(laptop, vault_there)


def test_a_newer_vault_json_is_refused_by_name(laptop: Laptop, vault_there: VaultFolder) -> None:
    header_changed(vault_there, lambda said: said.update(format=99))
    said = refused(laptop, vault_there)
    assert "A newer CoC Desk made this vault." in said
    assert "Update CoC Desk." in said


def test_a_newer_database_is_refused_by_name(laptop: Laptop, vault_there: VaultFolder) -> None:
    laptop.sign_in(vault_there)
    laptop.vault.stores[0].database.run("pragma user_version = 99")
    laptop.put_away()
    said = refused(laptop, vault_there)
    assert "A newer CoC Desk made this vault. team.db" in said


def test_the_vault_json_of_another_vault_opens_nothing(
    laptop: Laptop, vault_there: VaultFolder, tmp_path: Path
) -> None:
    other = create(tmp_path / "Other.cocvault", SALTMARSH, conference().files, NOOR, "lead", PASSPHRASES[NOOR], FLOOR)
    other.close()
    for name in ("vault.json", "vault.copy.json"):
        shutil.copy(other.folder / name, vault_there.folder / name)
    assert "Nothing was changed" in refused(laptop, vault_there)


def test_a_vault_that_is_open_already_can_be_tried_again(laptop: Laptop, vault_there: VaultFolder) -> None:
    first = open_vault(vault_there.folder, unlocked(vault_there))
    assert "This vault is open already." in refused(laptop, vault_there)
    first.close()
    press(laptop, "unlock:again")
    laptop.give_passphrase()
    laptop.qtbot.waitUntil(lambda: laptop.app.window is not None, timeout=SLOW_MS)


def unlocked(vault: VaultFolder) -> Unlocked:
    return derive_keys(peek(vault.folder), vault.member(NOOR), PASSPHRASES[NOOR])


def press(laptop: Laptop, name: str) -> None:
    """Press a button that can be seen."""
    buttons = laptop.app.shell.findChildren(QPushButton, name)
    next(one for one in buttons if one.isVisible()).click()


def test_a_stick_that_is_not_there_is_asked_for_and_found_again(
    laptop: Laptop, vault_there: VaultFolder, tmp_path: Path
) -> None:
    settings_said(laptop.profile, vault=str(vault_there.folder))
    vault_there.folder.rename(tmp_path / "elsewhere")
    laptop.start()
    assert "The vault is not where it was." in problem_said(laptop)
    assert not vault_there.folder.exists()
    (tmp_path / "elsewhere").rename(vault_there.folder)
    press(laptop, "unlock:again")
    laptop.give_passphrase()
    laptop.qtbot.waitUntil(lambda: laptop.app.window is not None, timeout=SLOW_MS)


def test_another_vault_chosen_while_the_keys_are_made_is_the_one_that_counts(
    laptop: Laptop, vault_there: VaultFolder, fresh: VaultFolder, tmp_path: Path
) -> None:
    other = fresh.copy(tmp_path / "Other.cocvault")
    laptop.start(vault_there)
    laptop.give_passphrase()
    laptop.app.show_unlock(other.folder)
    laptop.qtbot.wait(600)
    assert laptop.app.window is None
    laptop.give_passphrase(JUN)
    laptop.qtbot.waitUntil(lambda: laptop.app.window is not None, timeout=SLOW_MS)
    assert laptop.vault.folder == other.folder
    assert laptop.vault.me.name == JUN


@pytest.mark.qt_no_exception_capture
def test_what_nobody_foresaw_at_opening_ends_with_a_fresh_unlock_window(
    laptop: Laptop, vault_there: VaultFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.sign_in(vault_there)
    laptop.vault.remember("signed in", ["a shape no version wrote"])
    laptop.start(vault_there)
    monkeypatch.setattr(sys, "excepthook", laptop.app.bug)  # as `main` does
    laptop.give_passphrase()
    laptop.qtbot.waitUntil(lambda: bool(laptop.ended), timeout=SLOW_MS)
    (arguments,) = laptop.ended
    assert arguments is not None
    note = LockedNote.from_argument(arguments[arguments.index("--locked") + 1])
    assert note is not None
    assert note.why == "bug"
    open_vault(vault_there.folder, unlocked(vault_there)).close()


def test_a_playbook_this_version_cannot_work_by_is_named(laptop: Laptop, vault_there: VaultFolder) -> None:
    laptop.sign_in(vault_there)
    page = laptop.vault._page
    page.keep_playbook({**page.playbook_files, "playbook.toml": "stages = 7"})
    laptop.put_away()
    said = refused(laptop, vault_there)
    assert "This version cannot work by the playbook in this vault. playbook.toml" in said


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "", "../etc/passwd", "Mars/Olympus\0"])
def test_a_time_zone_this_system_does_not_know_keeps_nobody_out(laptop: Laptop, tmp_path: Path, zone: str) -> None:
    event = replace(SALTMARSH, zone=zone)
    folder = tmp_path / "Far.cocvault"
    create(folder, event, conference().files, NOOR, "lead", PASSPHRASES[NOOR], FLOOR).close()
    laptop.sign_in(folder)
    assert "Times are shown as the clock of this laptop has them." in laptop.notices()
    laptop.report()
    assert len(laptop.vault.overviews()) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\0",
        b"[" * 100_000,
        b"null",
        b'{"window": "A", "text_scale": NaN, "idle_minutes": 1e400}',
        b'{"vault": "\\u0000", "members": {"a": 3}, "theme": "plaid", "language": "xx"}',
        b'{"window": "' + b"QUFB" * 50_000 + b'"}',
        b'{"of a newer version": {"deep": [1, 2]}, "text_scale": 1.25}',
    ],
)
def test_settings_that_cannot_be_understood_keep_nobody_out(
    laptop: Laptop, vault_there: VaultFolder, content: bytes
) -> None:
    laptop.profile.settings.parent.mkdir(parents=True)
    laptop.profile.settings.write_bytes(content)
    laptop.sign_in(vault_there)
    for one in laptop.notices():
        speaks_plainly(one)
    assert load(laptop.profile.settings).problem == ""


@pytest.mark.parametrize("content", ["[", '{"%s": [100000, 1]}', '{"%s": [5, 1e400]}', '{"%s": ["x", 1]}', "[" * 9999])
def test_a_damaged_count_of_tries_keeps_nobody_out(laptop: Laptop, vault_there: VaultFolder, content: str) -> None:
    laptop.profile.state.mkdir(parents=True)
    said = content.replace("%s", vault_there.member(NOOR))
    (laptop.profile.state / "tries.json").write_text(said, "utf-8")
    laptop.start(vault_there)
    laptop.give_passphrase(passphrase="not this one at all")
    unlock = laptop.app.unlock
    assert unlock is not None
    laptop.qtbot.waitUntil(lambda: "did not open" in said_on(unlock), timeout=SLOW_MS)


def test_settings_that_are_a_folder_and_a_profile_that_is_a_file_keep_nobody_out(
    laptop: Laptop, vault_there: VaultFolder
) -> None:
    laptop.profile.settings.mkdir(parents=True)
    laptop.profile.logs.parent.mkdir(exist_ok=True)
    laptop.profile.logs.write_text("a file where the folder of logs should be")
    laptop.profile.state.write_text("and here")
    laptop.sign_in(vault_there)
    assert "The settings of this laptop cannot be read. The usual ones are in use." in laptop.notices()
    laptop.report()
    laptop.window._change_settings(replace(Settings(), text_scale=1.25))
    assert "These settings hold until the program ends." in laptop.notices()
    speaks_plainly(said_on(laptop.window))
    laptop.lock()
    laptop.sign_in(vault_there)
    assert len(laptop.vault.overviews()) == 1


def test_what_was_typed_is_there_after_a_lock(laptop: Laptop, vault_there: VaultFolder) -> None:
    laptop.sign_in(vault_there)
    page = laptop.log_report()
    write(box(page, "words"), "Half a sent")
    laptop.lock()
    laptop.sign_in()
    assert laptop.window.page is not None
    assert text_in(box(laptop.window.page, "words")) == "Half a sent"
