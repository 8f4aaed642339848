"""What a needle is searched by: the whole, a name's single words, a phone's digits, an address's first half."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category, combining, normalize

from coc_desk.casework.document import Needle
from coc_desk.paper.folding import NUMBER, RIGHT_TO_LEFT, WITHOUT_SPACES, Folded, compact, settled, solid, words_in

_UNSPACED = re.compile(f"[{WITHOUT_SPACES}]")
_LEFTWARD = re.compile(f"[{RIGHT_TO_LEFT}]")
_ADDRESS = re.compile("(?i)frau|herr|miss|mister|madame|monsieur|senor|senora|signora|prof|professor|doctor|doktor")
"""Forms of address, which people write into a name; on a page they name nobody."""
_ADDRESSES_WITHIN = re.compile(r"([^\s@,;:<>()]+)@[^\s@,;:<>()]+\.[^\s@,;:<>()]+")
_SHORT, _LONG, _SURE = 3, 6, 8
"""Letters up to which a word may well be an ordinary one; from which one is looked for inside other words too; from
which the whole needle leaves no doubt."""


@dataclass(frozen=True)
class Word:
    """Letters to look for."""

    letters: str
    own_gaps: frozenset[int] = frozenset()
    """Where its own words end."""
    capital: bool = False
    """It is written with a capital, so that one without may be an ordinary word."""
    whole: bool = False
    """It is all of the needle, not one word of it."""
    ordinary: bool = False
    """It might be an ordinary word as it stands (a handle `green`)."""


class Sought:
    """One needle, made ready for many texts."""

    def __init__(self, needle: Needle) -> None:
        self.needle = needle
        name, letters = needle.what == "name", solid(needle.text)
        words = _words_of_name(needle.text) if name else _words_of_contact(needle.text)
        self.words = [word for word in dict.fromkeys(words) if len(word.letters) > 1 or not _has_case(word.letters)]
        self.settled = "" if letters.isascii() else settled(letters)
        self.digits = [] if name else _phones(needle.text)
        self.exact = _exact(needle.text) if letters and not name else _signs(needle.text) if not letters else ""
        self.marked = compact(needle.text) if _vowels_are_marks(needle.text) else ""


def verdict(sought: Sought, text: Folded) -> bool | None:
    """Tell whether the needle is in the text: True certainly, False perhaps (an ordinary word?), None not at all."""
    perhaps: bool | None = None
    for found in _verdicts(sought, text):
        if found:
            return not sought.marked or sought.marked in text.compact
        perhaps = perhaps if found is None else found
    return perhaps


def _verdicts(sought: Sought, text: Folded) -> Iterator[bool | None]:
    if sought.exact and sought.exact in text.compact:
        yield True
    if any(digits in text.numbers for digits in sought.digits):
        yield True
    for word in sought.words:
        for start in _places(word.letters, text.solid):
            yield _rated(word, text, start)
    yield from _out_of_order(sought, text)


def _out_of_order(sought: Sought, text: Folded) -> Iterator[bool | None]:
    """Look for what the way back from a PDF may have changed: doubled or turned letters, lines in another order."""
    if len(sought.settled) >= _SHORT and sought.settled in text.settled:
        yield False
    if len(sought.marked) >= _SHORT and sought.marked in text.compact:
        yield False
    for word in sought.words if text.right_to_left else ():
        if len(word.letters) >= _SHORT and _LEFTWARD.search(word.letters) and word.letters[::-1] in text.solid:
            yield False
        if word.own_gaps and all(_stands_in(part, text) for part in _parts(word)):
            yield False


def _rated(word: Word, text: Folded, start: int) -> bool | None:
    """Judge one place where the letters of `word` were found."""
    length = len(word.letters)
    end = start + length
    if _UNSPACED.match(word.letters):
        return length >= _SHORT
    if word.whole and length >= _SURE and (word.own_gaps or not word.capital):
        return True
    if not (text.begins(start) and text.begins(end)):
        return _inside(word, text, start, end)
    if text.torn(start, end, word.own_gaps, lines_too=length < 5):
        return False if length >= _LONG else None
    lower = word.capital and _has_case(word.letters[0]) and text.cased[start] == word.letters[0]
    return not (lower or word.ordinary or length <= _SHORT)


def _inside(word: Word, text: Folded, start: int, end: int) -> bool | None:
    """Judge letters that are part of a longer word: an ending, a prefix, two words written as one, or chance."""
    if word.letters.isdecimal():
        return None
    if not _has_case(word.letters):
        return False if len(word.letters) >= _SHORT else None
    if len(word.letters) <= _SHORT:
        return None
    like_a_name = text.cased[start] != word.letters[0] if word.capital else text.begins(start)
    composed = any(letter.isdecimal() for letter in text.around(start, end))
    return False if like_a_name or composed or (word.whole and len(word.letters) >= _LONG) else None


def _places(letters: str, text: str) -> Iterator[int]:
    place = text.find(letters)
    while place >= 0:
        yield place
        place = text.find(letters, place + 1)


def _stands_in(token: str, text: Folded) -> bool:
    return any(text.begins(start) and text.begins(start + len(token)) for start in _places(token, text.solid))


def _parts(word: Word) -> list[str]:
    ends = [0, *sorted(word.own_gaps), len(word.letters)]
    return [word.letters[start:end] for start, end in pairwise(ends)]


def _has_case(letters: str) -> bool:
    return letters != letters.upper()


def _words_of_name(text: str) -> Iterator[Word]:
    tokens = words_in(text)
    capital = any(letter.isupper() for token in tokens for letter in token)
    if tokens:
        yield _whole(tokens, capital=capital, ordinary=False)
    for token in tokens:
        particle = capital and token == token.lower() != token.upper()
        if len(token) > 1 and not particle:  # initials and particles (van, de, bin) tell nobody's name
            yield Word(solid(token), capital=True, ordinary=_ADDRESS.fullmatch(token) is not None)


def _words_of_contact(text: str) -> Iterator[Word]:
    if tokens := words_in(text):
        yield _whole(tokens, ordinary=_plain(tokens))
    for local in _ADDRESSES_WITHIN.findall(text):
        if parts := words_in(local):
            yield _whole(parts, ordinary=_plain(parts))


def _whole(tokens: list[str], ordinary: bool, capital: bool = False) -> Word:
    return Word(solid("".join(tokens)), _gaps(tokens), capital, whole=True, ordinary=ordinary)


def _plain(tokens: list[str]) -> bool:
    """Tell whether a handle or address is a single word without digits, as ordinary words are."""
    return len(tokens) == 1 and tokens[0].isalpha() and len(tokens[0]) < _SURE


def _gaps(tokens: list[str]) -> frozenset[int]:
    ends: list[int] = []
    for token in tokens[:-1]:
        ends.append((ends[-1] if ends else 0) + len(token))
    return frozenset(ends)


def _phones(text: str) -> list[str]:
    """Return the ends of the phone numbers in `text`, by which each is known with and without its country code."""
    numbers = (solid(found) for found in NUMBER.findall(text))
    return [number[-8:] if len(number) >= 9 else number for number in numbers if len(number) >= 6]


def _exact(text: str) -> str:
    """Return an address, handle or badge with its signs, empty when it has none to tell it from ordinary words."""
    written = compact(text)
    return written if len(written) >= 5 and not written.isalnum() else ""


def _signs(text: str) -> str:
    """Return a name or handle that is made of pictures, empty for mere punctuation."""
    return compact(text) if any(category(sign) == "So" for sign in text) else ""


def _vowels_are_marks(text: str) -> bool:
    """Tell whether `text` is in a script (Devanagari, Thai, ...) whose vowels would be lost with the marks."""
    return any(category(letter)[0] == "M" and combining(letter) in (0, 9) for letter in normalize("NFC", text))
