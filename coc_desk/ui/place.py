"""A place on the screen: where to go, where one was, and where to be again after the lock."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Place:
    """A screen, what it shows, and the spot on it."""

    screen: str
    """desk, incidents, intake, incident, conflict, handoff, settings or quick."""
    subject: str = ""
    """Id of the incident or draft it shows; never a name."""
    field: str = ""
    """Object name of the input that has the focus."""
    cursor: int = 0
    """Position in characters within that input."""
    anchor: int = 0
    """The other end of a selection; equal to `cursor` when nothing is selected."""
    scroll: int = 0
    """Pixels the page is scrolled down."""
    tab: str = ""
    asked: str = ""
    """The question that lies over the page, as it is kept: what is asked, a colon, the id of what it is about."""

    def on(self, **spot: Any) -> "Place":
        """Return the same screen with another spot on it."""
        return replace(self, **spot)

    def same_screen(self, other: "Place") -> bool:
        """Whether both show the same thing, wherever the cursor is."""
        return (self.screen, self.subject) == (other.screen, other.subject)

    def as_json(self) -> dict[str, Any]:
        """Return it as the vault remembers it."""
        return asdict(self)

    @classmethod
    def from_json(cls, said: object) -> "Place":
        """Return what was remembered; the desk for anything that does not fit (another version's, nothing)."""
        if not isinstance(said, Mapping):
            return DESK
        try:
            return cls(**said)
        except TypeError:
            return DESK


DESK = Place("desk")
