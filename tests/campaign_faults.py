"""A disk that fails while somebody works: full in the middle of a write, or a system call that does not come off.

The same work as in `campaign_kills` goes on in this process. Again and again the disk fails for some acts: files may
not grow beyond a size (as on a full disk, also within SQLite), or calls of the system raise. What was acknowledged must
be there afterwards, what was refused must have been said as a `Trouble`, and after the vault is opened again all of it
must verify.
"""

import errno
import os
import random
import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

from coc_desk.casework.errors import Trouble
from tests.campaign_kills import Kept, Worker, note, problems_of
from tests.vault.building import VaultFolder, new_vault

FAULTS_A_VAULT = 30
"""Faults after which a fresh vault is begun."""
ACTS = 6
"""Acts of one fault, and as many without one after it."""
CALLS = ("fsync", "open", "write", "replace", "rename", "link")
"""Calls of the system that fail by chance."""
ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT)
LARGEST = 400_000
"""Bytes a file may have at most while the disk is full."""


@dataclass
class Outcome:
    """What a campaign came to."""

    faults: int = 0
    acknowledged: int = 0
    refused: int = 0
    problems: list[str] = field(default_factory=list)


class _Told:
    """Takes what was acknowledged, as the pipe does in `campaign_kills`."""

    def __init__(self, kept: Kept) -> None:
        self.kept, self.number = kept, 0

    def send(self, told: tuple[str, ...]) -> None:
        note(self.kept, told)
        self.number += 1


def run(faults: int, folder: Path, seed: int = 0) -> Outcome:
    """Let the disk fail so many times; vaults are made in `folder`."""
    outcome, chance = Outcome(), random.Random(seed)
    for number in count():
        if outcome.faults >= faults or outcome.problems:
            return outcome
        _one_vault(
            new_vault(folder / f"{number}.cocvault"), min(FAULTS_A_VAULT, faults - outcome.faults), chance, outcome
        )
    raise AssertionError("unreachable")


def _one_vault(there: VaultFolder, faults: int, chance: random.Random, outcome: Outcome) -> None:
    kept = Kept()
    for _ in range(faults):
        told = _Told(kept)
        vault = there.open()
        worker = Worker(vault, cast(Any, told), chance)
        with chance.choice((full, failing_calls))(chance):
            _work(worker, outcome)
        outcome.faults += 1
        _work(worker, outcome)
        vault.close()
        outcome.acknowledged += told.number
        outcome.problems += [f"fault {outcome.faults}: {problem}" for problem in problems_of(there, kept)]
        if outcome.problems:
            return


def _work(worker: Worker, outcome: Outcome) -> None:
    for _ in range(ACTS):
        try:
            worker.act()
        except Trouble:
            outcome.refused += 1


@contextmanager
def full(chance: random.Random) -> Iterator[None]:
    """No file may grow beyond a size: writing beyond it does not come off, within SQLite as well."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (chance.randrange(LARGEST), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def failing_calls(chance: random.Random) -> Iterator[None]:
    """One in three calls of the system that this program makes by itself does not come off."""
    patches: list[AbstractContextManager[Any]] = [
        patch.object(os, name, _failing(getattr(os, name), chance)) for name in CALLS
    ]
    for one in patches:
        one.__enter__()
    try:
        yield
    finally:
        for one in reversed(patches):
            one.__exit__(None, None, None)


def _failing(call: Callable[..., Any], chance: random.Random) -> Callable[..., Any]:
    def called(*what: Any, **how: Any) -> Any:
        if chance.random() < 1 / 3:
            raise OSError(chance.choice(ERRORS), "as on a failing disk")
        return call(*what, **how)

    return called
