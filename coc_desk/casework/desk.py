"""The desk: one method per thing a responder does; the screens' only partner."""

from collections.abc import Iterator, Sequence

from coc_desk.casework.entries import Clock, now
from coc_desk.casework.handoff import HandingOff
from coc_desk.casework.jotting import Jotting
from coc_desk.casework.ledger import Event, Ledger
from coc_desk.casework.looking import Looking
from coc_desk.casework.noting import Noting
from coc_desk.casework.printing import Printing
from coc_desk.casework.team import Team


class Desk(Looking, Jotting, Noting, HandingOff, Team):
    """Everything a responder does, over whatever keeps the entries and whatever makes paper."""

    def __init__(
        self, ledger: Ledger, printing: Printing, words: Sequence[str], code_names: Iterator[str], clock: Clock = now
    ) -> None:
        """Take the ledger, the press, the words passphrases are made of and the endless supply of code names."""
        super().__init__(ledger, clock)
        self.printing = printing
        self.words = words
        self.code_names = code_names

    @property
    def event(self) -> Event:
        """The event this vault is for."""
        return self._ledger.event
