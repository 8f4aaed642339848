"""The few words in which times and answers are typed and read, language by language.

They are not in the translations of the screen, because what is typed is understood in every language at once, and what
is printed may be in another language than the screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from coc_desk.i18n import language


@dataclass(frozen=True)
class Tongue:
    """One language's words for days, times and answers."""

    months: tuple[str, ...]
    """January first, in full; the first three letters are understood too."""
    weekdays: tuple[str, ...]
    """Monday first, in full."""
    short_weekdays: tuple[str, ...]
    date: str
    """How a day is written, of weekday, day and month."""
    days: Mapping[str, tuple[int, bool]]
    """Word for a day -> days from today, and whether the hours after it are those of the afternoon or evening."""
    times: Mapping[str, int]
    """Word for a time of day -> its hour."""
    numbers: Mapping[str, float]
    """Words for how many of them."""
    spans: Mapping[str, int]
    """Word for a span of time -> its minutes."""
    to: str
    joined: str
    said: str
    """Follows words that mean another day tomorrow: when they were said."""
    answers: Mapping[str, str]
    """The answers to a safety question and the answers without a value."""


ENGLISH = Tongue(
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    short_weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    date="{weekday} {day} {month}",
    days={
        "the day before yesterday": (-2, False),
        "yesterday morning": (-1, False),
        "yesterday afternoon": (-1, True),
        "yesterday evening": (-1, True),
        "yesterday": (-1, False),
        "this morning": (0, False),
        "this afternoon": (0, True),
        "this evening": (0, True),
        "tonight": (0, True),
        "today": (0, False),
        "tomorrow morning": (1, False),
        "tomorrow afternoon": (1, True),
        "tomorrow evening": (1, True),
        "tomorrow": (1, False),
        "the day after tomorrow": (2, False),
    },
    times={"noon": 12, "midnight": 0},
    numbers={"a quarter of an": 0.25, "half an": 0.5, "half a": 0.5, "an": 1, "a": 1, "one": 1, "two": 2, "three": 3},
    spans={"minute": 1, "minutes": 1, "min": 1, "mins": 1, "hour": 60, "hours": 60, "h": 60, "day": 1440, "days": 1440},
    to="to",
    joined="and",
    said="said {when}",
    answers={
        "yes": "yes",
        "no": "no",
        "maybe": "maybe",
        "unknown": "unknown",
        "not asked": "not asked",
        "declined": "declined",
    },
)
GERMAN = Tongue(
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    short_weekdays=("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    date="{weekday} {day}. {month}",
    days={
        "vorgestern": (-2, False),
        "gestern früh": (-1, False),
        "gestern vormittag": (-1, False),
        "gestern nachmittag": (-1, True),
        "gestern abend": (-1, True),
        "gestern": (-1, False),
        "heute früh": (0, False),
        "heute morgen": (0, False),
        "heute vormittag": (0, False),
        "heute nachmittag": (0, True),
        "heute abend": (0, True),
        "heute": (0, False),
        "morgen früh": (1, False),
        "morgen vormittag": (1, False),
        "morgen nachmittag": (1, True),
        "morgen abend": (1, True),
        "morgen": (1, False),
        "übermorgen": (2, False),
    },
    times={"mittag": 12, "mitternacht": 0},
    numbers={"einer halben": 0.5, "einer": 1, "einem": 1, "anderthalb": 1.5, "eineinhalb": 1.5, "zwei": 2, "drei": 3},
    spans={
        "minute": 1,
        "minuten": 1,
        "viertelstunde": 15,
        "dreiviertelstunde": 45,
        "stunde": 60,
        "stunden": 60,
        "tag": 1440,
        "tage": 1440,
        "tagen": 1440,
    },
    to="bis",
    joined="und",
    said="gesagt {when}",
    answers={
        "yes": "ja",
        "no": "nein",
        "maybe": "vielleicht",
        "unknown": "unbekannt",
        "not asked": "nicht gefragt",
        "declined": "keine Angabe",
    },
)
TONGUES: Mapping[str, Tongue] = {"en": ENGLISH, "de": GERMAN}
"""By ISO 639-1 code; every other language reads times in English."""


def tongue(code: str | None = None) -> Tongue:
    """Return the words of a language, by default of the screen's."""
    return TONGUES.get(code or language(), ENGLISH)
