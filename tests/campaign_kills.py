"""Killing the program at random moments while it saves: nothing that was acknowledged may be lost.

A child works in a vault as fast as it can and tells through a pipe what was acknowledged. It is killed at a random
moment; then the vault is opened, everything acknowledged is looked for, and all of it is verified.
"""

import hashlib
import random
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from coc_desk.casework.entries import EntryId, EntryKind, IncidentId, new_id
from coc_desk.casework.ledger import CircleId, Draft, FileId
from coc_desk.vault.vault import Vault
from coc_desk.vault.verify import verify
from tests.vault.building import CHEAP, JUN, NOOR, PASSPHRASES, VaultFolder, Writer, new_vault

KILLS_A_VAULT = 25
"""Kills after which a fresh vault is begun, so that looking through all of it stays quick."""
LONGEST = 0.12
"""Seconds after the first acknowledgement within which a child is killed."""


@dataclass
class Kept:
    """What was acknowledged in one vault."""

    entries: set[EntryId] = field(default_factory=set)
    drafts: dict[str, int] = field(default_factory=dict)
    """Draft -> the number of its last acknowledged version; -1 once it was dropped."""
    files: dict[FileId, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    circles: set[CircleId] = field(default_factory=set)


@dataclass
class Outcome:
    """What a campaign came to."""

    kills: int = 0
    acknowledged: int = 0
    problems: list[str] = field(default_factory=list)


def run(kills: int, folder: Path, seed: int = 0, until: float = float("inf")) -> Outcome:
    """Kill that many children, or go on until `time.monotonic()` is `until`; vaults are made in `folder`."""
    outcome, chance = Outcome(), random.Random(seed)
    for number in count():
        if outcome.kills >= kills or time.monotonic() > until or outcome.problems:
            return outcome
        there = new_vault(folder / f"{number}.cocvault")
        _one_vault(there, min(KILLS_A_VAULT, kills - outcome.kills), chance, outcome)
    raise AssertionError("unreachable")


def _one_vault(there: VaultFolder, kills: int, chance: random.Random, outcome: Outcome) -> None:
    kept = Kept()
    for _ in range(kills):
        told = _kill_one(there, chance)
        outcome.kills += 1
        outcome.acknowledged += len(told)
        if not told:
            outcome.problems.append(f"kill {outcome.kills}: the child ended by itself before it kept anything")
        for one in told:
            note(kept, one)
        outcome.problems += [f"kill {outcome.kills}: {problem}" for problem in problems_of(there, kept)]
        if outcome.problems:
            return


def _kill_one(there: VaultFolder, chance: random.Random) -> list[tuple[str, ...]]:
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.campaign_kills"])
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(there, theirs, chance.random()), daemon=True)
    child.start()
    theirs.close()
    told: list[tuple[str, ...]] = []
    with closing(ours), suppress(EOFError):
        told.append(ours.recv())
        time.sleep(chance.random() * LONGEST)
        child.kill()
        while True:
            told.append(ours.recv())
    child.join()
    return told


def note(kept: Kept, told: tuple[str, ...]) -> None:
    match told:
        case ("entry", id):
            kept.entries.add(EntryId(id))
        case ("draft", id, number):
            kept.drafts[id] = int(number)
        case ("dropping", id):  # from here on it may be there or not
            del kept.drafts[id]
        case ("file", id, sha256):
            kept.files[FileId(id)] = sha256
        case ("name", name):
            kept.names.append(name)
        case ("circle", id):
            kept.circles.add(CircleId(id))


def problems_of(there: VaultFolder, kept: Kept) -> list[str]:
    with closing(there.open()) as vault:
        problems = [*verify(vault).problems, *(notice.fact for notice in vault.notices)]
        problems += [f"entry {id} lost" for id in kept.entries if vault.entry(id) is None]
        problems += _about_drafts(vault, kept) + _about_files(vault, there, kept)
        if len(set(kept.names)) < len(kept.names):
            problems.append("a code name was given twice")
        problems += [f"circle {id} lost" for id in kept.circles if id not in {one.circle.id for one in vault.stores}]
    if left := [one.name for one in there.folder.iterdir() if one.name.startswith(".")]:
        problems.append(f"left behind: {left}")
    return problems


def _about_drafts(vault: Vault, kept: Kept) -> list[str]:
    there = {one.id: one for one in vault.drafts()}
    problems = [f"draft {id} was filed and is offered again" for id in there if vault.entry(EntryId(id))]
    for id, number in kept.drafts.items():
        if number < 0 and id in there:
            problems.append(f"draft {id} came back")
        if number >= 0 and not vault.entry(EntryId(id)) and (id not in there or there[id].content["number"] < number):
            problems.append(f"draft {id} lost")
    return problems


def _about_files(vault: Vault, there: VaultFolder, kept: Kept) -> list[str]:
    known = {file.id for store in vault.stores for file in store.files()}
    on_disk = {one.name for one in (there.folder / "files").glob("*")}
    problems = [f"file {name} belongs to nobody" for name in on_disk - known]
    for id, sha256 in kept.files.items():
        if id not in known or hashlib.sha256(b"".join(vault.read_file(id))).hexdigest() != sha256:
            problems.append(f"file {id} lost")
    return problems


def _work(there: VaultFolder, tell: Connection, seed: float) -> None:
    """Work in the vault until killed."""
    Worker(there.open(), tell, random.Random(seed)).go_on()


class Worker:
    """Does all that writes, in random order, and tells what was acknowledged."""

    def __init__(self, vault: Vault, tell: Connection, chance: random.Random) -> None:
        self.vault, self.tell, self.chance = vault, tell, chance
        self.writer = Writer(vault, vault.newest() or Writer(vault).at)
        self.incidents: list[IncidentId] = [one.id for one in vault.overviews()]

    def go_on(self) -> None:
        while True:
            self.act()

    def act(self) -> None:
        acts = (self.note, self.note, self.note, self.typing, self.intake, self.with_file, self.seldom)
        self.chance.choice(acts)()

    def note(self) -> None:
        if not self.incidents:
            self.incidents.append(self.writer.report("the first"))
        text = "word " * self.chance.randint(1, 2000)
        entry = self.writer.note(self.chance.choice(self.incidents), text)
        self.tell.send(("entry", entry.id))

    def typing(self) -> None:
        id = new_id()
        for number in range(self.chance.randint(1, 5)):
            self.vault.keep_draft(self.draft(id, number))
            self.tell.send(("draft", id, str(number)))
        if self.chance.random() < 0.5:
            self.tell.send(("dropping", id))
            self.vault.drop_draft(id)
            self.tell.send(("draft", id, "-1"))

    def draft(self, id: str, number: int, file: str = "") -> Draft:
        content = {"number": number, "text": "typed " * number, "file": file}
        return Draft(id, "intake", None, "x", content, self.writer.at, self.writer.at)

    def intake(self, circle: CircleId | None = None) -> None:
        name = self.vault.take_code_name(f"name {number}" for number in count())
        self.tell.send(("name", name))
        id = new_id()
        self.vault.keep_draft(self.draft(id, 0))
        self.tell.send(("draft", id, "0"))
        body = {"code": name, "answers": {}, "people": []}
        entry = self.writer.entry(IncidentId(id), EntryKind.REPORT, body, id=EntryId(id))
        self.vault.append([entry], circle or self.vault.team.id)
        self.tell.send(("entry", id))
        self.vault.drop_draft(id)
        self.tell.send(("draft", id, "-1"))
        self.incidents.append(IncidentId(id))

    def with_file(self) -> None:
        if not self.incidents:
            return
        content = self.chance.randbytes(self.chance.choice((10, 70_000, 1_500_000)))
        file, id = self.vault.put_file([content], len(content)), new_id()
        self.vault.keep_draft(self.draft(id, 0, file.id))
        self.tell.send(("file", file.id, file.sha256))
        body = {"file": file.id, "name": "x.bin", "media": "", "size": file.size, "sha256": file.sha256}
        entry = self.writer.entry(self.chance.choice(self.incidents), EntryKind.FILE, body, id=EntryId(id))
        self.vault.append([entry], files=[file.id])
        self.tell.send(("entry", entry.id))
        self.vault.drop_draft(id)

    def seldom(self) -> None:
        match self.chance.randrange(4):
            case 0:
                self.vault.change_passphrase(PASSPHRASES[NOOR], CHEAP, CHEAP)
            case 1:
                jun = next(one.id for one in self.vault.members if one.name == JUN)
                circle = self.vault.circle_without(frozenset({jun}))
                self.tell.send(("circle", circle.id))
                self.intake(circle.id)
            case 2:
                self.vault.search("word")
            case 3:
                self.vault.remember("place", {"at": self.chance.random()})
