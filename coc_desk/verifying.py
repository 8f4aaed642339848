"""`coc-desk verify`: every hash, chain and signature of a vault, for whoever has a passphrase of it."""

import json
import sys
from pathlib import Path

from coc_desk.casework.errors import Trouble
from coc_desk.vault.folder import Peek, peek
from coc_desk.vault.opening import open_vault
from coc_desk.vault.unlocking import DidNotOpen, Unlocked, derive_keys
from coc_desk.vault.verify import Verified, verify


def main(folder: Path, as_json: bool) -> int:
    """Check a vault; the passphrase is a line on standard input. Return 0 when all is well, 1 otherwise."""
    peeked = peek(folder)
    if peeked.problem is not None:
        return _told(Verified(problems=(str(peeked.problem),)), as_json)
    passphrase = sys.stdin.readline().rstrip("\r\n")
    try:
        unlocked = _whoever_it_is(peeked, passphrase)
        if unlocked is None:
            return _told(Verified(problems=("That passphrase opens this vault for nobody.",)), as_json)
        vault = open_vault(folder, unlocked)
    except Trouble as trouble:
        return _told(Verified(problems=(str(trouble),)), as_json)
    try:
        return _told(verify(vault), as_json)
    finally:
        vault.close()


def _whoever_it_is(peeked: Peek, passphrase: str) -> Unlocked | None:
    """Try the passphrase for each member: nobody has to say who they are."""
    for member in peeked.members:
        try:
            return derive_keys(peeked, member.id, passphrase)
        except DidNotOpen:
            continue
    return None


def _told(verified: Verified, as_json: bool) -> int:
    counts = {
        "entries": verified.entries,
        "incidents": verified.incidents,
        "circles": verified.circles,
        "files": verified.files,
        "not_mine": verified.not_mine,
        "outside": verified.outside,
    }
    if as_json:
        print(json.dumps({"holds": not verified.problems, **counts, "problems": list(verified.problems)}, indent=2))
    elif verified.problems:
        print("\n".join(verified.problems))
    else:
        print(", ".join(f"{value} {name.replace('_', ' ')}" for name, value in counts.items()) + ". All of it holds.")
    return 1 if verified.problems else 0
