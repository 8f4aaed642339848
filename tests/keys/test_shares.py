"""Shares of the secret: any two of three open, one alone tells nothing, and mistakes are told by share and word."""

from itertools import combinations

import pytest
from shamir_mnemonic import MnemonicError, combine_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from coc_desk.keys.errors import Mistyped
from coc_desk.keys.shares import SHARE_WORDS, Shares, make_shares, read_shares


@pytest.fixture(scope="module")
def shares() -> Shares:
    return make_shares()


def told(typed: list[str], set: int) -> Mistyped:
    with pytest.raises(Mistyped) as caught:
        read_shares(typed, set)
    return caught.value


def changed(share: str, place: int, word: str) -> str:
    words = share.split()
    return " ".join([*words[:place], word, *words[place + 1 :]])


def test_any_two_give_the_secret_back(shares: Shares) -> None:
    assert {len(one.split()) for one in shares.words} == {SHARE_WORDS}
    for two in combinations(shares.words, 2):
        assert read_shares(list(two), shares.set) == shares.secret
        assert read_shares([one.upper() for one in reversed(two)], shares.set) == shares.secret


def test_one_share_is_refused_by_the_library_itself(shares: Shares) -> None:
    with pytest.raises(MnemonicError):
        combine_mnemonics([shares.words[0]])
    with pytest.raises(MnemonicError):
        combine_mnemonics([shares.words[0], shares.words[0]])


def test_the_same_share_twice_is_said(shares: Shares) -> None:
    sentence = told([shares.words[1], shares.words[1]], shares.set).sentence
    assert sentence == "These are twice the same share. The other one has to be another of the three."


def test_a_share_of_another_vault_is_named(shares: Shares) -> None:
    other = make_shares()
    while other.set == shares.set:
        other = make_shares()
    caught = told([shares.words[0], other.words[1]], shares.set)
    assert caught.share == 2
    assert caught.sentence == "Share 2 is whole, but belongs to another vault, or to shares that were replaced."


def test_a_wrong_word_is_named_with_the_right_one(shares: Shares) -> None:
    right = shares.words[1].split()[7]
    wrong = next(word for word in WORDLIST if word != right)
    caught = told([shares.words[0], changed(shares.words[1], 7, wrong)], shares.set)
    assert (caught.share, caught.meant) == (2, {7: right})
    assert caught.sentence == f"Share 2, word 8 is not “{wrong}”. The other words say it is “{right}”."


def test_a_word_that_is_on_no_share_is_named(shares: Shares) -> None:
    caught = told([changed(shares.words[0], 3, "kettle-drum"[:6] + "x"), shares.words[1]], shares.set)
    assert caught.share == 1
    assert caught.sentence.startswith("Share 1, word 4: “kettlex” is on no share.")


def test_two_wrong_words_are_said_without_a_guess(shares: Shares) -> None:
    first, *rest = shares.words[0].split()
    swapped = " ".join([rest[0], first, *rest[1:]]) if first != rest[0] else changed(shares.words[0], 5, "academic")
    caught = told([swapped, shares.words[1]], shares.set)
    assert caught.sentence == "Share 1 has more than one wrong word. Compare each with the paper."


def test_a_word_left_out_and_nothing_at_all_are_said(shares: Shares) -> None:
    caught = told([shares.words[0], " ".join(shares.words[1].split()[1:])], shares.set)
    assert caught.sentence == "Share 2 has 19 words here. On paper it has 20."
    assert told(["", ""], shares.set).sentence == "Type the words of share 1."
