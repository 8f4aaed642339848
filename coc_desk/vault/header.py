"""vault.json as values: who is in the team, who holds the key to what, and whose signatures say so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from coc_desk.casework.entries import IncidentId, MemberId, canonical
from coc_desk.casework.ledger import CircleId
from coc_desk.keys.identity import Card, Identity, verify
from coc_desk.keys.passphrase import Cost
from coc_desk.vault.folder import FORMAT, check_of
from coc_desk.vault.recovery_part import RecoveryPart, part_from_json

TEAM = CircleId("team")
LEAD = "lead"
_NOBODY = MemberId("")
_CIRCLE = re.compile(r"team|[0-9a-f]{32}")


@dataclass(frozen=True)
class Listed:
    """A member as the vault lists them."""

    id: MemberId
    name: str
    role: str
    card: Card
    left: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as vault.json has it."""
        keys = {"verify": self.card.verify_key.hex(), "recipient": self.card.recipient}
        return {"id": self.id, "name": self.name, "role": self.role, **keys, "left": self.left}


@dataclass(frozen=True)
class Slot:
    """A member's private keys under their passphrase, and how that was derived."""

    salt: bytes
    cost: Cost
    wrapped: bytes

    def as_json(self) -> dict[str, Any]:
        """Return it as vault.json has it."""
        return {"salt": self.salt.hex(), **self.cost.__dict__, "wrapped": self.wrapped.hex()}


@dataclass(frozen=True)
class KeyRing:
    """A circle, and its key sealed to each of its members."""

    id: CircleId
    """The name of its database without the ending."""
    kind: str
    """team, private or restricted."""
    keys: Mapping[MemberId, bytes]
    next: Mapping[MemberId, bytes] = field(default_factory=dict)
    """Its next key, sealed to each member, while the database is brought to it: either may be the one that opens it."""
    stale: bool = False
    """Whether somebody who is no member may know its key: whoever of its members opens it next gives it a new one."""
    of: IncidentId | None = None
    """The one incident it was made for, and then no other comes in."""
    waiting: Mapping[MemberId, bytes] = field(default_factory=dict)
    """Its key for those who may come in as soon as they say that they can work on its incident."""

    @property
    def members(self) -> frozenset[MemberId]:
        """Whoever holds the key."""
        return frozenset(self.keys)

    @property
    def plain(self) -> bool:
        """Whether it has nothing that format 1 did not know."""
        return not (self.next or self.stale or self.of or self.waiting)

    def as_json(self) -> dict[str, Any]:
        """Return it as vault.json has it; parts that format 1 did not know are left out while they are empty."""
        said: dict[str, Any] = {"id": self.id, "kind": self.kind, "keys": _as_hex(self.keys)}
        later = {"next": _as_hex(self.next), "stale": self.stale, "of": self.of, "waiting": _as_hex(self.waiting)}
        return said | {part: value for part, value in later.items() if value}


@dataclass(frozen=True)
class Header:
    """All that vault.json says."""

    vault: str
    event: str
    number: int
    members: tuple[Listed, ...]
    """In the order they came; the first is the founder."""
    slots: Mapping[MemberId, Slot]
    circles: tuple[KeyRing, ...]
    roster_by: MemberId = _NOBODY
    roster_signature: bytes = b""
    by: MemberId = _NOBODY
    signature: bytes = b""
    recovery: RecoveryPart | None = None

    @property
    def format(self) -> int:
        """1 as long as nothing in it is newer: a program that knows no other then still takes it."""
        return 1 if self.recovery is None and all(one.plain for one in self.circles) else FORMAT

    def ring(self, id: CircleId) -> KeyRing | None:
        """Return a circle by id."""
        return next((one for one in self.circles if one.id == id), None)

    def member(self, id: MemberId) -> Listed | None:
        """Return a member by id."""
        return next((one for one in self.members if one.id == id), None)

    def verify_key_of(self, id: MemberId) -> bytes:
        """Return the key by which the signature of a member who is there verifies, or recovery's; empty otherwise."""
        if self.recovery and self.recovery.id == id:
            return self.recovery.card.verify_key
        member = self.member(id)
        return member.card.verify_key if member and not member.left else b""

    def leads(self, id: MemberId) -> bool:
        """Whether a member may say who is in the team: a lead, the founder, or recovery, which a lead made."""
        if self.recovery and self.recovery.id == id:
            return True
        member = self.member(id)
        return member is not None and not member.left and (member.role == LEAD or member == self.members[0])

    def slot_context(self, member: MemberId, cost: Cost) -> bytes:
        """Return what a member's wrapped keys are bound to."""
        return canonical(["slot", self.vault, member, cost.memory_kib, cost.passes, cost.lanes])

    @property
    def roster_text(self) -> bytes:
        """What a lead signs."""
        members = [one.as_json() for one in self.members]
        recovery = [self.recovery.said_by_a_lead] if self.recovery else []
        return b"coc-desk roster 1\n" + canonical([self.vault, members, self.roster_by, *recovery])

    @property
    def whole_text(self) -> bytes:
        """What whoever replaces vault.json signs."""
        return b"coc-desk vault 1\n" + canonical(self._unsigned())

    def with_roster(self, by: MemberId, identity: Identity) -> "Header":
        """Return it with the list of members signed."""
        named = replace(self, roster_by=by)
        return replace(named, roster_signature=identity.sign(named.roster_text))

    def signed(self, by: MemberId, identity: Identity) -> "Header":
        """Return it with the next number, signed as a whole."""
        named = replace(self, by=by, number=self.number + 1)
        return replace(named, signature=identity.sign(named.whole_text))

    def holds(self, people: "Header | None" = None) -> bool:
        """Whether both signatures are good and by members who may, as `people` lists them or else as it does itself."""
        said_by = people or self
        lead, author = said_by.verify_key_of(self.roster_by), self.verify_key_of(self.by)
        return (
            said_by.leads(self.roster_by)
            and verify(lead, self.roster_text, self.roster_signature)
            and verify(author, self.whole_text, self.signature)
        )

    def _unsigned(self) -> dict[str, Any]:
        recovery = {"recovery": self.recovery.as_json()} if self.recovery else {}
        return {
            "format": self.format,
            "vault": self.vault,
            "event": self.event,
            "number": self.number,
            "members": [one.as_json() for one in self.members],
            "roster": {"by": self.roster_by, "signature": self.roster_signature.hex()},
            "slots": {id: slot.as_json() for id, slot in self.slots.items()},
            "circles": [one.as_json() for one in self.circles],
            "by": self.by,
            **recovery,
        }

    def as_json(self) -> dict[str, Any]:
        """Return it as vault.json has it, with its checksum."""
        said = self._unsigned() | {"signature": self.signature.hex()}
        return said | {"check": check_of(said)}


def header_from_json(said: Mapping[str, Any]) -> Header:
    """Return the header that `Header.as_json` wrote; ValueError when it is of another make."""
    try:
        return Header(
            vault=str(said["vault"]),
            event=str(said["event"]),
            number=int(said["number"]),
            members=tuple(_listed(one) for one in said["members"]),
            slots={MemberId(id): _slot(one) for id, one in said["slots"].items()},
            circles=tuple(_key_ring(one) for one in said["circles"]),
            roster_by=MemberId(said["roster"]["by"]),
            roster_signature=bytes.fromhex(said["roster"]["signature"]),
            by=MemberId(said["by"]),
            signature=bytes.fromhex(said["signature"]),
            recovery=part_from_json(said.get("recovery")),
        )
    except (KeyError, TypeError, AttributeError) as odd:
        raise ValueError("not a header of format 1") from odd


def _listed(said: Mapping[str, Any]) -> Listed:
    card = Card(bytes.fromhex(said["verify"]), str(said["recipient"]))
    return Listed(MemberId(said["id"]), str(said["name"]), str(said["role"]), card, bool(said["left"]))


def _slot(said: Mapping[str, Any]) -> Slot:
    cost = Cost(int(said["memory_kib"]), int(said["passes"]), int(said["lanes"]))
    return Slot(bytes.fromhex(said["salt"]), cost, bytes.fromhex(said["wrapped"]))


def _key_ring(said: Mapping[str, Any]) -> KeyRing:
    if not _CIRCLE.fullmatch(said["id"]):  # it becomes the name of a file
        raise ValueError("not the id of a circle")
    return KeyRing(
        CircleId(said["id"]),
        str(said["kind"]),
        _from_hex(said["keys"]),
        next=_from_hex(said.get("next", {})),
        stale=bool(said.get("stale")),
        of=IncidentId(said["of"]) if said.get("of") else None,
        waiting=_from_hex(said.get("waiting", {})),
    )


def _as_hex(keys: Mapping[MemberId, bytes]) -> dict[str, str]:
    return {member: key.hex() for member, key in keys.items()}


def _from_hex(said: Mapping[str, str]) -> dict[MemberId, bytes]:
    return {MemberId(member): bytes.fromhex(key) for member, key in said.items()}
