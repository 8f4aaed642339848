"""A time to come in a sentence: what a promise is offered for, and what it is not."""

from datetime import datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coc_desk.playbook.due import due_in

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2027, 6, 12, 14, 5, 31, tzinfo=BERLIN)  # a Saturday


def found(text: str, now: datetime = NOW) -> tuple[str, str] | None:
    """Return day and time, and the words it was read from."""
    if (due := due_in(text, now, BERLIN)) is None:
        return None
    at, (start, end) = due
    return f"{at:%d %H:%M}", text[start:end]


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("Quieter than this morning. Call back by 16:00", "12 16:00", "by 16:00"),
        ("Call back by 16:00, in the quiet room.", "12 16:00", "by 16:00"),
        ("Call back by 4.", "12 16:00", "by 4"),
        ("Call back by 5pm", "12 17:00", "by 5pm"),
        ("Call back at 3:30.", "12 15:30", "at 3:30"),
        ("Call by 9:00", "13 09:00", "by 9:00"),
        ("in an hour", "12 15:05", "in an hour"),
        ("Look in again in half an hour", "12 14:35", "in half an hour"),
        ("in an hour and a half", "12 15:35", "in an hour and a half"),
        ("in 20 minutes we call", "12 14:25", "in 20 minutes"),
        ("within the hour", "12 15:05", "within the hour"),
        ("in two days", "14 14:05", "in two days"),
        ("tomorrow at 9", "13 09:00", "tomorrow at 9"),
        ("tomorrow at 4", "13 16:00", "tomorrow at 4"),
        ("tonight at 9 we meet", "12 21:00", "tonight at 9"),
        ("9:30 tomorrow", "13 09:30", "9:30 tomorrow"),
        ("Escort from the hotel on Sunday at 9:00", "13 09:00", "on Sunday at 9:00"),
        ("by 14 June, 18:00", "14 18:00", "by 14 June, 18:00"),
        ("tomorrow by noon", "13 12:00", "tomorrow by noon"),
        ("by midnight", "13 00:00", "by midnight"),
        ("bis 16 Uhr", "12 16:00", "bis 16 Uhr"),
        ("Ich melde mich spätestens um 17.30 Uhr", "12 17:30", "spätestens um 17.30 Uhr"),
        ("in einer halben Stunde", "12 14:35", "in einer halben Stunde"),
        ("innerhalb der nächsten Stunde", "12 15:05", "innerhalb der nächsten Stunde"),
        ("heute Abend um 8 Uhr", "12 20:00", "heute Abend um 8 Uhr"),
        ("am Sonntag um 10 Uhr", "13 10:00", "am Sonntag um 10 Uhr"),
        ("İstanbul ekibi: by 16:00", "12 16:00", "by 16:00"),
        ("so at 16:00 we call", "12 16:00", "at 16:00"),
    ],
)
def test_a_time_to_come_is_found(text: str, at: str, words: str) -> None:
    assert found(text) == (at, words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Came to the desk with a friend.",
        "at 11:20 he blocked the way",
        "We told them by 13:00",
        "yesterday at 16:00",
        "yesterday by 16:00",
        "vor 20 Minuten",
        "by 4 people",
        "in 4 rooms",
        "on Sunday",
        "16:00",
        "by 25:00",
        "one of 20 hours",
    ],
)
def test_what_has_passed_or_is_no_time_is_no_offer(text: str) -> None:
    assert found(text) is None


def test_an_end_wins_over_a_time_that_is_told() -> None:
    assert found("We decide by 15:30. Their talk is at 17:00.") == ("12 15:30", "by 15:30")


def test_the_last_one_typed_wins_among_equals() -> None:
    assert found("by 16:00, no: by 17:00") == ("12 17:00", "by 17:00")


def test_an_hour_is_an_hour_when_the_clocks_change() -> None:
    before = datetime(2027, 10, 31, 2, 30, tzinfo=BERLIN)
    due = due_in("in an hour", before, BERLIN)
    assert due is not None
    assert due[0].timestamp() - before.timestamp() == 3600


def test_a_long_account_does_not_slow_typing() -> None:
    text = "He said that by then 20 people were at the hall in a minute. " * 2000 + "Call back by 16:00"
    start = process_time()
    assert found(text) == ("12 16:00", "by 16:00")
    assert process_time() - start < 0.5  # a search that starts anew at every word takes many seconds


PIECES = ["by", "in", "at", "an", "half", "hour", "16:00", "9", "pm", "Sat", "tomorrow", ".", "12.06.", "two", "bis"]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_whatever_is_typed_the_offer_lies_ahead_and_in_the_text(text: str) -> None:
    if due := due_in(text, NOW, BERLIN):
        at, (start, end) = due
        assert at >= NOW.replace(second=0)
        assert text[start:end].strip() == text[start:end] != ""
