"""What a text is to a typesetter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coc_desk.casework.document import Table
from coc_desk.paper.lettering import BREAK, breakable, clean, clusters, direction, language, numbers_apart
from coc_desk.paper.room import columns_of, letters, lines
from tests.paper.pages import said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "ltr"),
        ("12 عربي", "rtl"),
        ("עברית and English", "rtl"),
        ("a עברית", "ltr"),
        ("12:30", "ltr"),
        ("", "ltr"),
    ],
)
def test_the_first_strong_letter_decides_the_direction(text: str, expected: str) -> None:
    assert direction(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", "en"),
        ("Zażółć gęślą jaźń", "en"),
        ("她在门口", "zh"),
        ("受付の近く", "ja"),
        ("참가자는", "ko"),
        ("это было здесь", "ru"),
        ("це було її", "uk"),
        ("این یک گزارش است", "fa"),
        ("کیا ہوا تھا", "ur"),
        ("ماذا حدث", "ar"),
        ("she said שלום and left at once", "en"),
        ("", "en"),
    ],
)
def test_the_script_tells_the_language(text: str, expected: str) -> None:
    assert language(text, "en") == expected


@given(st.text())
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"])))
def test_cleaning_takes_no_letter(text: str) -> None:
    assert clean(text) == text


def test_eight_marks_on_one_letter_are_enough() -> None:
    assert clean("Z" + "\u0301" * 500 + "a") == "Z" + "\u0301" * 8 + "a"


@given(st.text(max_size=200), st.integers(4, 50))
def test_breaks_are_all_that_is_added_to_long_words(text: str, room: int) -> None:
    typed = text.replace(BREAK, "")
    assert breakable(typed, room).replace(BREAK, "") == typed


@given(st.text(max_size=200))
def test_clusters_are_the_whole_text(text: str) -> None:
    assert "".join(clusters(text)) == text


def test_a_letter_keeps_its_marks_when_its_word_is_broken() -> None:
    assert clusters("e\u0301a\u200db👩\u200d💻") == ["e\u0301", "a\u200db", "👩\u200d💻"]


def test_scripts_without_spaces_are_not_broken_by_hand() -> None:
    assert BREAK not in breakable("那个人在北门附近等候然后和朋友一起离开了会场", 5)


def test_only_numbers_of_several_groups_are_set_apart() -> None:
    assert numbers_apart("call +49 30 1234567 now") == ["call ", "+49 30 1234567", " now"]
    assert numbers_apart("no numbers") == ["no numbers"]


def test_short_cells_of_a_table_stay_whole() -> None:
    row = (said("amber finch"), said("a very long description " * 20), said("Sun 18:00"))
    first, second, third = columns_of(Table(("Who", "What", "Until"), (row,)))
    assert first >= 11
    assert third >= 9
    assert second > 3 * first


def test_twelve_columns_still_share_one_line() -> None:
    table = Table(tuple("abcdefghijkl"), ((said("words " * 40),) * 12,))
    assert sum(columns_of(table)) <= 90


def test_wide_letters_take_two_places() -> None:
    assert letters("abc") == 3
    assert letters("她在a") == 5
    assert lines(said("她" * 85)) > lines(said("a" * 85))
