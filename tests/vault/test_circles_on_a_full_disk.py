"""No room while an incident moves: a plain sentence, nothing lost, and it goes on where there is room again."""

import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from coc_desk.casework.entries import IncidentId
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.ledger import FileId
from coc_desk.vault.moves import ENTRY
from coc_desk.vault.verify import verify
from tests.vault.building import IMKE, JUN, NOOR, VaultFolder, desk_for, three_members, with_secret
from tests.vault.test_disk import SmallDisk, file_system, is_full

PICTURE = bytes(range(256)) * 4000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with file_system(tmp_path / "small") as small:
        yield small


@dataclass(frozen=True)
class Case:
    """A vault with an incident that is about to be moved."""

    there: VaultFolder
    incident: IncidentId
    file: FileId

    def on(self, disk: SmallDisk) -> VaultFolder:
        """Put a copy on the small disk, in place of what is there."""
        shutil.rmtree(disk.folder / "Saltmarsh.cocvault", ignore_errors=True)
        return self.there.copy(disk.folder / "Saltmarsh.cocvault")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    there = three_members(tmp_path_factory.mktemp("full") / "Saltmarsh.cocvault")
    incident, file, _at = with_secret(there, "marmalade", PICTURE)
    return Case(there, incident, file)


def left_over(there: VaultFolder) -> int:
    return len(list((there.folder / "files").glob("*"))) - 1


@pytest.mark.parametrize("name", [NOOR, JUN])
def test_no_room_for_the_files_and_nothing_was_done(disk: SmallDisk, case: Case, name: str) -> None:
    there, incident, file = case.on(disk), case.incident, case.file
    with closing(there.open(name)) as vault:
        desk = desk_for(vault)
        disk.fill()
        is_full(lambda: desk.recuse(incident, there.member(JUN)) if name == NOOR else desk.step_out(incident))
        disk.free()
        assert len(vault.entries_of(incident)) == 4
        assert b"".join(vault.read_file(file)) == PICTURE
        assert (vault.circle_of(incident).team, left_over(there)) == (True, 0)
        assert desk.incident(incident).recused == ()
        desk.step_out(incident)
    for name in {NOOR, JUN, IMKE}:
        with closing(there.open(name)) as vault:
            assert (vault.notices, verify(vault).problems) == ((), ())


def test_no_room_at_any_step_and_it_goes_on_later(disk: SmallDisk, case: Case, tmp_path: Path) -> None:
    steps: list[str] = []
    with closing(case.there.copy(tmp_path / "whole").open(NOOR, step=steps.append)) as vault:
        desk_for(vault).recuse(case.incident, case.there.member(JUN))
    for number, name in enumerate(steps):
        there = case.on(disk)
        _full_from(number, there, disk, case)
        decided = "intended" in steps[: number + 1]
        for member, entries in ((JUN, 0), (NOOR, 5), (IMKE, 5)):
            with closing(there.open(member)) as vault:
                now = len(vault.entries_of(case.incident))
                assert now == entries if decided else now in (4, entries), (name, member)
                assert (vault.notices, verify(vault).problems) == ((), ()), (name, member)
                assert not now or b"".join(vault.read_file(case.file)) == PICTURE
        assert left_over(there) == 0


def _full_from(number: int, there: VaultFolder, disk: SmallDisk, case: Case) -> None:
    """Take Jun out on a disk that fills up at a step; then all ends as in a power cut, and there is room again."""
    count = iter(range(number))

    def step(_name: str) -> None:
        if next(count, None) is None:
            disk.fill()

    vault = there.open(NOOR, step=step)
    with suppress(Trouble):
        desk_for(vault).recuse(case.incident, there.member(JUN))
    disk.free()
    vault._opened.lock.release()
    for store in vault.stores:
        store.database.close()


def test_a_move_that_is_stopped_left_everything_as_it_was(disk: SmallDisk, case: Case) -> None:
    there, incident, file, told = case.on(disk), case.incident, case.file, list[tuple[int, int]]()

    def stop(done: int, whole: int) -> bool:
        told.append((done, whole))
        return False

    with closing(there.open(NOOR)) as vault:
        desk = desk_for(vault)
        with pytest.raises(Refused, match="stays where it was"):
            desk.recuse(incident, there.member(JUN), progress=stop)
        assert told == [(len(PICTURE), len(PICTURE) + 4 * ENTRY)]
        assert (vault.circle_of(incident).team, left_over(there)) == (True, 0)
        assert len(vault.entries_of(incident)) == 4
        assert b"".join(vault.read_file(file)) == PICTURE
        assert verify(vault).problems == ()
