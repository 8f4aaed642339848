"""Members leave and change roles: circles get new keys, what they wrote stays, and nobody is locked out."""

from contextlib import closing
from pathlib import Path

import pytest

from coc_desk.casework.errors import Refused
from coc_desk.vault.header import KeyRing
from coc_desk.vault.team import key_in
from coc_desk.vault.vault import Vault
from coc_desk.vault.verify import verify
from tests.vault.attacking import attacker
from tests.vault.building import CHEAP, DAY_TWO, IMKE, JUN, NOOR, VaultFolder, Writer, desk_for, three_members
from tests.vault.recovering import recovery_of, with_recovery_made


@pytest.fixture
def there(tmp_path: Path) -> VaultFolder:
    return three_members(tmp_path / "Saltmarsh.cocvault")


def ring_in(vault: Vault, kind: str) -> KeyRing:
    return next(one for one in vault.header.circles if one.kind == kind)


def key_of(vault: Vault, ring: KeyRing) -> bytes:
    return key_in(ring, vault.me.id, vault._identity)


def test_a_circle_nobody_here_holds_gets_its_key_from_its_next_member(there: VaultFolder) -> None:
    noor = there.member(NOOR)
    with closing(there.open(JUN)) as jun:
        circle = jun.circle_without(frozenset({noor}))
        incident = Writer(jun).report("about the lead", circle.id)
    knows = attacker(there.folder, JUN)
    with closing(there.open(NOOR)) as vault:
        assert desk_for(vault).remove_member(there.member(JUN)).circles == 1
    assert knows.finds(there.folder, ["about the lead"])  # until then
    with closing(there.open(IMKE)) as imke:
        assert len(imke.entries_of(incident)) == 1
        assert not any(ring.stale or ring.next for ring in imke.header.circles)
        assert (imke.notices, verify(imke).problems) == ((), ())
    knows.learn(there.folder)
    assert knows.finds(there.folder, ["about the lead"]) == set()


def test_a_circle_somebody_made_for_others_gets_another_key(there: VaultFolder) -> None:
    with closing(there.open(JUN)) as jun:
        incident = Writer(jun).report("marmalade")
        desk_for(jun).step_out(incident)
        assert ring_in(jun, "restricted").stale
    with closing(there.open(IMKE)) as imke:
        ring = ring_in(imke, "restricted")
        assert not ring.stale
        assert len(imke.search("marmalade")) == 1


def test_who_would_leave_incidents_that_nobody_opens_stays(there: VaultFolder) -> None:
    with closing(there.open(JUN)) as jun:
        jun.circle_without(frozenset({there.member(NOOR), there.member(IMKE)}))
    with closing(there.open(NOOR)) as noor, pytest.raises(Refused, match="this member alone"):
        noor.remove_member(there.member(JUN))


def test_a_new_lead_changes_the_team_and_the_roster_holds(there: VaultFolder) -> None:
    with closing(there.open(NOOR)) as noor:
        noor.set_role(there.member(IMKE), "lead")
    with closing(there.open(IMKE)) as imke:
        imke.set_role(there.member(NOOR), "responder")
        imke.remove_member(there.member(JUN))
        imke.add_member("Wil T.", "responder", "words of wil", CHEAP, CHEAP)
        assert imke.header.holds()
    for name in (NOOR, IMKE):
        with closing(there.open(name)) as vault:
            assert (vault.notices, len(vault.team.members)) == ((), 3)


def test_the_private_circle_of_who_left_is_gone_from_the_folder(there: VaultFolder) -> None:
    with closing(there.open(JUN)) as jun:
        private = jun.stores[1].database.path
    with closing(there.open(NOOR)) as noor:
        noor.remove_member(there.member(JUN))
        assert len(noor.header.slots) == 2
    assert not private.exists()
    assert not private.with_suffix(".head").exists()


def test_recovery_opens_the_circles_under_their_new_keys(there: VaultFolder) -> None:
    drawn = with_recovery_made(there)
    with closing(there.open(NOOR)) as noor:
        Writer(noor).report("marmalade")
        noor.remove_member(there.member(JUN))
        assert recovery_of(noor).prove(drawn.secret).entries == 1


def test_who_steps_out_of_what_they_only_wait_for_has_no_key_either(there: VaultFolder) -> None:
    with closing(there.open(NOOR, clock=lambda: DAY_TWO)) as noor:
        circle = noor.circle_without(frozenset({there.member(JUN)}))
        incident = Writer(noor).report("marmalade", circle.id)
        desk = desk_for(noor)
        desk.ask(incident, [there.member(JUN)], at_once=True)
        assert len(noor.search("marmalade")) == 1
    jun = attacker(there.folder, JUN)
    assert jun.finds(there.folder, ["marmalade"])  # by means, they could: SECURITY.md says so
    with closing(there.open(NOOR)) as noor:
        desk_for(noor).recuse(incident, there.member(JUN))
        assert noor.waiting_for(incident) == frozenset()
    jun.learn(there.folder)
    assert jun.finds(there.folder, ["marmalade"]) == set()
    with closing(there.open(JUN)) as vault:
        assert not vault.may_enter(incident)
        assert verify(vault).outside == 1


def test_a_circle_of_one_incident_takes_no_other(there: VaultFolder) -> None:
    jun = there.member(JUN)
    with closing(there.open(NOOR)) as noor:
        circle = noor.circle_without(frozenset({jun}))
        incident = Writer(noor).report("marmalade", circle.id)
        desk_for(noor).ask(incident, [jun], at_once=True)
        assert noor.circle_without(frozenset({jun})).id != noor.circle_of(incident).id
    with closing(there.open(JUN)) as vault:
        assert desk_for(vault).answer(incident, "yes") is None
        assert len(vault.search("marmalade")) == 1
        assert vault.circle_of(incident).members == vault.team.members
