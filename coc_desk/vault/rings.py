"""The circles of a vault for one member: making, opening and dropping them, with vault.json kept in step."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from coc_desk.casework.entries import IncidentId, MemberId
from coc_desk.casework.ledger import CircleId
from coc_desk.keys.identity import Identity
from coc_desk.vault import header_file
from coc_desk.vault.circle import CircleStore
from coc_desk.vault.database import Migrations, opens
from coc_desk.vault.header import Header, KeyRing, Listed
from coc_desk.vault.moving import forget_older
from coc_desk.vault.recovering import up_to_date
from coc_desk.vault.team import (
    RESTRICTED,
    circle_of,
    key_in,
    new_circle_id,
    new_key,
    next_key_in,
    ring_for,
    sealed_key,
    sealed_to,
)
from coc_desk.vault.team_page import TeamPage
from coc_desk.vault.trouble import told

Step = Callable[[str], None]
"""Told the name of each step as it ends: tests end the program there."""


def right_key(folder: Path, ring: KeyRing, member: MemberId, identity: Identity) -> bytes:
    """Return the key that opens a circle: its own, or the next one where it has been brought to that already."""
    key, after = key_in(ring, member, identity), next_key_in(ring, member, identity)
    return after if after and opens(folder / f"{ring.id}.db", after) else key


class Rings:
    """What one member can do about circles."""

    def __init__(
        self,
        folder: Path,
        me: MemberId,
        identity: Identity,
        header: Header,
        page: TeamPage,
        migrations: Migrations,
        step: Step,
    ) -> None:
        self.folder, self.me, self.header, self.step = folder, me, header, step
        self._identity, self._page, self._migrations = identity, page, migrations
        self.changed: Callable[[], None] = lambda: None
        """Called when another vault.json is in force."""

    def put_in_force(self, header: Header, roster: bool = False) -> None:
        """Sign a header and put it in force, with what recovery opens; its list of members too if that changed."""
        if roster:
            header = header.with_roster(self.me, self._identity)
        signed = up_to_date(header, self.me, self._identity).signed(self.me, self._identity)
        self.step("vault.json signed")
        header_file.replace(self.folder, self._page, signed)
        self.header = signed
        self.changed()
        self.step("vault.json in force")

    def listed(self, members: Iterable[MemberId]) -> list[Listed]:
        """Return members as vault.json lists them."""
        wanted = set(members)
        return [one for one in self.header.members if one.id in wanted]

    def make(
        self,
        members: frozenset[MemberId],
        id: CircleId | None = None,
        waiting: frozenset[MemberId] = frozenset(),
        of: IncidentId | None = None,
    ) -> CircleStore:
        """Make a circle; if I am no member of it, its key is kept in this process only while this is used.

        It gets another key as soon as one of its members opens it where somebody else made it.
        """
        key = new_key()
        ring = replace(
            ring_for(RESTRICTED, key, self.listed(members), id or new_circle_id()),
            stale=self.me not in members,
            of=of,
            waiting=sealed_to(key, self.listed(waiting)),
        )
        store = CircleStore(self.folder, circle_of(ring, self.header), key, self._migrations, create=True)
        self.step("database made")
        try:
            self.put_in_force(replace(self.header, circles=(*self.header.circles, ring)))
        except BaseException:
            store.database.close()
            self.remove_files(ring.id)
            raise
        self.step("circle in force")
        return store

    def open(self, ring: KeyRing) -> CircleStore:
        """Open a circle I am a member of."""
        key = right_key(self.folder, ring, self.me, self._identity)
        return CircleStore(self.folder, circle_of(ring, self.header), key, self._migrations)

    def drop(self, id: CircleId) -> None:
        """Take a circle away that holds nothing any more."""
        if self.header.ring(id):
            rest = tuple(one for one in self.header.circles if one.id != id)
            self.put_in_force(replace(self.header, circles=rest))
        self.step("circle dropped")
        self.remove_files(id)

    def remove_files(self, id: CircleId) -> None:
        """Remove a circle's database with everything beside it."""
        with told(self.folder):
            for end in (".db", ".db-wal", ".db-shm", ".head"):
                (self.folder / f"{id}{end}").unlink(missing_ok=True)
        forget_older(self.folder, id)

    def key_waiting(self, ring: KeyRing) -> bytes:
        """Return the key of a circle that waits for my yes."""
        return sealed_key(ring.waiting, self.me, self._identity)

    def replace_ring(self, ring: KeyRing) -> None:
        """Put a circle in force as it is now."""
        circles = tuple(ring if one.id == ring.id else one for one in self.header.circles)
        self.put_in_force(replace(self.header, circles=circles))
