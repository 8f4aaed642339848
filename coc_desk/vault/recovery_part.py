"""The part of vault.json about recovery: whose key is on paper, what it opens, who agreed, when it was used."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from coc_desk.casework.entries import MemberId, Signer, canonical
from coc_desk.casework.ledger import CircleId
from coc_desk.keys.identity import Card, verify
from coc_desk.keys.sealing import seal

SHEET, SHARES = "sheet", "shares"


@dataclass(frozen=True)
class Kept:
    """A circle's key as recovery has it."""

    check: str
    """By it whoever holds the key sees, without the paper, whether this is the same one; tells nothing of it."""
    sealed: bytes

    def as_json(self) -> dict[str, str]:
        """Return it as vault.json has it."""
        return {"check": self.check, "sealed": self.sealed.hex()}


@dataclass(frozen=True)
class Use:
    """That recovery was used: who came back as whom."""

    lost: MemberId
    now: MemberId
    at: str
    """A stamp."""

    def as_json(self) -> dict[str, str]:
        """Return it as vault.json has it."""
        return {"lost": self.lost, "now": self.now, "at": self.at}


@dataclass(frozen=True)
class RecoveryPart:
    """An identity that is nobody's; its private keys are in `slots` under its id, wrapped under what is on paper."""

    id: MemberId
    card: Card
    way: str
    """sheet or shares."""
    made: str
    """A stamp."""
    set: int = 0
    """For shares: the number that stands in each."""
    keys: Mapping[CircleId, tuple[Kept, ...]] = field(default_factory=dict)
    """What it opens: a circle's key, and while the circle is brought under another one, that one too."""
    agreed: Mapping[CircleId, Mapping[MemberId, bytes]] = field(default_factory=dict)
    """For circles other than the team's: the signature of each member who agreed that it may open them."""
    used: tuple[Use, ...] = ()

    @property
    def said_by_a_lead(self) -> list[Any]:
        """What the roster's signature covers of it: by whom the roster may be signed besides leads."""
        return ["recovery", self.id, self.card.verify_key.hex(), self.card.recipient, self.way, self.made, self.set]

    def agreement(self, vault: str, circle: CircleId, member: MemberId) -> bytes:
        """Return what a member signs who agrees."""
        said = [vault, self.id, self.card.verify_key.hex(), self.card.recipient, circle, member]
        return b"coc-desk recovery agreed 1\n" + canonical(said)

    def with_answer(self, vault: str, circle: CircleId, member: MemberId, signer: Signer | None) -> "RecoveryPart":
        """Return it with a member's yes, signed, or without it when nobody signs."""
        answers = {one: signature for one, signature in self.agreed.get(circle, {}).items() if one != member}
        if signer is not None:
            answers[member] = signer.sign(self.agreement(vault, circle, member))
        agreed = {**self.agreed, circle: answers}
        return replace(self, agreed={one: said for one, said in agreed.items() if said})

    def has_agreed(self, vault: str, circle: CircleId, member: MemberId, verify_key: bytes) -> bool:
        """Whether a member said yes, by their own signature."""
        signature = self.agreed.get(circle, {}).get(member, b"")
        return verify(verify_key, self.agreement(vault, circle, member), signature)

    def as_json(self) -> dict[str, Any]:
        """Return it as vault.json has it."""
        return {
            "id": self.id,
            "verify": self.card.verify_key.hex(),
            "recipient": self.card.recipient,
            "way": self.way,
            "made": self.made,
            "set": self.set,
            "keys": {circle: [one.as_json() for one in keys] for circle, keys in self.keys.items()},
            "agreed": {
                circle: {member: signature.hex() for member, signature in said.items()}
                for circle, said in self.agreed.items()
            },
            "used": [one.as_json() for one in self.used],
        }


def part_from_json(said: Mapping[str, Any] | None) -> RecoveryPart | None:
    """Return the part that `RecoveryPart.as_json` wrote; raises what a header of another make raises."""
    if said is None:
        return None
    return RecoveryPart(
        id=MemberId(said["id"]),
        card=Card(bytes.fromhex(said["verify"]), str(said["recipient"])),
        way=str(said["way"]),
        made=str(said["made"]),
        set=int(said["set"]),
        keys={CircleId(circle): tuple(_kept(one) for one in keys) for circle, keys in said["keys"].items()},
        agreed={
            CircleId(circle): {MemberId(member): bytes.fromhex(one) for member, one in answers.items()}
            for circle, answers in said["agreed"].items()
        },
        used=tuple(Use(MemberId(one["lost"]), MemberId(one["now"]), str(one["at"])) for one in said["used"]),
    )


def _kept(said: Mapping[str, Any]) -> Kept:
    return Kept(str(said["check"]), bytes.fromhex(said["sealed"]))


def check_of_key(key: bytes) -> str:
    """Return by what a circle's key is known again."""
    return hmac.new(key, b"coc-desk recovery check 1", hashlib.sha256).hexdigest()[:32]


def kept_key(key: bytes, recipient: str, before: tuple[Kept, ...]) -> Kept:
    """Return a circle's key sealed to recovery; as it was, when it is the same."""
    check = check_of_key(key)
    known = next((one for one in before if one.check == check), None)
    return known or Kept(check, seal(key, [recipient]))
