"""The open vault's recovery and backups, as the desk asks for them."""

from datetime import datetime

from coc_desk.casework.entries import Clock, now
from coc_desk.casework.safekeeping import BackingUp
from coc_desk.keys.passphrase import FLOOR, Cost
from coc_desk.vault.backup import Snapshot, Stillness, parts_of
from coc_desk.vault.recovery import VaultRecovery
from coc_desk.vault.vault import Vault


class VaultSafekeeping:
    """Implements `Safekeeping`."""

    def __init__(self, vault: Vault, clock: Clock = now, cost: Cost | None = None, floor: Cost = FLOOR) -> None:
        self._vault, self._clock = vault, clock
        self.recovery = VaultRecovery(vault, cost, floor)

    def begin_backup(self) -> Snapshot:
        """Hold every open circle still and list what goes into the backup; milliseconds."""
        return begin_backup(self._vault, self._clock())

    def end_backup(self, backup: BackingUp) -> None:
        end_backup(self._vault)


def begin_backup(vault: Vault, at: datetime) -> Snapshot:
    """Hold a vault as it is now, in its own thread; `end_backup` has to follow."""
    still, unready = Stillness(), vault.hold_files()
    try:
        for store in vault.stores:
            store.database.hold(still.give_up)
        names = frozenset(store.database.path.name for store in vault.stores)
        return Snapshot(vault.folder, vault.id, vault.header.event, parts_of(vault.folder, unready, names), at, still)
    except BaseException:
        end_backup(vault)
        raise


def end_backup(vault: Vault) -> None:
    """Let a vault go on as usual, in its own thread."""
    for store in vault.stores:
        store.database.let_go()
    vault.let_files_go()
