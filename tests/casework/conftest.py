"""A team at an invented event: three members, one clock, ledgers that share a shelf."""

from collections.abc import Callable
from functools import cache
from itertools import count

import pytest

from coc_desk.casework.desk import Desk
from coc_desk.casework.ledger import Member
from coc_desk.paths import resources
from coc_desk.playbook.definitions import Playbook
from coc_desk.playbook.loading import load
from tests.casework.memory import NOOR, MemoryLedger, PlainPress, Shelf, TestClock

WORDS = [f"w{n}" for n in range(7776)]
DeskOf = Callable[[Member], Desk]


@cache
def conference() -> Playbook:
    return load(resources() / "playbooks" / "conference")


@pytest.fixture
def playbook() -> Playbook:
    return conference()


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def desk_of(playbook: Playbook, clock: TestClock, shelf: Shelf) -> DeskOf:
    """Return the desk of a member, always the same one."""
    names, desks = (f"maple thimble {n}" for n in count(1)), dict[str, Desk]()

    def desk(member: Member) -> Desk:
        if member.id not in desks:
            desks[member.id] = Desk(MemoryLedger(playbook, member, shelf), PlainPress(), WORDS, names, clock)
        return desks[member.id]

    return desk


@pytest.fixture
def desk(desk_of: DeskOf) -> Desk:
    return desk_of(NOOR)
