"""Days and times of day as people type them, in every language of `tongues` at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from coc_desk.playbook.tongues import TONGUES

YEARS = range(1970, 2200)
"""Years that are times of something here; beyond them a number is only a number."""

_TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d"
    r"|\d{1,2}\. ?\d{1,2}\.(?: ?\d{4}(?!\d))?"
    r"|\d{1,2}[:.]\d\d(?![:\d])"
    r"|\d+|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]|_"
)
_CLOCK = re.compile(r"(\d{1,2})[:.] ?(\d\d)\.?")
_NUMBERS = re.compile(r"(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}))?")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "."})
_BEFORE_DAY = frozenset({"on", "am"})
_ALSO_WORDS = frozenset({"so", "do"})
"""German for Sun and Thu, and ordinary words: "so at 16:00 we call"."""
_UNITS = frozenset({"uhr", "h", "o'clock", "o’clock"})

_DAYS = {tuple(words.split()): said for tongue in TONGUES.values() for words, said in tongue.days.items()}
_LONGEST = max(map(len, _DAYS))
_MONTHS = [(name.lower(), number) for tongue in TONGUES.values() for number, name in enumerate(tongue.months, 1)]
_WEEKDAYS = {
    name.lower(): number
    for tongue in TONGUES.values()
    for names in (tongue.weekdays, tongue.short_weekdays)
    for number, name in enumerate(names)
}

DAY_STARTS = _BEFORE_DAY | _WEEKDAYS.keys() | {words[0] for words in _DAYS}
"""The words a day can start with, months and numbers left out."""

Value = TypeVar("Value")
Read = tuple[Value, int] | None
"""What was read and the index of the token after it; nothing when something else stands there."""


@dataclass(frozen=True)
class Token:
    """A word, a number or a sign of a text."""

    text: str
    """In small letters."""
    start: int
    end: int


@dataclass(frozen=True)
class Day:
    """A day that was named."""

    date: date | None
    """None for a weekday without a date."""
    weekday: int | None = None
    """0 is Monday."""
    late: bool = False
    """Whether its afternoon or evening was meant."""


@dataclass(frozen=True)
class Clock:
    """A time of day that was named."""

    hour: int
    minute: int
    bare: bool = False
    """Whether it was a number only, without minutes and unit."""
    half: str = ""
    """`am` or `pm` if it was said."""
    unit: bool = False
    """Whether a word such as o'clock stood behind it."""
    dial: bool = False
    """Whether the same words could mean twelve hours later."""


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text with their places in it."""
    return [Token(found[0].lower(), found.start(), found.end()) for found in _TOKEN.finditer(text)]


def word(tokens: Sequence[Token], at: int) -> str:
    """Return the token at an index, empty when the text is over."""
    return tokens[at].text if 0 <= at < len(tokens) else ""


def read_day(tokens: Sequence[Token], at: int, today: date) -> Read[Day]:
    """Read "yesterday", "Sat", "Sat 12 June", "12. Juni 2027", "June 12", "2027-06-12" or "12.06."."""
    if word(tokens, at) in _BEFORE_DAY:
        at += 1
    for size in range(_LONGEST, 0, -1):
        if said := _DAYS.get(tuple(word(tokens, at + step) for step in range(size))):
            return Day(today + timedelta(days=said[0]), late=said[1]), at + size
    if (weekday := _WEEKDAYS.get(word(tokens, at))) is None:
        found = _read_date(tokens, at, today)
        return (Day(found[0]), found[1]) if found else None
    at += 1
    if word(tokens, at - 1) in _ALSO_WORDS and word(tokens, at)[:1].isalpha():
        return None
    after = at + 1 if word(tokens, at) in (".", ",") else at
    found = _read_date(tokens, after, today)
    if found is None:
        return Day(None, weekday), at + (word(tokens, at) == ".")
    return (Day(found[0]), found[1]) if found[0].weekday() == weekday else None


def _read_date(tokens: Sequence[Token], at: int, today: date) -> Read[date]:
    text = word(tokens, at)
    if len(text) == len("2027-06-12") and text[4] == "-":
        return _date(text[:4], int(text[5:7]), text[8:], today, at + 1)
    if numbers := _NUMBERS.fullmatch(text):
        return _date(numbers[3], int(numbers[2]), numbers[1], today, at + 1)
    if month := _month(text):
        number = word(tokens, at + 1)
        at += 2 + (word(tokens, at + 2) in _ORDINALS)
    else:
        number, at = text, at + 1
        at += word(tokens, at) in _ORDINALS
        month = _month(word(tokens, at))
        at += 1 + (word(tokens, at + 1) == ".")
    year = at + 1 if word(tokens, at) == "," else at
    if len(word(tokens, year)) == len("2027") and word(tokens, year).isdecimal():
        return _date(word(tokens, year), month, number, today, year + 1)
    return _date(None, month, number, today, at)


def _month(text: str) -> int:
    return next((number for name, number in _MONTHS if len(text) > 2 and name.startswith(text)), 0)


def _date(year: str | None, month: int, day: str, today: date, after: int) -> Read[date]:
    """Make a date; without a year it is the one nearest to today."""
    years = [int(year)] if year else [today.year - 1, today.year, today.year + 1]
    days = [made for one in years if (made := _real(one, month, day))]
    return (min(days, key=lambda made: abs(made - today)), after) if days else None


def _real(year: int, month: int, day: str) -> date | None:
    if not day.isdecimal() or len(day) > 2 or year not in YEARS:
        return None
    try:
        return date(year, month, int(day))
    except ValueError:
        return None


def read_clock(tokens: Sequence[Token], at: int, today: date) -> Read[Clock]:
    """Read "11:20", "14.05", "14 Uhr 30", "9 pm", "4:30 p.m." or a bare hour."""
    text = word(tokens, at)
    if found := _CLOCK.fullmatch(text):
        hour, minute, bare = int(found[1]), int(found[2]), False
    elif text.isdecimal() and len(text) < len("100"):
        hour, minute, bare = int(text), 0, True
    else:
        return None
    half, after = _read_half(tokens, at + 1, today)
    unit = not half and word(tokens, after) in _UNITS
    after += unit
    if unit and bare and len(word(tokens, after)) == 2 and word(tokens, after).isdecimal():
        minute, after = int(word(tokens, after)), after + 1
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif half:
        return None
    dial = not half and not unit and 1 <= hour <= (11 if bare else 7) and not text.startswith("0")
    bare = bare and not half and not unit
    return (Clock(hour, minute, bare, half, unit, dial), after) if hour < 24 and minute < 60 else None


def _read_half(tokens: Sequence[Token], at: int, today: date) -> tuple[str, int]:
    text = word(tokens, at)
    if text in ("a", "p") and [word(tokens, at + step) for step in (1, 2)] == [".", "m"]:
        return f"{text}m", at + 3 + (word(tokens, at + 3) == ".")
    if text == "pm" or (text == "am" and not read_day(tokens, at, today)):  # "11:20 am Sonntag" is on Sunday
        return text, at + 1
    return "", at
