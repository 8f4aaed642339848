"""What a fresh program is told after a lock: why, when, and since when the words are kept. Nothing of any case."""

from dataclasses import dataclass
from datetime import datetime

from coc_desk.i18n import _


@dataclass(frozen=True)
class LockedNote:
    """Why the desk was locked."""

    why: str
    """key, idle, screen, user, sleep or bug."""
    at: datetime
    kept: datetime | None
    """When everything typed was on the disk; None when the disk did not take it."""

    def as_argument(self) -> str:
        """Return it as one word of the command line."""
        return "|".join((self.why, self.at.isoformat(), self.kept.isoformat() if self.kept else ""))

    @classmethod
    def from_argument(cls, said: str) -> "LockedNote | None":
        """Return what `as_argument` wrote; None for anything else."""
        try:
            why, at, kept = said.split("|")
            return cls(why, datetime.fromisoformat(at), datetime.fromisoformat(kept) if kept else None)
        except ValueError:
            return None

    @property
    def reason(self) -> str:
        """Why, in words."""
        return {
            "key": _("with the lock key"),
            "idle": _("after some minutes without input"),
            "screen": _("together with the screen"),
            "user": _("when another user came to the screen"),
            "sleep": _("when the laptop went to sleep"),
            "bug": _("after something the program did not foresee"),
        }.get(self.why, "")
