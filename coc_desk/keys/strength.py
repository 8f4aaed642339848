"""How hard a passphrase is to guess for somebody who has a copy of the vault and a room full of machines.

The figure. Argon2id is bound by the memory a guess has to move: 1,024 · m · (3t - 1) bytes (tobtu.com, Minimum Password
Settings), 0.5 GiB at the floor of RFC 9106. The quickest graphics card of 2025 moves 1.8 TB/s: 3,400 guesses a second;
a thousand of them, 3.4 million. 50 bits then take five years on average and some 20 million dollars of hired machines,
for one member of one vault, where calibration left the cost at the floor; twice as long with each doubling of memory.
Retention has erased what is worth it by then. So less than 50 bits is not accepted. From 57 bits (six centuries, with
the same machines) it is called strong: what nearly every draw of five words reaches in this estimate.

The estimate. zxcvbn splits the passphrase into what a guesser would try (common words and passwords, names, dates, keys
beside each other, repeats) and says how many tries each takes. Its own total also counts the tries it takes to find out
where the words end; here the logarithms are only added up, each part once, blanks are worth nothing, and a word that no
list has is worth 14 bits. Words drawn from a list then come out at what they are worth (measured over 300 passphrases
of three to six words from the EFF's list: medians 38, 52, 65 and 78 bits; truly 39, 52, 65 and 78). A well-known
sentence cannot be told from words drawn at random: that is why the program offers to draw them.

Import this where it is needed: zxcvbn's lists take 25 ms and 10 MB.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from zxcvbn import zxcvbn

from coc_desk.i18n import _
from coc_desk.keys.passphrase import normal

LEAST_BITS = 50.0
"""Less is not accepted for a vault."""
STEPS = (35.0, LEAST_BITS, 57.0)
"""Bits at which the level rises: from 1, which anything typed has, to 2, 3 and 4."""
LEAST_LEVEL = 3

_ALWAYS_KNOWN = ("coc desk", "code of conduct", "conference", "vault", "passphrase")
_READ_CHARACTERS = 72
"""zxcvbn takes time with the square of the length; what comes after adds nothing to the estimate."""
_WORD_BITS = 14.0
_WORD_LETTERS = 10
_CHARACTER_BITS = math.log2(10)
"""What zxcvbn gives a character that follows no pattern; people do not choose at random."""


class Finding(StrEnum):
    """What is to be said about a passphrase."""

    NOTHING = "nothing"
    KNOWN = "known"
    COMMON = "common"
    PATTERN = "pattern"
    SHORT = "short"
    ENOUGH = "enough"
    STRONG = "strong"


@dataclass(frozen=True)
class Strength:
    """How hard a passphrase is to guess."""

    bits: float
    """Logarithm to base 2 of the tries it takes; an estimate from below."""
    level: int
    """0 (nothing typed) to 4, for the bar; `LEAST_LEVEL` and above is accepted."""
    finding: Finding

    @property
    def enough(self) -> bool:
        """Whether it is accepted for a vault."""
        return self.level >= LEAST_LEVEL

    @property
    def word(self) -> str:
        """The level in a word or two, in the language in use."""
        return ("", _("Easy to guess"), _("Nearly"), _("Good"), _("Strong"))[self.level]

    @property
    def sentence(self) -> str:
        """What to tell whoever types it, in the language in use."""
        return {
            Finding.NOTHING: "",
            Finding.KNOWN: _("Names of people and of the event are guessed first. Use words far from them."),
            Finding.COMMON: _("Many people use this, so it is guessed early. Use five unusual words."),
            Finding.PATTERN: _("Repeats, rows of keys and dates are guessed early. Use five unusual words."),
            Finding.SHORT: _("Not long enough yet. Add an unusual word."),
            Finding.ENOUGH: _("Long enough. One more word makes it strong."),
            Finding.STRONG: _("Would hold for years if the laptop is stolen."),
        }[self.finding]


def strength(passphrase: str, known: Iterable[str] = ()) -> Strength:
    """Return how hard a passphrase is to guess for somebody who knows the words in `known` (names, the event).

    Takes about 5 ms for six words and at most 30 ms.
    """
    words = " ".join(dict.fromkeys(normal(passphrase).split()))
    parts = _parts(words[:_READ_CHARACTERS], [*known, *_ALWAYS_KNOWN])
    bits = sum({text: worth for part in parts for text, worth in _worths(part)}.values())
    level = 1 + sum(bits >= step for step in STEPS) if words else 0
    return Strength(bits, level, _finding(level, parts))


def _parts(text: str, known: Iterable[str]) -> list[Mapping[str, Any]]:
    phrases = [phrase.lower() for phrase in known]
    words = [word for phrase in phrases for word in re.split(r"[\W_]+", phrase) if len(word) > 2]
    return list(zxcvbn(text, user_inputs=[*phrases, *words])["sequence"]) if text else []


def _worths(part: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    token = str(part["token"])
    if part["pattern"] != "bruteforce":
        yield token, math.log2(part["guesses"])
        return
    for piece in re.findall(r"[^\W\d_]+|[\W\d_]", token):
        worth = _CHARACTER_BITS * len(piece)
        if piece.isspace():
            worth = 0.0
        elif piece.isalpha() and len(piece) <= _WORD_LETTERS:
            worth = min(worth, _WORD_BITS)
        yield piece, worth


def _finding(level: int, parts: list[Mapping[str, Any]]) -> Finding:
    if level >= LEAST_LEVEL:
        return Finding.STRONG if level > LEAST_LEVEL else Finding.ENOUGH
    if not level:
        return Finding.NOTHING
    if any(part.get("dictionary_name") == "user_inputs" for part in parts):
        return Finding.KNOWN
    main = max(parts, key=lambda part: len(part["token"]))
    if main["pattern"] in {"repeat", "sequence", "spatial", "date"}:
        return Finding.PATTERN
    alone = 2 * len(main["token"]) > sum(len(part["token"]) for part in parts)
    return Finding.COMMON if alone and main.get("dictionary_name") == "passwords" else Finding.SHORT
