"""How the program was started, and what is done before there is a window; it knows nothing of Qt."""

import ctypes
import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from coc_desk.paths import Profile

log = logging.getLogger("coc_desk")
LOG_BYTES = 500_000
"""A log above this is put aside when the program starts; the one put aside before it goes."""
PR_SET_DUMPABLE = 4


@dataclass(frozen=True)
class Start:
    """How the program was started."""

    profile: Profile
    vault: Path | None = None
    locked: str = ""
    """When this is the fresh program after a lock: why, and the times, as `ending` was told."""
    choose: bool = False
    """Whether another member shall be chosen."""


def places(where: TracebackType | None) -> str:
    """Return file and line of each call, without a word of what was in them."""
    places = []
    while where is not None:
        code = where.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{where.tb_lineno}")
        where = where.tb_next
    return " < ".join(reversed(places))


def log_to(folder: Path) -> None:
    """Log ids and kinds into a file of at most 1 MB; without a log where the disk takes none."""
    if any(isinstance(one, logging.FileHandler | logging.NullHandler) for one in log.handlers):
        return
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        current = folder / "coc-desk.log"
        if current.exists() and current.stat().st_size > LOG_BYTES:
            current.replace(folder / "coc-desk.old.log")
        file = logging.FileHandler(current, encoding="utf-8")
    except OSError:
        log.addHandler(logging.NullHandler())
        return
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(file)


def keep_to_itself() -> None:
    """Leave no core dump, and keep other processes of the same user out of this one's memory, where that can be had."""
    if not sys.platform.startswith("linux"):
        return
    import resource  # noqa: PLC0415 # Windows has none

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
