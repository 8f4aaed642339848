"""One circle: its database, its ledger and what follows from it, and how far the ledger has come."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from coc_desk.casework.document import Needle
from coc_desk.casework.entries import Entry, EntryId, IncidentId, stamp, unstamp
from coc_desk.casework.errors import Trouble
from coc_desk.casework.incidents import Overview
from coc_desk.casework.ledger import Circle, FileId
from coc_desk.vault.attachments import Sealed
from coc_desk.vault.database import Database, Migrations
from coc_desk.vault.following import FOLLOWS, Following, needles_from_text, overview_from_text
from coc_desk.vault.heads import Head, HeadFile
from coc_desk.vault.rows import COLUMNS, entry_of, row_of
from coc_desk.vault.search import RANKED, Query, unspaced

_PLACES = ", ".join("?" * 15)
_FILE = "id, key, size, sha256, name"


MOST_WAITING = 50
"""Entries whose words may wait for the index: the first search after so many pays a few milliseconds for them."""


HITS = """
    select e.place, e.id, e.stream,
        (select overview ->> 'code' from incident where id = e.stream),
        e.kind,
        (select count(*) from entry as o where o.stream = e.stream and (o.at, o.id) <= (e.at, e.id)),
        (select text from words where rowid = e.place)
    from entry as e where e.place in
"""


@dataclass(frozen=True)
class Hit:
    """An entry in which words were found."""

    entry: EntryId
    incident: IncidentId
    code: str
    kind: str
    number: int
    """Its place in its stream, in the order of reading."""
    words: str


@dataclass(frozen=True)
class Written:
    """An entry as it stands in the ledger."""

    place: int
    entry: Entry
    hash: bytes
    """As it was noted; verifying computes it anew."""
    digest: bytes
    words: str
    """By which it is found, as indexed."""


@dataclass(frozen=True)
class Gone:
    """What stands for an entry that moved to another circle."""

    stream: IncidentId
    hash: bytes
    digest: bytes
    """The running digest as it was after the entry."""


class CircleStore:
    """The database of one circle of which I am a member."""

    def __init__(self, folder: Path, circle: Circle, key: bytes, migrations: Migrations, create: bool = False) -> None:
        self.circle = circle
        self.database = Database(folder / f"{circle.id}.db", key, migrations, create)
        self.head_file = HeadFile(folder / f"{circle.id}.head", key)
        self.head, self.newest = self._head()
        self._waiting = int(self.database.value("select count(*) from words_waiting"))
        if create:
            self.follow_anew({}, {})

    def _head(self) -> tuple[Head, datetime | None]:
        last = "select place, digest, newest from {} order by place desc limit 1"
        rows = [row for table in ("entry", "gone") if (row := self.database.row(last.format(table)))]
        place, digest, newest = max(rows, default=(0, None, None))
        return (Head(place, bytes(digest)), unstamp(newest)) if place else (Head(), None)

    def incidents(self) -> list[IncidentId]:
        """Return the incidents of this circle."""
        return [IncidentId(id) for (id,) in self.database.rows("select id from incident")]

    def add(
        self,
        entries: Sequence[tuple[Entry, bytes]],
        words: Sequence[str],
        follows: Mapping[IncidentId, Following],
        files: Iterable[Sealed] = (),
        names: Iterable[str] = (),
        then: Callable[[], None] | None = None,
    ) -> None:
        """Add checked entries that are not here yet, each with its hash, and what follows, in one transaction.

        `then` writes what else belongs into it.
        """
        head, newest = self.head, self.newest
        with self.database.writing():
            for (entry, hash), text in zip(entries, words, strict=True):
                head = head.then([hash])
                newest = max(newest or entry.at, entry.at)
                self._insert(head, newest, entry, hash, text)
            for id, what in follows.items():
                self._keep_following(id, what)
            for file in files:
                self.keep_file(file)
            self.database.run_many("insert or ignore into code_name values (?)", [(name,) for name in names])
            if then:
                then()
        self.head, self.newest = head, newest
        self.head_file.note(head)
        self._waiting += len(entries)
        if self._waiting >= MOST_WAITING:
            self.index_waiting()

    def index_waiting(self) -> None:
        """Put the words that wait into the index; on a full disk they go on waiting, and nothing else suffers."""
        if not self._waiting:
            return
        try:
            with self.database.writing():
                self._index()
                self.database.run("delete from words_waiting")
        except Trouble:
            return
        self._waiting = 0

    def _index(self) -> None:
        self.database.run("insert into words (rowid, text) select place, text from words_waiting order by place")

    def is_up_to_date(self) -> bool:
        """Whether what follows from the entries was made by a program that makes the same of them."""
        return bool(self.database.value("select value from kept where key = 'follows'") == FOLLOWS)

    def follow_anew(self, words: Mapping[int, str], follows: Mapping[IncidentId, Following]) -> None:
        """Replace all that follows from the entries; `words` by place."""
        with self.database.writing():
            self.database.run("delete from words")
            self.database.run("delete from words_waiting")
            self.database.run("delete from incident")
            self.database.run_many("insert into words (rowid, text) values (?, ?)", list(words.items()))
            for id, what in follows.items():
                self._keep_following(id, what)
            self.database.run("insert or replace into kept values ('follows', ?)", (FOLLOWS,))

    def _insert(self, head: Head, newest: datetime, entry: Entry, hash: bytes, words: str) -> None:
        row = (head.entries, *row_of(entry), hash, head.digest, stamp(newest))
        self.database.run(f"insert into entry (place, {COLUMNS}, hash, digest, newest) values ({_PLACES})", row)
        if words:
            self.database.run("insert into words_waiting values (?, ?)", (head.entries, words))

    def _keep_following(self, id: IncidentId, what: Following) -> None:
        overview, needles = what.as_texts()
        self.database.run(
            "insert into incident values (?1, ?2, coalesce(?3, '[]')) "
            "on conflict do update set overview = ?2, needles = coalesce(?3, needles)",
            (id, overview, needles),
        )

    def digest_at(self, place: int) -> bytes | None:
        """Return the running digest after so many entries."""
        sql = "select digest from entry where place = ?1 union all select digest from gone where place = ?1"
        digest = self.database.value(sql, (place,))
        return None if digest is None else bytes(digest)

    def gone(self) -> dict[int, Gone]:
        """Return what stands for every entry that moved to another circle, by place."""
        rows = self.database.rows("select place, stream, hash, digest from gone")
        return {place: Gone(IncidentId(stream), hash, digest) for place, stream, hash, digest in rows}

    def entries_of(self, stream: IncidentId) -> list[tuple[Entry, bytes]]:
        """Return a stream's entries with their hashes, in the order in which they arrived."""
        rows = self.database.rows(f"select {COLUMNS}, hash from entry where stream = ? order by place", (stream,))
        return [(entry_of(row[:-1]), row[-1]) for row in rows]

    def entry(self, id: EntryId) -> Entry | None:
        """Return an entry by id."""
        row = self.database.row(f"select {COLUMNS} from entry where id = ?", (id,))
        return entry_of(row) if row else None

    def has(self, id: EntryId) -> bool:
        """Whether an entry is here."""
        return bool(self.database.value("select 1 from entry where id = ?", (id,)))

    def written(self, at_once: int) -> Iterator[Written]:
        """Yield every entry in the order in which they arrived, read so many at a time."""
        indexed = "select text from words where rowid = e.place"
        waiting = "select text from words_waiting as w where w.place = e.place"
        asked, place = f"place, hash, digest, coalesce(({indexed}), ({waiting}), ''), {COLUMNS}", 0
        sql = f"select {asked} from entry as e where place > ? order by place limit {at_once}"
        while rows := self.database.rows(sql, (place,)):
            for place, hash, digest, text, *row in rows:
                yield Written(place, entry_of(tuple(row)), hash, digest, text)

    def overviews(self) -> list[Overview]:
        """Return the overview of every incident here."""
        return [overview_from_text(text) for (text,) in self.database.rows("select overview from incident")]

    def needles(self) -> list[tuple[IncidentId, list[Needle]]]:
        """Return what must not leave, by incident."""
        rows = self.database.rows("select id, needles from incident")
        return [(IncidentId(id), needles_from_text(text)) for id, text in rows]

    def following_as_texts(self) -> dict[IncidentId, tuple[str, str]]:
        """Return overview and needles of every incident as they are kept."""
        rows = self.database.rows("select id, overview, needles from incident")
        return {IncidentId(id): (overview, needles) for id, overview, needles in rows}

    def search(self, query: Query, limit: int) -> list[Hit]:
        """Return where the words of a query stand, best first."""
        self.index_waiting()
        if not self._waiting:
            return self._hits(query, limit)
        with self.database.trying():  # a full disk
            self._index()
            return self._hits(query, limit)

    def _hits(self, query: Query, limit: int) -> list[Hit]:
        places = [place for (place,) in self.database.rows(RANKED, (query.match, limit))]
        rows = self.database.rows(f"{HITS} ({', '.join('?' * len(places))})", places)
        hits = {place: _hit(rest) for place, *rest in rows}
        return [hits[place] for place in places]

    def keep_file(self, file: Sealed) -> None:
        """Keep how to read a file, within whatever transaction runs."""
        values = (file.id, file.key, file.size, file.sha256, file.name)
        self.database.run(f"insert or replace into file ({_FILE}) values (?, ?, ?, ?, ?)", values)

    def file(self, id: FileId) -> Sealed | None:
        """Return how to read a file."""
        row = self.database.row(f"select {_FILE} from file where id = ?", (id,))
        return _sealed(row) if row else None

    def files(self) -> list[Sealed]:
        """Return every file of this circle."""
        return [_sealed(row) for row in self.database.rows(f"select {_FILE} from file")]

    def forget_file(self, id: FileId) -> None:
        """Let go of a file's key."""
        self.database.run("delete from file where id = ?", (id,))

    def rekey(self, key: bytes) -> None:
        """Bring the whole database under another key, all or nothing."""
        self.database.rekey(key)
        self.head_file = HeadFile(self.head_file.path, key)
        self.head_file.note(self.head)

    def close(self) -> None:
        """Empty the log and close."""
        try:
            self.index_waiting()
            self.database.checkpoint()
        finally:
            self.database.close()


def _sealed(row: Sequence[Any]) -> Sealed:
    id, key, size, sha256, name = row
    return Sealed(FileId(id), bytes(key), int(size), str(sha256), str(name))


def _hit(row: Sequence[Any]) -> Hit:
    id, stream, code, kind, number, words = row
    return Hit(EntryId(id), IncidentId(stream), str(code), kind, number, unspaced(words))
