"""One program per vault at a time."""

from pathlib import Path

from filelock import FileLock, Timeout

from coc_desk.vault import trouble
from coc_desk.vault.trouble import told

LOCK = "vault.lock"


class VaultLock:
    """Held while the vault is open; the system lets go of it when the program ends, however that happens."""

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / LOCK, timeout=0, is_singleton=False)
        with told(folder):
            try:
                self._lock.acquire()
            except Timeout:
                raise trouble.busy() from None

    def release(self) -> None:
        """Let the next one in."""
        self._lock.release()
