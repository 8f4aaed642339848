"""What may be known about a vault before anybody signed in: the standard library only, so that it is quick."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coc_desk.casework.entries import MemberId, canonical
from coc_desk.casework.errors import Trouble
from coc_desk.i18n import _

FORMAT = 2
VAULT_JSON = "vault.json"
COPY_JSON = "vault.copy.json"
MOST_BYTES = 10_000_000
"""A vault.json above this is refused unread; one of a team of forty has about 60 kB."""


@dataclass(frozen=True)
class Known:
    """Somebody who can sign in."""

    id: MemberId
    name: str
    role: str
    """responder, lead or committee."""


@dataclass(frozen=True)
class Peek:
    """What a vault's folder tells without a passphrase."""

    folder: Path
    vault: str = ""
    """Id of the vault."""
    event: str = ""
    members: tuple[Known, ...] = ()
    """Those who can sign in: who left is not among them."""
    problem: Trouble | None = None
    """Why it cannot be opened; nothing on disk was changed."""
    headers: tuple[Mapping[str, Any], ...] = ()
    """vault.json and its copy as read, as far as they are whole; the first is the one to go by."""
    recovery: str = ""
    """What is on paper for a lost passphrase: sheet, shares, or nothing."""
    lost: bool = False
    """Whether vault.json itself is lost or damaged and its copy stands in."""


def peek(folder: Path) -> Peek:
    """Look at a vault without opening it; never raises for what is in the folder, and changes nothing."""
    if _is_gone(folder):
        return Peek(folder, problem=_gone(folder))
    read = [_read(folder / name) for name in (VAULT_JSON, COPY_JSON)]
    whole = tuple(one for one in read if not isinstance(one, Trouble))
    first = read[0]
    if isinstance(first, Trouble) and (first.kind == "newer" or not whole):
        return Peek(folder, problem=first)
    return replace(_told(folder, whole[0]), headers=whole, lost=isinstance(first, Trouble))


def _is_gone(folder: Path) -> bool:
    try:
        return not folder.exists()
    except OSError:  # another account's: that is said when it cannot be read
        return False


def _told(folder: Path, header: Mapping[str, Any]) -> Peek:
    try:
        members = tuple(
            Known(MemberId(one["id"]), str(one["name"]), str(one["role"]))
            for one in header["members"]
            if not one["left"]
        )
        recovery = str((header.get("recovery") or {}).get("way", ""))
        return Peek(folder, str(header["vault"]), str(header["event"]), members, recovery=recovery)
    except (KeyError, TypeError, AttributeError):
        return Peek(folder, problem=_damaged(folder / VAULT_JSON))


def _read(path: Path) -> Mapping[str, Any] | Trouble:
    """Return a whole vault.json, or why it is none."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return _none(path)
    except OSError:
        return _unreadable(path)
    try:
        said = json.loads(content) if len(content) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        return _damaged(path)
    if not isinstance(said, dict) or not isinstance(said.get("format"), int) or "vault" not in said:
        return _foreign(path)
    if said["format"] > FORMAT:
        return _newer(path)
    return said if said.get("check") == check_of(said) else _damaged(path)


def check_of(header: Mapping[str, Any]) -> str:
    """Return the checksum that belongs to a header: SHA-256 in hex over all but itself."""
    rest = {key: value for key, value in header.items() if key != "check"}
    try:
        return hashlib.sha256(canonical(rest)).hexdigest()
    except ValueError:  # a lone surrogate, or no number: not written by this program
        return ""


def _none(path: Path) -> Trouble:
    fact = _("There is no vault here.")
    return Trouble(
        fact, _("{file} is not in this folder. Choose the folder that ends in .cocvault.").format(file=path.name)
    )


def _gone(folder: Path) -> Trouble:
    advice = _("{folder} is not there. If it is on a stick or another disk, plug that in, then try again.")
    return Trouble(_("The vault is not where it was."), advice.format(folder=folder))


def _unreadable(path: Path) -> Trouble:
    fact = _("This vault cannot be read.")
    return Trouble(
        fact, _("This account may not read {file}. Nothing was changed.").format(file=path.name), "read only"
    )


def _damaged(path: Path) -> Trouble:
    advice = _("{file} is not as it was written. Nothing was changed on disk. Restore a backup into a new place.")
    return Trouble(_("This vault is damaged."), advice.format(file=path.name), "damaged")


def _foreign(path: Path) -> Trouble:
    advice = _("{file} was written by another program. Nothing was changed on disk.")
    return Trouble(_("This is not a vault of CoC Desk."), advice.format(file=path.name), "damaged")


def _newer(path: Path) -> Trouble:
    advice = _("{file} is in a form this version does not know. Nothing was changed on disk. Update CoC Desk.")
    return Trouble(_("A newer CoC Desk made this vault."), advice.format(file=path.name), "newer")
