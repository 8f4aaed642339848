"""Whatever members do about who may read what, in whatever order: who reads what is what a simple model says."""

import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import IncidentId, MemberId
from coc_desk.casework.errors import Refused
from coc_desk.casework.followup import Note
from coc_desk.casework.intake import ReportDraft
from coc_desk.vault.vault import Vault
from coc_desk.vault.verify import verify
from tests.vault.attacking import attacker
from tests.vault.building import CHEAP, DAY_TWO, IMKE, JUN, NOOR, PASSPHRASES, desk_for, three_members

LATER = ("Wil T.", "Ada L.")
for later in LATER:
    PASSPHRASES.setdefault(later, f"the words of {later}")
index = st.integers(0, 30)


@dataclass
class Known:
    """An incident as the model has it: who reads it, and how many notes it has."""

    word: str
    readers: set[str]
    recused: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    notes: int = 0


class Circles(RuleBasedStateMachine):
    """A vault, and beside it sets of names."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="coc-desk-circles-"))
        self.there = three_members(self.folder / "Saltmarsh.cocvault")
        self.team = {NOOR, JUN, IMKE}
        self.leads = {NOOR}
        self.known: dict[IncidentId, Known] = {}

    def _as(self, name: str) -> "closing[Vault]":
        return closing(self.there.open(name))

    def _desk(self, vault: Vault) -> Desk:
        at = vault.newest() or DAY_TWO
        return desk_for(vault, lambda: at)

    def _somebody(self, number: int) -> str:
        return sorted(self.team)[number % len(self.team)]

    def _incident(self, number: int) -> tuple[IncidentId, Known]:
        return sorted(self.known.items())[number % len(self.known)]

    def _id(self, name: str) -> MemberId:
        return self.there.member(name)

    def _decides(self, name: str, known: Known) -> bool:
        return name in known.readers and (name in self.leads or not self.leads & known.readers)

    @rule(who=index, left_out=st.sets(index, max_size=2), asked=st.sets(index, max_size=1))
    def report(self, who: int, left_out: set[int], asked: set[int]) -> None:
        name = self._somebody(who)
        excluded = {self._somebody(one) for one in left_out} - {name}
        first = {self._somebody(one) for one in asked} - {name} - excluded
        word = f"q{chr(97 + len(self.known)) * 11}"
        with self._as(name) as vault:
            desk = self._desk(vault)
            draft = desk.begin_report(answers={"words": {"v": word}})
            said = ReportDraft(
                ReportDraft.of(draft).id,
                None,
                draft.code,
                ReportDraft.of(draft).answers,
                excluded=tuple(self._id(one) for one in sorted(excluded)),
                ask_first=tuple(self._id(one) for one in sorted(first)),
            )
            incident = desk.file_report(draft, said)
        self.known[incident.id] = Known(word, self.team - excluded - first, excluded)

    @precondition(lambda self: self.known)
    @rule(who=index, which=index)
    def note(self, who: int, which: int) -> None:
        name, (incident, known) = self._somebody(who), self._incident(which)
        with self._as(name) as vault:
            try:
                self._desk(vault).add_note(incident, Note("observation", f"more {known.word}"))
                assert name in known.readers
                known.notes += 1
            except Refused:
                assert name not in known.readers

    @precondition(lambda self: self.known)
    @rule(who=index, which=index)
    def step_out(self, who: int, which: int) -> None:
        name, (incident, known) = self._somebody(who), self._incident(which)
        with self._as(name) as vault:
            try:
                self._desk(vault).step_out(incident)
                assert name in known.readers
                assert len(known.readers) > 1
            except Refused:
                assert name not in known.readers or known.readers == {name}
                return
        known.readers.discard(name)
        known.recused.add(name)

    @precondition(lambda self: self.known)
    @rule(who=index, whom=index, which=index)
    def recuse(self, who: int, whom: int, which: int) -> None:
        name, other, (incident, known) = self._somebody(who), self._somebody(whom), self._incident(which)
        with self._as(name) as vault:
            try:
                self._desk(vault).recuse(incident, self._id(other))
                assert self._decides(name, known)
            except Refused:
                there = other in known.readers | known.waiting and known.readers != {other}
                assert not (self._decides(name, known) and there)
                return
        known.readers.discard(other)
        known.waiting.discard(other)
        known.recused.add(other)

    @precondition(lambda self: self.known)
    @rule(who=index, whom=index, which=index)
    def let_in(self, who: int, whom: int, which: int) -> None:
        name, other, (incident, known) = self._somebody(who), self._somebody(whom), self._incident(which)
        with self._as(name) as vault:
            try:
                self._desk(vault).let_in(incident, self._id(other))
            except Refused:
                assert name not in known.readers
                return
        assert name in known.readers
        if other not in known.readers:
            known.readers.add(other)
            known.recused.discard(other)
            known.waiting.discard(other)

    @precondition(lambda self: self.known)
    @rule(who=index, whom=index, which=index)
    def ask_and_say_yes(self, who: int, whom: int, which: int) -> None:
        name, other, (incident, known) = self._somebody(who), self._somebody(whom), self._incident(which)
        with self._as(name) as vault:
            try:
                self._desk(vault).ask(incident, [self._id(other)], at_once=True)
            except Refused:
                assert not self._decides(name, known) or other in known.readers | known.recused
                return
        known.waiting.add(other)
        with self._as(other) as vault:
            assert self._desk(vault).answer(incident, "yes") is None
        known.waiting.discard(other)
        known.readers.add(other)

    @precondition(lambda self: self.known)
    @rule(who=index, whom=index, which=index)
    def only_ask(self, who: int, whom: int, which: int) -> None:
        name, other, (incident, known) = self._somebody(who), self._somebody(whom), self._incident(which)
        with self._as(name) as vault:
            try:
                self._desk(vault).ask(incident, [self._id(other)], at_once=True)
                known.waiting.add(other)
            except Refused:
                assert not self._decides(name, known) or other in known.readers | known.recused

    @precondition(lambda self: len(self.team) < 4)
    @rule()
    def join(self) -> None:
        name = next((one for one in LATER if one not in self.team and one not in self._all_members()), None)
        if name is None:
            return
        with self._as(min(self.leads)) as vault:
            vault.add_member(name, "responder", PASSPHRASES[name], CHEAP, CHEAP)
        with self._as(name) as vault:
            there = {one.id for one in vault.overviews()}
        for incident, known in self.known.items():
            if incident in there:
                assert known.readers == self.team, "a newcomer reads only what the whole team reads"
                known.readers.add(name)
        self.team.add(name)

    def _all_members(self) -> set[str]:
        with self._as(min(self.leads)) as vault:
            return {one.name for one in vault.members}

    @rule(whom=index)
    def leave(self, whom: int) -> None:
        other = self._somebody(whom)
        with self._as(min(self.leads)) as vault:
            try:
                self._desk(vault).remove_member(self._id(other))
            except Refused:
                assert {other} in [one.readers for one in self.known.values()] or {other} == {min(self.leads)}
                return
        self.team.discard(other)
        self.leads.discard(other)
        for known in self.known.values():
            known.readers.discard(other)
            known.waiting.discard(other)

    @rule(whom=index)
    def lead(self, whom: int) -> None:
        other = self._somebody(whom)
        if other in self.leads:
            return
        with self._as(min(self.leads)) as vault:
            self._desk(vault).set_role(self._id(other), "lead")
        self.leads.add(other)

    def teardown(self) -> None:
        if not hasattr(self, "there"):
            return
        try:
            for _once_more in range(2):  # what waits for a member's sign-in is done after the first time
                for name in sorted(self.team):
                    self._as_the_model_says(name)
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _as_the_model_says(self, name: str) -> None:
        with self._as(name) as vault:
            mine = {id for id, one in self.known.items() if name in one.readers}
            assert {one.id for one in vault.overviews()} == mine
            assert {one.incident for one in vault.outside()} == set(self.known) - mine
            assert (vault.notices, verify(vault).problems) == ((), ())
            for incident in mine:
                known = self.known[incident]
                notes = [one for one in vault.entries_of(incident) if one.kind == "note"]
                assert len(notes) == known.notes
                assert {one.incident for one in vault.search(known.word)} == {incident}
        kept = [one.word for one in self.known.values() if name not in one.readers | one.waiting]
        assert attacker(self.there.folder, name).finds(self.there.folder, kept) == set()


TestCircles = Circles.TestCase
TestCircles.settings = settings(max_examples=6, stateful_step_count=12, deadline=None)


def campaign(examples: int) -> None:
    """Run that many sequences of up to forty acts."""
    run_state_machine_as_test(
        Circles, settings=settings(max_examples=examples, stateful_step_count=40, deadline=None, database=None)
    )
