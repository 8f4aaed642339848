"""Making a vault, looking at one, signing in; and everything that has to be refused by name."""

import json
import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from coc_desk.casework.entries import MemberId
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.ledger import Draft
from coc_desk.keys.errors import CostTooLow
from coc_desk.keys.passphrase import Cost
from coc_desk.vault import header_file, new_folder
from coc_desk.vault.folder import FORMAT, check_of, peek
from coc_desk.vault.header import header_from_json
from coc_desk.vault.making import create, make
from coc_desk.vault.opening import open_vault, unlock
from coc_desk.vault.unlocking import DidNotOpen, derive_keys
from coc_desk.vault.vault import Vault
from tests.vault.building import (
    CHEAP,
    DAY_TWO,
    JUN,
    NOOR,
    PASSPHRASES,
    SALTMARSH,
    VaultFolder,
    Writer,
    bytes_in,
    conference,
)


def made(folder: Path, **more: Any) -> Vault:
    return create(folder, SALTMARSH, conference().files, NOOR, "responder", "a passphrase", CHEAP, floor=CHEAP, **more)


def test_a_new_vault_is_open_for_its_first_member(tmp_path: Path) -> None:
    vault = made(tmp_path / "deep" / "New.cocvault")
    assert (vault.me.name, vault.me.role, vault.event, vault.notices) == (NOOR, "responder", SALTMARSH, ())
    assert vault.playbook == conference()
    vault.close()


def test_the_founder_can_add_members_whatever_their_role(tmp_path: Path) -> None:
    vault = made(tmp_path / "New.cocvault")
    assert vault.add_member("Imke R.", "committee", "hers", CHEAP, CHEAP).role == "committee"
    vault.close()


def test_a_vault_made_in_a_thread_is_opened_in_another(tmp_path: Path) -> None:
    unlocked = []
    arguments = (tmp_path / "New.cocvault", SALTMARSH, conference().files, NOOR, "lead", "words", CHEAP, CHEAP)
    thread = threading.Thread(target=lambda: unlocked.append(make(*arguments)))
    thread.start()
    thread.join()
    vault = open_vault(tmp_path / "New.cocvault", unlocked[0])
    assert vault.me.name == NOOR
    vault.close()


def test_an_empty_folder_can_become_a_vault(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    made(tmp_path / "there").close()
    assert peek(tmp_path / "there").event == "Saltmarsh Conf"


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "holiday.txt").write_text("x")
    with pytest.raises(Refused, match="something in this folder"):
        made(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["holiday.txt"]
    with pytest.raises(Refused):
        made(tmp_path / "holiday.txt")


def test_a_vault_that_could_not_be_finished_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_folder, "_give_name", lambda *_: (_ for _ in ()).throw(OSError(28, "no space")))
    with pytest.raises(Trouble, match="full"):
        made(tmp_path / "New.cocvault")
    assert list(tmp_path.iterdir()) == []


def test_what_a_kill_left_of_making_one_is_cleared_by_the_next_try(tmp_path: Path) -> None:
    left = tmp_path / ".New.cocvault.making-0123"
    left.mkdir()
    (left / "team.db").write_bytes(b"half")
    made(tmp_path / "New.cocvault").close()
    assert [one.name for one in tmp_path.iterdir()] == ["New.cocvault"]


def test_little_room_is_said_with_how_much_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_folder, "free_space", lambda _folder: 12_000_000)
    with pytest.raises(Trouble, match="12 MB") as told:
        made(tmp_path / "New.cocvault")
    assert told.value.kind == "disk full"


def test_a_derivation_below_the_floor_makes_no_vault(tmp_path: Path) -> None:
    with pytest.raises(CostTooLow):
        create(tmp_path / "New", SALTMARSH, conference().files, NOOR, "lead", "words", CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_peeking_tells_who_can_sign_in_and_needs_no_library(vault_folder: VaultFolder) -> None:
    script = f"""
import sys
from pathlib import Path
from coc_desk.vault.folder import peek
looked = peek(Path({str(vault_folder.folder)!r}))
assert [(one.name, one.role) for one in looked.members] == [("Noor H.", "lead"), ("Jun K.", "responder")], looked
assert looked.event == "Saltmarsh Conf" and looked.problem is None
loaded = {{"sqlcipher3", "cryptography", "pyrage", "PySide6", "filelock"}} & set(sys.modules)
assert not loaded, loaded
"""
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])


def test_a_wrong_passphrase_and_a_wrong_member_are_the_same(vault_folder: VaultFolder) -> None:
    looked = peek(vault_folder.folder)
    said = []
    for member, passphrase in ((looked.members[0].id, "wrong"), (MemberId("nobody"), PASSPHRASES[NOOR])):
        with pytest.raises(DidNotOpen) as refusal:
            derive_keys(looked, member, passphrase, CHEAP)
        said.append(str(refusal.value))
    assert said == ["", ""]


def test_another_members_passphrase_does_not_open(vault_folder: VaultFolder) -> None:
    with pytest.raises(DidNotOpen):
        unlock(vault_folder.folder, vault_folder.member(NOOR), PASSPHRASES[JUN], floor=CHEAP)


def test_keys_can_be_derived_while_the_window_lives(vault_folder: VaultFolder) -> None:
    looked, found = peek(vault_folder.folder), []
    derive = threading.Thread(
        target=lambda: found.append(derive_keys(looked, looked.members[0].id, PASSPHRASES[NOOR], CHEAP))
    )
    derive.start()
    derive.join()
    vault = open_vault(vault_folder.folder, found[0])
    assert vault.me.name == NOOR
    vault.close()


def test_a_new_passphrase_takes_the_place_of_the_old(vault: Vault, vault_folder: VaultFolder) -> None:
    vault.change_passphrase("a new one", CHEAP, CHEAP)
    vault.close()
    with pytest.raises(DidNotOpen):
        vault_folder.open()
    again = unlock(vault_folder.folder, vault_folder.member(NOOR), "a new one", floor=CHEAP)
    assert again.notices == ()
    again.close()


def test_a_responder_changes_their_own_passphrase_without_a_lead(vault_folder: VaultFolder) -> None:
    jun = vault_folder.open(JUN)
    jun.change_passphrase("a new one", CHEAP, CHEAP)
    jun.close()
    again = unlock(vault_folder.folder, vault_folder.member(JUN), "a new one", floor=CHEAP)
    assert (again.notices, again.header.holds()) == ((), True)
    again.close()


def test_one_program_at_a_time(vault: Vault, vault_folder: VaultFolder) -> None:
    with pytest.raises(Trouble, match="open already") as told:
        vault_folder.open(JUN)
    assert told.value.kind == "busy"
    assert vault.overviews() == []
    vault.close()
    vault_folder.open(JUN).close()


def test_another_process_finds_the_vault_held(vault: Vault, vault_folder: VaultFolder) -> None:
    script = f"""
from pathlib import Path
from coc_desk.casework.errors import Trouble
from tests.vault.building import VaultFolder
try:
    VaultFolder(Path({str(vault_folder.folder)!r})).open()
except Trouble as trouble:
    print(trouble.kind)
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    assert ran.stdout.strip() == "busy"


def test_the_lock_ends_with_the_program_that_held_it(vault_folder: VaultFolder) -> None:
    script = f"""
import os
from pathlib import Path
from tests.vault.building import VaultFolder
vault = VaultFolder(Path({str(vault_folder.folder)!r})).open()
os._exit(9)
"""
    ran = subprocess.run([sys.executable, "-c", script], check=False, cwd=Path(__file__).parents[2])
    assert ran.returncode == 9
    vault_folder.open().close()


def test_no_vault_is_said_plainly(tmp_path: Path) -> None:
    problem = peek(tmp_path).problem
    assert problem is not None
    assert problem.fact == "There is no vault here."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"format": "1"}', b"\xff\xfe", b'{"a": ' * 5000])
def test_what_is_no_vault_json_is_refused(vault_folder: VaultFolder, content: bytes) -> None:
    for name in ("vault.json", "vault.copy.json"):
        (vault_folder.folder / name).write_bytes(content)
    before = bytes_in(vault_folder.folder)
    problem = peek(vault_folder.folder).problem
    assert problem is not None
    assert problem.kind == "damaged"
    assert bytes_in(vault_folder.folder) == before


def test_a_newer_format_is_refused_by_name(vault_folder: VaultFolder) -> None:
    path = vault_folder.folder / "vault.json"
    path.write_text(json.dumps({"format": FORMAT + 1, "vault": "x", "something": "new"}))
    before = bytes_in(vault_folder.folder)
    problem = peek(vault_folder.folder).problem
    assert problem is not None
    assert (problem.kind, problem.fact) == ("newer", "A newer CoC Desk made this vault.")
    with pytest.raises(Trouble, match="newer CoC Desk"):
        derive_keys(peek(vault_folder.folder), MemberId("x"), "x", CHEAP)
    assert bytes_in(vault_folder.folder) == before


def changed(path: Path, **more: Any) -> None:
    """Change vault.json as somebody would who knows about the checksum but has no keys."""
    said = json.loads(path.read_bytes()) | more
    path.write_text(json.dumps(said | {"check": check_of(said)}))


def test_a_lowered_derivation_is_refused(vault_folder: VaultFolder) -> None:
    with pytest.raises(Trouble, match="weaker lock") as told:
        derive_keys(peek(vault_folder.folder), vault_folder.member(NOOR), PASSPHRASES[NOOR], Cost(64, 1, 1))
    assert told.value.kind == "damaged"


def test_parameters_changed_since_signing_are_refused(vault_folder: VaultFolder) -> None:
    noor = vault_folder.member(NOOR)
    for name in ("vault.json", "vault.copy.json"):
        path = vault_folder.folder / name
        slots = json.loads(path.read_bytes())["slots"]
        changed(path, slots=slots | {noor: slots[noor] | {"passes": 2}})
    with pytest.raises(Trouble, match="changed outside"):
        derive_keys(peek(vault_folder.folder), noor, PASSPHRASES[NOOR], CHEAP)


def test_a_changed_vault_json_is_put_right_from_its_copy(vault_folder: VaultFolder) -> None:
    path = vault_folder.folder / "vault.json"
    good = path.read_bytes()
    changed(path, event="Another Conf")
    vault = vault_folder.open()
    assert [one.fact for one in vault.notices] == ["vault.json was lost or damaged."]
    vault.close()
    assert path.read_bytes() == good


@pytest.mark.parametrize("harm", ["lost", "cut", "flipped", "emptied"])
def test_a_lost_or_damaged_vault_json_is_healed(vault_folder: VaultFolder, harm: str) -> None:
    path = vault_folder.folder / "vault.json"
    good = path.read_bytes()
    match harm:
        case "lost":
            path.unlink()
        case "cut":
            path.write_bytes(good[: len(good) // 2])
        case "flipped":
            path.write_bytes(good.replace(b"Saltmarsh", b"Saltmarsg"))
        case "emptied":
            path.write_bytes(b"")
    looked = peek(vault_folder.folder)
    assert (looked.problem, looked.event, looked.lost) == (None, "Saltmarsh Conf", True)
    vault = vault_folder.open()
    assert [one.fact for one in vault.notices] == ["vault.json was lost or damaged."]
    vault.close()
    assert path.read_bytes() == good
    again = vault_folder.open()
    assert again.notices == ()
    again.close()


def test_an_older_vault_json_put_back_is_seen_and_replaced(vault: Vault, vault_folder: VaultFolder) -> None:
    path = vault_folder.folder / "vault.json"
    older = path.read_bytes()
    vault.change_passphrase("a new one", CHEAP, CHEAP)
    vault.close()
    newer = path.read_bytes()
    for name in ("vault.json", "vault.copy.json"):
        (vault_folder.folder / name).write_bytes(older)
    again = vault_folder.open()  # the old passphrase opens the old file: that cannot be helped, but it is said
    assert [one.fact for one in again.notices] == ["An older vault.json had been put back."]
    again.close()
    assert path.read_bytes() == newer
    with pytest.raises(DidNotOpen):
        vault_folder.open()


def test_an_older_team_circle_put_back_is_seen(vault_folder: VaultFolder, tmp_path: Path) -> None:
    older = vault_folder.copy(tmp_path / "older")
    vault = vault_folder.open()
    vault.change_passphrase(PASSPHRASES[NOOR], CHEAP, CHEAP)
    incident = Writer(vault).report()
    vault.keep_draft(Draft("d", "note", incident, "x", {}, DAY_TWO, DAY_TWO))
    vault.close()
    for name in ("team.db", "team.head"):
        there = older.folder / name
        (vault_folder.folder / name).write_bytes(there.read_bytes() if there.exists() else b"")
    again = vault_folder.open()
    facts = [one.fact for one in again.notices]
    assert facts == ["team.db is older than vault.json.", "One entry that was kept is gone."]
    assert again.overviews() == []
    again.close()


def test_a_member_list_that_no_lead_signed_is_not_believed(vault_folder: VaultFolder) -> None:
    """Jun makes themselves lead in vault.json and signs the whole, as Jun can."""
    jun = vault_folder.open(JUN)
    header, identity = jun.header, jun._identity
    jun.close()
    members = [one.as_json() | ({"role": "lead"} if one.name == JUN else {}) for one in header.members]
    said = json.loads((vault_folder.folder / "vault.json").read_bytes()) | {"members": members}
    from_json = header_from_json(said)
    forged = from_json.with_roster(jun.me.id, identity).signed(jun.me.id, identity)
    assert forged.holds()
    assert not forged.holds(header)
    header_file.write(vault_folder.folder, forged)
    noor = vault_folder.open(NOOR)
    assert [one.fact for one in noor.notices] == ["vault.json was changed outside this program."]
    assert [one.role for one in noor.members] == ["lead", "responder"]
    noor.close()


def test_a_clock_that_went_back_is_said(vault: Vault, vault_folder: VaultFolder) -> None:
    Writer(vault).report()
    vault.close()
    again = vault_folder.open(clock=lambda: DAY_TWO - timedelta(hours=2))
    assert [(one.kind, one.fact) for one in again.notices] == [("clock", "The clock of this laptop went back 2 h.")]
    again.close()


def test_an_unfinished_change_of_vault_json_is_finished(vault: Vault, vault_folder: VaultFolder) -> None:
    """Killed between the copy in the team circle and the file."""
    path = vault_folder.folder / "vault.json"
    before = path.read_bytes()
    vault.change_passphrase("a new one", CHEAP, CHEAP)
    after = path.read_bytes()
    vault._page.keep_header(vault.header)  # its state is "writing" again
    vault.close()
    for name in ("vault.json", "vault.copy.json"):
        (vault_folder.folder / name).write_bytes(before)
    (vault_folder.folder / ".vault.json.0a1b2c3d").write_bytes(b"half")
    again = vault_folder.open()
    assert again.notices == ()
    again.close()
    assert path.read_bytes() == after
    assert not list(vault_folder.folder.glob(".vault*"))


def test_a_member_who_came_later_gets_a_private_circle_of_their_own(vault_folder: VaultFolder) -> None:
    jun = vault_folder.open(JUN)
    private = [ring for ring in jun.header.circles if ring.kind == "private" and jun.me.id in ring.keys]
    assert [ring.members for ring in private] == [frozenset({jun.me.id})]
    jun.close()
    jun = vault_folder.open(JUN)
    assert len([ring for ring in jun.header.circles if ring.kind == "private"]) == 2
    jun.close()


def test_the_folder_is_for_its_owner_only(vault_folder: VaultFolder, tmp_path: Path) -> None:
    made(tmp_path / "New.cocvault").close()
    if os.name != "nt":
        assert (tmp_path / "New.cocvault").stat().st_mode & 0o077 == 0
