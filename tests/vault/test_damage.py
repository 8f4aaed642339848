"""Damaged files are refused by name and left as they are; what can still be read goes on."""

import random
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from coc_desk.casework.entries import MemberId
from coc_desk.casework.errors import Trouble
from coc_desk.vault.folder import peek
from coc_desk.vault.unlocking import derive_keys
from coc_desk.vault.vault import Vault
from coc_desk.vault.verify import verify
from tests.vault.building import (
    CHEAP,
    JUN,
    NOOR,
    PASSPHRASES,
    VaultFolder,
    Writer,
    as_after_a_power_cut,
    bytes_in,
    fill,
)

PAGE = 4096


@pytest.fixture
def written(vault: Vault, vault_folder: VaultFolder) -> VaultFolder:
    """A vault with a few hundred kilobytes in it, closed."""
    fill(vault, 90)
    vault.close()
    return vault_folder


def private_of(folder: VaultFolder, name: str = NOOR) -> Path:
    """Return the database of a member's private circle."""
    member = folder.member(name)
    rings = peek(folder.folder).headers[0]["circles"]
    return next(folder.folder / f"{ring['id']}.db" for ring in rings if list(ring["keys"]) == [member])


def refused(folder: VaultFolder) -> Trouble:
    """Open a vault that cannot be opened, see that nothing on disk changed, and return why."""
    before = bytes_in(folder.folder)
    with pytest.raises(Trouble) as told:
        folder.open()
    assert bytes_in(folder.folder) == before
    assert told.value.kind == "damaged"
    return told.value


@pytest.mark.parametrize("which", ["team", "private"])
def test_an_empty_database_is_not_taken_for_a_new_one(written: VaultFolder, which: str) -> None:
    path = written.folder / "team.db" if which == "team" else private_of(written)
    path.write_bytes(b"")
    assert refused(written).fact == "This vault is shorter than it should be."
    assert path.stat().st_size == 0


@pytest.mark.parametrize("which", ["team", "private"])
def test_a_missing_database_is_named(written: VaultFolder, which: str) -> None:
    path = written.folder / "team.db" if which == "team" else private_of(written)
    path.unlink()
    trouble = refused(written)
    assert path.name in trouble.advice
    assert not path.exists()


@pytest.mark.parametrize("left", [100, PAGE // 2, PAGE, PAGE + 1, 20 * PAGE + 7])
def test_a_truncated_database_is_refused(written: VaultFolder, left: int) -> None:
    path = written.folder / "team.db"
    path.write_bytes(path.read_bytes()[:left])
    trouble = refused(written)
    if left % PAGE:
        assert trouble.fact == "This vault is shorter than it should be."
        assert f"in the middle of page {left // PAGE + 1}" in trouble.advice


def test_a_database_cut_between_pages_is_refused(written: VaultFolder) -> None:
    path = written.folder / "team.db"
    path.write_bytes(path.read_bytes()[: -3 * PAGE])
    assert refused(written).kind == "damaged"


@pytest.mark.parametrize("place", [0, 15, 16, 100, PAGE - 1])
def test_a_bit_flipped_in_the_first_page_is_refused(written: VaultFolder, place: int) -> None:
    flip(written.folder / "team.db", place)
    assert "team.db" in refused(written).advice


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0x40
    path.write_bytes(content)


def test_a_bit_flipped_anywhere_is_found_and_never_read_as_something_else(written: VaultFolder, tmp_path: Path) -> None:
    whole = written.open()
    good = {one.id: [line.entry for line in whole.incident(one.id).lines] for one in whole.overviews()}
    whole.close()
    size = (written.folder / "team.db").stat().st_size
    for number, place in enumerate(random.Random(5).sample(range(PAGE, size), 12)):
        harmed = written.copy(tmp_path / f"harmed {number}")
        flip(harmed.folder / "team.db", place)
        reads_right_or_says_trouble(harmed, good)


def reads_right_or_says_trouble(harmed: VaultFolder, good: dict) -> None:
    try:
        vault = harmed.open()
    except Trouble:
        return
    problems = verify(vault).problems
    assert any("HMAC" in problem or "damaged" in problem for problem in problems), problems
    for id, entries in good.items():
        with suppress(Trouble):
            assert vault.entries_of(id) == entries
    vault.close()


def test_swapped_databases_are_refused(written: VaultFolder, tmp_path: Path) -> None:
    team, private = written.folder / "team.db", private_of(written)
    shutil.move(team, tmp_path / "aside")
    shutil.move(private, team)
    shutil.move(tmp_path / "aside", private)
    refused(written)


def test_a_foreign_database_is_refused(written: VaultFolder) -> None:
    (written.folder / "team.db").write_bytes(b"SQLite format 3\0" + bytes(8 * PAGE))
    refused(written)


def test_damage_with_a_log_beside_it_leaves_the_log_alone(vault: Vault, tmp_path: Path) -> None:
    Writer(vault).report()
    cut = as_after_a_power_cut(vault, tmp_path / "cut")
    log = (cut.folder / "team.db-wal").read_bytes()
    private_of(cut).write_bytes(b"")
    assert log
    refused(cut)


def test_another_members_damaged_circle_keeps_nobody_out(written: VaultFolder) -> None:
    written.open(JUN).close()
    private_of(written, JUN).write_bytes(b"")
    written.open(NOOR).close()
    with pytest.raises(Trouble):
        written.open(JUN)


def test_a_restricted_circle_that_cannot_be_opened_is_said_and_the_rest_works(vault_folder: VaultFolder) -> None:
    jun = vault_folder.member(JUN)
    vault = vault_folder.open()
    circle = vault.circle_without(frozenset({jun}))
    there, lost = Writer(vault).report("everybody's"), Writer(vault).report("not Jun's", circle.id)
    vault.close()
    path = vault_folder.folder / f"{circle.id}.db"
    path.write_bytes(path.read_bytes()[: 3 * PAGE])
    again = vault_folder.open()
    assert [one.id for one in again.overviews()] == [there]
    assert again.entries_of(lost) == []
    assert [one.fact for one in again.notices] == ["Some incidents of a smaller circle cannot be opened."]
    again.close()


@pytest.mark.parametrize("name", ["vault.json", "vault.copy.json"])
def test_any_bit_of_vault_json_may_flip(vault_folder: VaultFolder, tmp_path: Path, name: str) -> None:
    size = (vault_folder.folder / name).stat().st_size
    for number, place in enumerate(random.Random(3).sample(range(size), 10)):
        harmed = vault_folder.copy(tmp_path / f"harmed {number}")
        flip(harmed.folder / name, place)
        vault = harmed.open()
        assert [one.name for one in vault.members] == [NOOR, JUN]
        vault.close()
        assert (harmed.folder / "vault.json").read_bytes() == (vault_folder.folder / "vault.json").read_bytes()


def test_both_copies_of_vault_json_damaged_is_the_end_and_changes_nothing(vault_folder: VaultFolder) -> None:
    for name in ("vault.json", "vault.copy.json"):
        flip(vault_folder.folder / name, 500)
    before = bytes_in(vault_folder.folder)
    looked = peek(vault_folder.folder)
    assert looked.problem is not None
    assert looked.problem.kind == "damaged"
    with pytest.raises(Trouble):
        derive_keys(looked, MemberId("whoever"), PASSPHRASES[NOOR], CHEAP)
    assert bytes_in(vault_folder.folder) == before
