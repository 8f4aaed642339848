"""The open vault: the desk's ledger, kept in the circles of the member who unlocked it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from coc_desk.casework.document import Needle
from coc_desk.casework.entries import Clock, Entry, EntryId, IncidentId, MemberId
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.incidents import Incident, Overview
from coc_desk.casework.ledger import (
    Circle,
    CircleId,
    Closed,
    Draft,
    FileId,
    Found,
    HalfWritten,
    Member,
    Progress,
    StoredFile,
)
from coc_desk.i18n import _
from coc_desk.keys.errors import DoesNotOpen
from coc_desk.keys.identity import Identity
from coc_desk.keys.passphrase import FLOOR, Cost
from coc_desk.keys.sealing import open_sealed, seal
from coc_desk.playbook.definitions import Playbook
from coc_desk.playbook.loading import load_texts
from coc_desk.playbook.mistakes import PlaybookMistake
from coc_desk.vault import header_file, notices
from coc_desk.vault.attachments import Attachments, Sealed, new_file
from coc_desk.vault.books import Books
from coc_desk.vault.circle import CircleStore
from coc_desk.vault.database import Migrations
from coc_desk.vault.drawer import Drawer
from coc_desk.vault.header import TEAM, Header, KeyRing
from coc_desk.vault.heads import Head
from coc_desk.vault.locking import VaultLock
from coc_desk.vault.moves import Moves, apart
from coc_desk.vault.moving import Move
from coc_desk.vault.recovering import up_to_date
from coc_desk.vault.rekeying import Rekeying, without_member
from coc_desk.vault.reserve import Reserve
from coc_desk.vault.rings import Rings, Step
from coc_desk.vault.team import (
    RESTRICTED,
    circle_of,
    key_in,
    member_of,
    ring_with,
    with_member,
    with_passphrase,
)
from coc_desk.vault.team_page import TeamPage
from coc_desk.vault.unlocking import Hardened, harden

_FILED_AS = ("intake", "report")
"""Kinds of draft whose id is that of the entry they become."""
MOST_SIGNED = 64
"""Signatures remembered until their entries are appended: more than anybody makes in one go."""


@dataclass(frozen=True)
class Opened:
    """A vault's parts, open."""

    folder: Path
    lock: VaultLock
    member: MemberId
    identity: Identity = field(repr=False)
    header: Header
    stores: tuple[CircleStore, ...]
    """The team's, my private one, then restricted ones."""
    notices: tuple[Trouble, ...]
    migrations: Migrations
    step: Step


class Vault:
    """Implements `Ledger`. Belongs to the thread that opened it; nothing relies on its being closed."""

    def __init__(self, opened: Opened, clock: Clock, file_limit: int) -> None:
        self.folder = opened.folder
        self.notices: tuple[Trouble, ...] = opened.notices
        team, private, *_restricted = opened.stores
        self._opened, self._clock, self._identity = opened, clock, opened.identity
        self._page, self._drawer = TeamPage(team), Drawer(private)
        self._attachments = Attachments(opened.folder, file_limit)
        self.reserve = Reserve(opened.folder)
        self.event, self.playbook = self._page.event, _in_force(self._page)
        self._rings = Rings(
            opened.folder, opened.member, opened.identity, opened.header, self._page, opened.migrations, opened.step
        )
        hidden = apart(opened.stores, opened.member, self._page.strays)
        self._books = Books(opened.stores, self.playbook, {}, hidden)
        self._own_signatures: dict[tuple[MemberId, bytes], bytes] = {}
        self._books.signed = self._own_signatures
        self._moves = Moves(self._rings, self._books, self._page, self._attachments, self.playbook)
        self._rekeying = Rekeying(self._rings, opened.identity)
        self._rings.changed = self._know_people
        self._know_people()
        self._closed = False
        self._held: set[FileId] | None = None

    def _know_people(self) -> None:
        self.members: Sequence[Member] = tuple(member_of(one) for one in self._header.members)
        self.me = next(one for one in self.members if one.id == self._opened.member)
        self._books.verify_keys = {one.id: one.verify_key for one in self.members}
        for ring in self._header.circles:
            if store := self._books.stores.get(ring.id):
                store.circle = circle_of(ring, self._header)

    def tidy_up(self) -> None:
        """Finish what was cut off the last time, and find out what has to be said."""
        try:
            self._finish()
        except Trouble as trouble:  # a full disk: it can wait, reading cannot
            self.notices = (*self.notices, trouble)
        self.notices = (*self.notices, *self._missed())
        self.reserve.hold()

    def _finish(self) -> None:
        self._books.bring_up_to_date()
        self._rekeying.finish(self._books.stores)
        self.notices = (*self.notices, *self._moves.finish())
        self._forget_what_left_me()
        for draft in self._drawer.drafts():
            if draft.kind in _FILED_AS and self._books.has(EntryId(draft.id)):
                self._drawer.drop(draft.id)
        for file in self._drawer.leftovers():
            self._let_go(file)
        self._page.mark_only(self.me.id, self._drawer.drafts())
        header_file.clear_unfinished(self.folder)
        if up_to_date(self._header, self.me.id, self._identity) != self._header:
            self.change_header(self._header)

    def _forget_what_left_me(self) -> None:
        """Erase what my private circle says of incidents that others moved to a circle without me."""
        mine = [ring for ring in self._header.circles if self.me.id in ring.keys]
        if any(ring.id not in self._books.stores for ring in mine):
            return  # one of my circles did not open: the incident may be in there
        for one in self._books.outside():
            if self._drawer.mentions(one.incident):
                self._forget_incident(one.incident)

    def _forget_incident(self, incident: IncidentId) -> int:
        drafts, files = self._drawer.forget_incident(incident)
        for file in files:
            self._let_go(file)
        self._page.mark_only(self.me.id, self._drawer.drafts())
        return drafts

    def _missed(self) -> Iterator[Trouble]:
        for store in self._books.stores.values():
            said = (notices.missed(store, head) for head in self.heads_known(store))
            if first := next((one for one in said if one), None):
                yield first
        if back := notices.clock_went_back(self._books.newest(), self._clock()):
            yield back

    def heads_known(self, store: CircleStore) -> tuple[Head | None, Head | None]:
        """Return how far a ledger had come, as it is known outside its database."""
        return store.head_file.read(), self._drawer.head_seen(store.circle.id)

    @property
    def id(self) -> str:
        """Id of the vault."""
        return self._header.vault

    @property
    def header(self) -> Header:
        """The vault.json in force."""
        return self._header

    @property
    def _header(self) -> Header:
        return self._rings.header

    @property
    def stores(self) -> Sequence[CircleStore]:
        """Every circle that is open, the team's first."""
        return tuple(self._books.stores.values())

    @property
    def verify_keys(self) -> dict[MemberId, bytes]:
        """The key of every member by which their entries verify."""
        return dict(self._books.verify_keys)

    @property
    def team(self) -> Circle:
        return self._books.stores[TEAM].circle

    def sign(self, message: bytes) -> bytes:
        if len(self._own_signatures) >= MOST_SIGNED:
            self._own_signatures.clear()
        signature = self._own_signatures[self.me.id, message] = self._identity.sign(message)
        return signature

    # The ledger

    def newest(self) -> datetime | None:
        return self._books.newest()

    def tip(self, stream: IncidentId) -> bytes:
        return self._books.tip(stream, self.me.id)

    def append(self, entries: Sequence[Entry], circle: CircleId | None = None, files: Iterable[FileId] = ()) -> None:
        """Keep entries with what follows from them; durable when this returns.

        All or none, for each circle that is written to: the entries of one incident always share one. Raises
        `DoesNotVerify` for an entry that is not as its writer signed it, follows nothing here, or has another's id.
        """
        waiting = [file for id in files if (file := self._waiting_file(id))]
        self._books.append(entries, circle, waiting)
        for file in waiting:
            self._drawer.store.forget_file(file.id)
        self.reserve.hold()

    def _waiting_file(self, id: FileId) -> Sealed | None:
        """Return a file that waits in my private circle, None when it was moved before; KeyError for an unknown one."""
        file = self._drawer.store.file(id)
        if file is None:
            self._file(id)
        elif not file.sha256:
            raise KeyError(id)
        return file

    def entries_of(self, stream: IncidentId) -> list[Entry]:
        return self._books.entries_of(stream)

    def entry(self, id: EntryId) -> Entry | None:
        return self._books.entry(id)

    def incident(self, id: IncidentId) -> Incident:
        return self._books.incident(id)

    def overviews(self) -> list[Overview]:
        return list(self._books.overviews().values())

    def outside(self) -> list[Closed]:
        return self._books.outside()

    def circle_of(self, incident: IncidentId) -> Circle:
        return self._books.store_of(incident).circle

    def needles(self) -> list[Needle]:
        return self._books.needles()

    def search(self, words: str, limit: int = 50) -> list[Found]:
        return self._books.search(words, limit)

    def take_code_name(self, names: Iterator[str]) -> str:
        return next(name for name in names if self._page.take(name))

    # Mine alone

    def keep_draft(self, draft: Draft) -> None:
        self._drawer.keep(draft, self._heads())
        self._page.mark(self.me.id, draft)

    def drafts(self) -> list[Draft]:
        return self._drawer.drafts()

    def drop_draft(self, id: str) -> None:
        for file in self._drawer.drop(id):
            self._let_go(file)
        self._page.mark_only(self.me.id, self._drawer.drafts())

    def half_written(self) -> list[HalfWritten]:
        return self._page.half_written_but_by(self.me.id)

    def remember(self, key: str, value: Any) -> None:
        self._drawer.remember(key, value, self._heads())

    def recall(self, key: str) -> Any:
        return self._drawer.recall(key)

    def _heads(self) -> list[tuple[CircleId, Head]]:
        return [(id, store.head) for id, store in self._books.stores.items()]

    # Files

    def put_file(self, pieces: Iterable[bytes], size: int, progress: Progress | None = None) -> StoredFile:
        drawer, file = self._drawer.store, new_file()
        drawer.keep_file(file)  # before the file is there: a kill leaves nothing that nobody knows
        try:
            stored = self._attachments.put(file, pieces, size, progress)
            drawer.keep_file(stored)
        except BaseException:
            with suppress(Trouble):  # a disk that is full; it is cleared at the next opening
                self._let_go(file.id)
            raise
        return StoredFile(stored.id, stored.size, stored.sha256)

    def read_file(self, id: FileId) -> Iterator[bytes]:
        """Yield a file's pieces of 1 MiB, each checked; KeyError when none of my circles has it."""
        return self._attachments.read(self._file(id))

    def _file(self, id: FileId) -> Sealed:
        found = next((file for store in self._books.stores.values() if (file := store.file(id))), None)
        if found is None:
            raise KeyError(id)
        return found

    def hold_files(self) -> frozenset[str]:
        """Let every file stay that is let go of from now on; return the names of those that are not whole yet."""
        self._held = set()
        return frozenset(one.id for one in self._drawer.store.files() if not one.sha256)

    def let_files_go(self) -> None:
        """Take away what was to go since `hold_files`."""
        held, self._held = self._held, None
        for id in held or ():
            self._let_go(id)

    def _let_go(self, id: FileId) -> None:
        """Forget a file of my private circle; its bytes go too unless an incident took it meanwhile."""
        if self._held is not None:  # killed before it goes, it is found at the next opening: nothing mentions it
            self._held.add(id)
            return
        taken = any(store.file(id) for store in self._books.stores.values() if store is not self._drawer.store)
        file = self._drawer.store.file(id)
        if file and not taken:
            self._attachments.remove(file.on_disk)
        self._drawer.store.forget_file(id)

    # People and circles

    def circle_without(self, excluded: frozenset[MemberId]) -> Circle:
        members = self.team.members - excluded
        if members == self.team.members:
            return self.team
        if self.me.id not in members:
            raise Refused(_("Whoever writes a report can read it. Take your own name off the list."))
        ring = ring_with(self._header, RESTRICTED, members)
        return self._books.stores[ring.id].circle if ring else self._make_circle(members)

    def _make_circle(self, members: frozenset[MemberId]) -> Circle:
        store = self._rings.make(members)
        self._books.add_store(store)
        return store.circle

    def move(
        self,
        incident: IncidentId,
        members: frozenset[MemberId],
        entries: Sequence[Entry],
        waiting: frozenset[MemberId] = frozenset(),
        progress: Progress | None = None,
    ) -> None:
        ring = self._header.ring(self._books.store_of(incident).circle.id)
        if not (members & self.team.members):
            raise Refused(_("Nobody who is still in the team could open this incident then. Let somebody in first."))
        if ring and (self._there(ring), frozenset(ring.waiting)) == (members, waiting):
            self._books.append(entries, None, ())
            return
        self._moves.move(Move(incident, members, waiting=waiting, own=bool(waiting)), entries, progress)
        if self.me.id not in members:
            self._forget_incident(incident)

    def waiting_for(self, incident: IncidentId) -> frozenset[MemberId]:
        ring = self._header.ring(self._books.store_of(incident).circle.id)
        return frozenset(ring.waiting) if ring else frozenset()

    def may_enter(self, incident: IncidentId) -> bool:
        return self._ring_waiting(incident) is not None

    def _ring_waiting(self, incident: IncidentId) -> KeyRing | None:
        return next((one for one in self._header.circles if one.of == incident and self.me.id in one.waiting), None)

    def enter(self, incident: IncidentId) -> None:
        ring = self._ring_waiting(incident)
        if ring is None:
            raise KeyError(incident)
        mine, waiting = ring.waiting[self.me.id], {id: key for id, key in ring.waiting.items() if id != self.me.id}
        entered = replace(ring, keys={**ring.keys, self.me.id: mine}, waiting=waiting)
        self._rings.replace_ring(entered)
        self._books.take_in(self._rings.open(entered))
        self._know_people()

    def seal_to(self, members: Iterable[MemberId], secret: bytes) -> bytes:
        return seal(secret, [one.card.recipient for one in self._rings.listed(members)])

    def open_sealed(self, sealed: bytes) -> bytes | None:
        try:
            return open_sealed(sealed, self._identity)
        except DoesNotOpen:
            return None

    def harden(self, passphrase: str) -> Hardened:
        """Derive a key from somebody's new passphrase; touches nothing of the vault, so any thread may."""
        return harden(passphrase)

    def add_member(
        self, name: str, role: str, passphrase: object, cost: Cost | None = None, floor: Cost = FLOOR
    ) -> Member:
        """Add a member with a passphrase of theirs (already hardened, or as text, which takes about a second)."""
        if not self._header.leads(self.me.id):
            raise Refused(_("A lead adds members."))
        self._rekeying.finish(self._books.stores)  # or a full disk is said: the new member needs the key in force
        hardened = _hardened(passphrase, cost, floor)
        header, listed = with_member(self._header, name, role, hardened, self._team_key(), Identity.generate())
        self._rings.put_in_force(header, roster=True)
        return next(one for one in self.members if one.id == listed.id)

    def set_role(self, member: MemberId, role: str) -> None:
        self._check_may_change(member)
        members = tuple(replace(one, role=role) if one.id == member else one for one in self._header.members)
        self._rings.put_in_force(replace(self._header, members=members), roster=True)

    def remove_member(self, member: MemberId) -> int:
        self._check_may_change(member)
        if any(ring.kind == RESTRICTED and self._there(ring) == {member} for ring in self._header.circles):
            raise Refused(_("Some incidents can be opened by this member alone. They let somebody else in first."))
        header, private = without_member(self._header, member)
        self._rings.put_in_force(header, roster=True)
        self._rings.step("member removed")
        self._page.mark_only(member, [])
        if private:
            self._rings.remove_files(private)
        self._rekeying.finish(self._books.stores)
        return sum(ring.stale for ring in self._header.circles)

    def _there(self, ring: KeyRing) -> frozenset[MemberId]:
        return circle_of(ring, self._header).members

    def _check_may_change(self, member: MemberId) -> None:
        if not self._header.leads(self.me.id):
            raise Refused(_("A lead does this."))
        if member == self.me.id:  # the list of members is signed by a lead, and a lead has to stay
            raise Refused(_("Another lead does this for you, so that a lead stays."))

    def change_passphrase(self, passphrase: object, cost: Cost | None = None, floor: Cost = FLOOR) -> None:
        """Give me another passphrase, hardened already or as text; copies of the vault made before keep the old one."""
        header = with_passphrase(self._header, self.me.id, self._identity, _hardened(passphrase, cost, floor))
        self._rings.put_in_force(header)

    def _team_key(self) -> bytes:
        ring = next(ring for ring in self._header.circles if ring.id == TEAM)
        return key_in(ring, self.me.id, self._identity)

    def change_header(self, header: Header, roster: bool = False) -> None:
        """Sign a header and put it in force; its list of members too, for which I have to be a lead."""
        self._rings.put_in_force(header, roster)

    def renew_keys(self) -> None:
        """Give those circles of mine new keys that somebody may know who shall not."""
        self._rekeying.finish(self._books.stores)

    def close(self) -> None:
        """Empty the logs into the databases and let the next one in; nothing is lost without it."""
        for store in self.stores if not self._closed else ():
            with suppress(Trouble):
                store.close()
        self._closed = True
        self._opened.lock.release()


def _in_force(page: TeamPage) -> Playbook:
    try:
        return load_texts(page.playbook_files)
    except PlaybookMistake as mistake:
        advice = _("{mistake} Nothing was changed on disk. Update CoC Desk.").format(mistake=mistake)
        raise Trouble(_("This version cannot work by the playbook in this vault."), advice, "newer") from None


def _hardened(passphrase: object, cost: Cost | None, floor: Cost) -> Hardened:
    if isinstance(passphrase, Hardened):
        return passphrase
    return harden(str(passphrase), cost, floor)
