"""The entries of all circles I am in, as one ledger: writing with what follows, reading, searching."""

import itertools
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import datetime

import sqlcipher3.dbapi2 as sqlcipher

from coc_desk.casework.document import Needle
from coc_desk.casework.entries import EVENT, START, Entry, EntryId, EntryKind, IncidentId, MemberId
from coc_desk.casework.incidents import Incident, Overview
from coc_desk.casework.ledger import CircleId, Closed, Found
from coc_desk.i18n import _
from coc_desk.playbook.definitions import Playbook
from coc_desk.vault import search
from coc_desk.vault.attachments import Sealed
from coc_desk.vault.checking import Signed, checked
from coc_desk.vault.circle import CircleStore, Hit
from coc_desk.vault.following import Following, by_stream, code_names_in, following, words_to_index
from coc_desk.vault.header import TEAM
from coc_desk.vault.search import Query
from coc_desk.vault.streams import Stream, Streams
from coc_desk.vault.team_page import TeamPage
from coc_desk.vault.trouble import DoesNotVerify

AT_ONCE = 500
"""Entries read at a time when all are gone through."""


class Books:
    """The ledgers of several circles, read as one."""

    def __init__(
        self,
        stores: Iterable[CircleStore],
        playbook: Playbook,
        verify_keys: Mapping[MemberId, bytes],
        apart: Container[tuple[CircleId, IncidentId]] = frozenset(),
    ) -> None:
        """Take the circles; what lies `apart` in one of them is not to be seen there."""
        self.stores = {store.circle.id: store for store in stores}
        self.verify_keys = dict(verify_keys)
        self.signed: Signed = {}
        self._playbook = playbook
        self._page = TeamPage(self.stores[TEAM])
        every = ((store.circle.id, id) for store in self.stores.values() for id in store.incidents())
        self._where = {id: circle for circle, id in every if (circle, id) not in apart}
        self._where[EVENT] = TEAM
        self._streams = Streams(self._read)
        self._overviews: dict[IncidentId, Overview] | None = None
        self._needles: dict[IncidentId, list[Needle]] | None = None

    def bring_up_to_date(self) -> None:
        """Make anew what an older program made of the entries."""
        for store in self.stores.values():
            if not store.is_up_to_date():
                self._follow_anew(store)

    def _follow_anew(self, store: CircleStore) -> None:
        every = list(store.written(AT_ONCE))
        entries = by_stream((one.entry, one.hash) for one in every if one.entry.incident != EVENT)
        follows = {
            id: following(Stream(group), [entry for entry, _hash in group], self._playbook)
            for id, group in entries.items()
        }
        words = ((one.place, words_to_index(one.entry, self._playbook)) for one in every)
        store.follow_anew({place: text for place, text in words if text}, follows)
        self._overviews = self._needles = None

    def _read(self, stream: IncidentId) -> list[tuple[Entry, bytes]]:
        where = self._where.get(stream)
        return self.stores[where].entries_of(stream) if where else []

    def add_store(self, store: CircleStore) -> None:
        """Take in one more circle."""
        self.stores[store.circle.id] = store

    def take_in(self, store: CircleStore) -> None:
        """Take in one more circle with the incidents that are in it already."""
        self.add_store(store)
        for id in store.incidents():
            self.look_in(id, store.circle.id)

    def look_in(self, incident: IncidentId, circle: CircleId | None) -> None:
        """Look for an incident in one circle from now on, or nowhere."""
        if circle is None:
            self._where.pop(incident, None)
        else:
            self._where[incident] = circle
        self._streams.forget(incident)
        self._overviews = self._needles = None

    def _is_in(self, incident: IncidentId, store: CircleStore) -> bool:
        return self._where.get(incident) == store.circle.id

    def store_of(self, stream: IncidentId) -> CircleStore:
        """Return the circle that holds a stream; KeyError when it is unknown or outside my circles."""
        return self.stores[self._where[stream]]

    def newest(self) -> datetime | None:
        """Return when the newest entry was written."""
        return max((store.newest for store in self.stores.values() if store.newest), default=None)

    def tip(self, stream: IncidentId, member: MemberId) -> bytes:
        """Return the hash of a member's last entry in a stream."""
        return self._streams[stream].tips.get(member, START)

    def append(
        self,
        entries: Sequence[Entry],
        circle: CircleId | None,
        files: Sequence[Sealed],
        then: Callable[[], None] | None = None,
    ) -> None:
        """Check and add entries, one transaction for each circle; what is there already is passed over.

        `then` writes what else belongs into the transaction.
        ValueError when a new incident comes without its circle, or files without the one circle they go to.
        """
        circles: dict[CircleId, list[Entry]] = {}
        for entry in entries:
            where = self._where.get(entry.incident) or circle
            if where is None:
                raise ValueError("a new incident needs a circle")
            circles.setdefault(where, []).append(entry)
        if files and len(circles) != 1:
            raise ValueError("files go to the one circle of their entries")
        for id, group in circles.items():
            self._append(self.stores[id], group, files, then)

    def _append(
        self,
        store: CircleStore,
        entries: Sequence[Entry],
        files: Sequence[Sealed],
        then: Callable[[], None] | None,
    ) -> None:
        missing = [one for one in entries if not self._is_there(one)]
        new = checked(missing, self.verify_keys, self._chain_of, self.signed)
        if not new and not files:
            return
        touched = by_stream(new)
        streams = {id: Stream(group, self._streams[id]) for id, group in touched.items()}
        follows = {
            id: following(stream, [entry for entry, _hash in touched[id]], self._playbook)
            for id, stream in streams.items()
            if id != EVENT
        }
        self._write(store, new, follows, files, then)
        for id, stream in streams.items():
            self._streams[id] = stream
            self._where[id] = store.circle.id
        self._take_up(follows)

    def _write(
        self,
        store: CircleStore,
        new: Sequence[tuple[Entry, bytes]],
        follows: Mapping[IncidentId, Following],
        files: Sequence[Sealed],
        then: Callable[[], None] | None,
    ) -> None:
        names = code_names_in(entry for entry, _hash in new)
        if store.circle.id != TEAM:
            self._page.reserve(names)
        words = [words_to_index(entry, self._playbook) for entry, _hash in new]
        try:
            store.add(new, words, follows, files, names if store.circle.id == TEAM else (), then)
        except sqlcipher.IntegrityError:
            raise _other_content() from None

    def _is_there(self, entry: Entry) -> bool:
        known = self._streams[entry.incident].hashes.get(entry.id)
        if known is not None and known != entry.hash:
            raise _other_content()
        return known is not None

    def _chain_of(self, stream: IncidentId) -> Mapping[bytes, tuple[MemberId, datetime]]:
        return self._streams[stream].chain

    def _take_up(self, follows: Mapping[IncidentId, Following]) -> None:
        for id, what in follows.items():
            if self._overviews is not None:
                self._overviews[id] = what.overview
            if self._needles is not None and what.needles is not None:
                self._needles[id] = what.needles

    def entries_of(self, stream: IncidentId) -> list[Entry]:
        """Return a stream's entries in the order of reading."""
        return list(self._streams[stream].entries) if stream in self._where else []

    def entry(self, id: EntryId) -> Entry | None:
        """Return an entry by id."""
        every = ((store, store.entry(id)) for store in self.stores.values())
        return next((found for store, found in every if found and self._is_in(found.incident, store)), None)

    def has(self, id: EntryId) -> bool:
        """Whether an entry is here."""
        return any(store.has(id) for store in self.stores.values())

    def incident(self, id: IncidentId) -> Incident:
        """Return what an incident's entries add up to; KeyError when it is unknown or outside my circles."""
        if id == EVENT or id not in self._where:
            raise KeyError(id)
        return self._streams[id].incident

    def overviews(self) -> dict[IncidentId, Overview]:
        """Return the overview of every incident of my circles."""
        if self._overviews is None:
            every = ((store, one) for store in self.stores.values() for one in store.overviews())
            self._overviews = {one.id: one for store, one in every if self._is_in(one.id, store)}
        return self._overviews

    def needles(self) -> list[Needle]:
        """Return every name, contact, badge and handle that must be looked for."""
        if self._needles is None:
            every = ((store, id, needles) for store in self.stores.values() for id, needles in store.needles())
            self._needles = {id: needles for store, id, needles in every if self._is_in(id, store)}
        return [needle for needles in self._needles.values() for needle in needles]

    def outside(self) -> list[Closed]:
        """Return the vague lines of incidents that none of my circles holds."""
        lines = (one for one in self.entries_of(EVENT) if one.kind == EntryKind.LINE)
        closed = (_closed(line) for line in lines)
        latest = {one.incident: one for one in closed if one and one.incident not in self._where}
        return list(latest.values())

    def search(self, typed: str, limit: int) -> list[Found]:
        """Return where words stand: the best of each circle in turn."""
        query = search.query(typed)
        if not query.match:
            return []
        in_turn = itertools.zip_longest(*(self._hits(store, query, limit) for store in self.stores.values()))
        hits = [hit for hit in itertools.chain.from_iterable(in_turn) if hit][:limit]
        return [_found(hit, query.terms) for hit in hits]

    def _hits(self, store: CircleStore, query: Query, limit: int) -> list[Hit]:
        return [hit for hit in store.search(query, limit) if self._is_in(hit.incident, store)]


def _found(hit: Hit, terms: tuple[str, ...]) -> Found:
    around = search.cut_around(hit.words, terms)
    return Found(hit.entry, hit.incident, hit.code, hit.kind, hit.number, *around)


def _closed(line: Entry) -> Closed | None:
    body = line.body or {}
    try:
        danger, going_on, again = body["flags"]
        flags = str(danger), str(going_on), str(again)
        return Closed(
            IncidentId(body["incident"]), str(body["code"]), str(body["line"]), line.at, flags, str(body["stage"])
        )
    except (KeyError, TypeError, ValueError):
        return None  # another version's: it says nothing that could be shown


def _other_content() -> DoesNotVerify:
    return DoesNotVerify(_("An entry is here already with another content."))
