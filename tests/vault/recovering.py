"""Recovery to test with: made at the least cost, used, and looked at as an attacker would."""

from contextlib import closing
from pathlib import Path

from coc_desk.casework.entries import MemberId
from coc_desk.casework.recovery import Drawn, Recovery
from coc_desk.keys.shares import make_shares
from coc_desk.keys.sheet_words import SheetWords
from coc_desk.keys.words import word_list
from coc_desk.paths import resources
from coc_desk.vault.folder import peek
from coc_desk.vault.opening import open_vault
from coc_desk.vault.recovering import Unwrapped, recover, unwrap_recovery
from coc_desk.vault.recovery import VaultRecovery
from coc_desk.vault.unlocking import Unlocked, harden
from coc_desk.vault.vault import Vault
from tests.vault.building import CHEAP, DAY_THREE, DAY_TWO, VaultFolder

SHEET = SheetWords(word_list(resources() / "words"))
FRESH = "another passphrase altogether"


def recovery_of(vault: Vault) -> VaultRecovery:
    return VaultRecovery(vault, CHEAP, CHEAP)


def drawn_sheet() -> Drawn:
    words = SHEET.draw()
    return Drawn("sheet", words, (words,))


def drawn_shares() -> Drawn:
    shares = make_shares()
    return Drawn("shares", shares.secret, shares.words, shares.set)


def make_recovery(vault: Vault, drawn: Drawn | None = None) -> Drawn:
    """Put a recovery in force; return what is on paper."""
    drawn, recovery = drawn or drawn_sheet(), recovery_of(vault)
    recovery.put_in_force(recovery.prepare(drawn, DAY_TWO))
    return drawn


def unwrapped(folder: Path, drawn: Drawn) -> Unwrapped:
    return unwrap_recovery(peek(folder), drawn.secret, CHEAP)


def come_back(there: VaultFolder, drawn: Drawn, name: str, passphrase: str = FRESH) -> Unlocked:
    """Use recovery for a member; return their new keys."""
    hardened = harden(passphrase, CHEAP, CHEAP)
    return recover(there.folder, unwrapped(there.folder, drawn), there.member(name), hardened, DAY_THREE)


def opened_as(there: VaultFolder, unlocked: Unlocked) -> Vault:
    return open_vault(there.folder, unlocked, lambda: DAY_THREE)


def with_recovery_made(there: VaultFolder) -> Drawn:
    """Let Noor, the lead, make a sheet, and close the vault."""
    with closing(there.open()) as vault:
        return make_recovery(vault)


def agree_to_all(there: VaultFolder, name: str) -> None:
    """Let a member agree to everything they are asked."""
    with closing(there.open(name)) as vault:
        recovery = recovery_of(vault)
        for asked in state_of(vault).asked:
            recovery.agree(asked.circle, True)


def state_of(vault: Vault) -> Recovery:
    state = recovery_of(vault).state()
    assert state is not None
    return state


def member_ids(there: VaultFolder) -> dict[str, MemberId]:
    return {one.name: one.id for one in peek(there.folder).members}
