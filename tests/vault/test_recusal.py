"""An incident that leaves a circle leaves it whole: those who may, read all of it; who left, nothing by any means."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EntryKind, IncidentId, MemberId
from coc_desk.casework.errors import Refused
from coc_desk.casework.followup import Note
from coc_desk.casework.ledger import Draft, FileId
from coc_desk.vault.vault import Vault
from coc_desk.vault.verify import verify
from tests.vault.attacking import attacker
from tests.vault.building import DAY_TWO, IMKE, JUN, NOOR, VaultFolder, Writer, desk_for, three_members

SECRET = "marmalade"
PICTURE = b"a picture of marmalade" * 100_000


@pytest.fixture(scope="session")
def team_of_three(tmp_path_factory: pytest.TempPathFactory) -> VaultFolder:
    return three_members(tmp_path_factory.mktemp("three") / "Saltmarsh.cocvault")


@dataclass(frozen=True)
class Case:
    """A vault of three members with an incident that is about to be moved, and one that stays."""

    there: VaultFolder
    incident: IncidentId
    other: IncidentId
    entries: int
    file: FileId

    def id(self, name: str) -> MemberId:
        return self.there.member(name)

    def desk(self, name: str) -> "closing[Open]":
        return closing(Open(self.there.open(name)))

    def reads(self, name: str) -> None:
        """See that a member reads all of it."""
        with self.desk(name) as open:
            assert len(open.desk.incident(self.incident).lines) >= self.entries
            assert self.incident in {one.incident for one in open.desk.search(SECRET)}
            assert b"".join(open.vault.read_file(self.file)) == PICTURE
            assert (verify(open.vault).problems, open.vault.notices) == ((), ())
            assert len(open.desk.incident(self.other).lines) == 2

    def reads_nothing(self, name: str) -> None:
        """See that the program shows a member nothing of it, and all of the rest."""
        with self.desk(name) as open:
            vault = open.vault
            assert [one.incident for one in open.desk.outside()] == [self.incident]
            assert self.incident not in {one.id for one in vault.overviews()}
            assert (vault.entries_of(self.incident), vault.search(SECRET)) == ([], [])
            assert all("Quillfeather" not in one.text for one in vault.needles())
            assert vault.drafts() == []
            assert self.incident not in str(vault.recall("seen")) + str(vault.recall("place"))
            for ask in (vault.incident, vault.circle_of):
                with pytest.raises(KeyError):
                    ask(self.incident)
            with pytest.raises(KeyError):
                list(vault.read_file(self.file))
            assert (verify(vault).problems, vault.notices) == ((), ())
            assert len(open.desk.incident(self.other).lines) == 2


@dataclass(frozen=True)
class Open:
    """A desk over an open vault."""

    vault: Vault

    @property
    def desk(self) -> Desk:
        return desk_for(self.vault)

    def close(self) -> None:
        self.vault.close()


@pytest.fixture
def case(team_of_three: VaultFolder, tmp_path: Path) -> Case:
    return make_case(team_of_three.copy(tmp_path / "three.cocvault"))


def make_case(there: VaultFolder) -> Case:
    """Write an incident of several members, with a file, drafts and places that remember it."""
    with closing(there.open(clock=lambda: DAY_TWO)) as noor:
        writer = Writer(noor)
        name = {"id": "p", "code": "velvet heron", "roles": ["reported"], "answers": {"name": {"v": "Q. Quillfeather"}}}
        other = writer.report("The queue is loud.")
        incident = writer.report(f"He threw {SECRET}.", people=[name])
        writer.notes(incident, ["first", f"more {SECRET}"])
        writer.note(other, "It is still loud.")
        file = noor.put_file([PICTURE], len(PICTURE))
        body = {"file": file.id, "name": "m.png", "media": "image/png", "size": file.size, "sha256": file.sha256}
        noor.append([writer.entry(incident, EntryKind.FILE, body)], files=[file.id])
    with closing(there.open(JUN)) as jun:
        Writer(jun, writer.at).note(incident, f"Jun saw the {SECRET} too")
        jun.keep_draft(Draft("d" * 32, "note", incident, "x", {"text": SECRET}, DAY_TWO, DAY_TWO))
        jun.keep_draft(Draft("e" * 32, "handoff", None, "", {"items": [{"incident": incident}]}, DAY_TWO, DAY_TWO))
        jun.remember("place", {"screen": "incident", "incident": incident})
        desk_for(jun).open_incident(incident)
    return Case(there, incident, other, 5, FileId(file.id))


def test_who_steps_out_reads_nothing_and_the_others_all(case: Case) -> None:
    with case.desk(JUN) as open:
        known = open.desk.step_out(case.incident, "Somebody else looks after it.")
        assert (known.entries, known.drafts, known.drafts_later) == (5, 2, False)
        with pytest.raises(Refused, match="not in the circle"):
            open.desk.incident(case.incident)
        assert open.desk.drafts() == []
        assert [one.line for one in open.desk.outside()] == ["Somebody else looks after it."]
    case.reads_nothing(JUN)
    case.reads(NOOR)
    case.reads(IMKE)


def test_whom_a_lead_takes_out_reads_nothing_and_the_others_all(case: Case) -> None:
    with case.desk(NOOR) as open:
        known = open.desk.recuse(case.incident, case.id(JUN))
        assert known.drafts_later
        assert open.desk.incident(case.incident).recused == (case.id(JUN),)
        open.desk.add_note(case.incident, Note("observation", "We go on."))
    case.reads_nothing(JUN)
    case.reads(NOOR)
    case.reads(IMKE)


def test_a_handoff_begun_by_somebody_who_never_opened_it_is_erased_too(case: Case) -> None:
    with case.desk(IMKE) as open:
        plan = {"items": [{"incident": case.incident, "summary": SECRET}]}
        open.vault.keep_draft(Draft("f" * 32, "handoff", None, "", plan, DAY_TWO, DAY_TWO))
        open.vault.remember(f"asked:amend:{'a' * 32}", {"text": SECRET})
    with case.desk(NOOR) as open:
        open.desk.recuse(case.incident, case.id(IMKE))
    case.reads_nothing(IMKE)
    assert attacker(case.there.folder, IMKE).finds(case.there.folder, [SECRET]) == set()


def test_who_is_let_in_again_reads_all_in_the_circle_of_the_team(case: Case) -> None:
    with case.desk(NOOR) as open:
        open.desk.recuse(case.incident, case.id(JUN))
        assert len(open.vault.header.circles) == 5
    with case.desk(IMKE) as open:
        there = open.desk.let_in(case.incident, case.id(JUN))
        assert there.recused == ()
        assert open.vault.circle_of(case.incident).team
        assert len(open.vault.header.circles) == 4
    for name in (NOOR, JUN, IMKE):
        case.reads(name)


def test_nobody_is_left_without_anybody_who_reads_it(case: Case) -> None:
    with case.desk(NOOR) as open:
        for name in (JUN, IMKE):
            open.desk.recuse(case.incident, case.id(name))
        with pytest.raises(Refused, match="Nobody else"):
            open.desk.step_out(case.incident)
