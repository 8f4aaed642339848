"""What somebody typed from paper, word by word, and which word of a list they may have meant."""

import re
import unicodedata
from collections.abc import Iterable

MOST_EDITS = 2
"""A word that is further away is not offered: it would be a guess."""
_BETWEEN = re.compile(r"[\s\d.,;:)(\]\[_/-]+")


def typed_words(typed: str) -> list[str]:
    """Return the words of a text in small letters, without the numbers, stops and dashes that people type along."""
    return [word for word in _BETWEEN.split(unicodedata.normalize("NFKC", typed).casefold()) if word]


def nearest(typed: str, words: Iterable[str]) -> str:
    """Return the word with the fewest edits away from what was typed; empty when none is near, or several are."""
    found, most = list[str](), MOST_EDITS
    for word in words:
        if abs(len(word) - len(typed)) > most:
            continue
        away = edits(typed, word, most)
        if away < most:
            found, most = [word], away
        elif away == most:
            found.append(word)
    return found[0] if len(found) == 1 else ""


def edits(one: str, other: str, most: int) -> int:
    """Return how many letters have to be put in, left out, changed or swapped; `most + 1` when it is more."""
    before, row = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
