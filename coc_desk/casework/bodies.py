"""Reading what an entry says when it may have any shape: another version or a stranger may have written it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from coc_desk.casework.entries import Body, Entry, unstamp

YEARS = range(1900, 3000)
"""Times outside of these are no times: they could not be moved into every time zone."""


def body_of(entry: Entry) -> Body:
    """Return what an entry says; nothing when it was erased or is no table."""
    return table(entry.body)


def table(value: object) -> Mapping[str, Any]:
    """Return a table, an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def tables(value: object) -> list[Mapping[str, Any]]:
    """Return the tables of a list."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list | tuple) else []


def text(value: object) -> str:
    """Return a text, an empty one for anything else."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> tuple[str, ...]:
    """Return the texts of a list."""
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()


def time(value: object) -> datetime:
    """Return the time of a stamp; ValueError for anything else."""
    at = unstamp(text(value))
    if at.year not in YEARS:
        raise ValueError("a time nobody can mean")
    return at


def time_or_none(value: object) -> datetime | None:
    """Return the time of a stamp, None for anything else."""
    try:
        return time(value)
    except ValueError:
        return None
