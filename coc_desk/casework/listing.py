"""The list of incidents: on which shelf one lies, which are wanted, in which order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from coc_desk.casework.entries import MemberId
from coc_desk.casework.incidents import Overview
from coc_desk.casework.ledger import Closed
from coc_desk.casework.looking import RECORDED_ONLY

Listed = Overview | Closed
"""An incident of my circles, or the vague line of one outside them."""

SHELVES: Final = ("open", "mine", "closed", "recorded")
FLAGS: Final = ("danger", "going_on", "again")
NOBODY: Final = MemberId("")
NEVER: Final = float("inf")
WORRYING: Final = ("yes", "maybe")


@dataclass(frozen=True)
class Wanted:
    """What shall be listed, and how."""

    shelf: str = "open"
    order: str = "danger"
    stage: str = ""
    """Key of a stage, or empty for any."""
    owner: MemberId | None = None
    """`NOBODY` for those without an owner; None for any."""
    flags: frozenset[str] = frozenset()
    """Which of the safety answers shall be yes or maybe."""

    @property
    def filtered(self) -> bool:
        """Whether anything is left out of the shelf."""
        return bool(self.stage or self.flags) or self.owner is not None


def flags_of(one: Listed) -> tuple[str, str, str]:
    """Return the three safety answers."""
    return one.flags if isinstance(one, Closed) else (one.flags.danger, one.flags.going_on, one.flags.again)


def changed(one: Listed) -> datetime:
    """Return when it changed last, as far as I may know."""
    return one.at if isinstance(one, Closed) else one.changed


def lies_on(one: Listed, shelf: str, me: MemberId) -> bool:
    """Return whether an incident lies on a shelf; one lies on several when it is mine."""
    match shelf, one:
        case "mine", Overview():
            return one.open and one.owner == me
        case "recorded", Overview():
            return not one.open and one.closed_as in RECORDED_ONLY
        case "closed", Overview():
            return not one.open and one.closed_as not in RECORDED_ONLY
        case (("open" | "closed"), _):
            return (one.stage != "closed") == (shelf == "open")
    return False


def counts(every: Iterable[Listed], me: MemberId) -> Mapping[str, int]:
    """Return how many lie on each shelf."""
    there = list(every)
    return {shelf: sum(lies_on(one, shelf, me) for one in there) for shelf in SHELVES}


def listed(every: Iterable[Listed], me: MemberId, wanted: Wanted) -> list[Listed]:
    """Return what is wanted, in its order."""
    there = (one for one in every if lies_on(one, wanted.shelf, me) and _fits(one, wanted))
    return sorted(there, key=ORDERS[wanted.order])


def _fits(one: Listed, wanted: Wanted) -> bool:
    answers = dict(zip(FLAGS, flags_of(one), strict=True))
    if (wanted.stage and one.stage != wanted.stage) or not all(answers[flag] in WORRYING for flag in wanted.flags):
        return False
    return wanted.owner is None or (isinstance(one, Overview) and (one.owner or NOBODY) == wanted.owner)


def _due(one: Listed) -> float:
    return one.next.due.timestamp() if isinstance(one, Overview) and one.next else NEVER


def _newest(one: Listed) -> float:
    return -changed(one).timestamp()


def _danger(one: Listed) -> Any:
    there = one.stage != "closed"
    return {"yes": 0, "maybe": 1}.get(flags_of(one)[0], 2) if there else 3, _due(one), _newest(one)


def _reported(one: Listed) -> float:
    return -one.opened.timestamp() if isinstance(one, Overview) else NEVER


ORDERS: Final[Mapping[str, Callable[[Listed], Any]]] = {
    "danger": _danger,
    "promise": lambda one: (_due(one), _newest(one)),
    "changed": _newest,
    "reported": lambda one: (_reported(one), _newest(one)),
    "code": lambda one: one.code.casefold(),
}
"""What each order sorts by."""
