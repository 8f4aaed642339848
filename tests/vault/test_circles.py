"""Who is outside a circle cannot read it: not with the program, not with the files."""

import pytest

from coc_desk.casework.entries import EVENT, EntryKind
from coc_desk.casework.errors import Refused
from coc_desk.vault.vault import Vault
from tests.vault.building import CHEAP, IMKE, JUN, NOOR, PASSPHRASES, VaultFolder, Writer


@pytest.fixture
def three(vault: Vault) -> Vault:
    """The vault with a third member."""
    vault.add_member(IMKE, "responder", PASSPHRASES[IMKE], CHEAP, CHEAP)
    return vault


def test_nobody_excluded_is_the_team(three: Vault) -> None:
    assert three.circle_without(frozenset()) == three.team
    assert len(three.team.members) == 3


def test_a_circle_has_exactly_the_others_and_is_used_again(three: Vault, vault_folder: VaultFolder) -> None:
    jun, imke = vault_folder.member(JUN), vault_folder.member(IMKE)
    circle = three.circle_without(frozenset({jun}))
    assert (circle.team, circle.members) == (False, frozenset({three.me.id, imke}))
    assert three.circle_without(frozenset({jun})) == circle
    assert three.circle_without(frozenset({imke})) != circle
    three.close()
    again = vault_folder.open(IMKE)
    assert again.circle_without(frozenset({jun})) == circle
    again.close()


def test_its_key_is_sealed_to_its_members_only(three: Vault, vault_folder: VaultFolder) -> None:
    circle = three.circle_without(frozenset({vault_folder.member(JUN)}))
    ring = next(ring for ring in three.header.circles if ring.id == circle.id)
    assert set(ring.keys) == circle.members


def test_an_incident_of_a_smaller_circle_is_outside_for_others(three: Vault, vault_folder: VaultFolder) -> None:
    circle = three.circle_without(frozenset({vault_folder.member(JUN)}))
    writer = Writer(three)
    hidden = writer.report("secret marmalade", circle.id, code="copper kettle")
    line = {"incident": hidden, "code": "copper kettle", "flags": ["yes", "", "no"], "stage": "received", "line": ""}
    three.append([writer.entry(EVENT, EntryKind.LINE, line)], three.team.id)
    assert three.outside() == []
    assert three.circle_of(hidden) == circle
    three.close()
    jun = vault_folder.open(JUN)
    [closed] = jun.outside()
    assert (closed.code, closed.flags, closed.stage) == ("copper kettle", ("yes", "", "no"), "received")
    assert (jun.overviews(), jun.entries_of(hidden), jun.search("marmalade"), jun.needles()) == ([], [], [], [])
    for ask in (jun.incident, jun.circle_of):
        with pytest.raises(KeyError):
            ask(hidden)
    assert jun.take_code_name(iter(["copper kettle", "green lamp"])) == "green lamp"
    jun.close()
    imke = vault_folder.open(IMKE)
    assert [found.incident for found in imke.search("marmalade")] == [hidden]
    assert imke.outside() == []
    Writer(imke, writer.at).note(hidden, "Imke goes on")
    imke.close()
    noor = vault_folder.open(NOOR)
    assert len(noor.incident(hidden).lines) == 2
    noor.close()


def test_results_of_several_circles_come_together(three: Vault, vault_folder: VaultFolder) -> None:
    circle = three.circle_without(frozenset({vault_folder.member(JUN)}))
    writer = Writer(three)
    everywhere = {writer.report(f"marmalade {number}", id) for number, id in enumerate((None, circle.id, None))}
    assert {found.incident for found in three.search("marm")} == everywhere
    assert len(three.search("marm", limit=2)) == 2


def test_whoever_writes_a_report_is_not_excluded_from_it(vault: Vault) -> None:
    with pytest.raises(Refused, match="Take your own name off"):
        vault.circle_without(frozenset({vault.me.id}))


def test_a_responder_makes_a_circle_without_a_lead(three: Vault, vault_folder: VaultFolder) -> None:
    lead = three.me.id
    three.close()
    jun = vault_folder.open(JUN)
    circle = jun.circle_without(frozenset({lead}))
    hidden = Writer(jun).report("about the lead", circle.id)
    jun.close()
    noor = vault_folder.open(NOOR)
    assert noor.notices == ()
    assert noor.entries_of(hidden) == []
    noor.close()
