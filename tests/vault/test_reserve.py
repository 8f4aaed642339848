"""The vault holds a little room for the last words, and gives it back when the disk is full."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from coc_desk.vault.reserve import ENOUGH, NAME, SIZE, Reserve
from tests.locking.running import running
from tests.vault.building import NOOR, PASSPHRASES, VaultFolder, Writer
from tests.vault.test_disk import BIG, draft, is_full


class FullDisk:
    """A file system of 40 MB that is full when it is told to be."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._ballast = folder, folder / "ballast"

    def fill(self) -> None:
        with self._ballast.open("ab", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                pass

    def free(self) -> None:
        self._ballast.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[FullDisk]:
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=40m", "none", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a file system")
    try:
        yield FullDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def there(disk: FullDisk, fresh_vault: VaultFolder) -> VaultFolder:
    return fresh_vault.copy(disk.folder / "Saltmarsh.cocvault")


def test_the_room_is_held_while_the_vault_is_used(there: VaultFolder) -> None:
    there.open().close()
    held = (there.folder / NAME).stat()
    assert (held.st_size, held.st_blocks * 512) == (SIZE, SIZE)


def test_what_does_not_fit_fits_after_the_room_was_given_back_and_opens_on_the_full_disk(
    disk: FullDisk, there: VaultFolder
) -> None:
    vault = there.open()
    disk.fill()
    is_full(lambda: vault.keep_draft(draft(BIG)))
    assert vault.reserve.give_back()
    vault.keep_draft(draft(BIG))
    vault.remember("place", {"screen": "intake"})
    assert not vault.reserve.give_back()
    vault.close()
    again = there.open()
    assert again.drafts()[0].content == {"text": BIG}
    assert not (there.folder / NAME).exists()
    again.close()


def test_the_room_is_held_again_once_there_is_enough(disk: FullDisk, there: VaultFolder) -> None:
    vault = there.open()
    disk.fill()
    vault.reserve.give_back()
    vault.keep_draft(draft("short"))
    disk.free()
    Writer(vault).report()
    assert (there.folder / NAME).stat().st_size == SIZE
    vault.close()


def test_no_room_is_held_on_a_disk_that_is_nearly_full(disk: FullDisk, there: VaultFolder) -> None:
    (there.folder / NAME).unlink(missing_ok=True)
    with (disk.folder / "film").open("wb") as film:
        os.posix_fallocate(film.fileno(), 0, 40 * 1024 * 1024 - ENOUGH)
    Reserve(there.folder).hold()
    assert not (there.folder / NAME).exists()


@pytest.mark.parametrize("room", [True, False])
def test_words_typed_on_a_full_disk_are_there_after_the_lock_or_said_not_to_be(
    disk: FullDisk, there: VaultFolder, tmp_path: Path, room: bool
) -> None:
    with running(tmp_path / "profile", there.folder) as desk:
        desk.tell(f"unlock {NOOR}|{PASSPHRASES[NOOR]}")
        if not room:
            (there.folder / NAME).unlink()
        disk.fill()
        desk.tell("account quince marmalade on a full disk")
        desk.tell("key")
        desk.locked()
        assert (desk.note().kept is not None) is room
    disk.free()
    again = there.open()
    assert ("quince marmalade on a full disk" in str([one.content for one in again.drafts()])) is room
    again.close()
