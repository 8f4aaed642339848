"""What a fresh program is told after a lock: why, when, and since when the words are kept. Nothing of any case."""

from dataclasses import dataclass
from datetime import datetime

from coc_desk.i18n import _, ngettext


@dataclass(frozen=True)
class LockedNote:
    """Why the desk was locked."""

    why: str
    """key, idle, screen, user, sleep or bug."""
    at: datetime
    kept: datetime | None
    """When everything typed was on the disk; None when the disk did not take it."""
    minutes: int = 0
    """How long nobody was there, when that is why; 0 when it is not known."""

    def as_argument(self) -> str:
        """Return it as one word of the command line."""
        kept = self.kept.isoformat() if self.kept else ""
        return "|".join((self.why, self.at.isoformat(), kept, str(self.minutes)))

    @classmethod
    def from_argument(cls, said: str) -> "LockedNote | None":
        """Return what `as_argument` wrote; None for anything else."""
        try:
            why, at, kept, minutes = said.split("|")
            when = datetime.fromisoformat(kept) if kept else None
            return cls(why, datetime.fromisoformat(at), when, int(minutes))
        except ValueError:
            return None

    @property
    def reason(self) -> str:
        """Why, in words."""
        if self.why == "idle" and self.minutes:
            said = ngettext("after {n} minute without input", "after {n} minutes without input", self.minutes)
            return said.format(n=self.minutes)
        return {
            "key": _("with the lock key"),
            "idle": _("after some minutes without input"),
            "screen": _("together with the screen"),
            "user": _("when another user came to the screen"),
            "sleep": _("when the laptop went to sleep"),
            "bug": _("after something the program did not foresee"),
        }.get(self.why, "")
