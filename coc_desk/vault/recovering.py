"""Recovery: making it, keeping it able to open what it may, proving that it does, and using it."""

from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from coc_desk.casework.entries import MemberId, new_id, stamp
from coc_desk.casework.errors import Refused
from coc_desk.casework.ledger import CircleId
from coc_desk.casework.recovery import Proof
from coc_desk.i18n import _
from coc_desk.keys.errors import CostOutOfRange, DoesNotOpen
from coc_desk.keys.identity import Identity
from coc_desk.keys.passphrase import FLOOR, Cost, derive
from coc_desk.keys.sealing import open_sealed, seal
from coc_desk.keys.wrapping import unwrap
from coc_desk.vault import header_file
from coc_desk.vault.circle import CircleStore
from coc_desk.vault.database import Migrations, count_entries, opens, shipped_migrations
from coc_desk.vault.folder import Peek
from coc_desk.vault.header import LEAD, TEAM, Header, KeyRing, Listed, Slot
from coc_desk.vault.locking import VaultLock
from coc_desk.vault.recovery_part import RecoveryPart, Use, kept_key
from coc_desk.vault.team import CIRCLE_KEY_BYTES, circle_of, key_in, next_key_in, next_secret
from coc_desk.vault.team_page import TeamPage
from coc_desk.vault.unlocking import Hardened, Unlocked, changed_outside, harden, slot_for, too_cheap


@dataclass(frozen=True)
class Prepared:
    """A recovery that is not in force yet."""

    part: RecoveryPart
    slot: Slot


@dataclass(frozen=True)
class Unwrapped:
    """Recovery's keys: proof that the paper is the right one."""

    header: Header
    part: RecoveryPart
    identity: Identity = field(repr=False)
    lost: bool = False
    """Whether vault.json was lost or not to be believed and its copy stood in."""


def mark_of(vault: str) -> str:
    """Return by which eight letters and digits a vault is known on paper."""
    return f"{vault[:4]} {vault[4:8]}".upper()


# Making


def prepare(
    header: Header, way: str, secret: str, set: int, made: datetime, cost: Cost | None = None, floor: Cost = FLOOR
) -> Prepared:
    """Make an identity and wrap it under a secret; slow on purpose, for any thread."""
    identity = Identity.generate()
    part = RecoveryPart(MemberId(new_id()), identity.card, way, stamp(made), set)
    return Prepared(part, slot_for(header, part.id, identity, harden(secret, cost, floor)))


def with_recovery(header: Header, prepared: Prepared) -> Header:
    """Return the header with another recovery; roster unsigned. What the one before had is gone from it.

    Circles that the one before could open are marked: each gets a new key from the next of its members who opens it,
    so that an old vault.json with the old paper opens nothing here.
    """
    before = header.recovery
    slots = {id: slot for id, slot in header.slots.items() if not before or id != before.id}
    known = before.keys if before else {}
    circles = tuple(replace(ring, stale=True) if ring.id in known else ring for ring in header.circles)
    slots = {**slots, prepared.part.id: prepared.slot}
    return replace(header, recovery=prepared.part, slots=slots, circles=circles)


def up_to_date(header: Header, me: MemberId, identity: Identity) -> Header:
    """Return the header in which recovery opens what it may of my circles, and nothing that it may not."""
    part = header.recovery
    if part is None:
        return header
    keys = {id: kept for id, kept in part.keys.items() if _may_open(header, part, id)}
    for ring in header.circles:
        if me in ring.keys and _may_open(header, part, ring.id):
            before = part.keys.get(ring.id, ())
            either = key_in(ring, me, identity), next_key_in(ring, me, identity)
            keys[ring.id] = tuple(kept_key(key, part.card.recipient, before) for key in either if key)
    return replace(header, recovery=replace(part, keys=keys)) if keys != part.keys else header


def _may_open(header: Header, part: RecoveryPart, id: CircleId) -> bool:
    """The team's circle always; another one when each of its members agreed, by their own signature."""
    ring = next((one for one in header.circles if one.id == id), None)
    if ring is None or ring.id == TEAM:
        return ring is not None
    there = [one for member in ring.keys if (one := header.member(member)) and not one.left]
    agreed = (part.has_agreed(header.vault, id, one.id, one.card.verify_key) for one in there)
    return bool(there) and all(agreed)


# Proving and using


def unwrap_recovery(looked: Peek, secret: str, floor: Cost = FLOOR) -> Unwrapped:
    """Derive recovery's keys from what is on paper; slow on purpose, for any thread, and without touching a database.

    `Refused` when the paper is not of this vault's recovery, `Trouble` as when a member unlocks.
    """
    if looked.problem:
        raise looked.problem
    header = header_file.first_that_holds(looked.headers)
    if header is None:
        raise changed_outside()
    lost = looked.lost or header.as_json() != looked.headers[0]
    part, identity = _identity(header, secret, floor)
    return Unwrapped(header, part, identity, lost)


def _identity(header: Header, secret: str, floor: Cost) -> tuple[RecoveryPart, Identity]:
    part = header.recovery
    slot = header.slots.get(part.id) if part else None
    if part is None or slot is None:
        raise Refused(_("No recovery was made for this vault."))
    try:
        key = derive(secret, slot.salt, slot.cost, floor)
        identity = Identity.from_secret(unwrap(key, slot.wrapped, header.slot_context(part.id, slot.cost)))
    except CostOutOfRange:
        raise too_cheap() from None
    except DoesNotOpen:
        raise not_of_this_vault(header) from None
    if identity.card != part.card:
        raise changed_outside()
    return part, identity


def not_of_this_vault(header: Header) -> Refused:
    """Say that what is on paper is whole, but opens something else."""
    return Refused(
        _(
            "These words are whole, but not of this vault, or they were replaced since. "
            "The paper for this vault bears the mark {mark}."
        ).format(mark=mark_of(header.vault))
    )


def prove(folder: Path, header: Header, secret: str, floor: Cost = FLOOR) -> Proof:
    """Open by a secret, for reading only, all that recovery opens; slow on purpose, for any thread."""
    part, identity = _identity(header, secret, floor)
    keys = {circle: _right_key(folder, part, circle, identity) for circle in part.keys}
    counts = {circle: count_entries(folder / f"{circle}.db", key) for circle, key in keys.items()}
    if TEAM not in counts:
        raise changed_outside()
    return Proof(part.id, part.way, counts[TEAM], len(counts) - 1)


def _keys_of(part: RecoveryPart, circle: CircleId, identity: Identity) -> list[bytes]:
    """Return a circle's key, and the next one where it is being brought to that."""
    try:
        keys = [open_sealed(kept.sealed, identity) for kept in part.keys.get(circle, ())]
    except DoesNotOpen:
        raise changed_outside() from None
    if not keys or any(len(key) != CIRCLE_KEY_BYTES for key in keys):
        raise changed_outside()
    return keys


def _right_key(folder: Path, part: RecoveryPart, circle: CircleId, identity: Identity) -> bytes:
    """Return which of them opens the database now."""
    *either, last = _keys_of(part, circle, identity)
    return next((key for key in either if opens(folder / f"{circle}.db", key)), last)


def recover(
    folder: Path,
    found: Unwrapped,
    member: MemberId,
    hardened: Hardened,
    at: datetime,
    migrations: Migrations | None = None,
) -> Unlocked:
    """Let a member in again under new keys and another passphrase; in any thread, and the vault is closed afterwards.

    They become a new member of the same name and role; the one they were has left, and what they wrote stays theirs.
    Killed in between, it is as before or done. Raises `Refused` for a recovery that was replaced, and `Trouble` when
    another program holds the vault or the disk will not.
    """
    with ExitStack() as undo:
        lock = VaultLock(folder)
        undo.callback(lock.release)
        page = _team_page(folder, found, migrations or shipped_migrations(), undo)
        header, _said = header_file.in_force(folder, page, found.header, found.lost)
        if header.recovery is None or header.recovery.card != found.part.card:
            raise not_of_this_vault(header)
        lost = _last_known_as(header.recovery, member)
        fresh = Identity.generate()
        changed, now = _with_heir(replace(found, header=header), lost, fresh, hardened, at)
        signed = changed.with_roster(found.part.id, found.identity).signed(found.part.id, found.identity)
        page.mark_only(lost, [])  # what is half-written is marked anew by who comes back, if it opens at all
        header_file.replace(folder, page, signed)
        return Unlocked(signed, now, fresh)


def _team_page(folder: Path, found: Unwrapped, migrations: Migrations, undo: ExitStack) -> TeamPage:
    ring = next(ring for ring in found.header.circles if ring.id == TEAM)
    key = _right_key(folder, found.part, TEAM, found.identity)
    store = CircleStore(folder, circle_of(ring, found.header), key, migrations)
    undo.enter_context(closing(store))
    return TeamPage(store)


def _last_known_as(part: RecoveryPart, member: MemberId) -> MemberId:
    """Follow a member who came back before: the window may still show who they were."""
    heirs = {one.lost: one.now for one in part.used}
    while member in heirs:
        member = heirs.pop(member)
    return member


def _with_heir(
    found: Unwrapped, lost: MemberId, fresh: Identity, hardened: Hardened, at: datetime
) -> tuple[Header, MemberId]:
    header, part = found.header, found.header.recovery
    listed = header.member(lost)
    if listed is None or listed.left or part is None:
        raise Refused(_("This member is not in the team any more."))
    role = LEAD if header.leads(lost) else listed.role  # the founder's rights do not hang on their role
    heir = Listed(MemberId(new_id(at)), listed.name, role, fresh.card)
    members = tuple(replace(one, left=True) if one.id == lost else one for one in header.members)
    circles = tuple(_handed_on(found, ring, lost, heir) for ring in header.circles)
    slots = {id: slot for id, slot in header.slots.items() if id != lost}
    changed = replace(
        header,
        members=(*members, heir),
        circles=circles,
        slots={**slots, heir.id: slot_for(header, heir.id, fresh, hardened)},
        recovery=replace(part, used=(*part.used, Use(lost, heir.id, stamp(at)))),
    )
    return _agreed_anew(changed, lost, heir.id, fresh), heir.id


def _handed_on(found: Unwrapped, ring: KeyRing, lost: MemberId, heir: Listed) -> KeyRing:
    """Seal a circle's key to whoever comes back, if they had it and recovery opens it."""
    part = found.header.recovery
    if part is None or lost not in ring.keys or ring.id not in part.keys:
        return ring
    key, *later = _keys_of(part, ring.id, found.identity)
    there, after = ({id: one for id, one in sealed.items() if id != lost} for sealed in (ring.keys, ring.next))
    ring = replace(ring, keys={**there, heir.id: seal(key, [heir.card.recipient])}, next=after)
    if not (after and later):
        return ring
    return replace(ring, next={**after, heir.id: seal(next_secret(ring.id, key, later[0]), [heir.card.recipient])})


def _agreed_anew(header: Header, lost: MemberId, heir: MemberId, fresh: Identity) -> Header:
    """Let a yes of the member they were be one of the member they are: else the circle would close to recovery."""
    part = header.recovery
    for circle, answers in list(part.agreed.items()) if part else []:
        if part and lost in answers:
            part = part.with_answer(header.vault, circle, lost, None)
            part = part.with_answer(header.vault, circle, heir, fresh)
    return replace(header, recovery=part)
