"""Points in time as people name them ("Sat 11:20", "9 pm tomorrow"), and which time of the calendar is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from coc_desk.playbook.spoken import Clock, Day, Read, Token, read_clock, read_day, word

SLACK = timedelta(minutes=15)
"""How far ahead a time still counts as past: clocks at a venue differ."""
EVENING = range(4, 12)
"""The hours that an afternoon or evening moves by twelve; "tonight 1:00" is nobody's certain time."""
A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)

_AT = frozenset({"at", "um", ","})


@dataclass(frozen=True)
class Point:
    """A time of day, with the day if one was named."""

    clock: Clock
    day: Day | None = None


def skip(tokens: Sequence[Token], at: int, words: frozenset[str]) -> int:
    """Return the index of the first token that is none of the words."""
    while word(tokens, at) in words:
        at += 1
    return at


def read_point(tokens: Sequence[Token], at: int, today: date, between: frozenset[str] = _AT) -> Read[Point]:
    """Read a time of day with a day before or behind it, or none; words `between` may stand before the time."""
    day = read_day(tokens, at, today)
    after = skip(tokens, day[1] if day else at, between)
    clock = read_clock(tokens, after, today)
    if clock is None:  # "14.05." at the end of a sentence looks like a date
        day, clock = None, read_clock(tokens, skip(tokens, at, between), today)
    if clock is None:
        return None
    if day:
        return Point(clock[0], day[0]), clock[1]
    return _day_behind(tokens, clock[0], clock[1], today)


def _day_behind(tokens: Sequence[Token], clock: Clock, at: int, today: date) -> tuple[Point, int]:
    day = read_day(tokens, skip(tokens, at, frozenset({","})), today)
    if day and not read_clock(tokens, skip(tokens, day[1], _AT), today):  # otherwise it is the day of the next time
        return Point(clock, day[0]), day[1]
    return Point(clock), at


def last(point: Point, now: datetime) -> datetime | None:
    """Return the last such time before `now`, give or take `SLACK`; a date that was named is taken as it is."""
    if point.day and point.day.date:
        return combine(point.day.date, point, now)
    day = _weekday(point, now.date(), -1)
    found = combine(day, point, now)
    return combine(day - _step(point), point, now) if found and found > now + SLACK else found


def upcoming(point: Point, now: datetime) -> datetime | None:
    """Return the next such time after `now`; a date that was named is taken as it is."""
    if point.day and point.day.date:
        return combine(point.day.date, point, now)
    day = _weekday(point, now.date(), 1)
    found = combine(day, point, now)
    return combine(day + _step(point), point, now) if found and found <= now else found


def _step(point: Point) -> timedelta:
    return A_WEEK if point.day else A_DAY


def _weekday(point: Point, today: date, direction: int) -> date:
    """Return the nearest day of the point's weekday, today included, back (-1) or ahead (1); today when it has none."""
    if point.day is None or point.day.weekday is None:
        return today
    return today + direction * timedelta(days=(direction * (point.day.weekday - today.weekday())) % 7)


def combine(day: date, point: Point, now: datetime) -> datetime | None:
    """Return the time on a day in the zone of `now`; nothing when it is ambiguous or was skipped by the clock."""
    hour = point.clock.hour
    if point.day and point.day.late and not point.clock.half and hour < 12:
        if hour not in EVENING:
            return None
        hour += 12
    at = datetime.combine(day, time(hour, point.clock.minute), now.tzinfo)
    return at if at.astimezone(UTC).astimezone(now.tzinfo).replace(tzinfo=None) == at.replace(tzinfo=None) else None
