"""Answers: their shapes, how they are read, what is found of them, which fields show."""

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coc_desk.i18n import Words
from coc_desk.playbook.answers import (
    DECLINED,
    NOT_ASKED,
    UNKNOWN,
    Answer,
    NotAnAnswer,
    check,
    clean,
    search_words,
    visible,
    words_of,
)
from coc_desk.playbook.definitions import Choice, Field, Form, Kind, Section

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["yes", "room", "words", "11:20"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["v", "none", "other", "exact", "from", "to", "several", "words", "said"]), inner
        )
    ),
    max_leaves=8,
)


def field(kind: Kind, key: str = "one", **more: Any) -> Field:
    return Field(key=key, kind=kind, label=Words(en="One"), section="happened", holds="other", **more)


ROOMS = (
    Choice("room", Words(en="Quiet room", de="Ruheraum")),
    Choice("hall", Words(en="Hall", de="Saal")),
)
PLACE = field(Kind.CHOICE, choices=ROOMS, other=True)
PLACES = field(Kind.CHOICES, choices=ROOMS, other=True)
CLOSED = field(Kind.CHOICE, choices=ROOMS)
WHEN = field(Kind.MOMENT)
RANGE = {"from": "2027-06-12T11:20+02:00", "to": "2027-06-12T11:30+02:00"}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_field_can_be_empty_unknown_not_asked_and_declined(kind: Kind) -> None:
    one = field(kind, choices=ROOMS)
    assert [check(one, answer) for answer in (None, UNKNOWN, NOT_ASKED, DECLINED)] == [
        None,
        UNKNOWN,
        NOT_ASKED,
        DECLINED,
    ]
    assert [words_of(one, answer, "en") for answer in (None, UNKNOWN, NOT_ASKED, DECLINED)] == [
        "",
        "unknown",
        "not asked",
        "declined",
    ]


@pytest.mark.parametrize(
    ("one", "value"),
    [
        (field(Kind.TEXT), " \t "),
        (field(Kind.LONG_TEXT), "\n\n"),
        (field(Kind.LINK), ""),
        (field(Kind.NUMBER), ""),
        (PLACE, ""),
        (PLACE, {"other": " "}),
        (PLACES, []),
        (PLACES, ["", {"other": ""}]),
        (WHEN, {"words": " "}),
        (WHEN, {"several": []}),
    ],
)
def test_an_answer_with_nothing_in_it_is_empty(one: Field, value: object) -> None:
    assert check(one, {"v": value}) is None


@pytest.mark.parametrize(
    ("one", "value"),
    [
        (field(Kind.TEXT), "stairs to hall B"),
        (field(Kind.LONG_TEXT), "  first line\n\tsecond line\n"),
        (field(Kind.LINK), "https://example.org/a?b=c#d"),
        (field(Kind.NUMBER), "3.5"),
        (field(Kind.NUMBER), "about twenty"),
        (field(Kind.NUMBER), "1,500"),
        (field(Kind.SAFETY), "maybe"),
        (PLACE, "hall"),
        (PLACE, {"other": "terrace"}),
        (PLACES, ["room", {"other": "terrace"}]),
        (WHEN, RANGE),
        (WHEN, {"exact": "2027-06-12T11:20+02:00"}),
        (WHEN, {"several": ["2027-06-12T11:20+02:00", "2027-06-12T12:00+02:00"]}),
        (WHEN, {"words": "around lunch, day 2"}),
        (WHEN, {"words": "yesterday", "said": "2027-06-12T11:20+02:00"}),
    ],
)
def test_what_is_typed_is_kept(one: Field, value: object) -> None:
    assert check(one, {"v": value}) == {"v": value}
    assert check(one, check(one, {"v": value})) == {"v": value}


@pytest.mark.parametrize(
    ("one", "answer"),
    [
        (field(Kind.TEXT), "bare text"),
        (field(Kind.TEXT), {"v": 7}),
        (field(Kind.TEXT), {"v": "a", "w": "b"}),
        (field(Kind.TEXT), {"none": "whatever"}),
        (field(Kind.TEXT), {"none": "unknown", "v": "a"}),
        (field(Kind.SAFETY), {"v": "perhaps"}),
        (PLACE, {"v": "cellar"}),
        (PLACE, {"v": ["room"]}),
        (CLOSED, {"v": {"other": "terrace"}}),
        (PLACES, {"v": "room"}),
        (PLACES, {"v": ["cellar"]}),
        (WHEN, {"v": "11:20"}),
        (WHEN, {"v": {"exact": "2027-06-12T11:20"}}),
        (WHEN, {"v": {"exact": "11:20"}}),
        (WHEN, {"v": {"several": "2027-06-12T11:20+02:00"}}),
        (WHEN, {"v": {"from": "2027-06-12T11:20+02:00"}}),
        (WHEN, {"v": {"words": "x", "exact": "2027-06-12T11:20+02:00"}}),
    ],
)
def test_a_shape_the_field_cannot_have_is_not_an_answer(one: Field, answer: object) -> None:
    with pytest.raises(NotAnAnswer, match='"One"') as said:
        check(one, answer)
    assert "cellar" not in str(said.value)


def test_texts_are_composed_and_keep_what_scripts_need() -> None:
    persian = "می\u200cخواهم \u2067שלום\u2069"
    assert clean(unicodedata.normalize("NFD", "zażółć")) == "zażółć"
    assert clean(persian) == persian
    assert clean("👩🏽\u200d💻") == "👩🏽\u200d💻"


def test_control_characters_and_lone_surrogates_do_not_get_in() -> None:
    assert clean("a\x00b\x1b[31mc\x07\x85d\ud800") == "ab[31mc\nd\N{REPLACEMENT CHARACTER}"
    assert clean("one\r\ntwo\rthree\u2028four") == "one\ntwo\nthree\nfour"
    assert clean("one\r\ntwo", one_line=True) == "one two"


def test_a_decimal_comma_becomes_a_point() -> None:
    assert check(field(Kind.NUMBER), {"v": " 3,5 "}) == {"v": "3.5"}


def test_answers_are_read_in_words_of_the_language_asked_for() -> None:
    assert words_of(PLACES, {"v": ["room", {"other": "terrace"}]}, "de") == "Ruheraum, terrace"
    assert words_of(field(Kind.SAFETY), {"v": "maybe"}, "de") == "vielleicht"
    assert words_of(field(Kind.TEXT), NOT_ASKED, "de") == "nicht gefragt"
    assert words_of(WHEN, {"v": RANGE}, "en") == "Sat 12 June 11:20 to 11:30"
    assert words_of(WHEN, {"v": RANGE}, "en", date(2027, 6, 12)) == "11:20 to 11:30"


def test_a_language_nobody_translated_to_reads_english() -> None:
    assert words_of(PLACE, {"v": "hall"}, "pl") == "Hall"
    assert words_of(field(Kind.TEXT), UNKNOWN, "pl") == "unknown"


def test_a_choice_of_another_playbook_is_read_as_its_key() -> None:
    assert words_of(PLACE, {"v": "cellar"}, "en") == "cellar"


def test_choices_are_found_in_every_language_and_times_as_words_and_figures() -> None:
    assert search_words(PLACE, {"v": "room"}) == "Quiet room Ruheraum"
    found = search_words(WHEN, {"v": RANGE})
    assert {"June", "Juni", "2027-06-12", "11:30"} <= set(found.split())


def test_answers_without_a_value_and_safety_flags_are_not_searched_for() -> None:
    assert search_words(field(Kind.TEXT), DECLINED) == ""
    assert search_words(field(Kind.TEXT), None) == ""
    assert search_words(field(Kind.SAFETY), {"v": "yes"}) == ""


CALLED = field(Kind.CHOICES, "called", choices=ROOMS, other=True)
BY = field(Kind.SAFETY, "by", shown_when=("called", frozenset({"room", "other"})))
THEN = field(Kind.TEXT, "then", shown_when=("by", frozenset({"maybe", "declined"})))
FIELDS = (CALLED, BY, THEN)


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ({}, ["called"]),
        ({"called": UNKNOWN}, ["called"]),
        ({"called": {"v": ["hall"]}}, ["called"]),
        ({"called": {"v": ["hall", "room"]}}, ["called", "by"]),
        ({"called": {"v": [{"other": "terrace"}]}}, ["called", "by"]),
        ({"called": {"v": ["room"]}, "by": {"v": "maybe"}}, ["called", "by", "then"]),
        ({"called": {"v": ["room"]}, "by": DECLINED}, ["called", "by", "then"]),
        ({"called": {"v": ["room"]}, "by": {"v": "no"}}, ["called", "by"]),
    ],
)
def test_a_field_shows_with_the_answers_it_waits_for(answers: dict[str, Answer], shown: list[str]) -> None:
    form = Form((Section("happened", Words(en="What happened"), Words(), FIELDS),))
    assert [one.key for one in visible(FIELDS, answers)] == shown
    assert visible(form, answers) == visible(FIELDS, answers)


def test_what_was_answered_stays_in_sight() -> None:
    answers: dict[str, Answer] = {"called": {"v": ["hall"]}, "then": {"v": "still true"}}
    assert [one.key for one in visible(FIELDS, answers)] == ["called", "then"]


@given(st.sampled_from([field(kind) for kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.LINK, Kind.NUMBER)]), st.text())
def test_any_text_can_be_stored_and_is_stored_the_same_twice(one: Field, text: str) -> None:
    answer = check(one, {"v": text})
    assert check(one, answer) == answer
    words_of(one, answer).encode()


@given(st.sampled_from([*map(field, Kind), PLACE, PLACES]), JSON)
def test_whatever_is_stored_is_read_without_trouble(one: Field, stored: Any) -> None:
    assert isinstance(words_of(one, stored), str)
    assert isinstance(search_words(one, stored), str)
    assert isinstance(visible([one, BY], {"called": stored}), list)


@given(st.sampled_from([*map(field, Kind), PLACE, PLACES]), JSON)
def test_what_code_hands_in_is_an_answer_or_is_named_as_none(one: Field, given: Any) -> None:
    try:
        answer = check(one, given)
    except NotAnAnswer:
        return
    assert check(one, answer) == answer
