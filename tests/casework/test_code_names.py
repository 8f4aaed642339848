"""Code names say nothing, cannot be misheard, and never run out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from random import Random, SystemRandom

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coc_desk.casework.code_names import names, word_lists
from coc_desk.demo.story import EXCLUDED_TYPED, RECUSED_TYPED, TYPED
from coc_desk.paths import resources

FIRST, SECOND = word_lists(resources() / "words")
HERE = Path(__file__).parent
HOMOPHONES = frozenset((HERE / "homophones.txt").read_text(encoding="ascii").split())
SAID_OF_PEOPLE = frozenset((HERE / "said_of_people.txt").read_text(encoding="ascii").split())
FRAGMENTS = re.compile("rape|kill|sex|anal|cum|cock|dick|fagg|nigg|slut|whor|shit|fuck|arse|porn|nazi|hate|cunt|dead")


def one_letter_apart(words: Iterable[str]) -> set[frozenset[str]]:
    """Return the pairs that one changed, added or dropped letter turns into each other."""
    known, alike = set(words), defaultdict(set)
    for word in known:
        for place in range(len(word)):
            alike[f"{word[:place]}?{word[place + 1 :]}"].add(word)
            if (shorter := word[:place] + word[place + 1 :]) in known:
                alike[f"{word} {shorter}"] = {word, shorter}
    return {frozenset(group) for group in alike.values() if len(group) > 1}


def test_there_are_more_than_anybody_needs() -> None:
    assert len(FIRST) * len(SECOND) > 300_000


@pytest.mark.parametrize("words", [FIRST, SECOND], ids=["first", "second"])
class TestEachList:
    def test_has_words_of_three_to_nine_plain_letters(self, words: tuple[str, ...]) -> None:
        assert [word for word in words if not re.fullmatch("[a-z]{3,9}", word)] == []

    def test_is_sorted_and_has_no_word_twice(self, words: tuple[str, ...]) -> None:
        assert list(words) == sorted(set(words))

    def test_has_no_two_words_one_letter_apart(self, words: tuple[str, ...]) -> None:
        assert one_letter_apart(words) == set()

    def test_has_no_two_words_of_the_same_letters(self, words: tuple[str, ...]) -> None:
        assert [key for key, count in Counter("".join(sorted(word)) for word in words).items() if count > 1] == []

    def test_has_no_word_that_sounds_like_another(self, words: tuple[str, ...]) -> None:
        assert HOMOPHONES.intersection(words) == set()

    def test_has_no_word_with_another_inside_that_hurts(self, words: tuple[str, ...]) -> None:
        assert [word for word in words if FRAGMENTS.search(word)] == []

    def test_has_no_word_that_is_said_of_people_or_names_one(self, words: tuple[str, ...]) -> None:
        assert SAID_OF_PEOPLE.intersection(words) == set()


@pytest.mark.parametrize("pair", [("shed", "sled"), ("nest", "nests"), ("cane", "crane"), ("event", "vent")])
def test_the_check_finds_words_one_letter_apart(pair: tuple[str, str]) -> None:
    assert one_letter_apart((*pair, "kettle")) == {frozenset(pair)}


def test_no_word_is_in_both_lists() -> None:
    assert set(FIRST).isdisjoint(SECOND)


@given(first=st.integers(1, 12), second=st.integers(1, 12), seed=st.integers())
def test_every_pair_comes_once_and_then_it_ends(first: int, second: int, seed: int) -> None:
    drawn = list(names([f"a{n}" for n in range(first)], [f"b{n}" for n in range(second)], Random(seed)))
    assert len(drawn) == len(set(drawn)) == first * second


def test_a_thousand_names_are_a_thousand_names() -> None:
    drawn = list(islice(names(FIRST, SECOND, SystemRandom()), 1000))
    assert len(set(drawn)) == 1000
    assert all(first in FIRST and second in SECOND for first, second in map(str.split, drawn))


def test_every_order_is_as_likely_as_any_other() -> None:
    random = Random(2)
    orders = Counter(tuple(names(["a", "b"], ["c", "d"], random)) for _ in range(24 * 200))
    assert len(orders) == 24
    assert all(abs(count - 200) < 6 * 200**0.5 for count in orders.values())


def test_two_vaults_begin_with_different_names() -> None:
    one, other = (list(islice(names(FIRST, SECOND, SystemRandom()), 3)) for _ in range(2))
    assert one != other


def test_no_words_no_names() -> None:
    assert list(names([], ["kettle"], Random(0))) == []


def test_no_code_name_is_made_of_the_words_by_which_the_demo_is_searched() -> None:
    assert {*TYPED, *EXCLUDED_TYPED, *RECUSED_TYPED}.isdisjoint({*FIRST, *SECOND})
