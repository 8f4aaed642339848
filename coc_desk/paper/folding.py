"""Text without what a printed page or another keyboard may change in it: letters and digits, and where words end.

The rules are those that found every needle at every position of a line in trials: NFKD, case folded, letters and
digits only.
"""

import re
from bisect import bisect_left
from functools import cached_property
from itertools import zip_longest
from unicodedata import category, decimal, normalize

_SPELLED = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
_GAP = re.compile("[ \n\x02]+")
_HYPHEN = "\ufffe"
"""What PDFium gives for a hyphen at the end of a line."""
_ALIKE = str.maketrans("łŁøØđĐħĦıŋŊæÆœŒðÐþÞةىیکەھہ", "lLoOdDhHinNaAoOdDtTهييكههه")
"""Letters that people type for each other and that no normalisation unites."""
NUMBER = re.compile(r"\d[\d\s().+/\u2010-\u2015\ufffe-]*\d")
_DOUBLED = re.compile(r"(.)\1+")
RIGHT_TO_LEFT = "\u0590-\u08ff"
"""Hebrew and Arabic, as a class of characters."""
WITHOUT_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003134f"
)
"""Thai, Lao, Burmese, Khmer, Chinese, Japanese, Korean: words are not kept apart, or particles stick to them."""
_ELSE = f"{RIGHT_TO_LEFT}{WITHOUT_SPACES}"
_SEAM = re.compile(f"(?<=[{_ELSE}])(?=[^ \n\x02{_ELSE}])|(?<=[^ \n\x02{_ELSE}])(?=[{_ELSE}])")
"""Where such scripts meet others a word ends, space or not."""
_TURNED = re.compile("[الي]{2,}")
"""Arabic ligatures of lam come out of a PDF with their letters turned round."""


class _Letters(dict[int, str | int | None]):
    """A table for `str.translate`, filled as characters turn up."""

    def __missing__(self, code: int) -> str | int | None:
        self[code] = becomes = _becomes(code)
        return becomes


def _becomes(code: int) -> str | int | None:
    letter = chr(code)
    if letter in "\n\r\u2028\u2029\x85":
        return "\n"
    if letter == _HYPHEN:
        return "\x02"
    if letter in "ßẞ":
        return "ss" if letter == "ß" else "SS"
    kind = category(letter)
    if kind == "Nd":
        return str(decimal(letter))
    if kind[0] in "LN":
        return letter.translate(_ALIKE)
    return None if kind[0] == "M" or kind in ("Cf", "Cs", "Cn") or (kind == "Cc" and letter != "\t") else " "


_letters = _Letters()


def skeleton(text: str) -> str:
    """Return the letters and digits of `text`, words apart by " ", lines by a line feed.

    Between the halves of a hyphenated word, and where two scripts meet, is U+0002.
    """
    spelled = _SPELLED.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), text)
    letters = normalize("NFC", normalize("NFKD", spelled).translate(_letters))
    return letters if letters.isascii() else _SEAM.sub("\x02", letters)


def words_in(text: str) -> list[str]:
    """Return the words of `text`, letters and digits only."""
    return [word for word in _GAP.split(skeleton(text)) if word]


def solid(text: str) -> str:
    """Return the letters and digits of `text` in one piece, case folded."""
    return _caseless(_GAP.sub("", skeleton(text)))


def settled(letters: str) -> str:
    """Return what is left of `letters` when doubled and turned ones are made one: PDFs double what has two glyphs."""
    return _DOUBLED.sub(r"\1", _TURNED.sub(lambda run: "".join(sorted(run[0])), letters))


def compact(text: str) -> str:
    """Return `text` with its signs and marks but without spaces, case folded: for addresses and handles."""
    letters = "".join(normalize("NFKC", text).casefold().split())
    return letters if letters.isascii() else "".join(letter for letter in letters if category(letter) != "Cf")


def _caseless(letters: str) -> str:
    folded = letters.casefold()
    return folded if len(folded) == len(letters) else "".join(letter.casefold()[:1] for letter in letters)


class Folded:
    """A text to be searched: its letters in one piece, and where its words and lines end among these."""

    def __init__(self, text: str) -> None:
        self._text = text
        spaced = skeleton(text)
        self.cased = _GAP.sub("", spaced)
        self.solid = _caseless(self.cased)
        self.edges = [0]
        self._gaps: set[int] = set()
        self._line_ends: set[int] = set()
        for word, gap in zip_longest(_GAP.split(spaced), _GAP.findall(spaced), fillvalue=""):
            self._add(self.edges[-1] + len(word), gap)
        self._borders = set(self.edges)

    def _add(self, end: int, gap: str) -> None:
        self.edges.append(end)
        if " " in gap:
            self._gaps.add(end)
        elif "\n" in gap:
            self._line_ends.add(end)

    @cached_property
    def settled(self) -> str:
        """Its letters, see `settled`."""
        return settled(self.solid)

    @cached_property
    def compact(self) -> str:
        """Its signs and letters without spaces, see `compact`."""
        return compact(self._text.replace(_HYPHEN, "-"))

    @cached_property
    def numbers(self) -> str:
        """The digits of each number; a phone's may stand in groups, which right-to-left lines turn round."""
        groups = [words_in(run) for run in NUMBER.findall(normalize("NFKD", self._text))]
        return " ".join("".join(part) for run in groups for part in (run, run[::-1]))

    @cached_property
    def right_to_left(self) -> bool:
        """Whether any of its letters runs from right to left, so that a PDF may give its words in another order."""
        return re.search(f"[{RIGHT_TO_LEFT}]", self.solid) is not None

    def begins(self, place: int) -> bool:
        """Tell whether a word begins or ends at `place`."""
        return place in self._borders

    def torn(self, start: int, end: int, own: frozenset[int], lines_too: bool) -> bool:
        """Tell whether words end between `start` and `end`, but for their `own` ends, counted from `start`."""
        inner = self.edges[bisect_left(self.edges, start + 1) : bisect_left(self.edges, end)]
        apart = self._gaps | self._line_ends if lines_too else self._gaps
        return any(place in apart and place - start not in own for place in inner)

    def around(self, start: int, end: int) -> str:
        """Return the words that `start` to `end` is part of."""
        left = self.edges[max(0, bisect_left(self.edges, start + 1) - 1)]
        return self.cased[left : self.edges[bisect_left(self.edges, end)]]
