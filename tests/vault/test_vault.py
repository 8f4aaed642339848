"""The vault does what the ledger promises, and still does after it was closed and opened."""

from datetime import timedelta
from itertools import count

import pytest

from coc_desk.casework.entries import EVENT, START, EntryKind, IncidentId, new_id
from coc_desk.casework.errors import Refused
from coc_desk.casework.incidents import fold, overview
from coc_desk.casework.ledger import Ledger
from coc_desk.vault.vault import Vault
from tests.vault.building import DAY_TWO, JUN, NOOR, VaultFolder, Writer


def test_a_vault_is_a_ledger(vault: Vault) -> None:
    ledger: Ledger = vault
    assert ledger.me.name == NOOR
    assert [one.name for one in ledger.members] == [NOOR, JUN]
    assert ledger.event.name == "Saltmarsh Conf"
    assert ledger.playbook.key == "conference"
    assert ledger.team.members == {one.id for one in ledger.members}


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


def test_what_lists_show_is_what_the_entries_say(vault: Vault, vault_folder: VaultFolder) -> None:
    writer = Writer(vault)
    incidents = [writer.report(), writer.report()]
    writer.notes(incidents[0], ["Called her back.", "He was talked to."])
    shown = {one.id: one for one in vault.overviews()}
    assert shown == {id: overview(fold(vault.entries_of(id))) for id in incidents}
    vault.close()
    again = vault_folder.open()
    assert {one.id: one for one in again.overviews()} == shown
    again.close()


def test_names_that_must_not_leave_are_known_at_once_and_after_opening(vault: Vault, vault_folder: VaultFolder) -> None:
    person = {"id": "p1", "code": "green lamp", "roles": ["reported"], "answers": {"name": {"v": "Maximilian Roth"}}}
    Writer(vault).report(people=[person])
    assert [needle.text for needle in vault.needles()] == ["Maximilian Roth"]
    vault.close()
    again = vault_folder.open()
    assert [(one.text, one.what, one.person) for one in again.needles()] == [("Maximilian Roth", "name", "green lamp")]
    Writer(again).note(again.overviews()[0].id, "Nothing new about names.")
    assert len(again.needles()) == 1
    again.close()


def test_the_tip_is_my_own_last_entry(vault: Vault, vault_folder: VaultFolder) -> None:
    writer = Writer(vault)
    incident = writer.report()
    mine = writer.note(incident, "by Noor")
    vault.close()
    jun = vault_folder.open(JUN)
    assert jun.tip(incident) == START
    theirs = Writer(jun, DAY_TWO + timedelta(hours=1)).note(incident, "by Jun")
    assert jun.tip(incident) == theirs.hash
    jun.close()
    noor = vault_folder.open()
    assert noor.tip(incident) == mine.hash
    assert noor.newest() == theirs.at
    assert [one.by for one in noor.entries_of(incident)].count(theirs.by) == 1
    noor.close()


def test_the_events_own_entries_make_no_incident(vault: Vault) -> None:
    entry = Writer(vault).entry(EVENT, EntryKind.STEP, {"step": "phone", "with": vault.me.id})
    vault.append([entry])
    assert vault.entries_of(EVENT) == [entry]
    assert vault.overviews() == []
    with pytest.raises(KeyError):
        vault.incident(EVENT)


def test_a_new_incident_needs_a_circle(vault: Vault) -> None:
    entry = Writer(vault).entry(IncidentId(new_id()), EntryKind.NOTE, {"text": "x"})
    with pytest.raises(ValueError, match="circle"):
        vault.append([entry])


def test_an_unknown_incident_is_a_key_error(vault: Vault) -> None:
    stranger = IncidentId(new_id())
    assert vault.entries_of(stranger) == []
    for ask in (vault.incident, vault.circle_of):
        with pytest.raises(KeyError):
            ask(stranger)


def test_a_kind_of_entry_from_a_newer_program_is_kept_and_found(vault: Vault, vault_folder: VaultFolder) -> None:
    writer = Writer(vault)
    incident = writer.report()
    vault.append([writer.entry(incident, "weather", {"sky": "hailstorm", "deep": [{"er": "graupel"}]})])
    vault.close()
    again = vault_folder.open()
    assert [line.known for line in again.incident(incident).lines] == [True, False]
    assert [found.kind for found in again.search("graup")] == ["weather"]
    again.close()


def test_a_code_name_is_given_once_in_the_life_of_a_vault(vault: Vault, vault_folder: VaultFolder) -> None:
    assert vault.take_code_name(iter(["copper kettle", "green lamp"])) == "copper kettle"
    vault.close()
    again = vault_folder.open(JUN)
    assert again.take_code_name(iter(["copper kettle", "green lamp"])) == "green lamp"
    again.close()


def test_code_names_that_came_with_entries_are_taken(vault: Vault) -> None:
    Writer(vault).report(code="copper kettle", people=[{"id": "p", "code": "green lamp", "roles": [], "answers": {}}])
    names = (f"{one}" for one in ("copper kettle", "green lamp", "maple thimble"))
    assert vault.take_code_name(names) == "maple thimble"


def test_what_is_remembered_is_mine_alone(vault: Vault, vault_folder: VaultFolder) -> None:
    vault.remember("place", {"screen": "incident", "cursor": [3, 14]})
    vault.remember("seen", "x")
    vault.remember("seen", None)
    vault.close()
    jun = vault_folder.open(JUN)
    assert jun.recall("place") is None
    jun.close()
    noor = vault_folder.open()
    assert noor.recall("place") == {"screen": "incident", "cursor": [3, 14]}
    assert noor.recall("seen") is None
    noor.close()


def test_more_streams_than_fit_in_memory_are_read_again(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coc_desk.vault.streams.MOST_STREAMS", 3)
    writer = Writer(vault)
    incidents = [writer.report(f"number {number}") for number in range(8)]
    for incident in incidents:
        writer.note(incident, "and on")
    assert [len(vault.entries_of(incident)) for incident in incidents] == [2] * 8


def test_a_second_lead_is_needed_for_nothing_but_only_a_lead_adds_members(vault_folder: VaultFolder) -> None:
    jun = vault_folder.open(JUN)
    with pytest.raises(Refused, match="lead"):
        jun.add_member("Imke R.", "responder", "never used")
    jun.close()


def test_closing_twice_is_closing_once(vault: Vault) -> None:
    vault.close()
    vault.close()


def test_code_names_stay_unique_when_asked_for_often(vault: Vault) -> None:
    numbers = (f"name {number // 2}" for number in count())
    assert len({vault.take_code_name(numbers) for _ in range(50)}) == 50
