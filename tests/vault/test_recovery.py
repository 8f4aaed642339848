"""A lost passphrase is not the end, and what recovery may not open it does not."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from coc_desk.casework.entries import EVENT
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.ledger import Draft
from coc_desk.casework.recovery import Drawn
from coc_desk.keys.errors import DoesNotOpen
from coc_desk.keys.identity import Identity
from coc_desk.keys.passphrase import derive
from coc_desk.keys.sealing import open_sealed
from coc_desk.keys.wrapping import unwrap
from coc_desk.vault import header_file
from coc_desk.vault.database import count_entries
from coc_desk.vault.folder import COPY_JSON, VAULT_JSON, peek
from coc_desk.vault.header import TEAM, Header, header_from_json
from coc_desk.vault.opening import open_vault
from coc_desk.vault.recovering import recover, unwrap_recovery, with_recovery
from coc_desk.vault.recovery_part import kept_key
from coc_desk.vault.team_page import TeamPage
from coc_desk.vault.unlocking import DidNotOpen, derive_keys, harden
from coc_desk.vault.vault import Vault
from coc_desk.vault.verify import verify
from tests.vault.building import (
    CHEAP,
    DAY_THREE,
    DAY_TWO,
    IMKE,
    JUN,
    NOOR,
    PASSPHRASES,
    VaultFolder,
    Writer,
    bytes_in,
    new_vault,
)
from tests.vault.recovering import (
    FRESH,
    agree_to_all,
    come_back,
    drawn_shares,
    drawn_sheet,
    make_recovery,
    member_ids,
    opened_as,
    recovery_of,
    state_of,
    unwrapped,
    with_recovery_made,
)


def header_of(there: VaultFolder) -> Header:
    return header_from_json(json.loads((there.folder / VAULT_JSON).read_text()))


def opened_by_name(there: VaultFolder, name: str, passphrase: str) -> Vault:
    looked = peek(there.folder)
    member = next(one.id for one in looked.members if one.name == name)
    return open_vault(there.folder, derive_keys(looked, member, passphrase, CHEAP), lambda: DAY_THREE)


# Making and proving


def test_without_recovery_vault_json_is_as_it_always_was(vault_folder: VaultFolder) -> None:
    assert "recovery" not in json.loads((vault_folder.folder / VAULT_JSON).read_text())


def test_what_was_made_is_signed_and_proves_itself_without_a_change(vault_folder: VaultFolder) -> None:
    with closing(vault_folder.open()) as vault:
        drawn = make_recovery(vault)
        assert vault.header.holds()
        proof = recovery_of(vault).prove(drawn.secret)
        assert (proof.way, proof.entries, proof.circles) == ("sheet", 0, 0)
        Writer(vault).report()
        assert recovery_of(vault).prove(drawn.secret).entries == 1
    with closing(vault_folder.open()) as vault:
        before = bytes_in(vault_folder.folder)
        recovery_of(vault).prove(drawn.secret)
        assert bytes_in(vault_folder.folder) == before
        assert (vault.notices, verify(vault).problems) == ((), ())


def test_only_a_lead_makes_it(vault_folder: VaultFolder) -> None:
    with closing(vault_folder.open(JUN)) as vault, pytest.raises(Refused, match="A lead makes"):
        make_recovery(vault)
    assert header_of(vault_folder).recovery is None


def test_a_sheet_of_another_vault_is_said_to_be(vault_folder: VaultFolder) -> None:
    with_recovery_made(vault_folder)
    mark = header_of(vault_folder).vault[:4].upper()
    with (
        closing(vault_folder.open()) as vault,
        pytest.raises(Refused, match=f"not of this vault.*bears the mark {mark}"),
    ):
        recovery_of(vault).prove(drawn_sheet().secret)
    with pytest.raises(Refused, match="not of this vault"):
        unwrapped(vault_folder.folder, drawn_sheet())


def test_without_recovery_that_is_said(vault_folder: VaultFolder) -> None:
    with pytest.raises(Refused, match="No recovery was made"):
        unwrapped(vault_folder.folder, drawn_sheet())


# Coming back


@pytest.mark.parametrize("drawn", [drawn_sheet(), drawn_shares()], ids=["sheet", "shares"])
def test_a_member_comes_back_and_what_they_wrote_stays_theirs(vault_folder: VaultFolder, drawn: Drawn) -> None:
    with closing(vault_folder.open()) as noor:
        made = make_recovery(noor, drawn)
    with closing(vault_folder.open(JUN)) as jun:
        incident = Writer(jun).report("written before")
    before = member_ids(vault_folder)
    unlocked = come_back(vault_folder, made, JUN)
    assert unlocked.member != before[JUN]
    with closing(opened_as(vault_folder, unlocked)) as again:
        assert (again.me.name, again.me.role) == (JUN, "responder")
        assert again.incident(incident).lines[0].entry.by == before[JUN]
        Writer(again, DAY_THREE).note(incident, "written after")
        assert (again.notices, verify(again).problems) == ((), ())
    with closing(opened_by_name(vault_folder, JUN, FRESH)) as again:
        assert len(again.incident(incident).lines) == 2
    with closing(vault_folder.open(NOOR)) as noor:
        assert noor.notices == ()
        assert [one.name for one in noor.members if one.left] == [JUN]
        [used] = state_of(noor).used
        assert (used.lost, used.now, used.at) == (before[JUN], unlocked.member, DAY_THREE)


def test_the_lost_passphrase_opens_nothing_any_more(vault_folder: VaultFolder) -> None:
    drawn = with_recovery_made(vault_folder)
    lost = vault_folder.member(JUN)
    come_back(vault_folder, drawn, JUN)
    with pytest.raises(DidNotOpen):
        derive_keys(peek(vault_folder.folder), lost, PASSPHRASES[JUN], CHEAP)
    assert lost not in header_of(vault_folder).slots
    assert lost not in next(ring for ring in header_of(vault_folder).circles if ring.id == TEAM).keys


def test_the_only_member_comes_back_and_still_leads(tmp_path: Path) -> None:
    there = new_vault(tmp_path / "Alone.cocvault")
    drawn = with_recovery_made(there)
    with closing(opened_as(there, come_back(there, drawn, NOOR))) as vault:
        added = vault.add_member(IMKE, "responder", PASSPHRASES[IMKE], CHEAP, CHEAP)
        make_recovery(vault)
        assert vault.header.holds()
        assert added.name == IMKE


def test_coming_back_twice_works_also_under_the_name_first_chosen(vault_folder: VaultFolder) -> None:
    drawn, first = with_recovery_made(vault_folder), vault_folder.member(JUN)
    come_back(vault_folder, drawn, JUN)
    second = come_back(vault_folder, drawn, JUN, "a third one")
    with closing(opened_as(vault_folder, second)) as vault:
        chain = [(one.lost, one.now) for one in state_of(vault).used]
        assert chain[0][0] == first
        assert chain[1] == (chain[0][1], second.member)


def test_somebody_who_left_does_not_come_back(vault_folder: VaultFolder) -> None:
    drawn, jun = with_recovery_made(vault_folder), vault_folder.member(JUN)
    with closing(vault_folder.open()) as vault:
        members = tuple(replace(one, left=one.id == jun) for one in vault.header.members)
        vault.change_header(replace(vault.header, members=members), roster=True)
    found = unwrapped(vault_folder.folder, drawn)
    with pytest.raises(Refused, match="not in the team any more"):
        recover(vault_folder.folder, found, jun, harden(FRESH, CHEAP, CHEAP), DAY_THREE)


def test_nothing_is_done_while_a_window_holds_the_vault(vault_folder: VaultFolder) -> None:
    drawn = with_recovery_made(vault_folder)
    with closing(vault_folder.open()):
        before = bytes_in(vault_folder.folder)
        with pytest.raises(Trouble) as told:
            come_back(vault_folder, drawn, JUN)
        assert told.value.kind == "busy"
        assert bytes_in(vault_folder.folder) == before


# What it may open


def test_a_private_circle_opens_only_by_its_members_own_choice(vault_folder: VaultFolder) -> None:
    drawn = with_recovery_made(vault_folder)
    for agreed in (False, True):
        there = vault_folder.copy(vault_folder.folder.parent / f"{agreed}.cocvault")
        with closing(there.open(JUN)) as jun:
            jun.keep_draft(Draft("d", "note", None, "x", {"text": "half a sentence"}, DAY_TWO, DAY_TWO))
            assert [(one.private, one.opens) for one in state_of(jun).asked] == [(True, False)]
            if agreed:
                recovery_of(jun).agree(state_of(jun).asked[0].circle, True)
                assert state_of(jun).asked[0].opens
        with closing(opened_as(there, come_back(there, drawn, JUN))) as back:
            assert [one.content for one in back.drafts()] == ([{"text": "half a sentence"}] if agreed else [])
            assert (back.notices, verify(back).problems) == ((), ())
        with closing(there.open(NOOR)) as noor:
            assert [one.member for one in noor.half_written()] == ([back.me.id] if agreed else [])


def three_with_a_circle(there: VaultFolder) -> Vault:
    """Noor's open vault with Imke, and a report that Jun must not see."""
    vault = there.open()
    vault.add_member(IMKE, "responder", PASSPHRASES[IMKE], CHEAP, CHEAP)
    circle = vault.circle_without(frozenset({there.member(JUN)}))
    Writer(vault).report("secret marmalade", circle.id)
    return vault


def test_a_smaller_circle_opens_only_when_each_of_its_members_agreed(vault_folder: VaultFolder) -> None:
    with closing(three_with_a_circle(vault_folder)) as vault:
        drawn = make_recovery(vault)
        assert recovery_of(vault).prove(drawn.secret).circles == 0
    agree_to_all(vault_folder, NOOR)
    with closing(vault_folder.open()) as vault:
        assert recovery_of(vault).prove(drawn.secret).circles == 1, "Noor's private circle and no more"
    one_agreed = vault_folder.copy(vault_folder.folder.parent / "one.cocvault")
    with closing(opened_as(one_agreed, come_back(one_agreed, drawn, IMKE))) as imke:
        assert imke.search("marmalade") == []
    agree_to_all(vault_folder, IMKE)
    with closing(vault_folder.open()) as vault:
        assert recovery_of(vault).prove(drawn.secret).circles == 3
    with closing(opened_as(vault_folder, come_back(vault_folder, drawn, IMKE))) as imke:
        assert len(imke.search("marmalade")) == 1
        assert [one.opens for one in state_of(imke).asked] == [True, True], "the yes came along"


def test_a_yes_can_be_taken_back(vault_folder: VaultFolder) -> None:
    drawn = with_recovery_made(vault_folder)
    agree_to_all(vault_folder, NOOR)
    with closing(vault_folder.open()) as vault:
        [asked] = state_of(vault).asked
        recovery_of(vault).agree(asked.circle, False)
        assert not state_of(vault).asked[0].opens
        assert recovery_of(vault).prove(drawn.secret).circles == 0


def test_whoever_was_excluded_stays_so_after_coming_back(vault_folder: VaultFolder) -> None:
    with closing(three_with_a_circle(vault_folder)) as vault:
        drawn = make_recovery(vault)
    for name in (NOOR, IMKE):
        agree_to_all(vault_folder, name)
    with closing(opened_as(vault_folder, come_back(vault_folder, drawn, JUN))) as jun:
        assert jun.search("marmalade") == []
        assert jun.overviews() == []


def test_nobody_agrees_in_anothers_name(vault_folder: VaultFolder) -> None:
    with closing(three_with_a_circle(vault_folder)) as vault:
        drawn = make_recovery(vault)
        asked = next(one for one in state_of(vault).asked if not one.private)
        part, imke = vault.header.recovery, vault_folder.member(IMKE)
        assert part is not None
        forged = part.with_answer(vault.id, asked.circle, vault.me.id, vault).with_answer(
            vault.id, asked.circle, imke, vault
        )
        vault.change_header(replace(vault.header, recovery=forged))
        assert not next(one for one in state_of(vault).asked if not one.private).opens
        assert recovery_of(vault).prove(drawn.secret).circles == 0


def test_an_agreement_is_to_one_recovery_only(vault_folder: VaultFolder) -> None:
    with_recovery_made(vault_folder)
    agree_to_all(vault_folder, NOOR)
    with closing(vault_folder.open()) as vault:
        before = vault.header.recovery
        make_recovery(vault)
        part = vault.header.recovery
        assert before is not None
        assert part is not None
        vault.change_header(replace(vault.header, recovery=replace(part, agreed=before.agreed)))
        assert [one.opens for one in state_of(vault).asked] == [False]


def test_a_key_that_changed_is_sealed_anew_at_the_next_sign_in(vault_folder: VaultFolder) -> None:
    drawn = with_recovery_made(vault_folder)
    with closing(vault_folder.open()) as vault:
        part = vault.header.recovery
        assert part is not None
        stale = replace(part, keys={TEAM: (kept_key(bytes(32), part.card.recipient, ()),)})
        header = replace(vault.header, recovery=stale)
        signed = header.signed(vault.me.id, vault._identity)
        header_file.replace(vault.folder, TeamPage(vault.stores[0]), signed)
        vault._rings.header = signed
        with pytest.raises(Trouble):
            recovery_of(vault).prove(drawn.secret)
    with closing(vault_folder.open(JUN)) as vault:
        assert recovery_of(vault).prove(drawn.secret).entries == 0


# The attacker


def test_the_old_sheet_is_worthless_after_a_new_one(vault_folder: VaultFolder) -> None:
    old = with_recovery_made(vault_folder)
    old_slots = set(header_of(vault_folder).slots)
    new = with_recovery_made(vault_folder)
    header = header_of(vault_folder)
    assert len(header.slots) == len(old_slots)
    with pytest.raises(Refused, match="replaced since"):
        unwrapped(vault_folder.folder, old)
    for id, slot in header.slots.items():
        with pytest.raises(DoesNotOpen):
            unwrap(derive(old.secret, slot.salt, slot.cost, CHEAP), slot.wrapped, header.slot_context(id, slot.cost))
    assert unwrapped(vault_folder.folder, new).part == header.recovery


def test_the_old_sheet_with_the_old_vault_json_put_back_opens_no_database(
    vault_folder: VaultFolder, tmp_path: Path
) -> None:
    old = with_recovery_made(vault_folder)
    kept = {name: (vault_folder.folder / name).read_bytes() for name in (VAULT_JSON, COPY_JSON)}
    with_recovery_made(vault_folder)
    for name, content in kept.items():
        (vault_folder.folder / name).write_bytes(content)
    found = unwrapped(vault_folder.folder, old)
    for database in vault_folder.folder.glob("*.db"):
        for sealed in (one.sealed for keys in found.part.keys.values() for one in keys):
            with pytest.raises(Trouble):
                count_entries(database, open_sealed(sealed, found.identity))
    before = bytes_in(vault_folder.folder)
    with pytest.raises(Trouble):
        come_back(vault_folder, old, JUN)
    assert bytes_in(vault_folder.folder) == before


def test_circles_that_the_old_sheet_opened_get_new_keys_from_their_members(vault_folder: VaultFolder) -> None:
    old = with_recovery_made(vault_folder)
    agree_to_all(vault_folder, JUN)
    found = unwrapped(vault_folder.folder, old)
    keys = {circle: open_sealed(kept[0].sealed, found.identity) for circle, kept in found.part.keys.items()}
    assert len(keys) == 2
    with_recovery_made(vault_folder)
    with closing(vault_folder.open(JUN)) as jun:
        assert (verify(jun).problems, jun.notices) == ((), ())
    for circle, key in keys.items():
        with pytest.raises(Trouble):
            count_entries(vault_folder.folder / f"{circle}.db", key)


def test_cut_off_before_the_new_keys_they_are_made_at_the_next_opening(vault_folder: VaultFolder) -> None:
    with_recovery_made(vault_folder)
    with closing(vault_folder.open()) as vault:
        recovery, drawn = recovery_of(vault), drawn_sheet()
        prepared = recovery.prepare(drawn, DAY_TWO)
        vault.change_header(with_recovery(vault.header, prepared), roster=True)
        assert vault.header.circles[0].stale
        assert recovery.prove(drawn.secret).entries == 0
    with closing(vault_folder.open()) as vault:
        assert not vault.header.circles[0].stale
        assert recovery_of(vault).prove(drawn.secret).entries == 0


def test_one_share_alone_opens_nothing(vault_folder: VaultFolder) -> None:
    with closing(vault_folder.open()) as vault:
        drawn = make_recovery(vault, drawn_shares())
    for guess in (drawn.words[0], *drawn.words[0].split(), drawn.words[0][:40]):
        with pytest.raises(Refused, match="not of this vault"):
            unwrap_recovery(peek(vault_folder.folder), guess, CHEAP)


def test_a_responder_cannot_put_a_recovery_of_their_own_in_force(vault_folder: VaultFolder) -> None:
    with_recovery_made(vault_folder)
    with closing(vault_folder.open(JUN)) as jun:
        part = jun.header.recovery
        assert part is not None
        mine = replace(jun.header, recovery=replace(part, card=Identity.generate().card))
        assert not mine.signed(jun.me.id, jun._identity).holds()
        assert not mine.with_roster(jun.me.id, jun._identity).signed(jun.me.id, jun._identity).holds()


def test_recovery_holds_the_keys_it_may_and_no_others(vault_folder: VaultFolder) -> None:
    """Whoever has the sheet and the files tries every sealed key with it."""
    with closing(three_with_a_circle(vault_folder)) as vault:
        drawn = make_recovery(vault)
    found = unwrapped(vault_folder.folder, drawn)
    sealed = [kept.sealed for keys in found.part.keys.values() for kept in keys]
    sealed += [key for ring in found.header.circles for key in ring.keys.values()]
    keys = []
    for one in sealed:
        try:
            keys.append(open_sealed(one, found.identity))
        except DoesNotOpen:
            continue
    assert len(keys) == 1
    opened = []
    for database in vault_folder.folder.glob("*.db"):
        try:
            count_entries(database, keys[0])
            opened.append(database.stem)
        except Trouble:
            continue
    assert opened == [TEAM]


# Bad luck


def test_vault_json_lost_is_healed_by_its_copy_with_recovery_in_it(vault_folder: VaultFolder) -> None:
    drawn = with_recovery_made(vault_folder)
    for damage in (lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:700])):
        damage(vault_folder.folder / VAULT_JSON)
        with closing(vault_folder.open()) as vault:
            assert [one.fact for one in vault.notices] == ["vault.json was lost or damaged."]
            assert recovery_of(vault).prove(drawn.secret).way == "sheet"
        damage(vault_folder.folder / VAULT_JSON)
        with closing(opened_as(vault_folder, come_back(vault_folder, drawn, JUN))) as jun:
            assert verify(jun).problems == ()
        with closing(vault_folder.open()) as vault:
            assert vault.notices == ()
        assert peek(vault_folder.folder).lost is False


def test_cut_off_between_the_team_circle_and_vault_json_it_is_finished(
    vault_folder: VaultFolder, tmp_path: Path
) -> None:
    """As after a kill while coming back: the next sign-in, or the same sheet once more, finishes it."""
    drawn = with_recovery_made(vault_folder)
    old = {name: (vault_folder.folder / name).read_bytes() for name in (VAULT_JSON, COPY_JSON)}
    come_back(vault_folder, drawn, JUN)
    for name, content in old.items():
        (vault_folder.folder / name).write_bytes(content)
    by_noor = vault_folder.copy(tmp_path / "noor.cocvault")
    with closing(by_noor.open()):
        pass
    with closing(opened_by_name(by_noor, JUN, FRESH)) as jun:
        assert verify(jun).problems == ()
    with closing(opened_as(vault_folder, come_back(vault_folder, drawn, JUN, "again"))) as jun:
        assert (jun.me.name, verify(jun).problems) == (JUN, ())


def test_the_event_stream_verifies_across_the_two_members(vault_folder: VaultFolder) -> None:
    drawn = with_recovery_made(vault_folder)
    with closing(vault_folder.open(JUN)) as jun:
        jun.append([Writer(jun).entry(EVENT, "step", {"step": "phone"})], jun.team.id)
    with closing(opened_as(vault_folder, come_back(vault_folder, drawn, JUN))) as jun:
        jun.append([Writer(jun, DAY_THREE).entry(EVENT, "step", {"step": "phone"})], jun.team.id)
        assert len(jun.entries_of(EVENT)) == 2
        assert verify(jun).problems == ()
