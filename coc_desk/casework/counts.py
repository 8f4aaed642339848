"""Numbers as people read them: by locale."""

from babel.numbers import format_decimal

from coc_desk.casework.customs import locale


def spoken_number(number: float) -> str:
    """Return a number with one decimal at most: `20,000` or, in German, `20.000`."""
    return format_decimal(round(number, 1), format="#,##0.#", locale=locale())
