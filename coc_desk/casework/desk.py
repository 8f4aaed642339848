"""The desk: one method per thing a responder does; the screens' only partner."""

from collections.abc import Iterator, Sequence

from coc_desk.casework.entries import Clock, now
from coc_desk.casework.handoff import HandingOff
from coc_desk.casework.jotting import Jotting
from coc_desk.casework.ledger import Event, Ledger
from coc_desk.casework.noting import Noting
from coc_desk.casework.printing import Printing
from coc_desk.casework.recovering import Recovering
from coc_desk.casework.safekeeping import Safekeeping
from coc_desk.casework.team import Team


class Desk(Recovering, Jotting, Noting, HandingOff, Team):
    """Everything a responder does, over whatever keeps the entries and whatever makes paper."""

    def __init__(
        self,
        ledger: Ledger,
        printing: Printing,
        words: Sequence[str],
        code_names: Iterator[str],
        clock: Clock = now,
        safekeeping: Safekeeping | None = None,
    ) -> None:
        """Take the ledger, the press, the words passphrases are made of and the endless supply of code names.

        And what keeps all of it from being lost, if it is on a disk.
        """
        super().__init__(ledger, clock)
        self.printing = printing
        self.words = words
        self.code_names = code_names
        self.safekeeping = safekeeping

    @property
    def event(self) -> Event:
        """The event this vault is for."""
        return self._ledger.event
