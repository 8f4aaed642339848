"""Drafts are their writer's alone, durable at once, and gone when they were filed."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from coc_desk.casework.entries import EntryId, EntryKind, IncidentId
from coc_desk.casework.ledger import Draft
from coc_desk.vault.rows import packed, unpacked
from coc_desk.vault.vault import Vault
from tests.vault.building import DAY_TWO, JUN, VaultFolder, Writer


def draft(id: str, kind: str = "note", minutes: int = 0, **content: object) -> Draft:
    at = DAY_TWO + timedelta(minutes=minutes)
    return Draft(id, kind, IncidentId("i1"), "copper kettle", content, at, at)


def test_a_draft_is_its_writers_and_the_team_sees_that_it_exists(vault: Vault, vault_folder: VaultFolder) -> None:
    vault.keep_draft(draft("d1", text="half a sen"))
    assert vault.drafts() == [draft("d1", text="half a sen")]
    assert vault.half_written() == []
    vault.close()
    jun = vault_folder.open(JUN)
    assert jun.drafts() == []
    assert [(one.kind, one.since) for one in jun.half_written()] == [("note", DAY_TWO)]
    jun.close()


def test_the_newest_draft_comes_first(vault: Vault) -> None:
    for number in (2, 3, 1):
        vault.keep_draft(draft(f"d{number}", minutes=number))
    assert [one.id for one in vault.drafts()] == ["d3", "d2", "d1"]


def test_keeping_again_replaces(vault: Vault) -> None:
    vault.keep_draft(draft("d1", text="half"))
    vault.keep_draft(draft("d1", text="half a sentence"))
    assert [one.content["text"] for one in vault.drafts()] == ["half a sentence"]


def test_a_draft_survives_without_a_tidy_end(vault: Vault, vault_folder: VaultFolder) -> None:
    vault.keep_draft(draft("d1", text="not closed"))
    copy = vault_folder.copy(vault_folder.folder.with_name("as after a power cut"))
    found = copy.open()
    assert [one.content["text"] for one in found.drafts()] == ["not closed"]
    found.close()


def test_dropped_means_gone_for_the_team_too(vault: Vault, vault_folder: VaultFolder) -> None:
    vault.keep_draft(draft("d1"))
    vault.keep_draft(draft("d2", minutes=1))
    vault.drop_draft("d1")
    vault.drop_draft("never there")
    vault.close()
    jun = vault_folder.open(JUN)
    assert [one.since for one in jun.half_written()] == [DAY_TWO + timedelta(minutes=1)]
    jun.close()


def test_a_report_filed_just_before_a_kill_is_not_offered_again(vault: Vault, vault_folder: VaultFolder) -> None:
    id = EntryId("0" * 32)
    vault.keep_draft(draft(id, "intake"))
    vault.keep_draft(draft("d2", minutes=1))
    writer = Writer(vault)
    vault.append([writer.entry(IncidentId(id), EntryKind.REPORT, {"code": "x"}, id=id)], vault.team.id)
    vault.close()  # killed before drop_draft
    again = vault_folder.open()
    assert [one.id for one in again.drafts()] == ["d2"]
    again.close()
    jun = vault_folder.open(JUN)
    assert len(jun.half_written()) == 1
    jun.close()


def test_marks_that_a_kill_left_are_put_right(vault: Vault, vault_folder: VaultFolder) -> None:
    vault.keep_draft(draft("d1"))
    vault._drawer.drop("d1")  # killed before the team's mark was taken away
    vault.close()
    vault_folder.open().close()
    jun = vault_folder.open(JUN)
    assert jun.half_written() == []
    jun.close()


@given(st.recursive(st.none() | st.text() | st.integers(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)))
def test_any_text_a_box_can_hold_comes_back(content: object) -> None:
    assert unpacked(packed(content)) == content


def test_half_a_surrogate_pair_is_kept(vault: Vault) -> None:
    vault.keep_draft(draft("d1", text="cut emoji \ud83d and NUL \0"))
    assert vault.drafts()[0].content["text"] == "cut emoji \ud83d and NUL \0"
