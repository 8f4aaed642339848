"""Made passphrases are drawn from a whole list, easy to say, and long enough."""

import math
import random

import pytest

from coc_desk.keys.strength import strength
from coc_desk.keys.words import entropy, made_passphrase, paper_passphrase, word_list
from coc_desk.paths import resources

WORDS = word_list(resources() / "words")


def test_the_list_is_whole_and_fit_to_be_said() -> None:
    assert len(WORDS) == len(set(WORDS)) == 7772
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 9 for word in WORDS)


@pytest.mark.parametrize(("count", "bits"), [(5, 64.6), (6, 77.5)])
def test_bits_are_as_promised(count: int, bits: float) -> None:
    assert entropy(WORDS, count) == pytest.approx(bits, abs=0.05)


def test_a_passphrase_is_words_of_the_list_with_single_blanks() -> None:
    made = made_passphrase(WORDS)
    assert len(made.split(" ")) == 6
    assert set(made.split(" ")) <= set(WORDS)


def test_no_passphrase_comes_twice_and_every_part_of_the_list_is_drawn_from() -> None:
    made = [made_passphrase(WORDS, 5) for _ in range(400)]
    assert len(set(made)) == 400
    places = [WORDS.index(word) for words in made for word in words.split()]
    tenths = [sum(place * 10 // len(WORDS) == tenth for place in places) for tenth in range(10)]
    expected, spread = 200, math.sqrt(2000 * 0.1 * 0.9)
    assert all(abs(count - expected) < 6 * spread for count in tenths)


@pytest.mark.parametrize("words", [(), ("tin",), ("tin", "tin", "tin"), WORDS[:1000]])
def test_a_list_cut_short_makes_nothing(words: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="too few"):
        made_passphrase(words, 5)


def test_what_the_program_makes_is_accepted_by_the_program() -> None:
    assert all(strength(made_passphrase(WORDS)).enough for _ in range(30))


def test_a_pages_passphrase_fits_readers_that_cut_long_ones_off() -> None:
    made = [paper_passphrase(WORDS) for _ in range(50)]
    assert all(len(one) <= 32 and len(one.split()) == 6 for one in made)
    assert len(set(made)) == 50


def test_a_pages_passphrase_holds_at_least_sixty_bits() -> None:
    short = [word for word in WORDS if len(word) <= 5]
    fitting = sum(len(" ".join(random.Random(n).choices(short, k=6))) <= 32 for n in range(4000)) / 4000
    assert entropy(short, 6) + math.log2(fitting) > 61
