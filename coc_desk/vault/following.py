"""What follows from an incident's entries and is kept beside them: overview, needles, search words."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from coc_desk.casework.disclosure import needles_of
from coc_desk.casework.document import Needle
from coc_desk.casework.entries import EVENT, Entry, EntryKind, IncidentId
from coc_desk.casework.incidents import Overview, overview, overview_as_json, overview_from_json
from coc_desk.casework.search_words import words_of
from coc_desk.playbook.definitions import Playbook
from coc_desk.vault.search import spaced
from coc_desk.vault.streams import Stream

FOLLOWS = 2
"""To be raised when the same entries come to something else: it is then made anew at the next opening."""
_NAMING = (EntryKind.REPORT, EntryKind.ANSWERS)


@dataclass(frozen=True)
class Following:
    """What an incident comes to after new entries."""

    overview: Overview
    needles: list[Needle] | None
    """None when no new entry can have changed them."""

    def as_texts(self) -> tuple[str, str | None]:
        """Return overview and needles as JSON."""
        needles = None if self.needles is None else needles_as_text(self.needles)
        return overview_as_text(self.overview), needles


def following(stream: Stream, new: Iterable[Entry], playbook: Playbook) -> Following:
    """Return what follows from a stream of an incident in which `new` are the entries that were not there before."""
    names = any(entry.kind in _NAMING for entry in new)
    return Following(overview(stream.incident), needles_of(stream.entries, playbook) if names else None)


def words_to_index(entry: Entry, playbook: Playbook) -> str:
    """Return an entry's search words as the index takes them; what belongs to the event itself is not searched."""
    return "" if entry.incident == EVENT else spaced(words_of(entry, playbook))


def overview_as_text(one: Overview) -> str:
    """Return an overview as JSON."""
    return json.dumps(overview_as_json(one), ensure_ascii=False)


def overview_from_text(text: str) -> Overview:
    """Return the overview in a JSON text."""
    return overview_from_json(json.loads(text))


def needles_as_text(needles: Iterable[Needle]) -> str:
    """Return needles as JSON."""
    return json.dumps([[one.text, one.what, one.person, one.incident] for one in needles], ensure_ascii=False)


def needles_from_text(text: str) -> list[Needle]:
    """Return the needles in a JSON text."""
    return [Needle(*one) for one in json.loads(text)]


def by_stream(entries: Iterable[tuple[Entry, bytes]]) -> dict[IncidentId, list[tuple[Entry, bytes]]]:
    """Return entries with their hashes by stream."""
    streams: dict[IncidentId, list[tuple[Entry, bytes]]] = {}
    for entry, hash in entries:
        streams.setdefault(entry.incident, []).append((entry, hash))
    return streams


def code_names_in(entries: Iterable[Entry]) -> list[str]:
    """Return the code names that entries bring along."""
    said = (entry.body for entry in entries if entry.kind in _NAMING and entry.body)
    names = [name for body in said for name in _code_names(body)]
    return [name for name in dict.fromkeys(names) if isinstance(name, str) and name]


def _code_names(body: Mapping[str, Any]) -> list[Any]:
    people = body.get("people")
    named = [one.get("code") for one in people if isinstance(one, dict)] if isinstance(people, list) else []
    return [body.get("code"), *named]
