"""A little room on the disk, held by a file without content and given back when the last words would not fit."""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

NAME = "reserve"
SIZE = 1024 * 1024
"""Bytes held: an account of 20,000 words in any script with what the database needs around it, and to open again."""
ENOUGH = 20_000_000
"""Bytes free from which the room is taken again once it was given back: what a responder is asked to free."""


class Reserve:
    """The room held in a vault's folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._held = self._path.exists()

    def hold(self) -> None:
        """Hold the room, unless it is held or the disk is nearly full; never raises."""
        if self._held:
            return
        with suppress(OSError):
            if shutil.disk_usage(self._path.parent).free >= ENOUGH:
                self._take()
                self._held = True

    def _take(self) -> None:
        try:
            with self._path.open("xb", buffering=0) as file:
                if hasattr(os, "posix_fallocate"):
                    os.posix_fallocate(file.fileno(), 0, SIZE)
                else:
                    file.write(secrets.token_bytes(SIZE))  # zeros may take no room at all
        except OSError:
            self._path.unlink(missing_ok=True)
            raise

    def give_back(self) -> bool:
        """Give the room back; return whether there was any."""
        try:
            self._path.unlink()
        except OSError:
            return False
        finally:
            self._held = False
        return True
