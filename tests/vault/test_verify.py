"""Verifying finds whatever was changed, and says where."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from coc_desk.casework.entries import EntryKind, IncidentId
from coc_desk.casework.ledger import Draft
from coc_desk.vault.rows import row_of
from coc_desk.vault.vault import Vault
from coc_desk.vault.verify import verify
from tests.vault.building import DAY_TWO, JUN, VaultFolder, Writer, fill


@pytest.fixture
def incident(vault: Vault) -> IncidentId:
    """An incident with three entries in a vault with nine."""
    fill(vault, 6, each=3)
    writer = Writer(vault, vault.newest() or DAY_TWO)
    id = writer.report("the third")
    writer.notes(id, ["one", "two"])
    return id


def test_a_vault_as_it_was_written_holds(vault: Vault, vault_folder: VaultFolder, incident: IncidentId) -> None:
    stored = vault.put_file([b"evidence"], 8)
    body = {"file": stored.id, "name": "x", "media": "", "size": 8, "sha256": stored.sha256}
    vault.append([Writer(vault, vault.newest() or DAY_TWO).entry(incident, EntryKind.FILE, body)], files=[stored.id])
    vault.keep_draft(Draft("d", "note", incident, "x", {}, DAY_TWO, DAY_TWO))
    found = verify(vault)
    assert (found.entries, found.incidents, found.circles, found.files, found.problems) == (10, 3, 2, 1, ())
    vault.close()
    jun = vault_folder.open(JUN)
    assert (verify(jun).entries, verify(jun).not_mine) == (10, 1)
    jun.close()


def body(vault: Vault) -> None:
    vault.stores[0].database.run("""update entry set body = '{"text":"other"}' where place = 8""")


def order(vault: Vault) -> None:
    database = vault.stores[0].database
    database.run("update entry set place = -1 where place = 8")
    database.run("update entry set place = 8 where place = 9")
    database.run("update entry set place = 9 where place = -1")


def last_dropped(vault: Vault) -> None:
    vault.stores[0].database.run("delete from entry where place = 9")


def middle_dropped(vault: Vault) -> None:
    vault.stores[0].database.run("delete from entry where place = 8")


def writer(vault: Vault) -> None:
    other = next(one.id for one in vault.members if one.name == JUN)
    vault.stores[0].database.run("update entry set by = ? where place = 8", (other,))


def time(vault: Vault) -> None:
    vault.stores[0].database.run("update entry set at = '2027-01-01T00:00:00.000000Z' where place = 8")


def added(vault: Vault) -> None:
    """An entry in Noor's name that Noor never signed."""
    last = vault.entries_of(vault.overviews()[-1].id)[-1]
    forged = replace(last, id="f" * 32, prev=last.hash, kind="struck")  # type: ignore[arg-type]
    row = (10, *row_of(forged), forged.hash, bytes(32), "")
    vault.stores[0].database.run(f"insert into entry values ({', '.join('?' * 15)})", row)


def overview(vault: Vault) -> None:
    vault.stores[0].database.run("update incident set overview = replace(overview, 'received', 'closed')")


def needles(vault: Vault) -> None:
    vault.stores[0].database.run("""update incident set needles = '[["x","name","y","z"]]'""")


def words(vault: Vault) -> None:
    vault.stores[0].index_waiting()
    vault.stores[0].database.run("update words set text = 'nothing' where rowid = 8")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (body, "entry 8: its content is not the one that was signed"),
        (order, "entry 8: the entry before it is missing"),
        (last_dropped, "the number of entries"),
        (middle_dropped, "entry 9: the entry before it is missing"),
        (writer, "entry 8: its signature is not its writer's"),
        (time, "entry 8: its signature is not its writer's"),
        (added, "entry 10: its signature is not its writer's"),
        (overview, "what lists show"),
        (needles, "what lists show"),
        (words, "entry 8: it is found by words that are not its own"),
    ],
)
def test_a_change_is_found_with_its_place(
    vault: Vault, incident: IncidentId, change: Callable[[Vault], None], says: str
) -> None:
    vault.overviews()
    change(vault)
    problems = verify(vault).problems
    assert any(problem.startswith("team.db: ") and says in problem for problem in problems), problems


def test_a_changed_or_lost_file_is_found(vault: Vault, vault_folder: VaultFolder, incident: IncidentId) -> None:
    clerk = Writer(vault, vault.newest() or DAY_TWO)
    for _ in range(2):
        stored = vault.put_file([b"evidence"], 8)
        said = {"file": stored.id, "name": "x", "media": "", "size": 8, "sha256": stored.sha256}
        vault.append([clerk.entry(incident, EntryKind.FILE, said)], files=[stored.id])
    first, second = sorted((vault_folder.folder / "files").iterdir())
    first.write_bytes(first.read_bytes()[::-1])
    second.unlink()
    assert set(verify(vault).problems) == {
        f"team.db: the file {first.name} is not as it was put.",
        f"team.db: the file {second.name} is not as it was put.",
    }
    vault.stores[0].forget_file(vault.stores[0].files()[0].id)
    assert any("is missing" in problem for problem in verify(vault).problems)


def test_a_page_that_was_changed_is_named(vault: Vault, vault_folder: VaultFolder, incident: IncidentId) -> None:
    vault.close()
    path = vault_folder.folder / "team.db"
    content = bytearray(path.read_bytes())
    content[-300] ^= 1
    path.write_bytes(content)
    again = vault_folder.open()
    problems = verify(again).problems
    assert any("HMAC verification failed for page" in problem for problem in problems), problems
    again.close()
