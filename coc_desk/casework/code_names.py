"""Code names: two neutral words that stand for an incident or a person wherever others may read along.

They are drawn without looking at what they name, so nothing can be learnt from one. The lists (`resources/words`, with
the rules for their words) give more than 350,000 pairs.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random


def word_lists(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the first and the second words, from the folder `words` of the resources."""
    first, second = (folder / name for name in ("code-first.txt", "code-second.txt"))
    return tuple(first.read_text(encoding="ascii").split()), tuple(second.read_text(encoding="ascii").split())


def names(first: Sequence[str], second: Sequence[str], random: Random) -> Iterator[str]:
    """Yield every pair once, in random order; ends when all were given.

    Give it a `SystemRandom`: from a seeded one the next names could be foretold. It starts at once and keeps no more
    than was drawn (Durstenfeld's shuffle, as far as it is asked for).
    """
    moved: dict[int, int] = {}
    for last in reversed(range(len(first) * len(second))):
        drawn = random.randrange(last + 1)
        one, two = divmod(moved.get(drawn, drawn), len(second))
        moved[drawn] = moved.pop(last, last)
        yield f"{first[one]} {second[two]}"
