"""Finding a time to come in a sentence, so that a promise can be offered: "call back by 16:00", "in an hour"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from coc_desk.playbook.points import Point, read_point, skip, upcoming
from coc_desk.playbook.spoken import DAY_STARTS, Clock, Read, Token, read_day, tokens_of, word
from coc_desk.playbook.tongues import TONGUES

Span = tuple[int, int]
"""Where the words stand in the text: start and end, as in a slice."""

LOOKED_AT = 4000
"""How many characters at the end of a text are read: the offer is for what is being typed, and must not slow typing."""
BY_WITHIN = timedelta(hours=20)
"""How far ahead "by 9:00" is believed; beyond that it told of a time that has passed."""
AT_WITHIN = timedelta(hours=12)
"""The same for "at 9:00", which tells of the past more often."""
SMALL_HOURS = 6
"""Up to here "tomorrow at 4" is the afternoon."""

_BY = frozenset({"by", "before", "until", "till", "bis", "vor", "spätestens"})
_MARKS = _BY | {"at", "um", "from", "ab"}
_IN = frozenset({"in", "within", "innerhalb", "binnen"})
_OF = frozenset({"the", "next", "von", "der", "den", "nächsten"})
_NUMBERS = {tuple(words.split()): number for tongue in TONGUES.values() for words, number in tongue.numbers.items()}
_LONGEST = max(map(len, _NUMBERS))
_SPANS = {span: minutes for tongue in TONGUES.values() for span, minutes in tongue.spans.items()}
_TIMES = {name: hour for tongue in TONGUES.values() for name, hour in tongue.times.items()}
_CLOSING = frozenset({"", ".", ",", ";", "?", "!", ")", "-", "–", "—", ":"})


@dataclass(frozen=True)
class _Offer:
    """A time to come, between two tokens; `end` is whether it ends something ("by", "in")."""

    end: bool
    first: int
    after: int
    at: datetime


def due_in(text: str, now: datetime, zone: tzinfo) -> tuple[datetime, Span] | None:
    """Return the time to come that a text speaks of and where it stands; nothing when it speaks of none.

    Of several, "by" and "in" win over "at", then the one typed last.
    """
    left_out = max(0, len(text) - LOOKED_AT)
    tokens = tokens_of(text[left_out:])
    best = max(_offers(tokens, now.astimezone(zone)), key=lambda offer: (offer.end, offer.first), default=None)
    if best is None:
        return None
    return best.at, (tokens[best.first].start + left_out, tokens[best.after - 1].end + left_out)


def _offers(tokens: Sequence[Token], now: datetime) -> Iterator[_Offer]:
    at = 0
    while at < len(tokens):
        after = at + 1
        if span := _read_span(tokens, at):
            length, after = span
            due: datetime | None = (
                (now.astimezone(UTC) + length).astimezone(now.tzinfo).replace(second=0, microsecond=0)
            )
            end = True
        elif point := _read_marked(tokens, at, now.date()):
            after = point[1]
            end = not _BY.isdisjoint(token.text for token in tokens[at:after])
            due = _due(point[0], now, BY_WITHIN if end else AT_WITHIN)
        else:
            due = None
        if due:
            yield _Offer(end, at, after, due)
        at = after


def _read_span(tokens: Sequence[Token], at: int) -> Read[timedelta]:
    """Read "in an hour", "within 20 minutes", "in an hour and a half", "in einer halben Stunde"."""
    if word(tokens, at) not in _IN:
        return None
    start = skip(tokens, at + 1, _OF)
    found = _read_number(tokens, start) or ((1.0, start) if start > at + 1 else None)
    if found is None or (minutes := _SPANS.get(word(tokens, found[1]))) is None:
        return None
    number, after = found[0], found[1] + 1
    if [word(tokens, after + step) for step in range(3)] == ["and", "a", "half"]:
        number, after = number + 0.5, after + 3
    return timedelta(minutes=number * minutes), after


def _read_number(tokens: Sequence[Token], at: int) -> Read[float]:
    text = word(tokens, at)
    if text.isdecimal() and len(text) < len("1000"):
        return float(text), at + 1
    for size in range(_LONGEST, 0, -1):
        if number := _NUMBERS.get(tuple(word(tokens, at + step) for step in range(size))):
            return number, at + size
    return None


def _read_marked(tokens: Sequence[Token], at: int, today: date) -> Read[Point]:
    """Read a time that "by", "at" or a day makes one to come; a bare hour only where nothing is counted with it."""
    opening = word(tokens, at)
    if opening not in _MARKS and opening not in DAY_STARTS and not opening[0].isdigit():
        return None
    start = skip(tokens, at, _MARKS)
    found = read_point(tokens, start, today, _MARKS | {","}) or _read_noon(tokens, start, today)
    if found is None:
        return None
    point, after = found
    marked = any(token.text in _MARKS for token in tokens[at:after])
    if not marked and (point.day is None or point.clock.bare):
        return None
    if point.clock.bare and point.day is None and word(tokens, after) not in _CLOSING:
        return None
    return found


def _read_noon(tokens: Sequence[Token], at: int, today: date) -> Read[Point]:
    day = read_day(tokens, at, today)
    after = skip(tokens, day[1] if day else at, _MARKS)
    hour = _TIMES.get(word(tokens, after))
    if hour is None or (day and hour == 0):  # midnight of which end of the day is anybody's guess
        return None
    return Point(Clock(hour, 0), day[0] if day else None), after + 1


def _due(point: Point, now: datetime, within: timedelta) -> datetime | None:
    clock = point.clock
    later = replace(point, clock=replace(clock, hour=(clock.hour + 12) % 24))
    if point.day:
        early = clock.dial and clock.hour <= SMALL_HOURS and not point.day.late
        at = upcoming(later if early else point, now)
        return at if at and at > now else None
    times = [upcoming(one, now) for one in ([point, later] if clock.dial else [point])]
    at = min((one for one in times if one), default=None)
    return at if at and at - now <= within else None
