"""Changes to who is in the team and who holds which key: each returns the header that is to be put in force."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace

from coc_desk.casework.entries import MemberId, new_id
from coc_desk.casework.ledger import Circle, CircleId, Member
from coc_desk.keys.errors import DoesNotOpen
from coc_desk.keys.identity import Identity
from coc_desk.keys.sealing import open_sealed, seal
from coc_desk.vault import trouble
from coc_desk.vault.folder import VAULT_JSON
from coc_desk.vault.header import TEAM, Header, KeyRing, Listed
from coc_desk.vault.unlocking import Hardened, slot_for

CIRCLE_KEY_BYTES = 32
PRIVATE, RESTRICTED = "private", "restricted"


def new_key() -> bytes:
    """Return the key of a new circle."""
    return secrets.token_bytes(CIRCLE_KEY_BYTES)


def key_in(ring: KeyRing, member: MemberId, identity: Identity) -> bytes:
    """Return a circle's key; `Trouble` when what was sealed to the member does not open."""
    return sealed_key(ring.keys, member, identity)


def sealed_key(keys: Mapping[MemberId, bytes], member: MemberId, identity: Identity) -> bytes:
    """Return the key that is sealed to a member among others; `Trouble` as `key_in`."""
    try:
        key = open_sealed(keys[member], identity)
    except DoesNotOpen:
        key = b""
    if len(key) != CIRCLE_KEY_BYTES:
        raise trouble.damaged(VAULT_JSON)
    return key


def next_secret(circle: CircleId, key: bytes, after: bytes) -> bytes:
    """Return what is sealed of a circle's next key: with proof that it is by somebody who holds the present one.

    Any member signs vault.json; without it, one who is outside could bring the circle to a key they know.
    """
    return after + _proof(circle, key, after)


def next_key_in(ring: KeyRing, member: MemberId, identity: Identity) -> bytes | None:
    """Return a circle's next key; None when there is none for a member, or it is not by a member of the circle."""
    if member not in ring.next or member not in ring.keys:
        return None
    try:
        secret = open_sealed(ring.next[member], identity)
    except DoesNotOpen:
        return None
    after, proof = secret[:CIRCLE_KEY_BYTES], secret[CIRCLE_KEY_BYTES:]
    key = key_in(ring, member, identity)
    good = len(after) == CIRCLE_KEY_BYTES and hmac.compare_digest(proof, _proof(ring.id, key, after))
    return after if good else None


def _proof(circle: CircleId, key: bytes, after: bytes) -> bytes:
    return hmac.new(key, b"coc-desk next key 1\n" + circle.encode() + after, hashlib.sha256).digest()


def ring_for(kind: str, key: bytes, members: Iterable[Listed], id: CircleId | None = None) -> KeyRing:
    """Return a circle whose key is sealed to each of these members."""
    return KeyRing(id or new_circle_id(), kind, sealed_to(key, members))


def new_circle_id() -> CircleId:
    """Return a name for a circle that nothing bears."""
    return CircleId(secrets.token_hex(16))


def sealed_to(key: bytes, members: Iterable[Listed]) -> dict[MemberId, bytes]:
    """Return a circle's key sealed to each of these members."""
    return {one.id: seal(key, [one.card.recipient]) for one in members}


def with_circle(header: Header, kind: str, key: bytes, members: Iterable[MemberId]) -> tuple[Header, KeyRing]:
    """Return the header with one more circle, and that circle."""
    ring = ring_for(kind, key, [one for one in header.members if one.id in set(members)])
    return replace(header, circles=(*header.circles, ring)), ring


def with_member(
    header: Header, name: str, role: str, hardened: Hardened, team_key: bytes, identity: Identity
) -> tuple[Header, Listed]:
    """Return the header with one more member, who has the team's key but no private circle yet; roster unsigned."""
    listed = Listed(MemberId(new_id()), name, role, identity.card)
    slot = slot_for(header, listed.id, identity, hardened)
    sealed = seal(team_key, [listed.card.recipient])
    circles = tuple(
        replace(one, keys={**one.keys, listed.id: sealed}) if one.id == TEAM else one for one in header.circles
    )
    slots = {**header.slots, listed.id: slot}
    return replace(header, members=(*header.members, listed), slots=slots, circles=circles), listed


def with_passphrase(header: Header, member: MemberId, identity: Identity, hardened: Hardened) -> Header:
    """Return the header with a member's private keys under another passphrase."""
    return replace(header, slots={**header.slots, member: slot_for(header, member, identity, hardened)})


def circle_of(ring: KeyRing, header: Header) -> Circle:
    """Return a circle as the desk knows it."""
    there = frozenset(one.id for one in header.members if not one.left)
    return Circle(ring.id, ring.members & there, ring.id == TEAM)


def ring_with(header: Header, kind: str, members: frozenset[MemberId]) -> KeyRing | None:
    """Return the circle of exactly these members that takes any incident, if there is one."""
    return next((one for one in header.circles if one.kind == kind and one.members == members and not one.of), None)


def member_of(listed: Listed) -> Member:
    """Return a member as the desk knows them."""
    return Member(listed.id, listed.name, listed.role, listed.card.verify_key, listed.left)
