"""Laptops that a story begins with: a vault with its members is there already."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coc_desk.casework.ledger import Event
from coc_desk.keys.passphrase import FLOOR
from coc_desk.vault.making import create
from tests.vault.building import JUN, NOOR, PASSPHRASES, conference


@dataclass(frozen=True)
class Laptop:
    """A user's folder with a vault in it."""

    home: Path
    vault: Path

    @property
    def arguments(self) -> tuple[str, ...]:
        """What the program is started with."""
        return ("--vault", str(self.vault))

    def copy(self, home: Path) -> "Laptop":
        """Return a copy of it elsewhere."""
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        return Laptop(home, home / self.vault.relative_to(self.home))


def made(home: Path, *, alone: bool = True) -> Laptop:
    """Make a vault for Noor, the lead, alone or with Jun; the keys as quick to derive as the program lets them be."""
    today = datetime.now(UTC).date()
    event = Event("Saltmarsh Conf", "Europe/Lisbon", today - timedelta(1), today + timedelta(1))
    vault = home / "profile" / "vaults" / "saltmarsh-conf.cocvault"
    vault.parent.mkdir(parents=True)
    opened = create(vault, event, conference().files, NOOR, "lead", PASSPHRASES[NOOR], FLOOR)
    if not alone:
        opened.add_member(JUN, "responder", PASSPHRASES[JUN], FLOOR, FLOOR)
    opened.close()
    return Laptop(home, vault)
