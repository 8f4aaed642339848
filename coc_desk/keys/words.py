"""Passphrases made of words drawn by the system's random source.

The list is the EFF's large one (7,776 words, `resources/words`) without its four words with a hyphen, which cannot be
told apart by telephone: 7,772 words, 12.92 bits each. Five words have 64.6 bits, six have 77.5.

Six is the figure for a handoff's PDF. PDF's own derivation (ISO 32000-2, algorithm 2.B) is quick; a thousand graphics
cards with a million guesses a second each need three million years on average for six words, but 440 for five.
"""

import math
import secrets
from collections.abc import Sequence
from pathlib import Path

LEAST_BITS = 60
"""No passphrase is made with less, so that a list that was cut short cannot go unnoticed."""


def word_list(folder: Path) -> tuple[str, ...]:
    """Return the words passphrases are made of, from the folder `words` of the resources."""
    words = (folder / "eff-large.txt").read_text(encoding="ascii").split()
    return tuple(word for word in words if word.isalpha())


def made_passphrase(words: Sequence[str], count: int = 6) -> str:
    """Return `count` words drawn at random with a space between; ValueError below `LEAST_BITS`."""
    if entropy(words, count) < LEAST_BITS:
        raise ValueError("too few words for a passphrase")
    return " ".join(secrets.choice(words) for _ in range(count))


def entropy(words: Sequence[str], count: int) -> float:
    """Return the bits of a passphrase of `count` words drawn from `words`."""
    return count * math.log2(max(1, len(set(words))))
