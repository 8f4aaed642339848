"""Whoever left an incident does not get it back from the files, with any key they can derive or ever had."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EntryKind, IncidentId, write
from coc_desk.casework.errors import Trouble
from coc_desk.casework.followup import Note
from coc_desk.casework.intake import ReportDraft
from coc_desk.casework.ledger import Draft, FileId
from coc_desk.keys.passphrase import Cost
from coc_desk.vault import header_file
from coc_desk.vault.folder import peek
from coc_desk.vault.header import Header, header_from_json
from coc_desk.vault.team import next_secret, sealed_to
from coc_desk.vault.trouble import DoesNotVerify
from coc_desk.vault.unlocking import DidNotOpen, derive_keys
from coc_desk.vault.vault import Vault
from coc_desk.vault.verify import verify
from tests.vault.attacking import attacker, pages_of
from tests.vault.building import (
    CHEAP,
    DAY_TWO,
    IMKE,
    JUN,
    NOOR,
    PASSPHRASES,
    VaultFolder,
    Writer,
    desk_for,
    fill,
    three_members,
)
from tests.vault.test_plain_text import Canaries

Told = tuple[VaultFolder, IncidentId, tuple[str, ...]]
Leave = Callable[[VaultFolder, IncidentId], None]


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A vault with an incident full of words that stand nowhere else, among a hundred others."""
    there, word = three_members(tmp_path_factory.mktemp("attacks") / "Saltmarsh.cocvault"), Canaries()
    with closing(there.open(clock=lambda: DAY_TWO)) as noor:
        fill(noor, 120)
        writer = Writer(noor, noor.newest() or DAY_TWO)
        person = {"id": "p", "code": "velvet heron", "roles": ["reported"], "answers": {"name": {"v": word()}}}
        incident = writer.report(word(), people=[person])
        writer.notes(incident, [f"{word()} and {word()}" for _ in range(30)])
        text = word()
        file = noor.put_file([text.encode() * 9000], 9000 * len(text))
        body = {"file": file.id, "name": word(), "media": "", "size": file.size, "sha256": file.sha256}
        noor.append([writer.entry(incident, EntryKind.FILE, body)], files=[FileId(file.id)])
        fill(noor, 60)
    with closing(there.open(JUN)) as jun:
        jun.keep_draft(Draft("d" * 32, "note", incident, "x", {"text": word()}, DAY_TWO, DAY_TWO))
        jun.search(word.words[1])
        Writer(jun, writer.at).note(incident, word())
    return there, incident, tuple(word.words)


def by_a_lead(there: VaultFolder, incident: IncidentId) -> None:
    with closing(there.open(NOOR)) as vault:
        desk_for(vault).recuse(incident, there.member(JUN))
    there.open(JUN).close()


def by_themself(there: VaultFolder, incident: IncidentId) -> None:
    with closing(there.open(JUN)) as vault:
        desk_for(vault).step_out(incident)


@pytest.mark.parametrize("leave", [by_a_lead, by_themself])
def test_no_key_they_have_or_had_opens_a_word(told: Told, leave: Leave, tmp_path: Path) -> None:
    stored, incident, words = told
    there = stored.copy(tmp_path / "Saltmarsh.cocvault")
    jun = attacker(there.folder, JUN)
    assert {word for _file, word in jun.finds(there.folder, words)} == set(words)  # the toolbox does find them
    leave(there, incident)
    jun.learn(there.folder)
    assert jun.finds(there.folder, words) == set()
    imke = attacker(there.folder, IMKE)
    assert {word for _file, word in imke.finds(there.folder, words)} >= set(words[:-2])


def test_nothing_is_left_while_the_vault_is_still_open(told: Told, tmp_path: Path) -> None:
    stored, incident, words = told
    there = stored.copy(tmp_path / "Saltmarsh.cocvault")
    jun = attacker(there.folder, JUN)
    with closing(there.open(NOOR)) as vault:
        desk_for(vault).recuse(incident, there.member(JUN))
        copied = there.copy(tmp_path / "copied")
        jun.learn(copied.folder)
        found = {word for _file, word in jun.finds(copied.folder, words)}
    assert found <= set(words[-2:-1])  # their own draft, in their own circle: it goes when they sign in


def test_the_copies_of_an_older_schema_go_too(told: Told, tmp_path: Path) -> None:
    stored, incident, words = told
    there = stored.copy(tmp_path / "Saltmarsh.cocvault")
    (there.folder / "before-2").mkdir()
    shutil.copy(there.folder / "team.db", there.folder / "before-2")
    by_a_lead(there, incident)
    jun = attacker(there.folder, JUN)
    assert jun.finds(there.folder, words) == set()


def test_an_excluded_member_never_has_a_key_drafts_included(tmp_path: Path) -> None:
    there, word = three_members(tmp_path / "Saltmarsh.cocvault"), Canaries()
    with closing(there.open(NOOR)) as noor:
        desk = desk_for(noor)
        draft = desk.begin_report()
        report = _report_about(desk, draft, word, there)
        desk.keep_report(draft, report)
        _finds_nothing(there, word, tmp_path / "while it is a draft")
        incident = desk.file_report(draft, report)
        desk.add_note(incident.id, Note("observation", word()))
        _finds_nothing(there, word, tmp_path / "when it is filed")
        assert desk.incident(incident.id).recused == (there.member(JUN),)
    with closing(there.open(JUN)) as jun:
        assert [one.code for one in jun.outside()] == [incident.code]
    _finds_nothing(there, word, tmp_path / "after they signed in")


def _report_about(desk: Desk, draft: Draft, word: Canaries, there: VaultFolder) -> ReportDraft:
    about = replace(desk.new_person("reported", member=there.member(JUN)), answers={"name": {"v": word()}})
    report = replace(ReportDraft.of(draft), answers={"words": {"v": word()}}, people=(about,))
    assert desk.team_members_named(report) == [there.member(JUN)]  # exclusion is offered at once
    return replace(report, excluded=(there.member(JUN),))


def _finds_nothing(there: VaultFolder, word: Canaries, copied: Path) -> None:
    at = there.copy(copied)
    assert attacker(at.folder, JUN).finds(at.folder, word.words) == set()
    assert {one for _file, one in attacker(at.folder, NOOR).finds(at.folder, word.words)} == set(word.words)


def test_the_toolbox_reads_raw_pages(told: Told) -> None:
    stored, _incident, words = told
    jun = attacker(stored.folder, JUN)
    raw = [page for key in jun.keys for page in pages_of(stored.folder / "team.db", key)]
    assert any(words[0].encode() in page for page in raw)


# Circles and their keys


def test_who_was_removed_opens_nothing_with_what_they_had(told: Told, tmp_path: Path) -> None:
    stored, incident, words = told
    there = stored.copy(tmp_path / "Saltmarsh.cocvault")
    jun, jun_id = attacker(there.folder, JUN), there.member(JUN)
    with closing(there.open(NOOR)) as vault:
        entries = vault.entries_of(incident)
        removed = desk_for(vault).remove_member(jun_id)
        assert (removed.drafts, removed.circles) == (1, 0)
        assert vault.entries_of(incident) == entries
        assert {one.id: (one.name, one.left) for one in vault.members}[jun_id] == (JUN, True)
    jun.learn(there.folder)
    found = jun.finds(there.folder, words)
    # A file's own key they could have noted: its bytes are not sealed anew when somebody leaves the team.
    assert {file for file, _word in found if file.endswith((".db", "-wal"))} == set()
    with pytest.raises(StopIteration):
        there.member(JUN)
    for name in (NOOR, IMKE):
        with closing(there.open(name)) as vault:
            assert (vault.notices, verify(vault).problems) == ((), ())


def test_an_older_vault_json_put_back_after_a_removal_is_seen(told: Told, tmp_path: Path) -> None:
    there = told[0].copy(tmp_path / "Saltmarsh.cocvault")
    older = {name: (there.folder / name).read_bytes() for name in ("vault.json", "vault.copy.json")}
    with closing(there.open(NOOR)) as vault:
        desk_for(vault).remove_member(there.member(JUN))
    for name, content in older.items():
        (there.folder / name).write_bytes(content)
    for name in (JUN, NOOR):  # its keys open nothing any more
        with pytest.raises(Trouble):
            there.open(name)


def test_databases_of_another_vault_are_not_taken_for_ours(tmp_path: Path) -> None:
    ours, theirs = (three_members(tmp_path / f"{name}.cocvault") for name in ("ours", "theirs"))
    for name in ("team.db", "vault.json"):
        there = ours.copy(tmp_path / f"swapped {name}")
        shutil.copy(theirs.folder / name, there.folder / name)
        with pytest.raises((Trouble, DidNotOpen)):
            there.open(NOOR)


def test_a_slot_that_another_member_edited_and_signed_opens_nothing(tmp_path: Path) -> None:
    there = three_members(tmp_path / "Saltmarsh.cocvault")
    noor, jun = there.member(NOOR), attacker(there.folder, JUN)
    header = header_in(there)
    edited = replace(header.slots[noor], cost=Cost(16, 1, 1))
    forged = replace(header, slots={**header.slots, noor: edited}).signed(there.member(JUN), jun.identity)
    header_file.write(there.folder, forged)
    with pytest.raises(DidNotOpen):
        derive_keys(peek(there.folder), noor, PASSPHRASES[NOOR], CHEAP)


def test_nobody_lets_themself_into_a_circle_by_vault_json(tmp_path: Path) -> None:
    there = three_members(tmp_path / "Saltmarsh.cocvault")
    with closing(there.open(NOOR)) as vault:
        circle = vault.circle_without(frozenset({there.member(JUN)}))
        Writer(vault).report("marmalade", circle.id)
    jun, me, header = attacker(there.folder, JUN), there.member(JUN), header_in(there)
    mine = header.circles[0].keys[me]
    rings = (replace(one, keys={**one.keys, me: mine}) if one.id == circle.id else one for one in header.circles)
    header_file.write(there.folder, replace(header, circles=tuple(rings)).signed(me, jun.identity))
    with closing(there.open(JUN)) as vault:
        assert vault.search("marmalade") == []
        assert "Some incidents of a smaller circle cannot be opened." in {one.fact for one in vault.notices}
    with closing(there.open(IMKE)) as vault:
        assert len(vault.search("marmalade")) == 1


def test_nobody_brings_a_circle_of_others_to_a_key_they_know(tmp_path: Path) -> None:
    there = three_members(tmp_path / "Saltmarsh.cocvault")
    with closing(there.open(NOOR)) as vault:
        circle = vault.circle_without(frozenset({there.member(JUN)}))
        Writer(vault).report("xqmarmalade", circle.id)
    jun, mine, header = attacker(there.folder, JUN), bytes(range(32)), header_in(there)
    jun.keys.add(mine)
    listed = [one for one in header.members if one.id in circle.members]
    for secret in (mine, next_secret(circle.id, bytes(32), mine)):
        known = sealed_to(secret, listed)
        rings = (replace(one, next=known, stale=True) if one.id == circle.id else one for one in header.circles)
        forged = replace(header, circles=tuple(rings)).signed(there.member(JUN), jun.identity)
        header_file.write(there.folder, forged)
        with closing(there.open(IMKE)) as vault:
            assert len(vault.search("xqmarmalade")) == 1
            assert not any(one.next or one.stale for one in vault.header.circles)
        jun.learn(there.folder)
        assert jun.finds(there.folder, ["xqmarmalade"]) == set()
        header = header_in(there)


def test_who_left_does_not_sign_a_vault_json_any_more(tmp_path: Path) -> None:
    there = three_members(tmp_path / "Saltmarsh.cocvault")
    jun, me = attacker(there.folder, JUN), there.member(JUN)
    with closing(there.open(NOOR)) as vault:
        desk_for(vault).remove_member(me)
    forged = replace(header_in(there), event="Forged").signed(me, jun.identity)
    assert not forged.holds()
    header_file.write(there.folder, forged)
    with pytest.raises(Trouble):
        there.open(NOOR)


def header_in(there: VaultFolder) -> Header:
    return header_from_json(json.loads((there.folder / "vault.json").read_bytes()))


# Entries


def test_an_entry_in_anothers_name_is_not_taken_in_and_is_found(vault: Vault, vault_folder: VaultFolder) -> None:
    incident, noor = Writer(vault).report(), vault.me.id
    vault.close()
    with closing(vault_folder.open(JUN)) as jun:
        tip, body = jun.entries_of(incident)[-1], {"note": "observation", "text": "Noor wrote this"}
        at = tip.at.replace(hour=23)
        forged = write(jun, incident=incident, kind=EntryKind.NOTE, by=noor, at=at, body=body, prev=tip.hash)
        with pytest.raises(DoesNotVerify, match="signature"):
            jun.append([forged])
        jun.stores[0].add([(forged, forged.hash)], ["noor wrote this"], {})  # past the check, by a program of their own
        assert any("signature" in one for one in verify(jun).problems)


AS_IF_MOVED = (
    "insert into gone select place, {}, hash, digest, newest from entry where place = 5",
    "delete from entry where place = 5",
    "delete from words where rowid = 5",
    "delete from words_waiting where place = 5",
)
TAMPERED = {
    "dropped at the end": ("delete from entry where place = 5",),
    "dropped in the middle": ("delete from entry where place = 3",),
    "reordered": ("update entry set place = 9 where place = 2", "update entry set place = 2 where place = 4"),
    "dropped as if it had moved": tuple(one.format("stream") for one in AS_IF_MOVED),
    "dropped as if it had moved elsewhere": tuple(one.format("'elsewhere'") for one in AS_IF_MOVED),
}


@pytest.mark.parametrize("statements", TAMPERED.values(), ids=TAMPERED)
def test_what_a_member_takes_out_of_the_ledger_is_found(
    vault: Vault, vault_folder: VaultFolder, statements: tuple[str, ...]
) -> None:
    writer = Writer(vault)
    writer.notes(writer.report(), ["one", "two", "three", "four"])
    vault.close()
    with closing(vault_folder.open(JUN)) as jun:
        for one in statements:
            jun.stores[0].database.run(one)
    with closing(vault_folder.open(NOOR)) as noor:
        noor._books._follow_anew(noor.stores[0])  # whoever does this makes what lists show fit as well
        assert verify(noor).problems
