"""Passphrases made of words drawn by the system's random source.

The list is the EFF's large one (7,776 words, `resources/words`) without its four words with a hyphen, which cannot be
told apart by telephone: 7,772 words, 12.92 bits each. Five words have 64.6 bits, six have 77.5.

A handoff's PDF has six short words, 62 bits (`paper_passphrase`). PDF's own derivation (ISO 32000-2, algorithm 2.B) is
quick; a thousand graphics cards with a million guesses a second each need 73 years on average. The page is to be
destroyed within days, and holds what its profile allows.
"""

import math
import secrets
from collections.abc import Sequence
from pathlib import Path

LEAST_BITS = 60
"""No passphrase is made with less, so that a list that was cut short cannot go unnoticed."""

SHORT_LETTERS = 5
LONGEST_FOR_PAPER = 32
"""Common command-line PDF readers (xpdf's and poppler's tools) cut a longer passphrase off and then refuse it."""


def word_list(folder: Path) -> tuple[str, ...]:
    """Return the words passphrases are made of, from the folder `words` of the resources."""
    words = (folder / "eff-large.txt").read_text(encoding="ascii").split()
    return tuple(word for word in words if word.isalpha())


def made_passphrase(words: Sequence[str], count: int = 6) -> str:
    """Return `count` words drawn at random with a space between; ValueError below `LEAST_BITS`."""
    if entropy(words, count) < LEAST_BITS:
        raise ValueError("too few words for a passphrase")
    return " ".join(secrets.choice(words) for _ in range(count))


def paper_passphrase(words: Sequence[str], count: int = 6) -> str:
    """Return `count` short words for a PDF, together at most `LONGEST_FOR_PAPER` characters.

    Words of up to five letters, drawn again until they fit: half of the draws of six from the 1,476 such words do,
    which leaves 62 bits. ValueError when the list is too short for that.
    """
    short = [word for word in words if len(word) <= SHORT_LETTERS]
    while True:
        passphrase = made_passphrase(short, count)
        if len(passphrase) <= LONGEST_FOR_PAPER:
            return passphrase


def entropy(words: Sequence[str], count: int) -> float:
    """Return the bits of a passphrase of `count` words drawn from `words`."""
    return count * math.log2(max(1, len(set(words))))
