"""What a page may show: allow-lists by profile, the words that must not be on it, and code names in their place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from coc_desk.casework.bodies import body_of, table, tables, text
from coc_desk.casework.document import Needle
from coc_desk.casework.entries import Entry, EntryKind
from coc_desk.playbook.definitions import IDENTIFYING, Field, Playbook, Profile

SHORT = 3
"""A single part of a name of up to so many letters is left to `masked`'s whole-name rule: it is too often a word."""
LONGEST_NAME = 120
"""Characters up to which the answer to a field that this playbook does not know may be a name."""
INSTEAD = "…"
"""What stands where no code name can."""


def may_show(profile: Profile, holds: str) -> bool:
    """Whether a profile allows a disclosure class; what is not on its list is not allowed."""
    return holds in profile.allows


def needles_of(entries: Iterable[Entry], playbook: Playbook) -> list[Needle]:
    """Return every identifying value that ever stood in an incident's entries, struck and replaced ones included.

    Takes all entries of one incident. The same value of the same person counts once. Never raises on odd bodies.
    """
    naming = [body_of(one) for one in entries if one.kind in (EntryKind.REPORT, EntryKind.ANSWERS)]
    incident = next((code for body in naming if (code := text(body.get("code")))), "")
    codes = _codes(naming)
    found: dict[Needle, None] = {}
    for body in naming:
        for person, key, answer in _answers(body, codes):
            field = playbook.form.fields.get(key)
            for said in _values(answer) if _may_name(field) else ():
                if field or len(said) <= LONGEST_NAME:
                    found[Needle(said, field.holds if field else "name", person, incident)] = None
    return list(found)


def _may_name(field: Field | None) -> bool:
    # A field that this playbook does not know came from another one; it may be a name, so it counts as one.
    return field is None or field.holds in IDENTIFYING


def _codes(naming: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    codes: dict[str, str] = {}
    for body in naming:
        for person in tables(body.get("people")):
            id = text(person.get("id"))
            codes[id] = codes.get(id) or text(person.get("code"))
    return codes


def _answers(body: Mapping[str, Any], codes: Mapping[str, str]) -> Iterator[tuple[str, str, Any]]:
    yield from (("", key, answer) for key, answer in table(body.get("answers")).items())
    for person in tables(body.get("people")):
        code = codes[text(person.get("id"))]
        yield from ((code, key, answer) for key, answer in table(person.get("answers")).items())


def _values(answer: Any) -> Iterator[str]:
    value = table(answer).get("v")
    for one in value if isinstance(value, list | tuple) else [value]:
        if said := text(table(one).get("other", one)).strip():
            yield said


def withheld(needles: Iterable[Needle], profile: Profile) -> list[Needle]:
    """Return the needles that a profile does not allow on a page."""
    return [needle for needle in needles if not may_show(profile, needle.what)]


def masked(text: str, needles: Sequence[Needle]) -> str:
    """Return `text` with the code name of the person wherever one of the needles stands, whole or one part of a name.

    A convenience for drafts: what decides is the check of the finished page.
    """
    if not (codes := _codes_in(text, needles)):
        return text
    there = _replaced(text, codes)
    # A code name may bear a word of somebody's name, and what stood apart may have grown together.
    there = _replaced(there, dict.fromkeys(_codes_in(there, needles), INSTEAD))
    while (cut := _replaced(there, dict.fromkeys(_codes_in(there, needles), ""))) != there:
        there = cut
    return there


def _replaced(text: str, codes: Mapping[str, str]) -> str:
    """Return a text with its code name in place of each pattern, the longest pattern first."""
    longest_first = sorted(codes, key=len, reverse=True)
    sought = re.compile("|".join(f"({pattern})" for pattern in longest_first) or "(?!)")
    return sought.sub(lambda found: codes[longest_first[(found.lastindex or 1) - 1]], text)


def _codes_in(text: str, needles: Iterable[Needle]) -> dict[str, str]:
    """Return what to look for in a text, and the code name for it; of most needles nothing can be there."""
    codes, folded = dict[str, str](), text.casefold()
    for needle in needles:
        words = needle.text.split()
        there = [word for word in words if word.casefold() in folded]
        if there and len(there) == len(words):
            codes[f"(?i:{_bounded(words)})"] = needle.person or INSTEAD
        if there and needle.what == "name":
            codes |= {_bounded([word]): needle.person or INSTEAD for word in there if len(word) > SHORT}
    return codes


def _bounded(words: Sequence[str]) -> str:
    """Return the pattern of words in a row that are not part of a longer word."""
    start = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    end = r"(?!\w)" if re.search(r"\w$", words[-1]) else ""
    return start + r"\s+".join(map(re.escape, words)) + end
