"""What a circle notes of an incident that leaves it, and how an incident is erased from a circle."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coc_desk.casework.entries import EntryKind, IncidentId, MemberId
from coc_desk.casework.ledger import CircleId, FileId
from coc_desk.vault.attachments import Sealed
from coc_desk.vault.circle import CircleStore
from coc_desk.vault.rows import packed, unpacked
from coc_desk.vault.trouble import told

AT_ONCE = 10
"""Entries whose words are taken out of the index at a time."""
PREPARING, INTENDED, COPIED = "preparing", "intended", "copied"


@dataclass(frozen=True)
class Move:
    """An incident on its way to the circle of exactly these members."""

    incident: IncidentId
    members: frozenset[MemberId]
    state: str = PREPARING
    """`preparing` (nothing is decided yet), `intended` (whoever is no member sees it no more), `copied` (only erasing
    it from the old circle is left)."""
    waiting: frozenset[MemberId] = frozenset()
    """Whose yes opens it at once."""
    own: bool = False
    """Whether it gets a circle of its own."""
    target: CircleId | None = None
    fresh: bool = False
    """Whether the target was made for this."""
    names: Mapping[FileId, str] | None = None
    """File -> name of its bytes sealed anew."""

    def as_json(self) -> dict[str, Any]:
        """Return it as the old circle keeps it."""
        people = {"members": sorted(self.members), "waiting": sorted(self.waiting)}
        where = {"own": self.own, "target": self.target, "fresh": self.fresh, "names": dict(self.names or {})}
        return {"state": self.state, **people, **where}

    @classmethod
    def from_json(cls, incident: IncidentId, said: Mapping[str, Any]) -> "Move":
        """Return what `as_json` wrote."""
        people = {key: frozenset(map(MemberId, said[key])) for key in ("members", "waiting")}
        rest: dict[str, Any] = {key: said[key] for key in ("state", "own", "target", "fresh", "names")}
        return cls(incident, members=people["members"], waiting=people["waiting"], **rest)


def moves_in(store: CircleStore) -> list[Move]:
    """Return the incidents that are on their way out of a circle."""
    rows = store.database.rows("select incident, said from moving order by incident")
    return [Move.from_json(IncidentId(incident), unpacked(said)) for incident, said in rows]


def keep_move(store: CircleStore, move: Move) -> None:
    """Note how far an incident is on its way, within whatever transaction runs."""
    store.database.run("insert or replace into moving values (?, ?)", (move.incident, packed(move.as_json())))


def forget_move(store: CircleStore, incident: IncidentId) -> None:
    """Let go of the note."""
    store.database.run("delete from moving where incident = ?", (incident,))


def files_of(store: CircleStore, incident: IncidentId) -> list[Sealed]:
    """Return the files of an incident that no other incident of its circle holds too."""
    there = {file.id: file for file in store.files()}
    ids = dict.fromkeys(
        str(entry.body.get("file"))
        for entry, _hash in store.entries_of(incident)
        if entry.kind == EntryKind.FILE and entry.body
    )
    return [there[FileId(id)] for id in ids if FileId(id) in there and not _elsewhere(store, incident, id)]


def _elsewhere(store: CircleStore, incident: IncidentId, file: str) -> bool:
    sql = "select 1 from entry where kind = ? and stream <> ? and instr(body, ?) > 0"
    return bool(store.database.value(sql, (EntryKind.FILE, incident, file)))


def erase(
    store: CircleStore,
    incident: IncidentId,
    files: Iterable[FileId],
    told: Callable[[int], None] = lambda _entries: None,
) -> None:
    """Take an incident out of a circle's database so that its bytes are gone from it, and from its log.

    Hash and running digest of each entry stay, so that the rest still verifies. SQLite overwrites what is deleted
    (`secure_delete`), the index its words too (its own `secure-delete`, some milliseconds an entry: it is `told` how
    many are done). Cut off in between, it is begun again.
    """
    store.index_waiting()
    database = store.database
    places = database.rows("select place from entry where stream = ? order by place", (incident,))
    for start in range(0, len(places), AT_ONCE):
        with database.writing():
            database.run_many("delete from words where rowid = ?", places[start : start + AT_ONCE])
        told(min(start + AT_ONCE, len(places)))
    with database.writing():
        database.run(
            "insert into gone (place, stream, hash, digest, newest) "
            "select place, stream, hash, digest, newest from entry where stream = ?",
            (incident,),
        )
        database.run_many("delete from words_waiting where place = ?", places)
        database.run("delete from entry where stream = ?", (incident,))
        database.run("delete from incident where id = ?", (incident,))
        database.run_many("delete from file where id = ?", [(id,) for id in files])
    database.checkpoint()


def forget_older(folder: Path, circle: CircleId) -> None:
    """Take away the copies of a circle's database from before a change of schema: its key opens them too."""
    with told(folder):
        for copy in folder.glob(f"before-*/{circle}.db"):
            copy.unlink(missing_ok=True)
