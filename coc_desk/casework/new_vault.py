"""What a vault is made of, before there is one."""

from dataclasses import dataclass, field
from pathlib import Path

from coc_desk.casework.ledger import Event
from coc_desk.playbook.definitions import Playbook

ENDING = ".cocvault"


@dataclass(frozen=True)
class NewVault:
    """The answers of the first run."""

    folder: Path
    name: str
    """The first member's, as the team and the ledger show it."""
    role: str
    event: Event
    playbook: Playbook = field(repr=False)
    passphrase: str = field(repr=False)


def folder_name(event: str) -> str:
    """Return a folder name for an event's vault: letters, figures and hyphens, in any script."""
    letters = (letter if letter.isalnum() else " " for letter in event.casefold())
    return ("-".join("".join(letters).split())[:60] or "vault") + ENDING
