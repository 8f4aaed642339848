"""Where recovery and backups meet circles: what somebody must not read is not given back by either."""

from contextlib import closing
from pathlib import Path

import pytest

from coc_desk.casework.errors import Refused, Trouble
from coc_desk.keys.sealing import open_sealed
from coc_desk.vault.database import count_entries
from coc_desk.vault.header import TEAM
from coc_desk.vault.restore import restore
from coc_desk.vault.safekeeping import begin_backup, end_backup
from coc_desk.vault.verify import verify
from tests.vault.building import DAY_TWO, IMKE, JUN, NOOR, VaultFolder, Writer, desk_for, three_members
from tests.vault.recovering import (
    agree_to_all,
    come_back,
    make_recovery,
    opened_as,
    recovery_of,
    state_of,
    unwrapped,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> VaultFolder:
    return three_members(tmp_path_factory.mktemp("three") / "Saltmarsh.cocvault")


@pytest.fixture
def there(made: VaultFolder, tmp_path: Path) -> VaultFolder:
    return made.copy(tmp_path / "Saltmarsh.cocvault")


def test_moving_an_incident_away_stops_a_backup_that_runs(there: VaultFolder, tmp_path: Path) -> None:
    with closing(there.open()) as vault:
        incident = Writer(vault).report("secret marmalade")
        snapshot = begin_backup(vault, DAY_TWO)
        desk_for(vault).recuse(incident, there.member(JUN))
        with pytest.raises(Refused, match="had to be erased"):
            snapshot.write(tmp_path / "one.cocbackup")
        end_backup(vault)
        assert not list(tmp_path.glob("*cocbackup*"))
        assert vault.search("marmalade")
        snapshot = begin_backup(vault, DAY_TWO)
        made = snapshot.write(tmp_path / "two.cocbackup")
        end_backup(vault)
    back = VaultFolder(restore(made.file, tmp_path / "Back.cocvault").folder)
    with closing(back.open(JUN)) as jun:
        assert (jun.search("marmalade"), verify(jun).problems) == ([], ())
    with closing(back.open(IMKE)) as imke:
        assert (len(imke.search("marmalade")), verify(imke).problems) == (1, ())


def test_recovery_does_not_open_a_circle_that_an_incident_moved_to(there: VaultFolder) -> None:
    with closing(there.open()) as vault:
        drawn = make_recovery(vault)
        incident = Writer(vault).report("secret marmalade")
        desk_for(vault).recuse(incident, there.member(JUN))
        assert recovery_of(vault).prove(drawn.secret).circles == 0
    with closing(opened_as(there, come_back(there, drawn, JUN))) as jun:
        assert jun.search("marmalade") == []
    with closing(opened_as(there, come_back(there, drawn, IMKE))) as imke:
        assert imke.search("marmalade") == [], "nobody agreed"
        assert (verify(imke).problems, imke.notices) == ((), ())
    with closing(there.open(NOOR)) as noor:
        assert len(noor.search("marmalade")) == 1
        assert verify(noor).problems == ()


def test_a_removed_member_comes_back_by_no_paper_and_recovery_has_the_new_keys(there: VaultFolder) -> None:
    with closing(there.open()) as vault:
        drawn = make_recovery(vault)
    agree_to_all(there, JUN)
    found = unwrapped(there.folder, drawn)
    before = {circle: open_sealed(kept[0].sealed, found.identity) for circle, kept in found.part.keys.items()}
    assert len(before) == 2
    with closing(there.open()) as vault:
        vault.remove_member(there.member(JUN))
        proof = recovery_of(vault).prove(drawn.secret)
        assert proof.circles == 0
        with pytest.raises(Trouble):
            count_entries(there.folder / "team.db", before[TEAM])
    with closing(opened_as(there, come_back(there, drawn, IMKE))) as imke:
        assert (verify(imke).problems, imke.notices) == ((), ())


def test_a_yes_does_not_follow_an_incident_into_another_circle(there: VaultFolder) -> None:
    with closing(there.open()) as vault:
        drawn = make_recovery(vault)
        incident = Writer(vault).report("secret marmalade")
        desk_for(vault).recuse(incident, there.member(JUN))
    for name in (NOOR, IMKE):
        agree_to_all(there, name)
    with closing(there.open()) as vault:
        assert recovery_of(vault).prove(drawn.secret).circles == 3
        assert [one.opens for one in state_of(vault).asked if not one.private] == [True]
        desk_for(vault).recuse(incident, there.member(IMKE))
        opened = recovery_of(vault).prove(drawn.secret).circles
        assert opened == 2, "two private circles, and neither the new circle nor the one that was left"
