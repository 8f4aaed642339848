"""Times as people read them: by locale, weekday always in words, twenty-four hours."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_skeleton

from coc_desk.casework.customs import locale
from coc_desk.i18n import _, language

WEEKDAY, SHORT_WEEKDAY = "EEEE", "ccc"
"""The short one as it stands alone: "Sa", where German has "Sa." within a date."""
PATTERNS = {
    "en": {WEEKDAY: "EEEE d MMMM", SHORT_WEEKDAY: "ccc d MMMM"},
    "de": {WEEKDAY: "EEEE, d. MMMM", SHORT_WEEKDAY: "ccc d. MMMM"},
}
"""How weekday, day and month are written; other languages as their locale has it."""


def known_zone(name: str) -> tzinfo | None:
    """Return a time zone by its name, None where the system does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of(name: str) -> tzinfo:
    """Return a time zone by its name; that of this laptop's clock where the system does not know it."""
    return known_zone(name) or datetime.now().astimezone().tzinfo or UTC


def spoken_time(at: datetime) -> str:
    """Return `14:06`."""
    return f"{at:%H:%M}"


def spoken_date(day: date) -> str:
    """Return `Saturday 12 June`."""
    return _day(day, WEEKDAY)


def spoken_day_and_time(at: datetime) -> str:
    """Return `Sat 12 June, 14:06`."""
    return f"{_day(at, SHORT_WEEKDAY)}, {at:%H:%M}"


def spoken_weekday(at: datetime) -> str:
    """Return `Sat 14:06`."""
    return f"{format_date(at, SHORT_WEEKDAY, locale=locale())} {at:%H:%M}"


def spoken_near(at: datetime, now: datetime) -> str:
    """Return a moment as short as it is clear from now: `14:06`, `Sun 10:00`, or the whole date."""
    if at.date() == now.date():
        return spoken_time(at)
    if abs(at.date() - now.date()) < timedelta(days=6):
        return spoken_weekday(at)
    return spoken_day_and_time(at)


def spoken_span(span: timedelta) -> str:
    """Return a length of time in its two largest units: `36 min`, `1 h 54`, `2 days`."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    if minutes < 24 * 60:
        return (
            _("{h} h {m:02}").format(h=minutes // 60, m=minutes % 60)
            if minutes % 60
            else _("{h} h").format(h=minutes // 60)
        )
    days = minutes // (24 * 60)
    return _("{n} days").format(n=days) if days > 1 else _("1 day")


def _day(day: date, weekday: str) -> str:
    if pattern := PATTERNS.get(language()):
        return format_date(day, pattern[weekday], locale=locale())
    return format_skeleton(f"{'E' if weekday == SHORT_WEEKDAY else weekday}MMMd", _at_noon(day), locale=locale())


def _at_noon(day: date) -> datetime:
    # Babel moves aware times to UTC before it writes the day; a bare noon stays the day it is.
    return datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001
