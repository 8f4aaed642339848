"""What a text is to a typesetter: which characters may be printed, which way it runs, which language it seems to be."""

import re
from unicodedata import bidirectional, category

BREAK = "\u200b"
"""Zero-width space: a line may end here."""

_RIGHT_TO_LEFT = {"R", "AL"}
_KEPT_FORMATS = {0x200C, 0x200D, 0x200E, 0x200F, 0xFE0E, 0xFE0F}
"""Joiners, direction marks and the two selectors of emoji form: words of some scripts are wrong without them."""

_UNBROKEN = r"[^\s/\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7af-]"
_TYING = "\u200c\u200d\ufe0e\ufe0f"
_LAST_LATIN = "\u02af"
_GROUPS = re.compile(r"([+(]?\d[\d():./ \u00a0-]{,28}\d)")
_MARKS = "".join(chr(code) for code in (*range(0x300, 0x3100), *range(0xFE20, 0xFE30)) if category(chr(code))[0] == "M")
_HEAPS = re.compile(f"([{_MARKS}]{{8}})[{_MARKS}]+")
_ENDLESS = 1000
"""Letters from which a word is broken at fewer places, because each takes time."""
_ENOUGH = 4000
"""Letters to look at before the language of a long text is guessed."""

_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]")),
    ("ko", re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")),
    ("ur", re.compile("[\u0679\u0688\u0691\u06ba\u06be\u06d2]")),
    ("fa", re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc]")),
    ("ar", re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")),
    ("he", re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("kn", re.compile("[\u0c80-\u0cff]")),
    ("ml", re.compile("[\u0d00-\u0d7f]")),
    ("si", re.compile("[\u0d80-\u0dff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("lo", re.compile("[\u0e80-\u0eff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("am", re.compile("[\u1200-\u139f]")),
    ("ka", re.compile("[\u10a0-\u10ff\u1c90-\u1cbf]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("uk", re.compile("[\u0404\u0406\u0407\u0454\u0456\u0457\u0490\u0491]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
)
"""Language to assume for a script, the telling letters of a language before the script it shares; ISO 639-1."""


class _Printable(dict[int, str | int | None]):
    """A table for `str.translate`, filled as characters turn up: what each may become on the page."""

    def __missing__(self, code: int) -> str | int | None:
        self[code] = becomes = _printable(code)
        return becomes


def _printable(code: int) -> str | int | None:
    if code in (0x0A, 0x2028, 0x2029, 0x85):
        return "\n"
    if code == 0x09:
        return " "
    if code in _KEPT_FORMATS:
        return code
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or 0xE0100 <= code <= 0xE01EF or 0xFE00 <= code <= 0xFE0D:
        return None
    return None if category(chr(code)) in ("Cc", "Cf", "Cs") else code


_printable_table = _Printable()


def clean(text: str) -> str:
    """Return `text` without what can hide or turn words: controls, overrides of direction, invisible characters.

    Ends of lines of every kind become a line feed, and of marks heaped on one letter eight stay. What is left is
    still the same words.
    """
    printable = text.replace("\r\n", "\n").replace("\r", "\n").translate(_printable_table)
    return printable if printable.isascii() else _HEAPS.sub(r"\1", printable)


def direction(text: str, otherwise: str = "ltr") -> str:
    """Return `rtl` or `ltr` after the first strong letter (UAX 9, rule P2), `otherwise` when there is none."""
    if text.isascii():
        return "ltr" if any(map(str.isalpha, text)) else otherwise
    for letter in text:
        kind = bidirectional(letter)
        if kind == "L":
            return "ltr"
        if kind in _RIGHT_TO_LEFT:
            return "rtl"
    return otherwise


def language(text: str, otherwise: str) -> str:
    """Guess the language of `text` by its script (ISO 639-1), `otherwise` where Latin letters prevail."""
    letters = "" if text.isascii() else "".join(filter(str.isalpha, text[:_ENOUGH]))
    if sum(letter > _LAST_LATIN for letter in letters) * 3 <= len(letters):
        return otherwise
    return next((code for code, telling in _SCRIPTS if telling.search(letters)), otherwise)


def numbers_apart(text: str) -> list[str]:
    """Split off numbers of several groups, at odd places: between right-to-left words a phone's would change order."""
    return _GROUPS.split(text)


def breakable(text: str, room: int) -> str:
    """Put a BREAK into words of more than `room` characters here and there, so that nothing runs off the page.

    Scripts without spaces need no help: their lines may end within.
    """
    if len(text) <= room:
        return text
    return re.sub(_UNBROKEN + f"{{{room + 1},}}", lambda word: _in_steps(clusters(word[0]), room), text)


def _in_steps(parts: list[str], room: int) -> str:
    step = max(2, room // (8 if len(parts) < _ENDLESS else 2))
    return BREAK.join("".join(parts[at : at + step]) for at in range(0, len(parts), step))


def clusters(text: str) -> list[str]:
    """Split into what must stay together: a character, its marks, and what a joiner ties to it."""
    parts: list[str] = []
    for letter in text:
        if parts and (parts[-1][-1] == "\u200d" or letter in _TYING or category(letter)[0] == "M"):
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts
