"""A member's private circle: drafts, what is remembered, files not yet filed, and the heads that were seen."""

from collections.abc import Iterable
from typing import Any

from coc_desk.casework.entries import IncidentId, stamp, unstamp
from coc_desk.casework.ledger import CircleId, Draft, FileId
from coc_desk.vault.circle import CircleStore
from coc_desk.vault.heads import Head
from coc_desk.vault.rows import packed, unpacked

_COLUMNS = "id, kind, incident, code, content, started, kept"
SEEN = "seen"
"""Under this is remembered which incidents were looked at, and when."""


class Drawer:
    """What one member keeps for themselves."""

    def __init__(self, store: CircleStore) -> None:
        self.store = store
        self._database = store.database

    def keep(self, draft: Draft, heads: Iterable[tuple[CircleId, Head]]) -> None:
        """Keep a draft durably, and with it how far the ledgers are."""
        content, incident = packed(draft.content), draft.incident
        values = (draft.id, draft.kind, incident, draft.code, content, stamp(draft.started), stamp(draft.kept))
        with self._database.writing():
            self._database.run(f"insert or replace into draft ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)", values)
            self._see(heads)

    def drop(self, id: str) -> list[FileId]:
        """Drop a draft; return the files that nobody's draft holds any more."""
        held = self._database.value("select content from draft where id = ?", (id,))
        self._database.run("delete from draft where id = ?", (id,))
        return [] if held is None else [one for one in self._unheld() if one.encode() in held]

    def forget_incident(self, incident: IncidentId) -> tuple[int, list[FileId]]:
        """Erase everything that was kept here about an incident; return how many drafts, and the files they held.

        A draft that only mentions it (a handoff with its summary) goes as well.
        """
        about = "incident = ?1 or instr(content, cast(?1 as blob)) > 0"
        drafts = [id for (id,) in self._database.rows(f"select id from draft where {about}", (incident,))]
        seen = self.recall(SEEN)
        with self._database.writing():
            self._database.run_many("delete from draft where id = ?", [(id,) for id in drafts])
            if isinstance(seen, dict) and seen.pop(incident, None):
                self._database.run("update remembered set value = ? where key = ?", (packed(seen), SEEN))
            self._database.run(
                "delete from remembered where instr(value, cast(?1 as blob)) > 0 or instr(key, ?1) > 0", (incident,)
            )
            # A question may go by the id of an entry or a promise of the incident: better forget one too many.
            self._database.run("delete from remembered where key like 'asked:%'")
        self._database.checkpoint()
        return len(drafts), self._unheld() if drafts else []

    def mentions(self, incident: IncidentId) -> bool:
        """Whether a draft, or anything that is remembered, speaks of an incident; being on its page alone does not."""
        about = "incident = ?1 or instr(content, cast(?1 as blob)) > 0"
        kept = "key <> 'place' and (instr(value, cast(?1 as blob)) > 0 or instr(key, ?1) > 0)"
        sql = f"select exists (select 1 from draft where {about}) or exists (select 1 from remembered where {kept})"
        return bool(self._database.value(sql, (incident,)))

    def _unheld(self) -> list[FileId]:
        """Return the files here that no draft mentions: an id is long enough to be found in a text by itself."""
        contents = [content for (content,) in self._database.rows("select content from draft")]
        return [one.id for one in self.store.files() if not any(one.id.encode() in content for content in contents)]

    def leftovers(self) -> list[FileId]:
        """Return the files that a kill left behind: half put, or in no draft any more."""
        unheld = set(self._unheld())
        return [one.id for one in self.store.files() if one.id in unheld or not one.sha256]

    def drafts(self) -> list[Draft]:
        """Return all drafts, newest first."""
        rows = self._database.rows(f"select {_COLUMNS} from draft order by kept desc, id desc")
        return [
            Draft(id, kind, IncidentId(incident) if incident else None, code, unpacked(content), unstamp(a), unstamp(b))
            for id, kind, incident, code, content, a, b in rows
        ]

    def remember(self, key: str, value: Any, heads: Iterable[tuple[CircleId, Head]]) -> None:
        """Keep a value; None forgets it."""
        with self._database.writing():
            if value is None:
                self._database.run("delete from remembered where key = ?", (key,))
            else:
                self._database.run("insert or replace into remembered values (?, ?)", (key, packed(value)))
            self._see(heads)

    def recall(self, key: str) -> Any:
        """Return a remembered value, or None."""
        content = self._database.value("select value from remembered where key = ?", (key,))
        return None if content is None else unpacked(content)

    def _see(self, heads: Iterable[tuple[CircleId, Head]]) -> None:
        rows = [(circle, head.entries, head.digest) for circle, head in heads]
        self._database.run_many("insert or replace into head_seen values (?, ?, ?)", rows)

    def head_seen(self, circle: CircleId) -> Head | None:
        """Return how far a circle's ledger was when something was last kept here."""
        row = self._database.row("select entries, digest from head_seen where circle = ?", (circle,))
        return Head(int(row[0]), bytes(row[1])) if row else None
