"""New keys for circles whose key somebody may know who is no member: they left, or made it for others."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from coc_desk.casework.entries import MemberId
from coc_desk.casework.ledger import CircleId
from coc_desk.keys.identity import Identity
from coc_desk.vault.circle import CircleStore
from coc_desk.vault.header import Header, KeyRing
from coc_desk.vault.moving import forget_older
from coc_desk.vault.rings import Rings
from coc_desk.vault.team import PRIVATE, key_in, new_key, next_key_in, next_secret, sealed_to


class Rekeying:
    """Gives circles that I hold new keys, in three steps of which each may be the last before a power cut.

    vault.json first holds the next key beside the present one; then the database is brought to it, in one transaction;
    then vault.json forgets the old one. Opening tries both.
    """

    def __init__(self, rings: Rings, identity: Identity) -> None:
        self._rings, self._identity = rings, identity

    def finish(self, stores: Mapping[CircleId, CircleStore]) -> None:
        """Give new keys to those circles of mine that wait for them."""
        self._go_on(stores)
        self._begin([ring for ring in self._mine() if ring.stale and ring.id in stores])
        self._go_on(stores)

    def _go_on(self, stores: Mapping[CircleId, CircleStore]) -> None:
        for ring in [one for one in self._mine() if one.next and one.id in stores]:
            self._rekey(stores[ring.id], ring)

    def _mine(self) -> list[KeyRing]:
        return [ring for ring in self._rings.header.circles if self._rings.me in ring.keys]

    def _begin(self, rings: Iterable[KeyRing]) -> None:
        begun = {ring.id: self._with_next(ring) for ring in rings}
        if begun:
            circles = tuple(begun.get(one.id, one) for one in self._rings.header.circles)
            self._rings.put_in_force(replace(self._rings.header, circles=circles))
            self._rings.step("next keys in force")

    def _with_next(self, ring: KeyRing) -> KeyRing:
        key = key_in(ring, self._rings.me, self._identity)
        secret = next_secret(ring.id, key, new_key())
        return replace(ring, stale=False, next=sealed_to(secret, self._rings.listed(ring.members)))

    def _rekey(self, store: CircleStore, ring: KeyRing) -> None:
        key = next_key_in(ring, self._rings.me, self._identity)
        if key is None:  # not by a member: whoever put it there would know it
            self._rings.replace_ring(replace(ring, next={}, stale=True))
            return
        store.rekey(key)
        self._rings.step("database rekeyed")
        forget_older(self._rings.folder, ring.id)
        keys, waiting = (sealed_to(key, self._rings.listed(members)) for members in (ring.members, ring.waiting))
        self._rings.replace_ring(replace(ring, keys=keys, next={}, waiting=waiting))
        self._rings.step("new key in force")


def without_member(header: Header, member: MemberId) -> tuple[Header, CircleId | None]:
    """Return the header without a member who leaves, roster unsigned; and the circle that was theirs alone.

    Every other circle they could open is marked: it gets a new key from the next of its members who opens it.
    """
    private = next((ring.id for ring in header.circles if ring.kind == PRIVATE and member in ring.keys), None)
    circles = tuple(_ring_without(ring, member) for ring in header.circles if ring.id != private)
    members = tuple(replace(one, left=True) if one.id == member else one for one in header.members)
    slots = {id: slot for id, slot in header.slots.items() if id != member}
    return replace(header, members=members, slots=slots, circles=circles), private


def _ring_without(ring: KeyRing, member: MemberId) -> KeyRing:
    if member not in ring.keys and member not in ring.waiting:
        return ring
    # They may know a next key as well: the mark stays until the database got one after that.
    keys, after, waiting = (
        {id: key for id, key in sealed.items() if id != member} for sealed in (ring.keys, ring.next, ring.waiting)
    )
    return replace(ring, keys=keys, next=after, waiting=waiting, stale=True)
