"""What a page may show: allow-lists by profile, the words that must not be on it, and code names in their place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from coc_desk.casework.document import Needle
from coc_desk.casework.entries import Entry, EntryKind
from coc_desk.playbook.definitions import IDENTIFYING, Field, Playbook, Profile

SHORT = 3
"""A single part of a name of up to so many letters is left to `masked`'s whole-name rule: it is too often a word."""


def may_show(profile: Profile, holds: str) -> bool:
    """Whether a profile allows a disclosure class; what is not on its list is not allowed."""
    return holds in profile.allows


def needles_of(entries: Iterable[Entry], playbook: Playbook) -> list[Needle]:
    """Return every identifying value that ever stood in an incident's entries, struck and replaced ones included.

    Takes all entries of one incident. The same value of the same person counts once.
    """
    found: dict[tuple[str, str, str], Needle] = {}
    codes: dict[str, str] = {}
    incident = ""
    for entry in entries:
        body = entry.body or {}
        if entry.kind not in (EntryKind.REPORT, EntryKind.ANSWERS):
            continue
        incident = incident or str(body.get("code", ""))
        for person, key, answer in _answers(body, codes):
            field = playbook.form.fields.get(key)
            for text in _values(answer) if _identifies(field) else ():
                what = field.holds if field else "name"
                found[what, person, text] = Needle(text, what, person, incident)
    return list(found.values())


def _identifies(field: Field | None) -> bool:
    # A field that this playbook does not know came from another one; it may be a name, so it counts as one.
    return field is None or field.holds in IDENTIFYING


def _answers(body: Mapping[str, Any], codes: dict[str, str]) -> Iterator[tuple[str, str, Any]]:
    yield from (("", key, answer) for key, answer in dict(body.get("answers") or {}).items())
    for person in body.get("people") or []:
        codes.setdefault(person["id"], str(person.get("code", "")))
        yield from ((codes[person["id"]], key, answer) for key, answer in dict(person.get("answers") or {}).items())


def _values(answer: Any) -> Iterator[str]:
    value = answer.get("v") if isinstance(answer, Mapping) else None
    texts = value if isinstance(value, list) else [value]
    for text in texts:
        if isinstance(text, str) and text.strip():
            yield text.strip()


def withheld(needles: Iterable[Needle], profile: Profile) -> list[Needle]:
    """Return the needles that a profile does not allow on a page."""
    return [needle for needle in needles if not may_show(profile, needle.what)]


def masked(text: str, needles: Sequence[Needle]) -> str:
    """Return `text` with the code name of the person wherever one of the needles stands, whole or one part of a name.

    A convenience for drafts: what decides is the check of the finished page.
    """
    for needle in sorted(needles, key=lambda one: len(one.text), reverse=True):
        instead = needle.person or "…"
        text = re.sub(rf"(?<!\w){re.escape(needle.text)}(?!\w)", instead, text, flags=re.IGNORECASE)
        for part in needle.text.split() if needle.what == "name" else ():
            if len(part) > SHORT:
                text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", instead, text)
    return text
