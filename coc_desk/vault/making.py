"""Making a vault: nothing is on disk under its name before all of it is ready."""

import secrets
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from coc_desk.casework.entries import Clock, MemberId, new_id, now
from coc_desk.casework.ledger import Event
from coc_desk.keys.identity import Identity
from coc_desk.keys.passphrase import FLOOR, Cost
from coc_desk.playbook.loading import load_texts
from coc_desk.vault import header_file
from coc_desk.vault.circle import CircleStore
from coc_desk.vault.database import shipped_migrations
from coc_desk.vault.header import TEAM, Header, Listed
from coc_desk.vault.new_folder import becoming, check_place
from coc_desk.vault.opening import open_vault
from coc_desk.vault.team import PRIVATE, circle_of, new_key, ring_for
from coc_desk.vault.team_page import TeamPage
from coc_desk.vault.trouble import told
from coc_desk.vault.unlocking import Hardened, Unlocked, harden, slot_for
from coc_desk.vault.vault import Vault

ROOM = 50_000_000
"""Bytes that must be free to make a vault: an event's text and a few pictures."""


def create(
    folder: Path,
    event: Event,
    playbook_files: Mapping[str, str],
    name: str,
    role: str,
    passphrase: str,
    cost: Cost | None = None,
    clock: Clock = now,
    floor: Cost = FLOOR,
) -> Vault:
    """Make a vault with its first member and open it, in the thread that will use it; see `make`."""
    unlocked = make(folder, event, playbook_files, name, role, passphrase, cost, floor)
    return open_vault(folder, unlocked, clock)


def make(
    folder: Path,
    event: Event,
    playbook_files: Mapping[str, str],
    name: str,
    role: str,
    passphrase: str,
    cost: Cost | None = None,
    floor: Cost = FLOOR,
) -> Unlocked:
    """Make a vault with its first member; killed in between, nothing of that name is there.

    Takes about two seconds, in any thread; `open_vault` then opens it. Raises `Refused` for a folder with something in
    it, PlaybookMistake, and `Trouble` for a folder that can only be read or a full disk.
    """
    load_texts(playbook_files)
    check_place(folder, ROOM)
    hardened, identity = harden(passphrase, cost, floor), Identity.generate()
    founder = Listed(MemberId(new_id()), name, role, identity.card)
    with told(folder.parent), becoming(folder, "making") as hidden:
        header = _fill(hidden, event, playbook_files, founder, identity, hardened)
    return Unlocked(header, founder.id, identity)


def _fill(
    folder: Path, event: Event, playbook: Mapping[str, str], founder: Listed, identity: Identity, hardened: Hardened
) -> Header:
    bare = Header(secrets.token_hex(16), event.name, 0, (founder,), {}, ())
    keys = {TEAM: new_key(), PRIVATE: new_key()}
    rings = (ring_for(TEAM, keys[TEAM], [founder], TEAM), ring_for(PRIVATE, keys[PRIVATE], [founder]))
    slots = {founder.id: slot_for(bare, founder.id, identity, hardened)}
    unsigned = Header(bare.vault, bare.event, 0, bare.members, slots, rings)
    header = unsigned.with_roster(founder.id, identity).signed(founder.id, identity)
    for ring in rings:
        store = CircleStore(folder, circle_of(ring, header), keys[ring.kind], shipped_migrations(), create=True)
        with closing(store):
            if ring.id == TEAM:
                _fill_team(TeamPage(store), event, playbook, header)
    header_file.write(folder, header)
    return header


def _fill_team(page: TeamPage, event: Event, playbook: Mapping[str, str], header: Header) -> None:
    page.keep_event(event)
    page.keep_playbook(playbook)
    page.keep_header(header)
    page.header_written()
