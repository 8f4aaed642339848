"""A desk over a real vault, for screens whose matter is keys and files."""

from pathlib import Path

from coc_desk.casework.desk import Desk
from coc_desk.keys.words import word_list
from coc_desk.paths import resources
from coc_desk.vault.safekeeping import VaultSafekeeping
from coc_desk.vault.vault import Vault
from tests.casework.memory import PlainPress
from tests.ui.around.laptop import code_names
from tests.vault.building import CHEAP, DAY_TWO

WORDS = word_list(resources() / "words")


def desk_of(vault: Vault) -> Desk:
    """Return the desk of whoever opened a vault; keys cost the least."""
    kept = VaultSafekeeping(vault, lambda: DAY_TWO, CHEAP, CHEAP)
    return Desk(vault, PlainPress(), WORDS, code_names(), lambda: DAY_TWO, kept)


def backups_in(folder: Path) -> list[str]:
    """Return the names of what lies in a folder besides vaults."""
    return sorted(one.name for one in folder.iterdir() if one.suffix != ".cocvault")
