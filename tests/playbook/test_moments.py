"""Moments: what people type becomes times, or stays the words it is."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coc_desk.playbook.moments import exact, moment_words, parse_moment, times_of

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2027, 6, 12, 14, 5, 31, tzinfo=BERLIN)  # a Saturday


def typed(text: str, now: datetime = NOW, **how: Any) -> dict[str, Any]:
    return parse_moment(text, now, BERLIN, **how)


def at(text: str) -> str:
    return f"2027-06-{text}+02:00"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("11:20", "12T11:20"),
        ("11.20", "12T11:20"),
        (" 11:20. ", "12T11:20"),
        ("11.20 Uhr", "12T11:20"),
        ("9 Uhr", "12T09:00"),
        ("9 Uhr 30", "12T09:30"),
        ("9 am", "12T09:00"),
        ("9:30 a.m.", "12T09:30"),
        ("12 am", "12T00:00"),
        ("12:30 pm", "12T12:30"),
        ("now", "12T14:05"),
        ("jetzt", "12T14:05"),
        ("14:15", "12T14:15"),
        ("yesterday 18:00", "11T18:00"),
        ("18:00 yesterday", "11T18:00"),
        ("yesterday evening at 8:30", "11T20:30"),
        ("the day before yesterday, 18:00", "10T18:00"),
        ("gestern 18 Uhr", "11T18:00"),
        ("gestern Abend um 8:30", "11T20:30"),
        ("VORGESTERN 18:00", "10T18:00"),
        ("Sat 11:20", "12T11:20"),
        ("Friday 11:20", "11T11:20"),
        ("Fr. 11:20", "11T11:20"),
        ("Mi 11:20", "09T11:20"),
        ("am Sonntag um 10 Uhr", "06T10:00"),
        ("11:20 am Sonntag", "06T11:20"),
        ("12 June 11:20", "12T11:20"),
        ("June 12, 11:20", "12T11:20"),
        ("12th June 2027 at 11:20", "12T11:20"),
        ("Sat, 12 June, 11:20", "12T11:20"),
        ("12. Juni 11:20", "12T11:20"),
        ("12.06. 11:20", "12T11:20"),
        ("12.6.2027 11:20", "12T11:20"),
        ("2027-06-12 11:20", "12T11:20"),
        ("2027-06-12T11:20", "12T11:20"),
        ("2027-06-12T09:20Z", "12T11:20"),
        ("2027-06-12T05:20:10.5-04:00", "12T11:20"),
    ],
)
def test_one_time_is_exact(text: str, time: str) -> None:
    assert typed(text) == {"exact": at(time)}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("11:20-11:30", "12T11:20", "12T11:30"),
        ("11:20 – 11:30", "12T11:20", "12T11:30"),
        ("11:20 to 11:30", "12T11:20", "12T11:30"),
        ("from 11:20 to 11:30", "12T11:20", "12T11:30"),
        ("between 11:20 and 11:30", "12T11:20", "12T11:30"),
        ("von 11:20 bis 11:30", "12T11:20", "12T11:30"),
        ("zwischen 11:20 und 11:30", "12T11:20", "12T11:30"),
        ("14-15 Uhr", "12T14:00", "12T15:00"),
        ("1 to 2 pm", "12T13:00", "12T14:00"),
        ("11 to 1 pm", "12T11:00", "12T13:00"),
        ("11:20 to 1 pm", "12T11:20", "12T13:00"),
        ("yesterday 11:20 to 11:30", "11T11:20", "11T11:30"),
        ("11:20 to 11:30 yesterday", "11T11:20", "11T11:30"),
        ("yesterday 23:50 to 00:20", "11T23:50", "12T00:20"),
        ("Fri 23:00 to Sat 01:00", "11T23:00", "12T01:00"),
    ],
)
def test_two_times_make_a_range(text: str, start: str, end: str) -> None:
    assert typed(text) == {"from": at(start), "to": at(end)}


@pytest.mark.parametrize("text", ["11:20, 12:05 and 14:00", "11:20, 12:05, and 14:00", "11.20, 12.05 und 14 Uhr"])
def test_several_times_are_kept_apart(text: str) -> None:
    assert typed(text) == {"several": [at("12T11:20"), at("12T12:05"), at("12T14:00")]}


def test_several_times_share_the_day_that_was_said_once() -> None:
    assert typed("yesterday 18:00 and 19:00") == typed("18:00 and 19:00 yesterday")
    assert typed("yesterday 18:00 and 19:00") == {"several": [at("11T18:00"), at("11T19:00")]}


@pytest.mark.parametrize(
    "text",
    [
        "around lunch, day 2",
        "25:99",
        "9",
        "12 June",
        "Saturday",
        "gegen 11:20",
        "11:20 or 11:30",
        "11:20 to 11:20",
        "Sun 12 June 11:20",
        "30 February 11:20",
        "11:20 and then again after the second talk",
        "from 11:20",
        "13 pm",
        "2027-06-12T25:00",
        "9999-12-31T23:59+00:00",
        "28 March 2027 02:30",
        "",
        "11:20 " * 50,
    ],
)
def test_what_is_no_certain_time_stays_words(text: str) -> None:
    assert typed(text) == {"words": text}


@pytest.mark.parametrize("text", ["yesterday around lunch", "20 minutes ago", "vor einer Stunde", "tonight 1:00"])
def test_words_that_mean_another_day_tomorrow_keep_when_they_were_said(text: str) -> None:
    assert typed(text) == {"words": text, "said": at("12T14:05")}
    assert moment_words(typed(text), "en") == f"{text} (said Sat 12 June 14:05)"


def test_a_time_without_a_day_is_the_last_one() -> None:
    assert typed("14:30") == {"exact": at("11T14:30")}
    assert typed("23:50", NOW.replace(hour=0)) == {"exact": at("11T23:50")}


def test_a_time_to_come_is_the_next_one() -> None:
    assert typed("14:30", ahead=True) == {"exact": at("12T14:30")}
    assert typed("11:20", ahead=True) == {"exact": at("13T11:20")}
    assert typed("Sat 11:20", ahead=True) == {"exact": at("19T11:20")}


def test_a_date_without_a_year_is_the_nearest() -> None:
    assert typed("31 December 10:00", datetime(2027, 1, 2, tzinfo=BERLIN)) == {"exact": "2026-12-31T10:00+01:00"}
    assert typed("2 January 10:00", datetime(2027, 12, 31, tzinfo=BERLIN)) == {"exact": "2028-01-02T10:00+01:00"}


def test_the_zone_is_the_events_not_the_laptops() -> None:
    assert typed("11:20", NOW.astimezone(UTC)) == {"exact": at("12T11:20")}
    assert exact(datetime(2027, 6, 12, 9, 20, tzinfo=UTC), BERLIN) == {"exact": at("12T11:20")}


@pytest.mark.parametrize(
    ("text", "english", "german"),
    [
        ("11:20 to 11:30", "Sat 12 June 11:20 to 11:30", "Sa 12. Juni 11:20 bis 11:30"),
        ("Fri 23:00 to Sat 01:00", "Fri 11 June 23:00 to Sat 12 June 01:00", "Fr 11. Juni 23:00 bis Sa 12. Juni 01:00"),
        ("11:20, 12:05 and 14:00", "Sat 12 June 11:20, 12:05 and 14:00", "Sa 12. Juni 11:20, 12:05 und 14:00"),
        ("around lunch", "around lunch", "around lunch"),
    ],
)
def test_a_moment_is_read_with_its_weekday(text: str, english: str, german: str) -> None:
    assert moment_words(typed(text), "en") == english
    assert moment_words(typed(text), "de") == german


def test_today_is_not_said_again_and_another_year_is() -> None:
    assert moment_words(typed("11:20 to 11:30"), "en", NOW.date()) == "11:20 to 11:30"
    assert moment_words(typed("11:20"), "en", date(2028, 6, 12)) == "Sat 12 June 2027 11:20"


@pytest.mark.parametrize("value", [{}, {"exact": 7}, {"several": 3}, {"from": "x", "to": None}, {"new": "shape"}])
def test_a_moment_of_a_shape_nobody_knows_is_read_as_nothing(value: dict[str, Any]) -> None:
    assert times_of(value) == []
    assert moment_words(value) == ""


DAYS = ["", "yesterday ", "Sat ", "12 June ", "12. Juni, ", "gestern Abend ", "1 May 2026 "]
CLOCKS = ["11:20", "9 pm", "00:05", "14.05 Uhr", "23:55", "4:30"]
POINTS = st.builds("{}{}".format, st.sampled_from(DAYS), st.sampled_from(CLOCKS))
WELL_TYPED = POINTS | st.builds("{}{}{}".format, POINTS, st.sampled_from([" to ", "-", ", ", " and "]), POINTS)
PIECES = [*DAYS, *CLOCKS, "9", "pm", "am", "uhr", "to", "bis", "-", ",", "and", "12.06.", "2027-06-12", "tonight", "."]
TYPED = WELL_TYPED | st.lists(st.sampled_from(PIECES)).map(" ".join) | st.text(max_size=100)
TIMES = st.integers(1_000_000_000, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, BERLIN))


@given(TYPED, TIMES, st.booleans())
def test_whatever_is_typed_is_kept(text: str, now: datetime, ahead: bool) -> None:
    moment = typed(text, now, ahead=ahead)
    assert moment.get("words") == text or times_of(moment)


@given(TYPED, TIMES)
def test_what_was_read_as_a_time_reads_back_as_the_same(text: str, now: datetime) -> None:
    moment = typed(text, now)
    near = all(abs(one - now) < timedelta(days=150) for one in times_of(moment))
    if near and "words" not in moment:
        for language in ("en", "de"):
            assert times_of(typed(moment_words(moment, language), now)) == times_of(moment)
