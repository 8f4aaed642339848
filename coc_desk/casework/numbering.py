"""The lines of an incident: each entry with its number, and what was written about it later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from coc_desk.casework.bodies import body_of, text
from coc_desk.casework.entries import Entry, EntryId, EntryKind, MemberId

_KINDS = frozenset(EntryKind)
_REFERS = ("of", "note", "promise", "lifts", "report", "file")
"""Where a body can name the entry it is about."""
_WORDS = ("text", "what", "reason", "why")
"""Where a body can hold words somebody wrote."""
Amendment = tuple[int, EntryId, datetime]


@dataclass(frozen=True)
class Struck:
    """That an entry was struck, with the reason."""

    by: MemberId
    at: datetime
    reason: str


@dataclass(frozen=True)
class Line:
    """One entry as it stands in the ledger: what was written about it later belongs to it."""

    number: int
    entry: Entry
    known: bool = True
    """False for a kind that a newer program wrote."""
    amended_by: tuple[tuple[int, EntryId, datetime], ...] = ()
    amends: int = 0
    """Number of the entry that this one amends."""
    struck: Struck | None = None
    about: int = 0
    """Number of the entry it refers to otherwise (a promise made within a note)."""

    @property
    def text(self) -> str:
        """The words somebody wrote, if it is an entry of words."""
        return words_in(self.entry)


def words_in(entry: Entry) -> str:
    """Return the words somebody wrote, if it is an entry of words."""
    body = body_of(entry)
    return next((said for key in _WORDS if (said := text(body.get(key)))), "")


def strikes_in(ordered: Sequence[Entry]) -> dict[EntryId, Struck]:
    """Return what was struck, by whom and why; whoever came first counts."""
    struck: dict[EntryId, Struck] = {}
    for entry in ordered:
        if entry.kind == EntryKind.STRUCK:
            body = body_of(entry)
            struck.setdefault(EntryId(text(body.get("of"))), Struck(entry.by, entry.at, text(body.get("reason"))))
    return struck


def lines_of(ordered: Sequence[Entry], struck: Mapping[EntryId, Struck]) -> list[Line]:
    """Return every entry as it stands in the ledger, numbered in the order of reading."""
    number = {entry.id: place for place, entry in enumerate(ordered, 1)}
    amendments: dict[str, list[Amendment]] = {}
    for entry in ordered:
        if entry.kind == EntryKind.AMENDED:
            amendments.setdefault(text(body_of(entry).get("of")), []).append((number[entry.id], entry.id, entry.at))
    return [_line(entry, number, tuple(amendments.get(entry.id, ())), struck.get(entry.id)) for entry in ordered]


def _line(
    entry: Entry, number: Mapping[EntryId, int], amended_by: tuple[Amendment, ...], struck: Struck | None
) -> Line:
    body = body_of(entry)
    about = next((number[one] for key in _REFERS if (one := EntryId(text(body.get(key)))) in number), 0)
    amends = about if entry.kind == EntryKind.AMENDED else 0
    return Line(number[entry.id], entry, entry.kind in _KINDS, amended_by, amends, struck, 0 if amends else about)
