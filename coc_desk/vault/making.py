"""Making a vault: nothing is on disk under its name before all of it is ready."""

import errno
import os
import secrets
import shutil
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from coc_desk.casework.entries import Clock, MemberId, new_id, now
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.ledger import Event
from coc_desk.i18n import _
from coc_desk.keys.identity import Identity
from coc_desk.keys.passphrase import FLOOR, Cost
from coc_desk.playbook.loading import load_texts
from coc_desk.vault import header_file, trouble
from coc_desk.vault.circle import CircleStore
from coc_desk.vault.database import shipped_migrations
from coc_desk.vault.disk import sync_folder
from coc_desk.vault.header import TEAM, Header, Listed
from coc_desk.vault.opening import open_vault
from coc_desk.vault.team import PRIVATE, circle_of, new_key, ring_for
from coc_desk.vault.team_page import TeamPage
from coc_desk.vault.trouble import told
from coc_desk.vault.unlocking import Hardened, Unlocked, harden, slot_for
from coc_desk.vault.vault import Vault

ROOM = 50_000_000
"""Bytes that must be free to make a vault: an event's text and a few pictures."""


def free_space(folder: Path) -> int:
    """Return the bytes that are free where a folder is or will be."""
    there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    return shutil.disk_usage(there).free


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
    _check_place(folder)
    hardened, identity = harden(passphrase, cost, floor), Identity.generate()
    founder = Listed(MemberId(new_id()), name, role, identity.card)
    with told(folder.parent):
        folder.parent.mkdir(parents=True, exist_ok=True)
        _clear_half_made(folder)
        making = folder.parent / f"{_half_made(folder)}{secrets.token_hex(8)}"
        making.mkdir(mode=0o700)
        try:
            header = _fill(making, event, playbook_files, founder, identity, hardened)
            _give_name(making, folder)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
    return Unlocked(header, founder.id, identity)


def _check_place(folder: Path) -> None:
    with told(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise _not_empty()
        there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
        if not os.access(there, os.W_OK):
            raise trouble.read_only()
        if (free := free_space(folder)) < ROOM:
            fact = _("There is little room on this disk: {free} MB are free.").format(free=free // 1_000_000)
            raise Trouble(fact, _("Nothing was made. Free 50 MB, or choose another disk."), "disk full")


def _half_made(folder: Path) -> str:
    return f".{folder.name}.making-"


def _clear_half_made(folder: Path) -> None:
    """Take away what a kill left of an earlier try: nobody has a key to it."""
    for left in folder.parent.iterdir():
        if left.name.startswith(_half_made(folder)):
            shutil.rmtree(left, ignore_errors=True)


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


def _give_name(made: Path, folder: Path) -> None:
    sync_folder(made)
    with suppress(FileNotFoundError):
        folder.rmdir()  # an empty one; Windows does not rename over it
    try:
        made.rename(folder)
    except OSError as problem:
        if problem.errno in (errno.ENOTEMPTY, errno.EEXIST):
            raise _not_empty() from None
        raise
    sync_folder(folder.parent)


def _not_empty() -> Refused:
    return Refused(_("There is something in this folder already. Choose an empty one, or another name."), "folder")
