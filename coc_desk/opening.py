"""Putting the desk together over a vault; brought in once the unlock window is shown."""

import random
from collections.abc import Iterator, Mapping, Sequence

from coc_desk.casework.code_names import names, word_lists
from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import Clock, MemberId, now
from coc_desk.casework.new_vault import NewVault
from coc_desk.casework.recovering import read_paper
from coc_desk.keys.words import word_list
from coc_desk.paper.press import Press
from coc_desk.paths import resources
from coc_desk.playbook.definitions import Playbook
from coc_desk.playbook.loading import load
from coc_desk.vault.archive import about
from coc_desk.vault.folder import Peek
from coc_desk.vault.header_file import first_that_holds
from coc_desk.vault.making import make
from coc_desk.vault.opening import open_vault
from coc_desk.vault.recovering import recover, unwrap_recovery
from coc_desk.vault.restore import restore
from coc_desk.vault.safekeeping import VaultSafekeeping
from coc_desk.vault.unlocking import DidNotOpen, Unlocked, derive_keys, harden
from coc_desk.vault.vault import Vault
from coc_desk.vault.verify import verify

__all__ = [
    "DidNotOpen",
    "about",
    "come_back",
    "derive_keys",
    "desk_over",
    "made",
    "open_vault",
    "passphrase_words",
    "playbooks",
    "press",
    "restore",
    "verify",
]


def desk_over(vault: Vault, clock: Clock = now) -> Desk:
    """Return the desk of whoever opened the vault."""
    return Desk(vault, press(), passphrase_words(), code_names(), clock, VaultSafekeeping(vault, clock))


def press() -> Press:
    """Return what makes paper."""
    return Press(resources() / "paper" / "page.typ", resources() / "fonts")


def made(new: NewVault) -> Unlocked:
    """Make the vault that the first run asked for, in any thread; it is still to be opened."""
    return make(new.folder, new.event, new.playbook.files, new.name, new.role, new.passphrase)


def playbooks() -> Mapping[str, Playbook]:
    """Return the playbooks that come with the program, by key."""
    folders = sorted(one for one in (resources() / "playbooks").iterdir() if one.is_dir())
    return {one.key: one for one in map(load, folders)}


def come_back(peeked: Peek, member: MemberId, typed: Sequence[str], passphrase: str) -> Unlocked:
    """Let a member in again by what is on paper, under a new passphrase; takes seconds on purpose, for any thread."""
    header = first_that_holds(peeked.headers)
    part = header.recovery if header else None
    secret = read_paper(peeked.recovery, part.set if part else 0, typed, passphrase_words())
    found = unwrap_recovery(peeked, secret)
    return recover(peeked.folder, found, member, harden(passphrase), now())


def passphrase_words() -> tuple[str, ...]:
    """Return the words passphrases are made of."""
    return word_list(resources() / "words")


def code_names() -> Iterator[str]:
    """Return code names, in an order nobody can foresee."""
    return names(*word_lists(resources() / "words"), random.SystemRandom())
