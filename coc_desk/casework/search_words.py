"""The words by which an entry is found: everything somebody wrote or chose in it, struck ones included."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coc_desk.casework.bodies import body_of, table, tables, text
from coc_desk.casework.entries import Body, Entry, EntryKind
from coc_desk.playbook.answers import search_words
from coc_desk.playbook.definitions import Playbook

WRITTEN = ("code", "text", "reaction", "next", "what", "to", "why", "reason", "name", "words", "until_words", "line")
"""The parts of a body that people wrote, or read as words."""
_ANSWERING = (EntryKind.REPORT, EntryKind.ANSWERS)
_KINDS = frozenset(EntryKind)
_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}")


def words_of(entry: Entry, playbook: Playbook) -> str:
    """Return the words of an entry, one part a line; never raises on odd bodies. Empty for an erased one."""
    body = body_of(entry)
    parts = _answered(body, playbook) if entry.kind in _ANSWERING else _said(entry, body)
    happened = text(table(entry.happened).get("words"))
    return "\n".join(said for part in (*parts, happened) if (said := part.strip()))


def _said(entry: Entry, body: Body) -> Iterator[str]:
    if entry.kind not in _KINDS:  # a newer program's: nobody here knows which of it are words
        yield from _strings(entry.body)
        return
    for key in WRITTEN:
        yield from _strings(body.get(key))
    yield from _strings(body.get("present"))


def _answered(body: Body, playbook: Playbook) -> Iterator[str]:
    yield from _strings(body.get("code"))
    yield from _answers(body.get("answers"), playbook)
    for person in tables(body.get("people")):
        yield from _strings(person.get("code"))
        yield from _answers(person.get("answers"), playbook)


def _answers(answers: Any, playbook: Playbook) -> Iterator[str]:
    for key, answer in table(answers).items():
        field = playbook.form.fields.get(key)
        if field:
            yield search_words(field, answer)
        elif isinstance(answer, Mapping):  # a field of another playbook
            yield from _strings(answer.get("v"))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if not _ID.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        yield from _each(value.values())
    elif isinstance(value, list | tuple):
        yield from _each(value)


def _each(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield from _strings(value)
