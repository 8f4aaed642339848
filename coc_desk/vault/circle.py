"""One circle: its database, its ledger and what follows from it, and how far the ledger has come."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from coc_desk.casework.document import Needle
from coc_desk.casework.entries import Entry, EntryId, IncidentId, stamp, unstamp
from coc_desk.casework.incidents import Overview
from coc_desk.casework.ledger import Circle, FileId
from coc_desk.vault.attachments import Sealed
from coc_desk.vault.database import Database, Migrations
from coc_desk.vault.following import Following, needles_from_text, overview_from_text
from coc_desk.vault.heads import Head, HeadFile
from coc_desk.vault.rows import COLUMNS, entry_of, row_of
from coc_desk.vault.search import RANKED, Query, unspaced

_PLACES = ", ".join("?" * 13)


class CircleStore:
    """The database of one circle of which I am a member."""

    def __init__(self, folder: Path, circle: Circle, key: bytes, migrations: Migrations, create: bool = False) -> None:
        self.circle = circle
        self.database = Database(folder / f"{circle.id}.db", key, migrations, create)
        self.head_file = HeadFile(folder / f"{circle.id}.head", key)
        entries, digest, newest = self._ledger()
        self.head = Head(entries, digest)
        self.newest = unstamp(newest) if newest else None

    def _ledger(self) -> tuple[int, bytes, str]:
        entries, digest, newest = self.database.rows("select entries, digest, newest from ledger")[0]
        return int(entries), bytes(digest), str(newest)

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
    ) -> None:
        """Add checked entries that are not here yet, each with its hash, and what follows, in one transaction."""
        head, newest = self.head, self.newest
        with self.database.writing():
            for (entry, hash), text in zip(entries, words, strict=True):
                head = head.then([hash])
                newest = max(newest or entry.at, entry.at)
                self._insert(head, entry, text)
            for id, what in follows.items():
                self._keep_following(id, what)
            for file in files:
                self.keep_file(file)
            self.database.run_many("insert or ignore into code_name values (?)", [(name,) for name in names])
            self._keep_head(head, newest)
        self.head, self.newest = head, newest
        self.head_file.note(head)

    def _insert(self, head: Head, entry: Entry, words: str) -> None:
        row = (head.entries, *row_of(entry), head.digest)
        self.database.run(f"insert into entry (place, {COLUMNS}, digest) values ({_PLACES})", row)
        if words:
            self.database.run("insert into words (rowid, text) values (?, ?)", (head.entries, words))

    def _keep_following(self, id: IncidentId, what: Following) -> None:
        overview, needles = what.as_texts()
        self.database.run(
            "insert into incident values (?1, ?2, coalesce(?3, '[]')) "
            "on conflict do update set overview = ?2, needles = coalesce(?3, needles)",
            (id, overview, needles),
        )

    def _keep_head(self, head: Head, newest: datetime | None) -> None:
        values = (head.entries, head.digest, stamp(newest) if newest else "")
        self.database.run("update ledger set entries = ?, digest = ?, newest = ?", values)

    def digest_at(self, place: int) -> bytes | None:
        """Return the running digest after so many entries."""
        digest = self.database.value("select digest from entry where place = ?", (place,))
        return None if digest is None else bytes(digest)

    def entries_of(self, stream: IncidentId) -> list[Entry]:
        """Return a stream's entries in the order in which they arrived."""
        rows = self.database.rows(f"select {COLUMNS} from entry where stream = ? order by place", (stream,))
        return [entry_of(row) for row in rows]

    def entry(self, id: EntryId) -> Entry | None:
        """Return an entry by id."""
        row = self.database.row(f"select {COLUMNS} from entry where id = ?", (id,))
        return entry_of(row) if row else None

    def has(self, id: EntryId) -> bool:
        """Whether an entry is here."""
        return bool(self.database.value("select 1 from entry where id = ?", (id,)))

    def by_place(self, after: int, most: int) -> Iterator[tuple[int, Entry, bytes]]:
        """Yield (place, entry, digest) of the next entries in the order in which they arrived."""
        sql = f"select place, digest, {COLUMNS} from entry where place > ? order by place limit ?"
        for place, digest, *row in self.database.rows(sql, (after, most)):
            yield place, entry_of(tuple(row)), bytes(digest)

    def overviews(self) -> list[Overview]:
        """Return the overview of every incident here."""
        return [overview_from_text(text) for (text,) in self.database.rows("select overview from incident")]

    def overview(self, id: IncidentId) -> Overview:
        """Return the overview of one incident; KeyError when it is not here."""
        text = self.database.value("select overview from incident where id = ?", (id,))
        if text is None:
            raise KeyError(id)
        return overview_from_text(text)

    def needles(self) -> list[tuple[IncidentId, list[Needle]]]:
        """Return what must not leave, by incident."""
        rows = self.database.rows("select id, needles from incident")
        return [(IncidentId(id), needles_from_text(text)) for id, text in rows]

    def search(self, query: Query, limit: int) -> list[tuple[Entry, str]]:
        """Return entries and their words, best first."""
        places = [place for (place,) in self.database.rows(RANKED, (query.match, limit))]
        return [(self._at(place), unspaced(self._words(place))) for place in places]

    def _at(self, place: int) -> Entry:
        rows = self.database.rows(f"select {COLUMNS} from entry where place = ?", (place,))
        return entry_of(rows[0])

    def _words(self, place: int) -> str:
        return str(self.database.value("select text from words where rowid = ?", (place,)))

    def number_of(self, entry: Entry) -> int:
        """Return an entry's place in its stream, in the order of reading."""
        sql = "select count(*) from entry where stream = ? and (at, id) <= (?, ?)"
        return int(self.database.value(sql, (entry.incident, stamp(entry.at), entry.id)))

    def keep_file(self, file: Sealed) -> None:
        """Keep how to read a file, within whatever transaction runs."""
        values = (file.id, file.key, file.size, file.sha256)
        self.database.run("insert or replace into file values (?, ?, ?, ?)", values)

    def file(self, id: FileId) -> Sealed | None:
        """Return how to read a file."""
        row = self.database.row("select id, key, size, sha256 from file where id = ?", (id,))
        return Sealed(FileId(row[0]), bytes(row[1]), int(row[2]), str(row[3])) if row else None

    def files(self) -> list[Sealed]:
        """Return every file of this circle."""
        rows = self.database.rows("select id, key, size, sha256 from file")
        return [Sealed(FileId(id), bytes(key), size, sha256) for id, key, size, sha256 in rows]

    def forget_file(self, id: FileId) -> None:
        """Let go of a file's key."""
        self.database.run("delete from file where id = ?", (id,))

    def close(self) -> None:
        """Empty the log and close."""
        try:
            self.database.checkpoint()
        finally:
            self.database.close()
            self.head_file.close()
