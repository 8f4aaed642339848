"""Killing the program while it changes who may read what: each member then reads all or nothing, and nothing is lost.

Each act is walked step by step: a child is killed at the first step it tells of, then at the second, and so on; or at a
random moment, and again while the next opening goes on with what was cut off. Then every member opens the vault, in
each order in turn.
"""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EntryKind, IncidentId
from coc_desk.casework.intake import ReportDraft
from coc_desk.casework.ledger import Draft, FileId
from coc_desk.vault.vault import Vault
from coc_desk.vault.verify import verify
from tests.vault.attacking import attacker
from tests.vault.building import DAY_TWO, IMKE, JUN, NOOR, VaultFolder, Writer, desk_for, three_members

SECRET, PICTURE = "xqmarmaladeq", b"xqpictureqzk" * 9000
EVERYBODY = (NOOR, JUN, IMKE)
LONGEST = 0.12
"""Seconds after its beginning within which a child is killed at random: an act takes about half of it."""


@dataclass(frozen=True)
class Case:
    """A vault before an act."""

    there: VaultFolder
    incident: IncidentId
    file: FileId | None


@dataclass(frozen=True)
class Act:
    """Something that changes who may read an incident."""

    name: str
    before: tuple[str, ...]
    """Who reads it before."""
    after: tuple[str, ...]
    by: str
    do: Callable[[Desk, Case], object]
    prepare: Callable[[Case], object] = lambda _case: None
    decided: str = "intended"
    """The step from which on it is done, whatever happens; empty when only its end counts."""
    team: tuple[str, ...] = EVERYBODY
    """Who is in the team afterwards."""


@dataclass
class Outcome:
    """What a campaign came to."""

    kills: int = 0
    acknowledged: int = 0
    problems: list[str] = field(default_factory=list)


def as_desk(name: str, act: Callable[[Desk, Case], object]) -> Callable[[Case], object]:
    """Return an act as it is done at a desk of its own."""

    def done(case: Case) -> None:
        with closing(case.there.open(name)) as vault:
            act(desk_for(vault), case)

    return done


def _take_out(name: str) -> Callable[[Desk, Case], object]:
    return lambda desk, case: desk.recuse(case.incident, case.there.member(name))


def _let_in(name: str) -> Callable[[Desk, Case], object]:
    return lambda desk, case: desk.let_in(case.incident, case.there.member(name))


def _ask(at_once: bool) -> Callable[[Desk, Case], object]:
    return lambda desk, case: desk.ask(case.incident, [case.there.member(JUN)], at_once)


def _answer(desk: Desk, case: Case) -> object:
    return desk.answer(case.incident, "yes")


def _remove(desk: Desk, case: Case) -> object:
    return desk.remove_member(case.there.member(JUN))


def _lead(desk: Desk, case: Case) -> object:
    return desk.set_role(case.there.member(JUN), "lead")


def _file(desk: Desk, case: Case) -> object:
    draft = desk.draft(case.incident)
    assert draft is not None
    return desk.file_report(draft, replace(ReportDraft.of(draft), excluded=(case.there.member(JUN),)))


ACTS = (
    Act("exclude at intake", (), (NOOR, IMKE), NOOR, _file, decided=""),
    Act("step out", EVERYBODY, (NOOR, IMKE), JUN, lambda desk, case: desk.step_out(case.incident)),
    Act("recuse", EVERYBODY, (NOOR, IMKE), NOOR, _take_out(JUN)),
    Act("let in", (NOOR, IMKE), EVERYBODY, IMKE, _let_in(JUN), as_desk(NOOR, _take_out(JUN))),
    Act("recuse another", (NOOR, IMKE), (NOOR,), NOOR, _take_out(IMKE), as_desk(NOOR, _take_out(JUN))),
    Act("ask, to open at once", (NOOR, IMKE), (NOOR, IMKE), NOOR, _ask(True), decided=""),
    Act("say yes", (NOOR, IMKE), EVERYBODY, JUN, _answer, as_desk(NOOR, _ask(True)), decided=""),
    Act("grant", (NOOR, IMKE), EVERYBODY, IMKE, _let_in(JUN), as_desk(NOOR, _ask(False))),
    Act("remove", EVERYBODY, (NOOR, IMKE), NOOR, _remove, decided="member removed", team=(NOOR, IMKE)),
    Act("make a lead", EVERYBODY, EVERYBODY, NOOR, _lead, decided=""),
)


def make(there: VaultFolder, act: Act) -> Case:
    """Write the incident an act is about, and bring it to where the act begins."""
    asked = act.name in ("ask, to open at once", "say yes", "grant")
    case = _draft(there) if not act.before else _asked_first(there) if asked else _of_the_team(there)
    act.prepare(case)
    return case


def _draft(there: VaultFolder) -> Case:
    with closing(there.open(clock=lambda: DAY_TWO)) as noor:
        desk = desk_for(noor, lambda: DAY_TWO)
        words = f"He threw {SECRET}."
        draft = desk.begin_report(answers={"words": {"v": words}, "observed": {"v": words}})
        return Case(there, IncidentId(draft.id), None)


def _of_the_team(there: VaultFolder) -> Case:
    with closing(there.open(clock=lambda: DAY_TWO)) as noor:
        writer = Writer(noor)
        incident = writer.report(f"He threw {SECRET}.")
        writer.notes(incident, ["first", f"more {SECRET}"])
        file = noor.put_file([PICTURE], len(PICTURE))
        body = {"file": file.id, "name": "m.png", "media": "image/png", "size": file.size, "sha256": file.sha256}
        noor.append([writer.entry(incident, EntryKind.FILE, body)], files=[file.id])
    with closing(there.open(IMKE)) as imke:
        imke.keep_draft(Draft("e" * 32, "note", incident, "x", {"text": "a draft of Imke's"}, DAY_TWO, DAY_TWO))
    return Case(there, incident, FileId(file.id))


def _asked_first(there: VaultFolder) -> Case:
    with closing(there.open(clock=lambda: DAY_TWO)) as noor:
        desk = desk_for(noor, lambda: DAY_TWO)
        draft = desk.begin_report(answers={"words": {"v": f"He threw {SECRET}."}})
        report = replace(ReportDraft.of(draft), ask_first=(there.member(JUN),))
        incident = desk.file_report(draft, report).id
        Writer(noor, noor.newest() or DAY_TWO).notes(incident, ["first", f"more {SECRET}"])
    with closing(there.open(IMKE)) as imke:
        imke.keep_draft(Draft("e" * 32, "note", incident, "x", {"text": "a draft of Imke's"}, DAY_TWO, DAY_TWO))
    return Case(there, incident, None)


# Killing


def walk(folder: Path, acts: Sequence[Act] = ACTS, openers: int = 3) -> Outcome:
    """Kill each act at each of its steps; `openers` says how many members take turns in opening first."""
    outcome = Outcome()
    for act in acts:
        case = make(three_members(folder / f"{act.name}.cocvault"), act)
        whole = _copy(case, folder / "whole")
        steps = _steps_of(act, whole)
        for turn in range(openers):
            outcome.problems += _problems(act, _copy(whole, folder / f"{act.name} whole {turn}"), turn, True)
        for number, step in enumerate(steps):
            for turn in range(openers):
                there = _copy(case, folder / f"{act.name} {number} {turn}")
                _kill_at(act, there, number)
                outcome.kills += 1
                done = True if act.decided and act.decided in steps[: number + 1] else None
                found = _problems(act, there, (turn + number) % 3, done)
                outcome.problems += [f"{act.name}, killed at {number} ({step}), {one}" for one in found]
    return outcome


def run(kills: int, folder: Path, seed: int = 0, until: float = float("inf")) -> Outcome:
    """Kill that many children at random, or go on until `time.monotonic()` is `until`; vaults are made in `folder`."""
    outcome, chance = Outcome(), random.Random(seed)
    cases = [(act, make(three_members(folder / f"{act.name}.cocvault"), act)) for act in ACTS]
    while outcome.kills < kills and time.monotonic() < until and not outcome.problems:
        act, case = chance.choice(cases)
        there = _copy(case, folder / f"{outcome.kills}")
        finished = _kill_at_random(act, there, chance)
        outcome.kills += 1
        outcome.acknowledged += finished
        while chance.random() < 0.4:  # and again, while the opening goes on with it
            _kill_opening(there, chance)
            outcome.kills += 1
        found = _problems(act, there, chance.randrange(3), finished or None)
        outcome.problems += [f"kill {outcome.kills}, {act.name}: {one}" for one in found]
    return outcome


def _copy(case: Case, to: Path) -> Case:
    return replace(case, there=case.there.copy(to))


def _steps_of(act: Act, case: Case) -> list[str]:
    steps: list[str] = []
    with closing(case.there.open(act.by, step=steps.append)) as vault:
        act.do(desk_for(vault), case)
    return steps


def _kill_at(act: Act, case: Case, number: int) -> None:
    child = _child(_die_at, act.name, case, number)
    child.join()
    assert child.exitcode == -signal.SIGKILL, f"{act.name}: the child ended by itself with {child.exitcode}"


def _kill_at_random(act: Act, case: Case, chance: random.Random) -> bool:
    child = _child(_do_it, act.name, case)
    child.join(chance.random() * LONGEST + 0.08)
    child.kill()
    child.join()
    return child.exitcode == 0


def _kill_opening(case: Case, chance: random.Random) -> None:
    child = _child(_open_it, chance.choice(EVERYBODY), case)
    child.join(chance.random() * LONGEST)
    child.kill()
    child.join()


def _child(target: Callable[..., None], *given: object):  # type: ignore[no-untyped-def] # a context's own class
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.campaign_circles"])
    child = context.Process(target=target, args=given, daemon=True)
    child.start()
    return child


def _act(name: str) -> Act:
    return next(one for one in ACTS if one.name == name)


def _die_at(name: str, case: Case, number: int) -> None:
    steps = iter(range(number))

    def step(_name: str) -> None:
        if next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    _act(name).do(desk_for(case.there.open(_act(name).by, step=step)), case)


def _do_it(name: str, case: Case) -> None:
    with closing(case.there.open(_act(name).by)) as vault:
        _act(name).do(desk_for(vault), case)


def _open_it(name: str, case: Case) -> None:
    with suppress(StopIteration):  # they were removed
        case.there.open(name).close()


# Looking


def _problems(act: Act, case: Case, turn: int, done: bool | None) -> list[str]:
    """Open the vault as each member, the `turn`-th first; `done` is None where it may have come to pass or not."""
    found, reads = list[str](), dict[str, bool]()
    in_turn = (*EVERYBODY[turn:], *EVERYBODY[:turn])
    for name in (*in_turn, *in_turn):  # whoever is let in waits for one who has the key; nobody waits a second time
        with suppress(StopIteration), closing(case.there.open(name)) as vault:
            reads[name] = case.incident in {one.id for one in vault.overviews()}
            found += [f"{name}: {one}" for one in _seen(vault, act, case, reads[name])]
            if reads[name] and name not in (act.after if done else act.before + act.after):
                found.append(f"{name} reads it")
    reads = {name: reads.get(name, False) for name in EVERYBODY}
    readers = tuple(name for name in EVERYBODY if reads[name])
    if readers not in ((act.after,) if done else (act.before, act.after)):
        found.append(f"it is read by {readers}")
    found += _after_all(case, reads)
    return found


def _seen(vault: Vault, act: Act, case: Case, reads: bool) -> Iterator[str]:
    yield from (*verify(vault).problems, *(notice.fact for notice in vault.notices))
    if not act.before:
        draft = case.incident in {one.id for one in vault.drafts()}
        if vault.me.name == NOOR and draft == reads:
            yield "the report is lost, or there twice"
        if reads and not vault.search(SECRET):
            yield "something of it is lost"
        return
    if vault.me.name == IMKE and [one.id for one in vault.drafts()] != (["e" * 32] if reads else []):
        yield "their draft is lost, or still there"
    if reads:
        if len(vault.entries_of(case.incident)) < 3 or len(vault.search(SECRET)) < 2:
            yield "something of it is lost"
        if case.file and b"".join(vault.read_file(case.file)) != PICTURE:
            yield "its file is lost"
    elif vault.search(SECRET) or vault.entries_of(case.incident) or not vault.outside():
        yield "it shows, or it vanished without a line"


def _after_all(case: Case, reads: dict[str, bool]) -> Iterator[str]:
    """When everybody was there: nothing to read by any means for whoever shall not, and nothing left over."""
    for name in [one for one in EVERYBODY if not reads[one] and any(reads.values())]:
        with suppress(StopIteration):
            if _waits(case, name):
                continue  # a key waits for their yes: that they could use it by means is said in SECURITY.md
            if found := attacker(case.there.folder, name).finds(case.there.folder, [SECRET, "xqpictureqzk"]):
                yield f"{name} finds {found}"
    if left := [one.name for one in case.there.folder.iterdir() if one.name.startswith(".")]:
        yield f"left behind: {left}"
    files = len(list((case.there.folder / "files").glob("*")))
    if files != (case.file is not None):
        yield f"{files} files on disk"


def _waits(case: Case, name: str) -> bool:
    with closing(case.there.open(name)) as vault:
        return vault.may_enter(case.incident)
