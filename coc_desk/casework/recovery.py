"""What the desk needs of whatever keeps keys so that a lost passphrase is not the end."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from coc_desk.casework.entries import MemberId
from coc_desk.casework.ledger import CircleId

SHEET, SHARES = "sheet", "shares"


@dataclass(frozen=True)
class Asked:
    """A circle of mine that recovery opens only if all its members agree; my own private one is one of them."""

    circle: CircleId
    members: frozenset[MemberId]
    private: bool
    agreed: frozenset[MemberId]

    @property
    def opens(self) -> bool:
        """Whether all agreed."""
        return self.members <= self.agreed


@dataclass(frozen=True)
class Used:
    """Recovery was used: a member came back under new keys."""

    lost: MemberId
    now: MemberId
    at: datetime


@dataclass(frozen=True)
class Recovery:
    """The recovery in force."""

    id: str
    way: str
    """sheet or shares."""
    set: int
    """For shares: the number that stands in each of them."""
    made: datetime
    asked: tuple[Asked, ...]
    used: tuple[Used, ...]


@dataclass(frozen=True)
class Drawn:
    """A secret that is to be on paper and nowhere else."""

    way: str
    secret: str = field(repr=False)
    """What opens: the sheet's words, or what two shares give."""
    words: tuple[str, ...] = field(repr=False)
    """What stands on each piece of paper."""
    set: int = 0


@dataclass(frozen=True)
class Proof:
    """That a secret would open the team's circle: it did, for reading."""

    recovery: str
    way: str
    entries: int
    """How many entries of the team's circle could be counted."""
    circles: int
    """How many further circles it opens."""


class Recoverable(Protocol):
    """Keeps what recovery is about. Raises `Trouble` for bad luck with the disk, and then all is as before."""

    @property
    def vault_mark(self) -> str:
        """Eight letters and digits by which a vault is known, as they stand on paper."""
        ...

    def state(self) -> Recovery | None:
        """Return the recovery in force; None when there is none."""
        ...

    def prepare(self, drawn: Drawn, made: datetime) -> object:
        """Make keys and protect them by a secret; slow on purpose, for any thread, and nothing is changed."""
        ...

    def put_in_force(self, prepared: object) -> None:
        """Let what was prepared be the recovery from now on, instead of the one before; `Refused` when I am no lead."""
        ...

    def agree(self, circle: CircleId, yes: bool) -> None:
        """Say whether recovery may open a circle of mine."""
        ...

    def prove(self, secret: str) -> Proof:
        """Open the team's circle by a secret, for reading; `Refused` if it does not. Slow, for any thread."""
        ...
