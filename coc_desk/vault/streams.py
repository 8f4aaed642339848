"""The entries of incidents that were touched lately, in memory, so that writing the next one reads nothing."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property

from coc_desk.casework.entries import START, Entry, EntryId, IncidentId, MemberId
from coc_desk.casework.incidents import Incident, fold, fold_on
from coc_desk.vault.checking import Chain

MOST_STREAMS = 256
"""Streams kept in memory: more than one shift touches, about 25 MB when each has fifty entries of 2 kB."""


class Stream:
    """The entries of one incident (or of the event) and what their chains look like; never changed, only followed."""

    def __init__(self, arrived: Iterable[tuple[Entry, bytes]] = (), before: "Stream | None" = None) -> None:
        self.hashes: dict[EntryId, bytes] = dict(before.hashes) if before else {}
        self.tips: dict[MemberId, bytes] = dict(before.tips) if before else {}
        self._chain = dict(before.chain) if before else {}
        self.entries: list[Entry] = list(before.entries) if before else []
        new = list(arrived)
        for entry, hash in new:
            self._add(entry, hash)
        self._incident: Incident | None = None
        if before and before.entries and new and min(_place(one) for one, _hash in new) > _place(before.entries[-1]):
            self.entries[len(before.entries) :] = sorted((one for one, _hash in new), key=_place)
            if "incident" in before.__dict__:  # nobody has ever asked what the event itself adds up to
                self._incident = fold_on(before.incident, self.entries, [one for one, _hash in new])
        else:
            self.entries.sort(key=_place)

    def _add(self, entry: Entry, hash: bytes) -> None:
        self.hashes[entry.id] = hash
        self._chain[hash] = (entry.by, entry.at)
        self.entries.append(entry)
        tip = self.tips.get(entry.by, START)
        # Somebody who works on two laptops has two ends of a chain: the later one is gone on with.
        if tip == entry.prev or tip == START or entry.at >= self._chain[tip][1]:
            self.tips[entry.by] = hash

    @property
    def chain(self) -> Chain:
        """What an entry of this stream can follow."""
        return self._chain

    @cached_property
    def incident(self) -> Incident:
        """What the entries add up to; ValueError when there are none."""
        return self._incident or fold(self.entries)


def _place(entry: Entry) -> tuple[datetime, EntryId]:
    return entry.at, entry.id


class Streams:
    """The latest streams, read when they are first asked for."""

    def __init__(self, read: Callable[[IncidentId], Iterable[tuple[Entry, bytes]]]) -> None:
        self._read = read
        self._latest: OrderedDict[IncidentId, Stream] = OrderedDict()

    def __getitem__(self, id: IncidentId) -> Stream:
        if id not in self._latest:
            self[id] = Stream(self._read(id))
        self._latest.move_to_end(id)
        return self._latest[id]

    def forget(self, id: IncidentId) -> None:
        """Read a stream anew when it is asked for next."""
        self._latest.pop(id, None)

    def __setitem__(self, id: IncidentId, stream: Stream) -> None:
        self._latest[id] = stream
        if len(self._latest) > MOST_STREAMS:
            self._latest.popitem(last=False)
