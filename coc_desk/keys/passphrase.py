"""Passphrase to key, by Argon2id (RFC 9106, version 0x13), as slow as the laptop can bear.

Format. The passphrase is normalised to NFKC; blanks (what `str.split` splits at: Unicode's White_Space and U+001C to
U+001F) are dropped at both ends and every run of them becomes one space; the result is encoded as UTF-8 (a lone
surrogate as its three bytes). Upper and lower case stay apart. With the salt (16 random bytes), the memory in KiB, the
passes and the lanes that are kept beside it, and with neither secret nor associated data, Argon2id gives 32 bytes.
"""

import os
import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from coc_desk.keys.errors import CostTooHigh, CostTooLow

SALT_BYTES = 16
"""RFC 9106 section 3.1: 16 bytes are recommended for passwords."""
KEY_BYTES = 32

_STEP_KIB = 16 * 1024
_GIB_IN_KIB = 1024 * 1024


@dataclass(frozen=True)
class Cost:
    """What one derivation takes."""

    memory_kib: int
    passes: int
    lanes: int

    def reaches(self, other: "Cost") -> bool:
        """Whether this is at least `other` in every respect."""
        return self.memory_kib >= other.memory_kib and self.passes >= other.passes and self.lanes >= other.lanes


FLOOR = Cost(64 * 1024, 3, 1)
"""The memory and passes of RFC 9106 section 4, second recommended option. Less is refused, whatever a file says."""
CEILING = Cost(2 * _GIB_IN_KIB, 16, 16)
"""Twice what `calibrate` ever chooses. More is refused: the figures are read before anything can be checked."""


def derive(passphrase: str, salt: bytes, cost: Cost, floor: Cost = FLOOR) -> bytes:
    """Return the 32 bytes that a passphrase stands for. Releases the GIL, so it belongs in a thread.

    Raises `CostTooLow` below `floor` (tests bring a cheaper one), `CostTooHigh` above `CEILING`, ValueError for a salt
    of less than 8 bytes, and MemoryError when the laptop has not got what the cost asks for.
    """
    if not cost.reaches(floor):
        raise CostTooLow(f"{cost} is below {floor}")
    if not CEILING.reaches(cost):
        raise CostTooHigh(f"{cost} is above {CEILING}")
    slow = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return slow.derive(normal(passphrase).encode("utf-8", "surrogatepass"))


def normal(passphrase: str) -> str:
    """Return a passphrase as it is hashed: however it was composed, and with however many blanks between its words."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


def calibrate(
    seconds: float = 1.0,
    floor: Cost = FLOOR,
    measure: Callable[[Cost], float] | None = None,
    memory_kib: int | None = None,
) -> Cost:
    """Return a cost that takes this laptop about `seconds`, and never less than `floor`.

    Two derivations at the floor tell (0.3 s): time grows with memory in proportion. Four lanes as RFC 9106 recommends;
    at most 1 GiB and a quarter of the laptop's memory (`memory_kib`, or what the system says).
    """
    base = Cost(floor.memory_kib, floor.passes, max(4, floor.lanes))
    taken = min((measure or _seconds_for)(base) for _ in range(2))
    room = min(_GIB_IN_KIB, (memory_kib or _memory_kib()) // 4)
    wanted = int(base.memory_kib * seconds / max(taken, 1e-6))
    memory = min(wanted, room) // _STEP_KIB * _STEP_KIB
    return Cost(max(memory, base.memory_kib), base.passes, base.lanes)


def _seconds_for(cost: Cost) -> float:
    start = time.perf_counter()
    derive("how long does it take", secrets.token_bytes(SALT_BYTES), cost, floor=cost)
    return time.perf_counter() - start


def _memory_kib() -> int:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024
    except (AttributeError, ValueError, OSError):  # Windows does not say; the least that Windows 11 runs on
        return 4 * _GIB_IN_KIB
