"""A backup is the vault of one moment, whole or not there, while work goes on."""

import os
import random
import subprocess
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.ledger import Draft, Progress
from coc_desk.casework.safekeeping import BackedUp
from coc_desk.vault.archive import about
from coc_desk.vault.backup import back_up_closed
from coc_desk.vault.restore import restore
from coc_desk.vault.safekeeping import begin_backup, end_backup
from coc_desk.vault.vault import Vault
from coc_desk.vault.verify import verify
from tests.vault.building import DAY_THREE, DAY_TWO, JUN, NOOR, VaultFolder, Writer, bytes_in, fill


def back_up(vault: Vault, target: Path) -> BackedUp:
    """Back up an open vault in one go."""
    snapshot = begin_backup(vault, DAY_TWO)
    try:
        return snapshot.write(target)
    finally:
        end_backup(vault)


def counting(told: list[int]) -> Progress:
    """Return what notes how far something is, and lets it go on."""

    def note(done: int, whole: int) -> bool:
        told.append(done)
        return True

    return note


def restored(file: Path, folder: Path) -> VaultFolder:
    return VaultFolder(restore(file, folder).folder)


def counts(there: VaultFolder, name: str = NOOR) -> tuple[int, int, int, int, int]:
    with closing(there.open(name)) as vault:
        found = verify(vault)
        assert found.problems == ()
        assert vault.notices == ()
        return found.entries, found.incidents, found.circles, found.files, found.not_mine


def put_file(vault: Vault, content: bytes) -> None:
    """Put a file into a new incident."""
    writer = Writer(vault, vault.newest() or DAY_TWO)
    incident, stored = writer.report(), vault.put_file([content], len(content))
    body = {"file": stored.id, "name": "x.bin", "media": "", "size": stored.size, "sha256": stored.sha256}
    vault.append([writer.entry(incident, "file", body)], files=[stored.id])


@pytest.fixture
def filled(vault_folder: VaultFolder) -> VaultFolder:
    """A vault with entries, files and a draft of each member, closed."""
    with closing(vault_folder.open(JUN)) as jun:
        jun.keep_draft(Draft("d", "note", None, "x", {"text": "half"}, DAY_TWO, DAY_TWO))
    with closing(vault_folder.open()) as vault:
        fill(vault, 60)
        put_file(vault, random.Random(1).randbytes(1_500_000))
        vault.keep_draft(Draft("e", "note", None, "x", {"text": "mine"}, DAY_TWO, DAY_TWO))
    return vault_folder


def test_what_comes_back_is_the_same_for_every_member(filled: VaultFolder, tmp_path: Path) -> None:
    before = {name: counts(filled, name) for name in (NOOR, JUN)}
    with closing(filled.open()) as vault:
        made = back_up(vault, tmp_path / "one.cocbackup")
        assert made.size == made.file.stat().st_size
    back = restored(made.file, tmp_path / "Back.cocvault")
    assert {name: counts(back, name) for name in (NOOR, JUN)} == before
    with closing(back.open(JUN)) as jun:
        assert [one.content for one in jun.drafts()] == [{"text": "half"}]


def test_it_is_a_plain_tar_that_says_nothing_but_what_the_folder_says(filled: VaultFolder, tmp_path: Path) -> None:
    with closing(filled.open()) as vault:
        made = back_up(vault, tmp_path / "one.cocbackup")
        id = vault.id
    with tarfile.open(made.file) as archive:
        names = archive.getnames()
        assert {one.type for one in archive.getmembers()} == {tarfile.REGTYPE}
    assert names[0] == "coc-desk-backup.json"
    assert names[-1] == "manifest.json"
    assert {"team.db", "vault.json", "vault.copy.json", "team.head"} <= set(names)
    assert not {"vault.lock"} & set(names)
    said = about(made.file)
    assert (said.vault, said.event, said.made) == (id, "Saltmarsh Conf", "2027-06-12T12:06:00.000000Z")
    assert b"followed me" not in made.file.read_bytes()
    if os.name != "nt":
        assert made.file.stat().st_mode & 0o077 == 0


def test_it_holds_the_moment_it_was_begun_at_while_work_goes_on(filled: VaultFolder, tmp_path: Path) -> None:
    before = counts(filled)
    with closing(filled.open()) as vault:
        snapshot = begin_backup(vault, DAY_TWO)
        writer = Writer(vault, DAY_THREE)
        incident = writer.report("written during the backup")
        writer.notes(incident, ["word " * 2000] * 300)
        put_file(vault, bytes(100_000))
        vault.keep_draft(Draft("f", "note", None, "x", {"text": "new"}, DAY_TWO, DAY_TWO))
        vault.drop_draft("e")
        made = snapshot.write(tmp_path / "one.cocbackup")
        end_backup(vault)
        writer.note(incident, "after")
        assert (tmp_path / "Saltmarsh.cocvault" / "team.db-wal").stat().st_size > 0
    back = restored(made.file, tmp_path / "Back.cocvault")
    assert counts(back) == before
    with closing(back.open()) as vault:
        assert [one.content for one in vault.drafts()] == [{"text": "mine"}]
        assert vault.search("written during") == []
    with closing(filled.open(clock=lambda: DAY_THREE + timedelta(days=1))) as vault:
        assert verify(vault).entries == before[0] + 304


def test_another_thread_copies_while_this_one_writes(filled: VaultFolder, tmp_path: Path) -> None:
    before = counts(filled)
    with closing(filled.open()) as vault:
        put_file(vault, random.Random(2).randbytes(20_000_000))
        before = (before[0] + 2, before[1] + 1, before[2], before[3] + 1, before[4])
        snapshot, made = begin_backup(vault, DAY_TWO), list[BackedUp]()
        copying = threading.Thread(target=lambda: made.append(snapshot.write(tmp_path / "one.cocbackup")))
        copying.start()
        writer = Writer(vault, DAY_THREE)
        incident = writer.report("meanwhile")
        while copying.is_alive():
            writer.note(incident, "word " * 500)
        copying.join()
        end_backup(vault)
        assert verify(vault).problems == ()
    assert counts(restored(made[0].file, tmp_path / "Back.cocvault")) == before


def test_a_file_let_go_of_meanwhile_is_in_it_and_gone_afterwards(filled: VaultFolder, tmp_path: Path) -> None:
    with closing(filled.open()) as vault:
        stored = vault.put_file([b"of a draft"], 10)
        vault.keep_draft(Draft("g", "note", None, "x", {"file": stored.id}, DAY_TWO, DAY_TWO))
        snapshot = begin_backup(vault, DAY_TWO)
        vault.drop_draft("g")
        made = snapshot.write(tmp_path / "one.cocbackup")
        end_backup(vault)
        assert not (filled.folder / "files" / stored.id).exists()
    with closing(restored(made.file, tmp_path / "Back.cocvault").open()) as vault:
        assert b"".join(vault.read_file(stored.id)) == b"of a draft"


def test_a_file_let_go_of_meanwhile_goes_after_a_kill_too(filled: VaultFolder, tmp_path: Path) -> None:
    vault = filled.open()
    stored = vault.put_file([b"of a draft"], 10)
    vault.keep_draft(Draft("g", "note", None, "x", {"file": stored.id}, DAY_TWO, DAY_TWO))
    begin_backup(vault, DAY_TWO)
    vault.drop_draft("g")
    after = filled.copy(tmp_path / "as after a kill.cocvault")
    vault.close()
    with closing(after.open()):
        assert not (after.folder / "files" / stored.id).exists()


def test_who_must_erase_goes_first_and_the_backup_says_so(filled: VaultFolder, tmp_path: Path) -> None:
    with closing(filled.open()) as vault:
        snapshot = begin_backup(vault, DAY_TWO)
        Writer(vault, DAY_THREE).report()
        vault.stores[0].database.checkpoint()
        assert (filled.folder / "team.db-wal").stat().st_size == 0
        with pytest.raises(Refused, match="had to be erased"):
            snapshot.write(tmp_path / "one.cocbackup")
        end_backup(vault)
        assert list(tmp_path.glob("*backup*")) == list(tmp_path.glob(".*backup*")) == []
        back_up(vault, tmp_path / "two.cocbackup")


def test_a_circle_that_nobody_closed_is_backed_up_with_its_log(filled: VaultFolder, tmp_path: Path) -> None:
    """As when the power went while Jun worked, and Noor makes a backup next."""
    jun = filled.open(JUN)
    jun.keep_draft(Draft("h", "note", None, "x", {"text": "in the log"}, DAY_TWO, DAY_TWO))
    cut = filled.copy(tmp_path / "Cut.cocvault")
    jun.close()
    with closing(cut.open()) as vault:
        made = back_up(vault, tmp_path / "one.cocbackup")
    with closing(restored(made.file, tmp_path / "Back.cocvault").open(JUN)) as again:
        assert {"in the log", "half"} == {one.content["text"] for one in again.drafts()}


# Where it goes


def test_a_file_that_is_there_is_never_overwritten(filled: VaultFolder, tmp_path: Path) -> None:
    target = tmp_path / "one.cocbackup"
    target.write_bytes(b"mine")
    (tmp_path / "link.cocbackup").symlink_to(tmp_path / "nowhere")
    with closing(filled.open()) as vault:
        for taken in (target, tmp_path / "link.cocbackup"):
            with pytest.raises(Refused, match="stays as it is"):
                back_up(vault, taken)
    assert target.read_bytes() == b"mine"


def test_a_file_that_came_meanwhile_is_not_overwritten_either(filled: VaultFolder, tmp_path: Path) -> None:
    target = tmp_path / "one.cocbackup"

    def meanwhile(done: int, whole: int) -> bool:
        target.write_bytes(b"mine")
        return True

    with closing(filled.open()) as vault:
        snapshot = begin_backup(vault, DAY_TWO)
        with pytest.raises(Refused, match="stays as it is"):
            snapshot.write(target, meanwhile)
        end_backup(vault)
    assert target.read_bytes() == b"mine"
    assert [one.name for one in tmp_path.iterdir() if "backup" in one.name] == ["one.cocbackup"]


def test_it_does_not_go_into_the_vault_itself(filled: VaultFolder) -> None:
    with closing(filled.open()) as vault, pytest.raises(Refused, match="inside the vault"):
        back_up(vault, filled.folder / "files" / "one.cocbackup")


def test_told_to_stop_it_leaves_nothing_and_progress_is_in_bytes(filled: VaultFolder, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, whole: int) -> bool:
        told.append((done, whole))
        return done < whole / 2

    with closing(filled.open()) as vault:
        snapshot = begin_backup(vault, DAY_TWO)
        with pytest.raises(Refused, match="Stopped"):
            snapshot.write(tmp_path / "one.cocbackup", stop)
        end_backup(vault)
        assert [one for one in tmp_path.iterdir() if "backup" in one.name] == []
        assert {whole for _done, whole in told} == {snapshot.size}
        every: list[int] = []
        snapshot = begin_backup(vault, DAY_TWO)
        snapshot.write(tmp_path / "one.cocbackup", counting(every))
        end_backup(vault)
        assert every[-1] == snapshot.size


def test_a_place_that_is_not_there_and_one_that_cannot_be_written_are_said(filled: VaultFolder, tmp_path: Path) -> None:
    with closing(filled.open()) as vault:
        with pytest.raises(Trouble, match="does not answer any more"):
            back_up(vault, tmp_path / "pulled out" / "one.cocbackup")
        if os.geteuid():
            (tmp_path / "locked").mkdir(mode=0o500)
            with pytest.raises(Trouble, match="can only be read"):
                back_up(vault, tmp_path / "locked" / "one.cocbackup")


@contextmanager
def disk_of(folder: Path, size: str) -> Iterator[Path]:
    """A small file system; only root can have one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_disk_without_room_is_said_before_anything_is_written(filled: VaultFolder, tmp_path: Path) -> None:
    with disk_of(tmp_path / "small", "1m") as small, closing(filled.open()) as vault:
        with pytest.raises(Trouble, match=r"not enough room in that place: \d MB are needed, \d MB are free") as told:
            back_up(vault, small / "one.cocbackup")
        assert told.value.kind == "disk full"
        assert list(small.iterdir()) == []


def test_a_disk_that_fills_up_meanwhile_leaves_nothing_that_looks_like_a_backup(
    filled: VaultFolder, tmp_path: Path
) -> None:
    with disk_of(tmp_path / "small", "4m") as small, closing(filled.open()) as vault:

        def somebody_else_fills_it(done: int, whole: int) -> bool:
            with (small / "film").open("ab", buffering=0) as film:
                film.write(bytes(700_000))
            return True

        snapshot = begin_backup(vault, DAY_TWO)
        with pytest.raises(Trouble, match="not enough room") as told:
            snapshot.write(small / "one.cocbackup", somebody_else_fills_it)
        end_backup(vault)
        assert told.value.kind == "disk full"
        assert [one.name for one in small.iterdir()] == ["film"]
        assert verify(vault).problems == ()


# Without a passphrase


def test_a_closed_vault_is_backed_up_without_a_passphrase(filled: VaultFolder, tmp_path: Path) -> None:
    before = bytes_in(filled.folder)
    made = back_up_closed(filled.folder, tmp_path / "one.cocbackup", DAY_TWO)
    assert bytes_in(filled.folder) == before
    back = restored(made.file, tmp_path / "Back.cocvault")
    assert bytes_in(back.folder) == before
    assert counts(back) == counts(filled)


def test_a_vault_that_a_window_holds_is_sent_there(filled: VaultFolder, tmp_path: Path) -> None:
    with closing(filled.open()), pytest.raises(Trouble, match="open in a window") as told:
        back_up_closed(filled.folder, tmp_path / "one.cocbackup", DAY_TWO)
    assert told.value.advice == "Make the backup there: Settings, Back up. It can be done while you work."
    assert back_up_closed(filled.folder, tmp_path / "one.cocbackup", DAY_TWO).files > 5


def test_what_is_no_vault_is_not_backed_up(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="There is no vault here"):
        back_up_closed(tmp_path, tmp_path / "one.cocbackup", DAY_TWO)


# Killed


def test_what_a_kill_left_goes_with_the_next_backup_but_not_one_that_is_being_written(
    filled: VaultFolder, tmp_path: Path
) -> None:
    lately, long_ago, other = (tmp_path / name for name in (".a.12345678.part", ".b.12345678.part", ".film.part"))
    same = tmp_path / ".one.cocbackup.12345678.part"
    for file in (lately, long_ago, other, same):
        file.write_bytes(b"half")
    for file in (long_ago, other):
        os.utime(file, (0, 0))
    back_up_closed(filled.folder, tmp_path / "one.cocbackup", DAY_TWO)
    assert [one.exists() for one in (lately, long_ago, other, same)] == [True, False, True, False]


def back_up_again_and_again(there: VaultFolder, folder: Path, tell: Connection) -> None:
    with closing(there.open()) as vault:
        tell.send("ready")
        for number in range(10_000):
            tell.send(back_up(vault, folder / f"{number}.cocbackup").file.name)


@pytest.mark.slow
def test_killed_it_leaves_whole_backups_and_nothing_that_looks_like_one(filled: VaultFolder, tmp_path: Path) -> None:
    context, chance, whole = get_context("forkserver"), random.Random(3), 0
    for number in range(12):
        folder = tmp_path / f"kill {number}"
        folder.mkdir()
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=back_up_again_and_again, args=(filled, folder, theirs), daemon=True)
        child.start()
        theirs.close()
        with closing(ours):
            assert ours.recv() == "ready"
            time.sleep(chance.random() * 0.2)
            child.kill()
            child.join()
        for file in folder.glob("*.cocbackup"):
            if not file.name.startswith("."):
                whole += 1
                restore(file, folder / f"{file.stem}.cocvault")
        back_up_closed(filled.folder, folder / "after.cocbackup", DAY_TWO)
        assert counts(filled)[0] == 62
    assert whole
