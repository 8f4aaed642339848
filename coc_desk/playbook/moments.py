"""Moments: when something happened, as it is typed, stored and read.

A moment's value is `{"exact": ISO}`, `{"from": ISO, "to": ISO}`, `{"several": [ISO, ...]}` or `{"words": str}`.
Its times are local, with their offset. Words that mean another day tomorrow ("yesterday around lunch") also have
`said`, the time they were typed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo
from typing import Any

from coc_desk.playbook.points import A_DAY, Point, combine, last, read_point, upcoming
from coc_desk.playbook.spoken import YEARS, Token, tokens_of, word
from coc_desk.playbook.tongues import Tongue, tongue

Moment = Mapping[Any, Any]

LONGEST = 80
"""A text above this many characters is words."""

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[0-9:.,+Z-]*")
_NOW = frozenset({"now", "jetzt"})
_FROM = frozenset({"from", "von", "between", "zwischen"})
_BETWEEN = frozenset({"between", "zwischen"})
_TO = frozenset({"-", "–", "—", "−", "to", "until", "till", "bis"})
_AND = frozenset({",", ";", "and", "und", "&"})
_RELATIVE = frozenset(
    {"today", "yesterday", "tonight", "tomorrow", "ago", "now", "just", "last", "this"}
    | {"heute", "gestern", "vorgestern", "morgen", "vor", "vorhin", "jetzt", "gerade", "eben", "letzte", "letzten"}
)


def parse_moment(text: str, now: datetime, zone: tzinfo, ahead: bool = False) -> dict[str, Any]:
    """Return the moment that was typed; what cannot be read as times is kept as words, as typed.

    A time without a day is the last one before `now`, or with `ahead` the next one; a date without a year is the
    nearest. Hours are read as on a 24-hour clock unless am or pm stands there.
    """
    now = now.astimezone(zone)
    tokens = tokens_of(text) if len(text) <= LONGEST else []
    if word(tokens, len(tokens) - 1) == ".":
        tokens.pop()
    return _stamped(text.strip(), now) or _now(tokens, now) or _times(tokens, now, ahead) or _words(text, now)


def exact(at: datetime, zone: tzinfo | None = None) -> dict[str, Any]:
    """Return the moment of one known time, to the minute, in `zone` or in the zone the time has."""
    return {"exact": _iso(at.astimezone(zone) if zone else at)}


def times_of(value: Moment) -> list[datetime]:
    """Return the times a moment names, earliest first; none when it is words or unknown to this version."""
    found = value.get("several", [value[key] for key in ("exact", "from", "to") if key in value])
    try:
        return sorted(datetime.fromisoformat(one) for one in found)
    except (TypeError, ValueError):
        return []


def moment_words(value: Moment, language: str | None = None, today: date | None = None) -> str:
    """Return how a moment is read: "Sat 12 June 11:20 to 11:30".

    With `today` the day is left out where it is today, and the year is said where it is another.
    """
    words = tongue(language)
    if "words" in value:
        said = times_of({"exact": value["said"]}) if "said" in value else []
        behind = f" ({words.said.format(when=_join(said, words, today, words.to))})" if said else ""
        return f"{value['words']}{behind}"
    times = times_of(value)
    return _join(times, words, today, words.joined if "several" in value else words.to)


def _stamped(text: str, now: datetime) -> dict[str, Any] | None:
    """Read a time as other programs write it: 2027-06-12T11:20+02:00."""
    if len(text) > LONGEST or not _ISO.fullmatch(text) or int(text[:4]) not in YEARS:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return exact(at, now.tzinfo) if at.tzinfo else exact(at.replace(tzinfo=now.tzinfo))


def _now(tokens: Sequence[Token], now: datetime) -> dict[str, Any] | None:
    return exact(now) if len(tokens) == 1 and tokens[0].text in _NOW else None


def _words(text: str, now: datetime) -> dict[str, Any]:
    if any(token.text in _RELATIVE for token in tokens_of(text)):
        return {"words": text, "said": _iso(now)}
    return {"words": text}


def _times(tokens: Sequence[Token], now: datetime, ahead: bool) -> dict[str, Any] | None:
    opening = word(tokens, 0) if word(tokens, 0) in _FROM else ""
    points, joints = _points(tokens, 1 if opening else 0, now)
    range_ = len(points) == 2 and (joints[0] in _TO or (opening in _BETWEEN and joints[0] in ("and", "und")))
    if range_:
        points = _one_unit(points)
    elif not points or opening or not _AND.issuperset(joints):
        return None
    if any(point.clock.bare for point in points):
        return None
    found = _resolved(points, now, ahead, range_)
    if not found or (range_ and found[1] <= found[0]):
        return None
    if range_:
        return {"from": _iso(found[0]), "to": _iso(found[1])}
    return {"several": [_iso(one) for one in found]} if len(found) > 1 else exact(found[0])


def _points(tokens: Sequence[Token], at: int, now: datetime) -> tuple[list[Point], list[str]]:
    """Return the points of a text and the words between them; no points when anything else is in it."""
    points: list[Point] = []
    joints: list[str] = []
    while found := read_point(tokens, at, now.date()):
        points.append(found[0])
        at = found[1]
        if at == len(tokens):
            return points, joints
        joints.append(word(tokens, at))
        at += 2 if joints[-1] == "," and word(tokens, at + 1) in _AND else 1
    return [], []


def _one_unit(points: Sequence[Point]) -> list[Point]:
    """Give the start of a range the unit of its end: "14 to 15 Uhr", "2-3 pm", "11:20 to 1 pm"."""
    start, end = points[0].clock, points[1].clock
    if end.unit and start.bare:
        return [replace(points[0], clock=replace(start, bare=False)), points[1]]
    if not end.half or start.half or not 1 <= start.hour <= 12:
        return list(points)
    hour = start.hour % 12 + (12 if end.half == "pm" else 0)
    if (hour, start.minute) > (end.hour, end.minute):
        hour = start.hour % 12
    return [replace(points[0], clock=replace(start, hour=hour, bare=False, half=end.half)), points[1]]


def _resolved(points: Sequence[Point], now: datetime, ahead: bool, range_: bool) -> list[datetime]:
    """Return the times of points that belong together; none when one of them is no certain time."""
    day = points[-1].day
    if len(points) > 1 and all(point.day is None for point in points[:-1]) and day and day.date:
        points = [replace(point, day=day) for point in points]
    found: list[datetime] = []
    for point in points:
        if found and point.day is None:
            at = combine(found[-1].date(), replace(point, day=points[0].day), now)
            if at and range_ and at < found[0]:
                at = combine(at.date() + A_DAY, replace(point, day=points[0].day), now)
        else:
            at = upcoming(point, now) if ahead else last(point, now)
        if at is None:
            return []
        found.append(at)
    return found


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="minutes")


def _join(times: Sequence[datetime], words: Tongue, today: date | None, joint: str) -> str:
    parts = list(_parts(times, words, today))
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def _parts(times: Sequence[datetime], words: Tongue, today: date | None) -> Iterator[str]:
    before = today
    for at in times:
        if at.date() == before:
            yield f"{at:%H:%M}"
            continue
        before = at.date()
        weekday, month = words.short_weekdays[at.weekday()], words.months[at.month - 1]
        day = words.date.format(weekday=weekday, day=at.day, month=month)
        yield f"{day} {at.year} {at:%H:%M}" if today and at.year != today.year else f"{day} {at:%H:%M}"
