"""What the team circle keeps for everybody: event, playbook, header in force, code names, who is half-way in what."""

from collections.abc import Iterable, Mapping
from datetime import date

from coc_desk.casework.entries import IncidentId, MemberId, stamp, unstamp
from coc_desk.casework.ledger import CircleId, Draft, Event, HalfWritten
from coc_desk.vault.circle import CircleStore
from coc_desk.vault.header import Header, header_from_json
from coc_desk.vault.rows import packed, unpacked

WRITING, WRITTEN = b"writing", b"written"


class TeamPage:
    """The team circle's own tables."""

    def __init__(self, store: CircleStore) -> None:
        self._database = store.database

    def _keep(self, key: str, value: bytes) -> None:
        self._database.run("insert or replace into kept values (?, ?)", (key, value))

    def _kept(self, key: str) -> bytes:
        return bytes(self._database.value("select value from kept where key = ?", (key,)) or b"")

    def keep_event(self, event: Event) -> None:
        """Keep what event the vault is for."""
        days = {"first_day": event.first_day.isoformat(), "last_day": event.last_day.isoformat()}
        self._keep("event", packed({**event.__dict__, **days}))

    @property
    def event(self) -> Event:
        """The event the vault is for."""
        said = unpacked(self._kept("event"))
        days = {key: date.fromisoformat(said[key]) for key in ("first_day", "last_day")}
        return Event(said["name"], said["zone"], language=said["language"], **days)

    def keep_playbook(self, files: Mapping[str, str]) -> None:
        """Keep the texts of the playbook in force."""
        self._keep("playbook", packed(dict(files)))

    @property
    def playbook_files(self) -> dict[str, str]:
        """The texts of the playbook in force, by file name."""
        return dict(unpacked(self._kept("playbook")))

    def keep_header(self, header: Header) -> None:
        """Keep the header that is in force from now on; vault.json is still to be written."""
        with self._database.writing():
            self._keep("header", packed(header.as_json()))
            self._keep("header state", WRITING)

    def header_written(self) -> None:
        """Note that vault.json says the same."""
        self._keep("header state", WRITTEN)

    @property
    def header(self) -> tuple[Header, bool]:
        """The header in force, and whether vault.json is known to have been written."""
        return header_from_json(unpacked(self._kept("header"))), self._kept("header state") == WRITTEN

    def keep_strays(self, strays: Iterable[tuple[CircleId, IncidentId]]) -> None:
        """Keep which incidents may lie in a circle that they have left: one of its members erases them there."""
        self._keep("strays", packed([list(one) for one in sorted(set(strays))]))

    @property
    def strays(self) -> set[tuple[CircleId, IncidentId]]:
        """What may lie where it belongs no more."""
        said = unpacked(self._kept("strays") or b"[]")
        return {(CircleId(circle), IncidentId(incident)) for circle, incident in said}

    def take(self, name: str) -> bool:
        """Reserve a code name; False when something bears it already."""
        return self._database.run("insert or ignore into code_name values (?)", (name,)) > 0

    def reserve(self, names: Iterable[str]) -> None:
        """Reserve code names that came with entries of another circle."""
        sql = "select 1 from code_name where name = ?"
        self._database.run_many(
            "insert or ignore into code_name values (?)",
            [(name,) for name in names if not self._database.value(sql, (name,))],
        )

    def mark(self, member: MemberId, draft: Draft) -> None:
        """Let the team see that a member has something half-written."""
        values = (member, draft.kind, stamp(draft.started))
        self._database.run("insert or ignore into half_written values (?, ?, ?)", values)

    def mark_only(self, member: MemberId, drafts: Iterable[Draft]) -> None:
        """Let the team see exactly these drafts of a member, and touch nothing when it does."""
        mine = {(member, one.kind, stamp(one.started)) for one in drafts}
        there = set(self._database.rows("select member, kind, since from half_written where member = ?", (member,)))
        if mine == there:
            return
        with self._database.writing():
            self._database.run("delete from half_written where member = ?", (member,))
            self._database.run_many("insert into half_written values (?, ?, ?)", list(mine))

    def half_written_but_by(self, member: MemberId) -> list[HalfWritten]:
        """Return what others have half-written."""
        sql = "select member, kind, since from half_written where member <> ? order by since"
        rows = self._database.rows(sql, (member,))
        return [HalfWritten(MemberId(by), kind, unstamp(since)) for by, kind, since in rows]
