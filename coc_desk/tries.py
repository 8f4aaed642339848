"""Wrong passphrases: how often since the last sign-in, and how long to wait before the next try."""

import json
import time
from collections.abc import Callable
from pathlib import Path

MOST_DOUBLINGS = 10
"""By then the longest wait is reached; more would not fit into a number some day."""
LONGEST_WAIT_S = 60.0
"""Somebody upset at the desk must not be locked out; a minute already makes guessing by hand hopeless."""


class Tries:
    """Counts wrong passphrases of each member in a small file, so that a restart does not forget them.

    Whoever can delete the file can also copy the vault: what slows a real attack down is the key derivation.
    """

    def __init__(self, file: Path, clock: Callable[[], float] = time.time) -> None:
        self._file = file
        self._clock = clock

    def wait(self, who: str) -> float:
        """Return the seconds before `who` (a member's id) may try again; doubles from 1 s with each wrong one."""
        count, last = self._read().get(who, (0, 0.0))
        if not count:
            return 0.0
        # A clock set back would make the wait endless: no wait is longer than its full length from now.
        full = min(2.0 ** min(count - 1, MOST_DOUBLINGS), LONGEST_WAIT_S)
        return min(max(0.0, last + full - self._clock()), full)

    def count(self, who: str) -> int:
        """Return how many wrong passphrases there were since `who` signed in last."""
        return self._read().get(who, (0, 0.0))[0]

    def wrong(self, who: str) -> None:
        """Note a wrong passphrase."""
        self._write({**self._read(), who: (self.count(who) + 1, self._clock())})

    def right(self, who: str) -> None:
        """Forget the wrong ones: the right one came."""
        there = self._read()
        if there.pop(who, None):
            self._write(there)

    def _read(self) -> dict[str, tuple[int, float]]:
        try:
            said = json.loads(self._file.read_text("utf-8"))
            return {str(who): (int(count), float(last)) for who, (count, last) in said.items()}
        except (OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            return {}

    def _write(self, tries: dict[str, tuple[int, float]]) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(tries), "utf-8")
        except OSError:
            return  # a full disk must not keep anybody from trying
