"""A committed entry that vanished is missed, whichever way it vanished."""

from pathlib import Path

import pytest

from coc_desk.casework.entries import IncidentId
from coc_desk.casework.ledger import Draft
from coc_desk.vault.heads import SLOT_BYTES, Head, HeadFile
from coc_desk.vault.vault import Vault
from tests.vault.building import DAY_TWO, VaultFolder, Writer, as_after_a_power_cut

KEY = bytes(range(32))


def facts(folder: VaultFolder) -> list[str]:
    """Open a vault and return what it says."""
    vault = folder.open()
    vault.close()
    return [one.fact for one in vault.notices]


def test_a_head_file_tells_the_latest_head(tmp_path: Path) -> None:
    file, head = HeadFile(tmp_path / "x.head", KEY), Head()
    for number in range(5):
        head = head.then([bytes([number]) * 32])
        file.note(head)
        assert HeadFile(tmp_path / "x.head", KEY).read() == head
    assert (tmp_path / "x.head").stat().st_size == 2 * SLOT_BYTES


def test_a_torn_slot_leaves_the_one_before(tmp_path: Path) -> None:
    file, path = HeadFile(tmp_path / "x.head", KEY), tmp_path / "x.head"
    heads = [Head(number, bytes([number]) * 32) for number in range(1, 4)]
    for head in heads:
        file.note(head)
    content = path.read_bytes()
    path.write_bytes(content[:20] + b"torn" + content[24:])  # the third head went into the first slot
    assert HeadFile(path, KEY).read() == heads[1]


@pytest.mark.parametrize("content", [b"", b"short", bytes(2 * SLOT_BYTES), bytes(5000)])
def test_what_is_no_head_file_says_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.head").write_bytes(content)
    assert HeadFile(tmp_path / "x.head", KEY).read() is None


def test_another_circles_head_says_nothing(tmp_path: Path) -> None:
    file = HeadFile(tmp_path / "x.head", KEY)
    file.note(Head(7, KEY))
    assert HeadFile(tmp_path / "x.head", bytes(32)).read() is None


def test_a_head_that_cannot_be_written_hurts_nobody(tmp_path: Path) -> None:
    HeadFile(tmp_path / "no such folder" / "x.head", KEY).note(Head(1, KEY))


def test_all_is_well_says_nothing(vault: Vault, tmp_path: Path) -> None:
    writer = Writer(vault)
    writer.notes(writer.report(), ["one", "two"])
    assert facts(as_after_a_power_cut(vault, tmp_path / "cut")) == []


def test_a_damaged_last_frame_of_the_log_is_noticed(vault: Vault, tmp_path: Path) -> None:
    writer = Writer(vault)
    incident = writer.report()
    writer.notes(incident, ["kept", "lost"])
    cut = as_after_a_power_cut(vault, tmp_path / "cut")
    log = cut.folder / "team.db-wal"
    content = bytearray(log.read_bytes())
    content[-100] ^= 1
    log.write_bytes(content)
    (cut.folder / "team.db-shm").unlink()
    again = cut.open()
    assert len(again.entries_of(incident)) == 2  # SQLite drops the transaction without a word
    assert [one.fact for one in again.notices] == ["One entry that was kept is gone."]
    Writer(again, writer.at).note(incident, "work goes on")
    again.close()


def test_a_lost_log_is_noticed(vault: Vault, tmp_path: Path) -> None:
    writer = Writer(vault)
    writer.notes(writer.report(), ["one", "two"])
    cut = as_after_a_power_cut(vault, tmp_path / "cut")
    for end in ("-wal", "-shm"):
        (cut.folder / f"team.db{end}").unlink()
    assert facts(cut) == ["3 entries that were kept are gone."]


def test_an_older_database_put_back_is_noticed(vault: Vault, vault_folder: VaultFolder, tmp_path: Path) -> None:
    writer = Writer(vault)
    incident = writer.report()
    vault.close()
    older = vault_folder.copy(tmp_path / "older")
    vault = vault_folder.open()
    writer = Writer(vault, writer.at)
    writer.note(incident, "written after the copy")
    vault.keep_draft(Draft("d", "note", IncidentId(incident), "x", {}, DAY_TWO, DAY_TWO))
    vault.close()
    for name in ("team.db", "team.head"):
        (vault_folder.folder / name).write_bytes((older.folder / name).read_bytes())
    assert facts(vault_folder) == ["One entry that was kept is gone."]


def test_a_ledger_that_went_another_way_is_noticed(vault: Vault, vault_folder: VaultFolder, tmp_path: Path) -> None:
    writer = Writer(vault)
    incident = writer.report()
    vault.close()
    other = vault_folder.copy(tmp_path / "other")
    for folder, text in ((vault_folder, "here"), (other, "there")):
        opened = folder.open()
        Writer(opened, writer.at).note(incident, text)
        opened.close()
    (vault_folder.folder / "team.db").write_bytes((other.folder / "team.db").read_bytes())
    assert facts(vault_folder) == ["The newest entries are not those that were kept last."]
