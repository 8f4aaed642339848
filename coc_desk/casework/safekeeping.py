"""What the desk needs of whatever keeps its entries so that nothing is lost: recovery and backups."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from coc_desk.casework.ledger import Progress
from coc_desk.casework.recovery import Recoverable


@dataclass(frozen=True)
class BackedUp:
    """A backup that is whole on the disk."""

    file: Path
    files: int
    size: int
    """Bytes."""


class BackingUp(Protocol):
    """A backup that was begun: the moment is held still until it is let go of."""

    def write(self, target: Path, progress: Progress | None = None) -> BackedUp:
        """Write it into a new file, in any thread; `Refused` and `Trouble` leave nothing there."""
        ...


class Safekeeping(Protocol):
    """Both, of one vault."""

    @property
    def recovery(self) -> Recoverable: ...

    def begin_backup(self) -> BackingUp:
        """Hold everything as it is now, for a backup; every one that is begun has to be let go of, in this thread."""
        ...

    def end_backup(self, backup: BackingUp) -> None:
        """Let go of a backup, whatever came of it."""
        ...
