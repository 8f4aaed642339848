"""Looking for words in the memory of a process and of all its children."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

PIECE = 16 * 1024 * 1024
RANGE = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) r")
Needles = Mapping[str, tuple[bytes, ...]]
"""What is looked for, in each form it may have."""


def forms(words: str) -> tuple[bytes, ...]:
    """Return a text as Python, Qt and files hold it."""
    return words.encode(), words.encode("utf-16-le"), words.encode("utf-32-le")


def found(pid: int, needles: Needles) -> dict[str, int]:
    """Return how often each needle stands in the memory of a process and its children; only what stands somewhere."""
    counts = dict.fromkeys(needles, 0)
    for process in family(pid):
        for piece in _pieces(process, max(len(form) for forms in needles.values() for form in forms)):
            for name, forms_of_it in needles.items():
                counts[name] += sum(piece.count(form) for form in forms_of_it)
    return {name: count for name, count in counts.items() if count}


def family(pid: int) -> Iterator[int]:
    """Return a process and all that it started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from family(int(child))


def _pieces(pid: int, longest: int) -> Iterator[bytes]:
    ranges = (RANGE.match(line) for line in Path(f"/proc/{pid}/maps").read_text().splitlines())
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in ((int(one[1], 16), int(one[2], 16)) for one in ranges if one):
            for place in range(start, end, PIECE):
                try:
                    memory.seek(place)
                    yield memory.read(min(PIECE + longest, end - place))
                except (OSError, OverflowError, ValueError):  # of the kernel's own, which nobody may read
                    break
