"""The vault does what the ledger promises, and still does after it was closed and opened."""

from coc_desk.casework.ledger import Draft
from coc_desk.vault.vault import Vault
from tests.vault.building import DAY_TWO, JUN, VaultFolder, Writer


def test_what_was_appended_is_there_after_opening_again(vault: Vault, vault_folder: VaultFolder) -> None:
    writer = Writer(vault)
    incident = writer.report("She was followed to the bus.")
    note = writer.note(incident, "Walked her home.")
    before = vault.incident(incident)
    vault.close()
    again = vault_folder.open()
    assert again.incident(incident) == before
    assert again.entry(note.id) == note
    assert [one.id for one in again.overviews()] == [incident]
    again.close()


def test_a_draft_belongs_to_its_writer_and_the_team_sees_that_it_exists(
    vault: Vault, vault_folder: VaultFolder
) -> None:
    draft = Draft("d1", "note", None, "copper kettle", {"text": "half a sen"}, DAY_TWO, DAY_TWO)
    vault.keep_draft(draft)
    assert vault.drafts() == [draft]
    assert vault.half_written() == []
    vault.close()
    jun = vault_folder.open(JUN)
    assert jun.drafts() == []
    assert [(one.kind, one.since) for one in jun.half_written()] == [("note", DAY_TWO)]
    jun.close()
