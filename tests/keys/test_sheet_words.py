"""The words of a recovery sheet: a mistake is told by which word it is."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coc_desk.keys.errors import Mistyped
from coc_desk.keys.near_words import edits, nearest, typed_words
from coc_desk.keys.sheet_words import DRAWN, WORDS, SheetWords
from coc_desk.keys.words import word_list
from coc_desk.paths import resources

LIST = word_list(resources() / "words")
SHEET = SheetWords(LIST)
DRAWS = st.lists(st.integers(0, 7758), min_size=DRAWN, max_size=DRAWN)
PLACES = st.integers(0, WORDS - 1)


def mistyped(typed: str) -> Mistyped:
    with pytest.raises(Mistyped) as told:
        SHEET.read(typed)
    return told.value


def test_a_sheet_made_once_is_read_for_ever() -> None:
    words = SHEET.complete([0, 1, 2, 3, 4000, 5000, 6000, 7000, 7700, 7758])
    assert words == (
        "abacus abdomen abdominal abide motive quack skittle uncapped woven zigzagged mannish cruelness outflank unsent"
    )
    assert SHEET.read(words) == words


def test_every_sheet_is_another_and_has_fourteen_words() -> None:
    drawn = {SHEET.draw() for _ in range(50)}
    assert len(drawn) == 50
    assert {len(one.split()) for one in drawn} == {WORDS}


@given(DRAWS)
def test_what_was_drawn_is_read(drawn: list[int]) -> None:
    words = SHEET.complete(drawn)
    assert SHEET.read(words.upper().replace(" ", "\n ")) == words
    numbered = " ".join(f"{n}. {word}," for n, word in enumerate(words.split(), 1))
    assert SHEET.read(numbered) == words


@given(DRAWS, PLACES, st.integers(0, 7758))
def test_one_wrong_word_is_named_and_so_is_the_right_one(drawn: list[int], place: int, other: int) -> None:
    words = SHEET.complete(drawn).split()
    typed = [*words[:place], LIST[other], *words[place + 1 :]]
    if typed == words:
        return
    told = mistyped(" ".join(typed))
    assert told.meant == {place: words[place]}
    assert told.sentence == f"Word {place + 1} is not “{LIST[other]}”. The other words say it is “{words[place]}”."


@given(DRAWS, st.sets(PLACES, min_size=2, max_size=2), st.randoms(use_true_random=False))
def test_two_wrong_words_are_named(drawn: list[int], places: set[int], chance: random.Random) -> None:
    words = SHEET.complete(drawn).split()
    typed = [chance.choice(LIST[:7759]) if place in places else word for place, word in enumerate(words)]
    wrong = {place: word for place, word in enumerate(words) if typed[place] != word}
    if wrong:
        assert mistyped(" ".join(typed)).meant == wrong


@given(DRAWS, st.sets(PLACES, min_size=1, max_size=3), st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9))
def test_up_to_three_words_that_are_on_no_list_are_known_from_the_others(
    drawn: list[int], places: set[int], scrawl: str
) -> None:
    scrawl = f"{scrawl}qq"
    words = SHEET.complete(drawn).split()
    told = mistyped(" ".join(scrawl if place in places else word for place, word in enumerate(words)))
    assert told.meant == {place: words[place] for place in places}
    assert told.sentence.count("is on no sheet") == len(places)


@given(DRAWS, st.integers(0, WORDS - 2))
def test_two_words_in_each_others_place_are_said_to_be(drawn: list[int], place: int) -> None:
    words = SHEET.complete(drawn).split()
    typed = [*words[:place], words[place + 1], words[place], *words[place + 2 :]]
    if typed != words:
        expected = f"Words {place + 1} and {place + 2} stand in each other's place."
        assert mistyped(" ".join(typed)).sentence == expected


@given(st.integers(), PLACES)
def test_a_word_left_out_and_a_word_too_many_are_found(seed: int, place: int) -> None:
    words = SHEET.complete(random.Random(seed).sample(range(7759), DRAWN)).split()
    without = mistyped(" ".join([*words[:place], *words[place + 1 :]]))
    assert without.sentence == f"A word is missing: word {place + 1}. The sheet has 14."
    twice = mistyped(" ".join([*words[:place], "zebra", *words[place:]]))
    assert twice.sentence == f"There is a word too many: word {place + 1}, “zebra”."


def test_more_mistakes_than_can_be_known_are_said_without_a_guess() -> None:
    words = SHEET.complete(list(range(DRAWN))).split()
    told = mistyped(" ".join([*LIST[100:103], *words[3:]]))
    assert told.sentence == "Three words or more are not those of one sheet. Compare each with the paper."
    assert told.meant == {}
    told = mistyped(" ".join(["kettel", "harbor", "xxxxxxxx", "yyyyyyyy", *words[4:]]))
    assert "Word 1, “kettel”, is on no sheet. It is probably “kettle”." in told.sentence
    assert "Word 3, “xxxxxxxx”, is on no sheet. Look at it again." in told.sentence


def test_another_number_of_words_is_said() -> None:
    assert mistyped("").sentence == "The sheet has 14 words. There are 0 here."
    assert mistyped("kettle " * 30).sentence == "The sheet has 14 words. There are 30 here."


@given(st.text(max_size=300))
def test_whatever_is_typed_has_an_answer(typed: str) -> None:
    assert mistyped(typed).sentence


@given(st.lists(st.sampled_from(LIST), min_size=WORDS, max_size=WORDS))
def test_no_other_words_pass_for_a_sheet(words: list[str]) -> None:
    assert mistyped(" ".join(words)).sentence  # one in 10 to the 15 would


def test_the_nearest_word_is_offered_only_when_there_is_one() -> None:
    assert nearest("ketle", LIST) == "kettle"
    assert nearest("cat", ["cot", "car"]) == ""
    assert nearest("xxxxxxxxxx", LIST) == ""
    assert (edits("harbour", "harbor", 2), edits("ab", "ba", 2), edits("abc", "xyz", 2)) == (1, 1, 3)


def test_numbers_stops_and_dashes_are_no_words() -> None:
    assert typed_words(" 1. Kettle\n2) ＨＡＲＢＯＵＲ, — 3: pond-") == ["kettle", "harbour", "—", "pond"]


def test_a_list_that_was_cut_short_makes_no_sheet() -> None:
    with pytest.raises(ValueError, match="too few words"):
        SheetWords(LIST[:5000])
