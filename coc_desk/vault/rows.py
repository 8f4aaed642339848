"""Entries as rows and back."""

import json
from typing import Any

from coc_desk.casework.entries import Entry, EntryId, IncidentId, MemberId, canonical, stamp, unstamp
from coc_desk.vault.database import Row

COLUMNS = "id, stream, kind, by, at, happened, body, salt, commitment, prev, signature"


def row_of(entry: Entry) -> Row:
    """Return an entry's values in the order of `COLUMNS`."""
    happened, body = _text(entry.happened), _text(entry.body)
    header = (entry.id, entry.incident, entry.kind, entry.by, stamp(entry.at))
    return (*header, happened, body, entry.salt, entry.commitment, entry.prev, entry.signature)


def entry_of(row: Row) -> Entry:
    """Return the entry whose values stand in the order of `COLUMNS`."""
    id, stream, kind, by, at, happened, body, salt, commitment, prev, signature = row
    return Entry(
        id=EntryId(id),
        incident=IncidentId(stream),
        kind=kind,
        by=MemberId(by),
        at=unstamp(at),
        happened=_value(happened),
        body=_value(body),
        salt=salt,
        commitment=commitment,
        prev=prev,
        signature=signature,
    )


def packed(value: Any) -> bytes:
    """Return JSON that bears any text a box on the screen can hold, half a surrogate pair included."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpacked(content: bytes) -> Any:
    """Return what was `packed`."""
    return json.loads(content.decode("utf-8", "surrogatepass"))


def _text(value: Any) -> str | None:
    return None if value is None else canonical(value).decode()


def _value(text: str | None) -> Any:
    return None if text is None else json.loads(text)
