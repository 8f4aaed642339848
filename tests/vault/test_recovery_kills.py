"""Killed while recovery is made or used: what was on paper before or what is on it now works, never neither."""

import random
import time
from collections.abc import Callable
from contextlib import closing, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from coc_desk.casework.entries import new_id
from coc_desk.casework.errors import Refused
from coc_desk.casework.recovery import Drawn
from coc_desk.vault.folder import peek
from coc_desk.vault.unlocking import DidNotOpen, derive_keys
from coc_desk.vault.verify import verify
from tests.vault.building import CHEAP, JUN, NOOR, VaultFolder, new_vault
from tests.vault.recovering import (
    come_back,
    drawn_sheet,
    opened_as,
    recovery_of,
    unwrapped,
    with_recovery_made,
)

LONGEST = 0.15
KILLS = 15

Work = Callable[[VaultFolder, Connection, Drawn], None]


def make_again_and_again(there: VaultFolder, tell: Connection, _drawn: Drawn) -> None:
    with closing(there.open()) as vault:
        tell.send("ready")
        while True:
            fresh = drawn_sheet()
            prepared = recovery_of(vault).prepare(fresh, vault._clock())
            tell.send(fresh.secret)  # it is on paper now
            recovery_of(vault).put_in_force(prepared)


def come_back_again_and_again(there: VaultFolder, tell: Connection, drawn: Drawn) -> None:
    tell.send("ready")
    while True:
        passphrase = new_id()
        tell.send(passphrase)
        come_back(there, drawn, JUN, passphrase)


def kill(work: Work, there: VaultFolder, drawn: Drawn, chance: random.Random) -> list[str]:
    """Let a child work and kill it at a random moment; return what it told."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.vault.recovering"])
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(there, theirs, drawn), daemon=True)
    child.start()
    theirs.close()
    told: list[str] = []
    with closing(ours), suppress(EOFError):
        assert ours.recv() == "ready"
        told.append(ours.recv())
        time.sleep(chance.random() * LONGEST)
        child.kill()
        while True:
            told.append(ours.recv())
    child.join()
    return told


def opens(there: VaultFolder, secret: str) -> bool:
    try:
        unwrapped(there.folder, Drawn("sheet", secret, (secret,)))
    except Refused:
        return False
    return True


@pytest.mark.slow
def test_making_leaves_the_old_paper_or_the_new_one(tmp_path: Path) -> None:
    there, chance = new_vault(tmp_path / "Saltmarsh.cocvault"), random.Random(5)
    last = with_recovery_made(there).secret
    for _ in range(KILLS):
        told = [last, *kill(make_again_and_again, there, drawn_sheet(), chance)]
        with closing(there.open()) as vault:
            assert verify(vault).problems == ()
            assert [one.fact for one in vault.notices] == []
        works = [secret for secret in told if opens(there, secret)]
        assert works in ([told[-1]], [told[-2]])
        last = works[0]
        with closing(there.open()) as vault:
            assert recovery_of(vault).prove(last).entries == 0


def signs_in(there: VaultFolder, passphrase: str) -> bool:
    looked = peek(there.folder)
    [jun] = [one.id for one in looked.members if one.name == JUN]
    try:
        derive_keys(looked, jun, passphrase, CHEAP)
    except DidNotOpen:
        return False
    return True


@pytest.mark.slow
def test_using_leaves_the_member_as_before_or_come_back(tmp_path: Path) -> None:
    there, chance = new_vault(tmp_path / "Saltmarsh.cocvault"), random.Random(6)
    drawn, last = with_recovery_made(there), "lantern pebble orchard"
    for _ in range(KILLS):
        told = [last, *kill(come_back_again_and_again, there, drawn, chance)]
        with closing(there.open(NOOR)) as vault:
            assert (verify(vault).problems, vault.notices) == ((), ())
            assert [one.name for one in vault.members if not one.left] == [NOOR, JUN]
        assert [one for one in told if signs_in(there, one)] in ([told[-1]], [told[-2]])
        last = next(one for one in told if signs_in(there, one))
        with closing(opened_as(there, come_back(there, drawn, JUN, last))) as jun:
            assert verify(jun).problems == ()
