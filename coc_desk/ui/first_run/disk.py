"""What is to be known of the disk a vault is to be kept on."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStorageInfo

_NETWORK = ("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "ceph", "glusterfs", "davfs")
SHARED: Final = frozenset((*_NETWORK, *(f"fuse.{kind}" for kind in ("sshfs", "rclone", "davfs", "gvfsd-fuse"))))
"""File systems that lie on another machine. Two laptops at once on one vault would damage it."""


@dataclass(frozen=True)
class Disk:
    """The disk under a folder."""

    free: int
    """Bytes; -1 when it cannot be told."""
    writable: bool = True
    shared: bool = False
    """Whether it is another machine's."""


LookAt = Callable[[Path], Disk]


def disk_of(folder: Path) -> Disk:
    """Look at the disk under a folder that is there or will be."""
    there = existing(folder)
    kind = bytes(QStorageInfo(str(there)).fileSystemType().data()).decode("ascii", "replace").lower()
    shared = kind in SHARED or str(folder).startswith("\\\\")
    try:
        free = shutil.disk_usage(there).free
    except OSError:
        free = -1
    return Disk(free, os.access(there, os.W_OK), shared)


def existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return next((one for one in (folder, *folder.parents) if one.exists()), Path("/"))
