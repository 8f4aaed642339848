"""Searching: what is typed becomes a query that cannot go wrong, and a text is cut around what was found.

SQLite's unicode61 takes a run of Chinese or Japanese for one word, as these are written without spaces. So a space is
put around each such character before a text is indexed, and a run that is searched for becomes a phrase of single
characters: one index serves all scripts, and one character is enough to find something.
"""

import re
import unicodedata
from dataclasses import dataclass

NEWEST = 500
"""So many of the newest places that fit are ranked: ranking all of them takes ten times the time of a keystroke."""
MOST_TERMS = 12
MOST_LETTERS = 200
AROUND = 48
"""Characters shown before and after what was found."""
_UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # Japanese
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"  # Chinese characters
)
_SPELLED = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe"}
)
"""Letters that SQLite does not take for accented ones, as people type them who lack the key."""
_END = "\x1f"
"""Between a text and its spelled words; `str.split` takes it for a blank, so no word holds it."""
_CHARACTER = re.compile(f"[{_UNSPACED}]")
_PADDED = re.compile(f" ([{_UNSPACED}]) ")

RANKED = f"""
    select rowid from (
        select rowid, bm25(words) as rank from words where words match ? order by rowid desc limit {NEWEST}
    ) order by rank, rowid desc limit ?
"""


@dataclass(frozen=True)
class Query:
    """What was typed, made ready."""

    match: str
    """For FTS5; empty when there is nothing to search for."""
    terms: tuple[str, ...]
    """As typed, to be found again in the texts."""


def spaced(text: str) -> str:
    """Return a text as it is indexed: with what it holds spelled without the letters that are no mere accents."""
    if text.isascii():
        return text
    spelled = " ".join(word.translate(_SPELLED) for word in text.split() if word != word.translate(_SPELLED))
    return _apart(text) + _END + spelled


def _apart(text: str) -> str:
    return _CHARACTER.sub(r" \g<0> ", text)


def unspaced(text: str) -> str:
    """Return an indexed text as it is read."""
    return text if text.isascii() else _PADDED.sub(r"\1", text.rpartition(_END)[0])


def query(typed: str) -> Query:
    """Make a query of anything at all: each word must be there, the last one may be unfinished; no operators."""
    words = typed[:MOST_LETTERS].replace("\0", " ").split()
    terms = tuple(word for word in words if any(map(_in_word, word)))[:MOST_TERMS]
    phrases = [f'"{_apart(term).replace(chr(34), chr(34) * 2)}"' for term in terms]
    if phrases and not _CHARACTER.match(terms[-1][-1]) and not typed[-1:].isspace():
        phrases[-1] += " *"
    return Query(" ".join(phrases).encode("utf-8", "ignore").decode(), terms)


def _in_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"


def cut_around(text: str, terms: tuple[str, ...]) -> tuple[str, str, str]:
    """Return (before, match, after) on one line: the first place at which one of the terms stands."""
    start, end = _place(text, terms)
    before = _one_line(text[max(0, start - 2 * AROUND) : start])
    after = _one_line(text[end : end + 2 * AROUND])
    return _tail(before), text[start:end], after[:AROUND]


def _place(text: str, terms: tuple[str, ...]) -> tuple[int, int]:
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(term)}" for term in terms), re.IGNORECASE)
    found = pattern.search(text) or re.search("|".join(map(re.escape, terms)), text, re.IGNORECASE)
    if found:
        return found.span()
    plain, places = _plain(text)
    for term in terms:
        wanted = _plain(term)[0]
        place = plain.find(wanted) if wanted else -1
        if place >= 0:
            return places[place], places[place + len(wanted) - 1] + 1
    return 0, 0


def _plain(text: str) -> tuple[str, list[int]]:
    """Return a text without accents and case, and for each of its characters the place where it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character.translate(_SPELLED)).casefold():
            if not unicodedata.combining(part):
                letters.append(part)
                places.append(place)
    return "".join(letters), places


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _tail(text: str) -> str:
    return text[-AROUND:]
