"""What comes out of a backup is exactly what went in, or nothing; a hostile one is refused by name."""

import hashlib
import io
import json
import os
import random
import tarfile
import time
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coc_desk.casework.errors import Refused, Trouble
from coc_desk.vault.archive import BLOCK, about
from coc_desk.vault.backup import back_up_closed
from coc_desk.vault.restore import restore
from coc_desk.vault.verify import verify
from tests.vault.building import DAY_TWO, VaultFolder, bytes_in
from tests.vault.test_backup import counting, disk_of, put_file


@pytest.fixture(scope="session")
def backup(fresh_vault: VaultFolder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a vault with a file in it; tests work on copies."""
    folder = tmp_path_factory.mktemp("backup")
    there = fresh_vault.copy(folder / "Saltmarsh.cocvault")
    with closing(there.open()) as vault:
        put_file(vault, random.Random(1).randbytes(200_000))
    return back_up_closed(there.folder, folder / "one.cocbackup", DAY_TWO).file


def refused(file: Path, folder: Path) -> str:
    """See that a backup is refused and leaves nothing; return what was said."""
    beside = set(folder.parent.iterdir())
    with pytest.raises(Trouble) as told:
        restore(file, folder)
    assert set(folder.parent.iterdir()) == beside
    assert "Nothing was restored" in told.value.advice
    return told.value.fact


def members(backup: Path) -> list[tuple[str, bytes]]:
    with tarfile.open(backup) as archive:
        return [(one.name, archive.extractfile(one).read()) for one in archive.getmembers()]  # type: ignore[union-attr]


def remade(
    target: Path, parts: list[tuple[str, bytes]], change: Callable[[tarfile.TarInfo], None] = lambda _: None
) -> Path:
    """Write a tar as an attacker could."""
    with tarfile.open(target, "w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in parts:
            head = tarfile.TarInfo(name)
            head.size = len(content)
            change(head)
            archive.addfile(head, io.BytesIO(content))
    return target


def with_manifest(parts: list[tuple[str, bytes]], change: Callable[[Any], None]) -> list[tuple[str, bytes]]:
    *others, (name, content) = parts
    said = json.loads(content)
    change(said)
    return [*others, (name, json.dumps(said).encode())]


# Good ones


def test_progress_goes_to_the_end_and_told_to_stop_nothing_is_left(backup: Path, tmp_path: Path) -> None:
    told: list[int] = []
    restored = restore(backup, tmp_path / "Back.cocvault", counting(told))
    assert told == sorted(told)
    assert told[-1] == restored.size
    with pytest.raises(Refused, match="Stopped"):
        restore(backup, tmp_path / "Other.cocvault", lambda _done, _whole: False)
    assert [one.name for one in tmp_path.iterdir()] == ["Back.cocvault"]


def test_it_goes_over_nothing_that_is_there(backup: Path, vault_folder: VaultFolder, tmp_path: Path) -> None:
    before = bytes_in(vault_folder.folder)
    for taken in (vault_folder.folder, backup):
        with pytest.raises(Refused, match="something in this folder already"):
            restore(backup, taken)
    assert bytes_in(vault_folder.folder) == before
    (tmp_path / "empty").mkdir()
    restored = VaultFolder(restore(backup, tmp_path / "empty").folder)
    with closing(restored.open()) as vault:
        assert (verify(vault).entries, verify(vault).files) == (2, 1)


def test_what_a_kill_left_is_cleared_by_the_next_try(backup: Path, tmp_path: Path) -> None:
    left = tmp_path / ".Back.cocvault.restoring-0123"
    left.mkdir()
    (left / "team.db").write_bytes(b"half")
    restore(backup, tmp_path / "Back.cocvault")
    assert [one.name for one in tmp_path.iterdir()] == ["Back.cocvault"]


def test_the_other_tools_read_it_and_what_they_pack_again_is_taken(backup: Path, tmp_path: Path) -> None:
    again = as_written(remade(tmp_path / "again.cocbackup", members(backup)))
    assert restore(again, tmp_path / "Back.cocvault").files == restore(backup, tmp_path / "Other.cocvault").files


# Damaged ones


def test_cut_short_anywhere_it_is_refused(backup: Path, tmp_path: Path) -> None:
    content, chance = backup.read_bytes(), random.Random(4)
    lengths = {
        0,
        1,
        511,
        512,
        513,
        1024,
        len(content) - 1,
        len(content) - 512,
        len(content) - 1024,
        len(content) - 1025,
    }
    for length in sorted(lengths | {chance.randrange(len(content)) for _ in range(60)}):
        file = tmp_path / "cut.cocbackup"
        file.write_bytes(content[:length])
        said = refused(file, tmp_path / "Back.cocvault")
        assert said.startswith(("This backup ends too early", "This backup is damaged", "This file is not a backup"))


@settings(max_examples=60)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_anywhere_is_refused(
    backup: Path, tmp_path_factory: pytest.TempPathFactory, place: float, bit: int
) -> None:
    content = bytearray(backup.read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    folder = tmp_path_factory.mktemp("flipped")
    (folder / "one.cocbackup").write_bytes(content)
    assert refused(folder / "one.cocbackup", folder / "Back.cocvault")


def test_damage_is_told_by_the_file_it_is_in(backup: Path, tmp_path: Path) -> None:
    parts = [(name, b"x" + content[1:] if name == "team.db" else content) for name, content in members(backup)]
    file = remade(tmp_path / "one.cocbackup", parts)
    assert refused(file, tmp_path / "Back") == "This backup is damaged: team.db is not as it was written."


def test_a_file_missing_or_one_too_many_is_refused(backup: Path, tmp_path: Path) -> None:
    parts = members(backup)
    without = [one for one in parts if one[0] != "team.head"]
    assert "team.head is not as it was written" in refused(remade(tmp_path / "a", without), tmp_path / "Back")
    more = [*parts[:-1], (f"{'a' * 32}.db", b"x"), parts[-1]]
    assert f"{'a' * 32}.db is not as it was written" in refused(remade(tmp_path / "b", more), tmp_path / "Back")


def test_a_vault_without_one_of_its_databases_is_refused(backup: Path, tmp_path: Path) -> None:
    parts = [one for one in members(backup) if one[0] != "team.db"]
    parts = with_manifest(
        parts, lambda said: said.update(files=[one for one in said["files"] if one["name"] != "team.db"])
    )
    file = remade(tmp_path / "one.cocbackup", parts)
    assert "team.db is missing" in refused(as_written(file), tmp_path / "Back")


def as_written(file: Path) -> Path:
    """Take away the zeros with which other programs fill a tar up to 10 kB."""
    content = file.read_bytes()
    file.write_bytes(content[: -(-len(content.rstrip(b"\0")) // BLOCK) * BLOCK + 2 * BLOCK])
    return file


def test_other_files_are_no_backups(tmp_path: Path) -> None:
    for number, content in enumerate((b"", b"PK\3\4" + bytes(2000), os.urandom(5000), bytes(20_000))):
        file = tmp_path / f"{number}.cocbackup"
        file.write_bytes(content)
        said = refused(file, tmp_path / "Back")
        assert said in ("This file is not a backup of CoC Desk.", "This backup ends too early.")
    with pytest.raises(Trouble, match="cannot be read"):
        about(tmp_path / "nowhere")


def test_a_newer_backup_is_refused_by_name(backup: Path, tmp_path: Path) -> None:
    (name, content), *others = members(backup)
    newer = json.dumps(json.loads(content) | {"format": 2}).encode()
    file = remade(tmp_path / "one.cocbackup", [(name, newer), *others])
    assert refused(file, tmp_path / "Back") == "A newer CoC Desk made this backup."


# Hostile ones


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "/etc/cron.d/outside",
        "files/../../outside",
        "files/x/../../../outside",
        "files\\..\\outside",
        "C:outside",
        "files",
        "files/",
        "vault.lock",
        "team.db-shm",
        "TEAM.DB",
        "before-2/team.db",
        f"files/{'a' * 31}",
        f"files/{'a' * 32}/x",
        "vault.json\n",
        "",
    ],
)
def test_names_that_lead_elsewhere_are_refused(backup: Path, tmp_path: Path, name: str) -> None:
    first, *others = members(backup)
    file = remade(tmp_path / "one.cocbackup", [first, (name, b"x"), *others])
    assert "damaged" in refused(file, tmp_path / "Back")
    assert not list(tmp_path.rglob("outside*"))


@pytest.mark.parametrize(
    "kind",
    [
        tarfile.SYMTYPE,
        tarfile.LNKTYPE,
        tarfile.CHRTYPE,
        tarfile.BLKTYPE,
        tarfile.FIFOTYPE,
        tarfile.DIRTYPE,
        b"S",
        b"x",
        b"g",
        b"L",
    ],
)
def test_links_devices_and_headers_of_other_makes_are_refused(backup: Path, tmp_path: Path, kind: bytes) -> None:
    first, *others = members(backup)

    def change(head: tarfile.TarInfo) -> None:
        if head.name == "team.db":
            head.type, head.linkname = kind, "/etc/passwd"

    file = remade(tmp_path / "one.cocbackup", [first, ("team.db", b""), *others], change)
    assert "something that is no file" in refused(file, tmp_path / "Back")


def test_a_name_that_comes_twice_is_refused(backup: Path, tmp_path: Path) -> None:
    first, *others = members(backup)
    file = remade(tmp_path / "one.cocbackup", [first, others[0], *others])
    assert "something that no backup has" in refused(file, tmp_path / "Back")


def test_a_size_that_lies_is_refused_without_its_memory(backup: Path, tmp_path: Path) -> None:
    head = tarfile.TarInfo(f"files/{'a' * 32}")
    head.size = 8 * 1024**3 - 1
    first = members(backup)[0]
    file = remade(tmp_path / "one.cocbackup", [first])
    content = file.read_bytes()[: 2 * BLOCK]
    file.write_bytes(content + head.tobuf(tarfile.USTAR_FORMAT) + b"x" * 100_000)
    tracemalloc.start()
    assert refused(file, tmp_path / "Back") == "This backup ends too early."
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()


def test_a_large_backup_takes_little_memory(backup: Path, tmp_path: Path) -> None:
    """Forty megabytes go through in pieces, both ways."""
    folder = restore(backup, tmp_path / "Big.cocvault").folder
    (folder / "files" / ("b" * 32)).write_bytes(bytes(40_000_000))
    tracemalloc.start()
    file = back_up_closed(folder, tmp_path / "big.cocbackup", DAY_TWO).file
    restore(file, tmp_path / "Back.cocvault")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12_000_000, "ten of them are what may be read of a vault.json"


def test_a_first_file_that_asks_for_memory_is_no_backup(tmp_path: Path) -> None:
    file = remade(tmp_path / "one.cocbackup", [("coc-desk-backup.json", b"[" * 200_000)])
    assert refused(file, tmp_path / "Back") == "This file is not a backup of CoC Desk."


def test_brackets_without_end_are_no_list_of_files(backup: Path, tmp_path: Path) -> None:
    *parts, _manifest = members(backup)
    file = remade(tmp_path / "one.cocbackup", [*parts, ("manifest.json", b"[" * 200_000)])
    assert "its list of files is not one" in refused(file, tmp_path / "Back")


def test_hashes_that_were_made_to_fit_are_told_by_the_vault_itself(backup: Path, tmp_path: Path) -> None:
    """Whoever changes a database and the list with it: the pages are sealed, so the vault does not open."""
    parts = dict(members(backup))
    changed = bytearray(parts["team.db"])
    changed[5000] ^= 1
    parts["team.db"] = bytes(changed)
    listed = json.loads(parts["manifest.json"])
    for one in listed["files"]:
        if one["name"] == "team.db":
            one["sha256"] = hashlib.sha256(changed).hexdigest()
    parts["manifest.json"] = json.dumps(listed).encode()
    file = remade(tmp_path / "one.cocbackup", list(parts.items()))
    there = VaultFolder(restore(as_written(file), tmp_path / "Back.cocvault").folder)
    with pytest.raises(Trouble, match="damaged"):
        there.open()


# Bad luck


def test_a_disk_without_room_is_said_and_left_as_it_was(backup: Path, tmp_path: Path) -> None:
    with disk_of(tmp_path / "small", "200k") as small:
        with pytest.raises(Trouble, match="little room") as told:
            restore(backup, small / "Back.cocvault")
        assert told.value.kind == "disk full"
        assert list(small.iterdir()) == []


def test_a_disk_that_fills_up_meanwhile_leaves_nothing(backup: Path, tmp_path: Path) -> None:
    with disk_of(tmp_path / "small", "1m") as small:

        def somebody_else_fills_it(done: int, whole: int) -> bool:
            (small / "film").write_bytes(bytes(900_000))
            return True

        with pytest.raises(Trouble, match="not enough room") as told:
            restore(backup, small / "Back.cocvault", somebody_else_fills_it)
        assert told.value.kind == "disk full"
        assert [one.name for one in small.iterdir()] in ([], ["film"])


def restore_again_and_again(file: Path, folder: Path, tell: Connection) -> None:
    tell.send("ready")
    for number in range(10_000):
        restore(file, folder / f"{number}.cocvault")


@pytest.mark.slow
def test_killed_it_leaves_whole_vaults_and_nothing_that_looks_like_one(backup: Path, tmp_path: Path) -> None:
    context, chance, whole = get_context("forkserver"), random.Random(8), restore(backup, tmp_path / "whole").folder
    for number in range(12):
        folder = tmp_path / f"kill {number}"
        folder.mkdir()
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=restore_again_and_again, args=(backup, folder, theirs), daemon=True)
        child.start()
        theirs.close()
        with closing(ours):
            assert ours.recv() == "ready"
            time.sleep(chance.random() * 0.1)
            child.kill()
            child.join()
        made = [one for one in folder.iterdir() if not one.name.startswith(".")]
        assert all(bytes_in(one) == bytes_in(whole) for one in made)
        restore(backup, folder / f"{len(made)}.cocvault")
        assert not [one for one in folder.iterdir() if one.name.startswith(".")], "the next try cleared what was left"
