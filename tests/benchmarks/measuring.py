"""What a figure is, and how times are taken: always side by side in one run."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured figure beside what it is held against."""

    name: str
    entries: int
    """Entries in the vault it was measured with; 0 where none matter."""
    value: float
    unit: str
    against: str
    """What it is compared with, and that one's value."""
    ratio: float
    """value / the other's value, or value / goal where the goal is absolute."""
    goal: str
    holds: bool

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)

    def __str__(self) -> str:
        mark = "holds" if self.holds else "MISSED"
        said = f"{self.name:<58} {self.entries:>7}  {self.value:>9.3f} {self.unit:<3} ratio {self.ratio:>6.2f}"
        return f"{said}  {self.goal:<16} {mark}  {self.against}"


def milliseconds(act: Callable[..., object], *what: object) -> float:
    """Return how long an act took."""
    start = time.perf_counter()
    act(*what)
    return (time.perf_counter() - start) * 1000


def interleaved(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int
) -> tuple[list[float], list[float]]:
    """Time two acts in turn, so that a slow moment of the machine hits both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for act, taken in zip((ours, theirs), times, strict=True):
            taken.append(milliseconds(act))
    return times


def compared(
    name: str, entries: int, ours: Sequence[float], theirs: Sequence[float], against: str, most: float
) -> Figure:
    """Return a figure whose goal is a ratio of medians; no goal, only the figure, when `most` is 0."""
    value, other = statistics.median(ours), statistics.median(theirs)
    ratio = value / other
    goal, holds = (f"at most {most} x", ratio <= most) if most else ("no goal", True)
    return Figure(name, entries, value, "ms", f"{against}: {other:.3f} ms", ratio, goal, holds)


def absolute(name: str, entries: int, value: float, most: float, against: str = "", unit: str = "ms") -> Figure:
    """Return a figure whose goal is a time."""
    return Figure(name, entries, value, unit, against, value / most, f"at most {most:g} {unit}", value <= most)


def ninety_five(values: Sequence[float]) -> float:
    """Return the 95th of a hundred."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]
