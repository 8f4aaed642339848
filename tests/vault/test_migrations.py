"""The schema grows by scripts; a copy is kept before, and nothing is lost when one does not work."""

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from coc_desk.casework.errors import Trouble
from coc_desk.vault.database import Database, shipped_migrations
from coc_desk.vault.vault import Vault
from tests.vault.building import JUN, VaultFolder, Writer, bytes_in

KEY = bytes(range(32))
NEXT = (*shipped_migrations(), "create table weather (sky text);")


def test_what_is_shipped_makes_version_two(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.db", KEY, shipped_migrations(), create=True)
    assert database.value("pragma user_version") == len(shipped_migrations()) == 2
    database.close()


def test_the_settings_are_those_that_were_decided(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.db", KEY, shipped_migrations(), create=True)
    asked = ("journal_mode", "synchronous", "secure_delete", "temp_store", "foreign_keys", "cipher_page_size")
    assert [str(database.value(f"pragma {one}")) for one in asked] == ["wal", "2", "1", "2", "1", "4096"]
    assert database.value("pragma cipher_hmac_algorithm") == "HMAC_SHA512"
    assert database.value("pragma cipher_memory_security") == "0"
    database.close()


def test_an_older_vault_is_brought_up_to_date_with_a_copy_kept(vault: Vault, vault_folder: VaultFolder) -> None:
    incident = Writer(vault).report()
    vault.close()
    again = vault_folder.open(migrations=NEXT)
    assert len(again.entries_of(incident)) == 1
    assert again.stores[0].database.rows("select * from weather") == []
    again.close()
    aside = vault_folder.folder / "before-3"
    assert {one.name for one in aside.iterdir()} == {one.database.path.name for one in again.stores}
    old = Database(aside / "team.db", again._team_key(), shipped_migrations())
    assert old.value("select count(*) from entry") == 1
    old.close()


def test_a_newer_vault_is_refused_by_name_and_left_alone(vault_folder: VaultFolder) -> None:
    vault_folder.open(migrations=NEXT).close()
    before = bytes_in(vault_folder.folder)
    for name in ("Noor H.", JUN):
        with pytest.raises(Trouble) as told:
            vault_folder.open(name)
        assert (told.value.kind, told.value.fact) == ("newer", "A newer CoC Desk made this vault.")
    assert bytes_in(vault_folder.folder) == before


def test_a_script_that_does_not_work_changes_nothing(vault: Vault, vault_folder: VaultFolder) -> None:
    incident = Writer(vault).report()
    vault.close()
    broken = (*shipped_migrations(), "create table weather (sky text); insert into nowhere values (1);")
    with pytest.raises(sqlcipher.Error):
        vault_folder.open(migrations=broken)
    again = vault_folder.open()
    assert len(again.entries_of(incident)) == 1
    with pytest.raises(sqlcipher.Error):
        again.stores[0].database.rows("select * from weather")
    again.close()


def test_another_reading_of_the_entries_is_made_at_the_next_opening(vault: Vault, vault_folder: VaultFolder) -> None:
    writer = Writer(vault)
    incident = writer.report("marmalade")
    writer.note(incident, "and jam")
    shown = vault.overviews()
    team = vault.stores[0].database
    vault.stores[0].index_waiting()
    team.run("update incident set overview = '{}', needles = '[]'")
    team.run("update words set text = 'nothing'")
    team.run("update kept set value = 0 where key = 'follows'")  # as an older program would have left it
    vault.close()
    again = vault_folder.open()
    assert again.overviews() == shown
    assert len(again.search("marmalade")) == 1
    assert again.search("nothing") == []
    again.close()
