"""A passphrase is accepted when a guesser with a copy of the vault has no use for it."""

import time
from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coc_desk.keys.passphrase import normal
from coc_desk.keys.strength import LEAST_BITS, LEAST_LEVEL, STEPS, Finding, strength
from coc_desk.keys.words import entropy, word_list
from coc_desk.paths import resources

WORDS = word_list(resources() / "words")
KNOWN = ("Noor Al-Hassan", "PyRiver Days 2026")


@pytest.mark.parametrize(
    "passphrase",
    [
        "", " ", "a", "password", "Summer2026!", "P@ssw0rd123456", "qwertyuiopasdfgh", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "12345678901234567890", "tin tin tin tin tin tin", "noor al-hassan pyriver", "pyriver2026 coc desk",
        "correct horse battery", "code of conduct conference", "1 2 3 4 5 6 7 8 9 10",
    ],
)  # fmt: skip
def test_what_is_guessed_early_is_refused(passphrase: str) -> None:
    assert not strength(passphrase, KNOWN).enough


@pytest.mark.parametrize(
    "passphrase",
    [
        "kettle willow harbour thimble anchor",
        "żółta łódź płynie powoli wieczorem",
        "kJ8#qLz2!vX9Hb5%",
        "b7f1c09a4e6d23589",
    ],
)
def test_what_takes_years_is_accepted(passphrase: str) -> None:
    assert strength(passphrase, KNOWN).enough


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_drawn_words_come_out_at_what_they_are_worth(count: int) -> None:
    random = Random(count)
    estimates = [strength(" ".join(random.choices(WORDS, k=count))).bits for _ in range(60)]
    assert median(estimates) == pytest.approx(entropy(WORDS, count), rel=0.12)


def test_three_drawn_words_are_too_few_and_five_are_strong() -> None:
    assert not strength("kettle harbour thimble").enough
    random = Random(5)
    assert sum(strength(" ".join(random.choices(WORDS, k=5))).level == 4 for _ in range(50)) >= 45


@given(st.text(max_size=120))
def test_every_text_gets_a_level_and_a_sentence(text: str) -> None:
    found = strength(text, KNOWN)
    assert 0 <= found.level <= 4
    assert found.enough == (found.bits >= LEAST_BITS)
    assert found.enough == (found.finding in {Finding.ENOUGH, Finding.STRONG})
    assert bool(found.sentence) == bool(found.word) == (found.level > 0) == bool(normal(text))


def test_levels_rise_at_their_steps() -> None:
    assert list(STEPS) == sorted(STEPS)
    assert STEPS[LEAST_LEVEL - 2] == LEAST_BITS
    assert [strength(words).level for words in ("", "kettle", "kettle willow harbour thimble")] == [0, 1, 2]
    assert strength("kettle willow harbour thimble anchor plinth").level == 4


@pytest.mark.parametrize(
    ("passphrase", "finding"),
    [
        ("pyriver kettle", Finding.KNOWN),
        ("letmein", Finding.COMMON),
        ("zxcvfdsaqwer", Finding.PATTERN),
        ("Summer2026!", Finding.COMMON),
        ("kettle", Finding.SHORT),
        ("kettle willow harbour thimble", Finding.SHORT),
        ("  ", Finding.NOTHING),
        ("kettle willow harbour thimble anchor plinth", Finding.STRONG),
    ],
)
def test_the_sentence_fits_what_was_found(passphrase: str, finding: Finding) -> None:
    assert strength(passphrase, KNOWN).finding is finding


def test_repeating_a_word_adds_nothing() -> None:
    assert strength("kettle kettle kettle").bits <= strength("kettle").bits + 1


def test_blanks_add_nothing() -> None:
    assert strength("kettle   harbour").bits == strength("  kettle harbour ").bits


def test_a_page_of_text_takes_no_longer_than_its_beginning() -> None:
    start = time.perf_counter()
    strength("kettle harbour " * 2000)
    assert time.perf_counter() - start < 1


def test_the_passphrase_shows_in_nothing_that_is_kept() -> None:
    assert "kettle" not in repr(strength("kettle willow harbour"))
