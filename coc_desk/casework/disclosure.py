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
    there = _replaced(text, needles)
    if there == text:
        return text
    # A code name may bear a word of somebody's name, and what stood apart may have grown together.
    there = _replaced(there, needles, INSTEAD)
    while (cut := _replaced(there, needles, "")) != there:
        there = cut
    return there


def _replaced(text: str, needles: Sequence[Needle], by: str | None = None) -> str:
    """Return a text with something in place of each needle: its person's code name, or what is given."""
    folded = text.casefold()
    codes = {one: needle.person or INSTEAD for needle in needles for one in _patterns_in(text, folded, needle)}
    if not codes:
        return text
    longest_first = sorted(codes, key=len, reverse=True)
    instead = [codes[pattern] if by is None else by for pattern in longest_first]
    sought = re.compile("|".join(f"({pattern})" for pattern in longest_first))
    return sought.sub(lambda found: instead[(found.lastindex or 1) - 1], text)


def _patterns_in(text: str, folded: str, needle: Needle) -> Iterator[str]:
    """Yield what to look for of a needle; nothing for what cannot be in a text: nearly always, and quickly."""
    words = needle.text.split()
    if words and all(word.casefold() in folded for word in words):
        yield f"(?i:{_bounded(words)})"
    if needle.what == "name":
        yield from (_bounded([word]) for word in words if len(word) > SHORT and word in text)


def _bounded(words: Sequence[str]) -> str:
    """Return the pattern of words in a row that are not part of a longer word."""
    start = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    end = r"(?!\w)" if re.search(r"\w$", words[-1]) else ""
    return start + r"\s+".join(map(re.escape, words)) + end
