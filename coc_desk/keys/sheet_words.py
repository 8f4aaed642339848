"""The fourteen words of a recovery sheet: ten drawn at random, and four by which a mistake is found.

Format. The list is the one passphrases are drawn from (`words`); its first P words count, P the largest prime number
that the list has words for: 7,759 of 7,772. A word stands for its place in the list, a number below P. The first ten
words are drawn by the system's random source: 129.2 bits. The last four make all of

    sum of word[i] * (i + 1) ** j for i in 0..13 = 1  (mod P),  j = 0, 1, 2, 3

true. That is a Reed-Solomon code over the field of P elements: any two sheets differ in five words or more, so that two
wrong words are found and known wherever they stand, or three that cannot be read. What is put through Argon2id is
the fourteen words with a space between.

Somebody who read ten of the fourteen words knows them all: a sheet that was seen has to be made anew.
"""

import itertools
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coc_desk.i18n import _
from coc_desk.keys.errors import Mistyped
from coc_desk.keys.near_words import nearest, typed_words

DRAWN, CHECKING = 10, 4
WORDS = DRAWN + CHECKING
_MOST_SURE = 3
"""Unreadable words that still leave a check over to be sure by."""


@dataclass(frozen=True)
class _Found:
    """A place and what stands there on the sheet."""

    place: int
    """From 0."""
    word: int


class SheetWords:
    """Draws the words of a sheet, and reads what somebody typed from one."""

    def __init__(self, words: Sequence[str]) -> None:
        """Take the list of words; ValueError for one that is too short."""
        self._prime = next((n for n in range(len(words), 7000, -1) if _is_prime(n)), 0)
        if not self._prime:
            raise ValueError("too few words for a recovery sheet")
        self._words = tuple(words[: self._prime])
        self._places = {word: place for place, word in enumerate(self._words)}

    def draw(self) -> str:
        """Return the words of a new sheet."""
        drawn = [secrets.randbelow(self._prime) for _ in range(DRAWN)]
        return self.complete(drawn)

    def complete(self, drawn: Sequence[int]) -> str:
        """Return the words of the sheet that begins with these ten."""
        whole = [*drawn, *[0] * CHECKING]
        checks = self._solved(range(DRAWN, WORDS), self._sums(whole)) or []
        for one in checks:
            whole[one.place] = one.word
        return " ".join(self._words[number] for number in whole)

    def read(self, typed: str) -> str:
        """Return the words as they stand on the sheet; `Mistyped` says which word is not, as far as that can be known.

        Takes a few milliseconds, and some 50 when words were left out.
        """
        said = typed_words(typed)
        if len(said) != WORDS:
            raise self._miscounted(said)
        numbers = [self._places.get(word) for word in said]
        unknown = [place for place, number in enumerate(numbers) if number is None]
        whole = [number or 0 for number in numbers]
        if not unknown and not any(self._sums(whole)):
            return " ".join(said)
        raise self._mistyped(said, unknown, self._mistakes(whole, unknown))

    def _mistyped(self, said: Sequence[str], unknown: Sequence[int], found: Sequence[_Found] | None) -> Mistyped:
        if found is None:
            return self._beyond(said, unknown)
        meant = {one.place: self._words[one.word] for one in found}
        if len(meant) == 2 and not unknown:
            first, second = sorted(meant)
            if (said[first], said[second]) == (meant[second], meant[first]):
                swapped = _("Words {a} and {b} stand in each other's place.")
                return Mistyped(swapped.format(a=first + 1, b=second + 1), meant)
        sentences = [
            _not_listed(place, said[place], meant[place], sure=True) for place in sorted(meant) if place in unknown
        ]
        sentences += [_another(place, said[place], meant[place]) for place in sorted(meant) if place not in unknown]
        return Mistyped(" ".join(sentences), meant)

    def _beyond(self, said: Sequence[str], unknown: Sequence[int]) -> Mistyped:
        """What can be said when there are more mistakes than the checks can find."""
        if not unknown:
            return Mistyped(_("Three words or more are not those of one sheet. Compare each with the paper."), {})
        meant = {place: nearest(said[place], self._words) for place in unknown}
        sentences = [_not_listed(place, said[place], word, sure=False) for place, word in meant.items()]
        return Mistyped(" ".join(sentences), {place: word for place, word in meant.items() if word})

    def _miscounted(self, said: Sequence[str]) -> Mistyped:
        count = len(said)
        if count == WORDS - 1 and len(places := list(self._left_out(said))) == 1:
            missing = _("A word is missing: word {n}. The sheet has {all}.")
            return Mistyped(missing.format(n=places[0] + 1, all=WORDS), {})
        if count == WORDS + 1 and (place := self._one_too_many(said)) is not None:
            more = _("There is a word too many: word {n}, {word}.")
            return Mistyped(more.format(n=place + 1, word=_quoted(said[place])), {})
        return Mistyped(_("The sheet has {all} words. There are {n} here.").format(all=WORDS, n=count), {})

    def _left_out(self, said: Sequence[str]) -> Iterator[int]:
        numbers = [self._places.get(word) for word in said]
        if None in numbers:
            return
        known = [number or 0 for number in numbers]
        for place in range(WORDS):
            if self._solved([place], self._sums([*known[:place], 0, *known[place:]])) is not None:
                yield place

    def _one_too_many(self, said: Sequence[str]) -> int | None:
        for place in range(len(said)):
            numbers = [self._places.get(word) for word in (*said[:place], *said[place + 1 :])]
            if None not in numbers and not any(self._sums([number or 0 for number in numbers])):
                return place
        return None

    # The code

    def _sums(self, numbers: Sequence[int]) -> list[int]:
        """Return how far each sum is from what it has to be."""
        return [
            (sum(number * (i + 1) ** j for i, number in enumerate(numbers)) - 1) % self._prime for j in range(CHECKING)
        ]

    def _mistakes(self, numbers: Sequence[int], unknown: Sequence[int]) -> list[_Found] | None:
        """Return the places that are wrong, and what stands there; None when there are too many to know."""
        if len(unknown) > _MOST_SURE:
            return None
        sums, others = self._sums(numbers), [place for place in range(WORDS) if place not in unknown]
        for more in range((CHECKING - len(unknown)) // 2 + 1):
            for places in itertools.combinations(others, more):
                if found := self._solved([*unknown, *places], sums):
                    right = [_Found(one.place, (numbers[one.place] + one.word) % self._prime) for one in found]
                    return [one for one in right if one.place in unknown or one.word != numbers[one.place]]
        return None

    def _solved(self, places: Sequence[int], sums: Sequence[int]) -> list[_Found] | None:
        """Return what has to be added at some places so that every sum is right; None when nothing does that."""
        p, rows = self._prime, [[(i + 1) ** j % self._prime for i in places] for j in range(CHECKING)]
        table = [[*row, -total % p] for row, total in zip(rows, sums, strict=True)]
        for column in range(len(places)):
            pivot = next(row for row in range(column, CHECKING) if table[row][column])  # any four columns are apart
            table[column], table[pivot] = table[pivot], table[column]
            inverse = pow(table[column][column], -1, p)
            table[column] = [value * inverse % p for value in table[column]]
            for row in range(CHECKING):
                if row != column and (by := table[row][column]):
                    table[row] = [(a - by * b) % p for a, b in zip(table[row], table[column], strict=True)]
        if any(row[-1] for row in table[len(places) :]):
            return None
        return [_Found(place, table[column][-1]) for column, place in enumerate(places)]


def _is_prime(n: int) -> bool:
    return n > 1 and all(n % divisor for divisor in range(2, int(n**0.5) + 1))


def _quoted(word: str) -> str:
    return _("“{word}”").format(word=word[:20])


def _not_listed(place: int, typed: str, meant: str, sure: bool) -> str:
    if not meant:
        unread = _("Word {n}, {typed}, is on no sheet. Look at it again.")
        return unread.format(n=place + 1, typed=_quoted(typed))
    known = _("Word {n}, {typed}, is on no sheet. The other words say it is {meant}.")
    near = _("Word {n}, {typed}, is on no sheet. It is probably {meant}.")
    return (known if sure else near).format(n=place + 1, typed=_quoted(typed), meant=_quoted(meant))


def _another(place: int, typed: str, meant: str) -> str:
    said = _("Word {n} is not {typed}. The other words say it is {meant}.")
    return said.format(n=place + 1, typed=_quoted(typed), meant=_quoted(meant))
