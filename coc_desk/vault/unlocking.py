"""From a passphrase to a member's private keys: slow on purpose, for any thread, and without touching a database."""

import secrets
from dataclasses import dataclass, field

from coc_desk.casework.entries import MemberId
from coc_desk.casework.errors import Trouble
from coc_desk.i18n import _
from coc_desk.keys.errors import CostOutOfRange, DoesNotOpen
from coc_desk.keys.identity import Identity
from coc_desk.keys.passphrase import FLOOR, SALT_BYTES, Cost, calibrate, derive
from coc_desk.keys.wrapping import unwrap, wrap
from coc_desk.vault import header_file
from coc_desk.vault.folder import Peek
from coc_desk.vault.header import Header, Slot


class DidNotOpen(Exception):
    """The passphrase is not this member's, or there is no such member: which of the two is never said."""


@dataclass(frozen=True)
class Hardened:
    """A passphrase after its derivation."""

    cost: Cost
    salt: bytes
    key: bytes = field(repr=False)


@dataclass(frozen=True)
class Unlocked:
    """What opens a member's circles: proof that the passphrase was right."""

    header: Header
    member: MemberId
    identity: Identity = field(repr=False)
    lost: bool = False
    """Whether vault.json was lost or not to be believed and its copy stood in."""


def harden(passphrase: str, cost: Cost | None = None, floor: Cost = FLOOR) -> Hardened:
    """Derive a key from a new passphrase; slow on purpose, for any thread. Without `cost` it is calibrated first."""
    cost = cost or calibrate(floor=floor)
    salt = secrets.token_bytes(SALT_BYTES)
    return Hardened(cost, salt, derive(passphrase, salt, cost, floor))


def slot_for(header: Header, member: MemberId, identity: Identity, hardened: Hardened) -> Slot:
    """Wrap a member's private keys under a passphrase."""
    context = header.slot_context(member, hardened.cost)
    return Slot(hardened.salt, hardened.cost, wrap(hardened.key, identity.to_secret(), context))


def derive_keys(looked: Peek, member: MemberId, passphrase: str, floor: Cost = FLOOR) -> Unlocked:
    """Derive a member's private keys; slow on purpose, for any thread.

    Raises `DidNotOpen`, and `Trouble` for a vault that is damaged, newer, or asks for less than `floor`.
    """
    if looked.problem:
        raise looked.problem
    header = header_file.first_that_holds(looked.headers)
    if header is None:
        raise changed_outside()
    lost = looked.lost or header.as_json() != looked.headers[0]
    return Unlocked(header, member, _identity(header, member, passphrase, floor), lost)


def _identity(header: Header, member: MemberId, passphrase: str, floor: Cost) -> Identity:
    slot, listed = header.slots.get(member), header.member(member)
    if slot is None or listed is None or listed.left:
        raise DidNotOpen
    try:
        key = derive(passphrase, slot.salt, slot.cost, floor)
        identity = Identity.from_secret(unwrap(key, slot.wrapped, header.slot_context(member, slot.cost)))
    except CostOutOfRange:
        raise too_cheap() from None
    except MemoryError:
        raise _little_memory() from None
    except DoesNotOpen:
        raise DidNotOpen from None
    if identity.card != listed.card:
        raise changed_outside()
    return identity


def changed_outside() -> Trouble:
    """Say that vault.json is not as a member signed it."""
    return Trouble(
        _("vault.json was changed outside this program."),
        _("Nothing was opened, and nothing was changed on disk. Restore a backup into a new place."),
        "damaged",
    )


def too_cheap() -> Trouble:
    """Say that vault.json would make guessing easy."""
    return Trouble(
        _("vault.json asks for a weaker lock than this program accepts."),
        _("Somebody changed it. Nothing was opened or changed on disk. Restore a backup into a new place."),
        "damaged",
    )


def _little_memory() -> Trouble:
    return Trouble(
        _("There is too little memory free to open this vault."),
        _("Nothing was changed. Close other programs, then try again."),
        "memory",
    )
