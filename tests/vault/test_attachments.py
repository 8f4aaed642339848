"""Files are kept sealed, in pieces, in whatever circle their incident is in; nothing is left over."""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coc_desk.casework.entries import EntryKind, IncidentId
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.ledger import Draft, FileId, StoredFile
from coc_desk.vault.attachments import PIECE, STEP, _cut, new_file
from coc_desk.vault.vault import Vault
from tests.vault.building import DAY_TWO, JUN, NOOR, VaultFolder, Writer

CONTENT = random.Random(1).randbytes(2 * PIECE + 12345)


def put(vault: Vault, content: bytes = CONTENT) -> StoredFile:
    pieces = (content[place : place + 100_000] for place in range(0, len(content), 100_000))
    return vault.put_file(pieces, len(content))


def read(vault: Vault, id: FileId) -> bytes:
    return b"".join(vault.read_file(id))


def files(folder: VaultFolder) -> list[Path]:
    return sorted((folder.folder / "files").glob("*"))


def draft_with(file: StoredFile, id: str = "d1") -> Draft:
    return Draft(id, "note", None, "x", {"text": "see the picture", "files": [{"file": file.id}]}, DAY_TWO, DAY_TWO)


def attach(vault: Vault, incident: IncidentId, file: StoredFile) -> None:
    body = {"file": file.id, "name": "x.png", "media": "image/png", "size": file.size, "sha256": file.sha256}
    vault.append([Writer(vault).entry(incident, EntryKind.FILE, body)], files=[file.id])


@pytest.mark.parametrize("size", [0, 1, STEP, PIECE - 1, PIECE, PIECE + 1, len(CONTENT)])
def test_a_file_comes_back_as_it_was(vault: Vault, vault_folder: VaultFolder, size: int) -> None:
    stored = put(vault, CONTENT[:size])
    assert (stored.size, stored.sha256) == (size, hashlib.sha256(CONTENT[:size]).hexdigest())
    assert read(vault, stored.id) == CONTENT[:size]
    [sealed] = files(vault_folder)
    assert sealed.read_bytes().find(CONTENT[:100]) < 0 or size == 0


def test_the_size_on_disk_tells_steps_only(vault: Vault, vault_folder: VaultFolder) -> None:
    for size in (1, STEP // 2, STEP):
        put(vault, CONTENT[:size])
    assert {one.stat().st_size for one in files(vault_folder)} == {STEP + 28}


@given(st.lists(st.binary(max_size=5)))
def test_pieces_of_any_size_are_cut_anew(pieces: list[bytes]) -> None:
    assert b"".join(_cut(pieces)) == b"".join(pieces)


def test_a_file_that_waits_is_its_writers_alone(vault: Vault, vault_folder: VaultFolder) -> None:
    stored = put(vault)
    vault.keep_draft(draft_with(stored))
    vault.close()
    jun = vault_folder.open(JUN)
    with pytest.raises(KeyError):
        jun.read_file(stored.id)
    jun.close()


def test_an_entry_takes_its_file_to_the_team(vault: Vault, vault_folder: VaultFolder) -> None:
    stored = put(vault)
    attach(vault, Writer(vault).report(), stored)
    assert read(vault, stored.id) == CONTENT
    vault.close()
    jun = vault_folder.open(JUN)
    assert read(jun, stored.id) == CONTENT
    jun.close()


def test_a_file_of_a_smaller_circle_stays_there(vault: Vault, vault_folder: VaultFolder) -> None:
    circle = vault.circle_without(frozenset({vault_folder.member(JUN)}))
    stored = put(vault)
    attach(vault, Writer(vault).report(circle=circle.id), stored)
    vault.close()
    jun = vault_folder.open(JUN)
    with pytest.raises(KeyError):
        jun.read_file(stored.id)
    jun.close()


def test_an_entry_with_a_file_nobody_knows_is_a_key_error(vault: Vault) -> None:
    incident = Writer(vault).report()
    with pytest.raises(KeyError):
        attach(vault, incident, StoredFile(FileId("0" * 32), 1, "x"))
    assert len(vault.entries_of(incident)) == 1


def test_writing_the_same_entry_again_finds_its_file_moved_already(vault: Vault) -> None:
    incident, stored = Writer(vault).report(), put(vault)
    attach(vault, incident, stored)
    entry = vault.entries_of(incident)[-1]
    vault.append([entry], files=[stored.id])
    assert read(vault, stored.id) == CONTENT


def test_a_file_above_the_limit_is_refused_with_the_limit_said(vault_folder: VaultFolder) -> None:
    vault = vault_folder.open(file_limit=3_000_000)
    with pytest.raises(Refused, match="larger than 3 MB"):
        vault.put_file([b"never looked at"], 500_000_000)
    assert files(vault_folder) == []
    vault.close()


def test_a_file_that_is_larger_than_it_said_is_refused_too(vault_folder: VaultFolder) -> None:
    vault = vault_folder.open(file_limit=3_000_000)
    with pytest.raises(Refused, match="larger than 3 MB"):
        vault.put_file((bytes(1_000_000) for _ in range(500)), 10)
    assert files(vault_folder) == []
    assert vault.stores[1].files() == []
    vault.close()


def test_stopping_leaves_nothing(vault: Vault, vault_folder: VaultFolder) -> None:
    told = []

    def progress(done: int, whole: int) -> bool:
        told.append((done, whole))
        return len(told) < 2

    with pytest.raises(Refused, match="Stopped"):
        vault.put_file([CONTENT], len(CONTENT), progress)
    assert told == [(PIECE, len(CONTENT)), (2 * PIECE, len(CONTENT))]
    assert files(vault_folder) == []


def test_a_source_that_breaks_off_leaves_nothing(vault: Vault, vault_folder: VaultFolder) -> None:
    def pieces() -> Iterator[bytes]:
        yield CONTENT
        raise OSError(5, "the stick was pulled out")

    with pytest.raises(Trouble):
        vault.put_file(pieces(), len(CONTENT))
    assert files(vault_folder) == []


def test_dropping_a_draft_drops_its_files_but_no_others(vault: Vault, vault_folder: VaultFolder) -> None:
    first, second = put(vault, b"first"), put(vault, b"second")
    vault.keep_draft(draft_with(first, "d1"))
    vault.keep_draft(draft_with(second, "d2"))
    vault.drop_draft("d1")
    assert [one.name for one in files(vault_folder)] == [second.id]
    assert read(vault, second.id) == b"second"


def test_dropping_the_draft_of_a_filed_report_leaves_its_files(vault: Vault) -> None:
    stored = put(vault)
    vault.keep_draft(draft_with(stored))
    attach(vault, Writer(vault).report(), stored)
    vault.drop_draft("d1")
    assert read(vault, stored.id) == CONTENT


def test_leftovers_of_a_kill_are_cleared_at_the_next_opening(vault: Vault, vault_folder: VaultFolder) -> None:
    in_draft, forgotten, half = put(vault, b"in a draft"), put(vault, b"in no draft"), new_file()
    vault.keep_draft(draft_with(in_draft))
    moved = put(vault, b"moved")
    row = vault.stores[1].file(moved.id)
    assert row is not None
    attach(vault, Writer(vault).report(), moved)
    vault.stores[1].keep_file(row)  # killed after the entry was kept, before the key was forgotten here
    vault.stores[1].keep_file(half)
    (vault_folder.folder / "files" / half.id).write_bytes(b"half")
    vault.close()
    again = vault_folder.open()
    assert {one.name for one in files(vault_folder)} == {in_draft.id, moved.id}
    assert [one.id for one in again.stores[1].files()] == [in_draft.id]
    assert read(again, moved.id) == b"moved"
    assert forgotten.id not in {one.name for one in files(vault_folder)}
    again.close()


def test_leftovers_of_others_are_left_to_them(vault: Vault, vault_folder: VaultFolder) -> None:
    stored = put(vault)
    vault.keep_draft(draft_with(stored))
    vault.close()
    vault_folder.open(JUN).close()
    noor = vault_folder.open(NOOR)
    assert read(noor, stored.id) == CONTENT
    noor.close()


@pytest.mark.parametrize("harm", ["flipped", "cut", "gone", "pieces swapped", "another file"])
def test_a_harmed_file_is_never_shown(vault: Vault, vault_folder: VaultFolder, harm: str) -> None:
    stored, other = put(vault), put(vault, CONTENT[::-1])
    path = vault_folder.folder / "files" / stored.id
    content = path.read_bytes()
    piece = PIECE + 28
    match harm:
        case "flipped":
            path.write_bytes(content[:-5000] + bytes([content[-5000] ^ 1]) + content[-4999:])
        case "cut":
            path.write_bytes(content[:-piece])
        case "gone":
            path.unlink()
        case "pieces swapped":
            path.write_bytes(content[piece : 2 * piece] + content[:piece] + content[2 * piece :])
        case "another file":
            path.write_bytes((vault_folder.folder / "files" / other.id).read_bytes())
    with pytest.raises(Trouble) as told:
        read(vault, stored.id)
    assert told.value.kind == "damaged"
