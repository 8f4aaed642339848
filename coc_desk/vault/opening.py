"""Opening a vault with a member's keys; what was cut off last time is finished here, and what is odd is said."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from coc_desk.casework.entries import Clock, MemberId, now
from coc_desk.casework.errors import Trouble
from coc_desk.i18n import _
from coc_desk.keys.passphrase import FLOOR, Cost
from coc_desk.vault import header_file, trouble
from coc_desk.vault.attachments import LIMIT
from coc_desk.vault.circle import CircleStore
from coc_desk.vault.database import Migrations, look, shipped_migrations
from coc_desk.vault.folder import peek
from coc_desk.vault.header import TEAM, Header, KeyRing
from coc_desk.vault.locking import VaultLock
from coc_desk.vault.rings import Step, right_key
from coc_desk.vault.team import PRIVATE, RESTRICTED, circle_of, new_key, with_circle
from coc_desk.vault.team_page import TeamPage
from coc_desk.vault.unlocking import DidNotOpen, Unlocked, derive_keys
from coc_desk.vault.vault import Opened, Vault


def _go_on(_step: str) -> None:
    """Nothing happens between two steps but in tests."""


def unlock(folder: Path, member: MemberId, passphrase: str, clock: Clock = now, floor: Cost = FLOOR) -> Vault:
    """Derive and open in one go, in the thread that will use the vault."""
    return open_vault(folder, derive_keys(peek(folder), member, passphrase, floor), clock)


def open_vault(
    folder: Path,
    unlocked: Unlocked,
    clock: Clock = now,
    file_limit: int = LIMIT,
    migrations: Migrations | None = None,
    step: Step = _go_on,
) -> Vault:
    """Open the circles of a member who unlocked; milliseconds, in the thread that will use the vault.

    Raises `Trouble` when another program holds the vault, the folder can only be read, or the database of the team or
    the member is damaged, missing or newer. What does not keep it from opening is in `Vault.notices`.
    """
    if not os.access(folder, os.W_OK):
        raise trouble.read_only()
    with ExitStack() as undo:
        lock = VaultLock(folder)
        undo.callback(lock.release)
        opener = _Opener(folder, unlocked, migrations or shipped_migrations(), undo, step)
        with _room_needed():
            opened = opener.open(lock)
        vault = Vault(opened, clock, file_limit)
        vault.tidy_up()
        undo.pop_all()
    return vault


@contextmanager
def _room_needed() -> Iterator[None]:
    """Say of a full disk what it means for opening: nothing was typed yet."""
    try:
        yield
    except Trouble as trouble:
        if trouble.kind != "disk full":
            raise
        raise Trouble(
            trouble.fact, _("Nothing was changed. The vault opens when 20 MB are free."), trouble.kind
        ) from None


class _Opener:
    """What is known while a vault is being opened."""

    def __init__(self, folder: Path, unlocked: Unlocked, migrations: Migrations, undo: ExitStack, step: Step) -> None:
        self._folder, self._unlocked, self._migrations, self._undo = folder, unlocked, migrations, undo
        self._step = step
        self._notices: list[Trouble] = []

    def open(self, lock: VaultLock) -> Opened:
        """Open every circle of the member; look at all of them before anything can change."""
        mine = self._mine(self._unlocked.header)
        for ring in mine:
            if ring.kind != RESTRICTED:
                look(self._folder / f"{ring.id}.db", self._key(ring), len(self._migrations))
        team = self._store(next(ring for ring in mine if ring.id == TEAM), self._unlocked.header)
        page = TeamPage(team)
        header, said = header_file.in_force(self._folder, page, self._unlocked.header, self._unlocked.lost)
        me = header.member(self._unlocked.member)
        if me is None or me.left:  # an older vault.json was put back, from when they were in the team
            raise DidNotOpen
        header = self._with_private_circle(page, header)
        private, restricted = self._others(header)
        return Opened(
            folder=self._folder,
            lock=lock,
            member=self._unlocked.member,
            identity=self._unlocked.identity,
            header=header,
            stores=(team, private, *restricted),
            notices=(*said, *self._notices),
            migrations=self._migrations,
            step=self._step,
        )

    def _with_private_circle(self, page: TeamPage, header: Header) -> Header:
        """Make the private circle of somebody who signs in for the first time: nobody else ever had its key."""
        if any(ring.kind == PRIVATE for ring in self._mine(header)):
            return header
        key, me = new_key(), self._unlocked.member
        with_private, ring = with_circle(header, PRIVATE, key, [me])
        CircleStore(self._folder, circle_of(ring, header), key, self._migrations, create=True).close()
        signed = with_private.signed(me, self._unlocked.identity)
        header_file.replace(self._folder, page, signed)
        return signed

    def _mine(self, header: Header) -> Sequence[KeyRing]:
        return [ring for ring in header.circles if self._unlocked.member in ring.keys]

    def _key(self, ring: KeyRing) -> bytes:
        return right_key(self._folder, ring, self._unlocked.member, self._unlocked.identity)

    def _store(self, ring: KeyRing, header: Header) -> CircleStore:
        store = CircleStore(self._folder, circle_of(ring, header), self._key(ring), self._migrations)
        self._undo.callback(store.database.close)
        return store

    def _others(self, header: Header) -> tuple[CircleStore, list[CircleStore]]:
        mine = [ring for ring in self._mine(header) if ring.id != TEAM]
        private = self._store(next(ring for ring in mine if ring.kind == PRIVATE), header)
        stores = [self._store_or_notice(ring, header) for ring in mine if ring.kind != PRIVATE]
        return private, [store for store in stores if store]

    def _store_or_notice(self, ring: KeyRing, header: Header) -> CircleStore | None:
        """One circle that cannot be opened keeps nobody from the others."""
        try:
            return self._store(ring, header)
        except Trouble as damage:
            fact = _("Some incidents of a smaller circle cannot be opened.")
            self._notices.append(Trouble(fact, str(damage), damage.kind))
            return None
