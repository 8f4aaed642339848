"""Writing a copy of a file outside the vault: whole, or not at all."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from coc_desk.casework.errors import Trouble
from coc_desk.casework.media import file_name
from coc_desk.i18n import _


def write_copy(folder: Path, name: str, pieces: Iterable[bytes]) -> Path:
    """Write pieces under a name that is free in `folder`; raises `Trouble`, and then nothing half-written stays."""
    target = _free(folder, file_name(name))
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("xb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
    except OSError as problem:
        with suppress(OSError):  # the stick is gone or protected, and nothing is on it
            part.unlink(missing_ok=True)
        advice = _("Nothing half-written stays. Choose another folder, then try again.")
        raise Trouble(_("The copy could not be written there."), advice, "copy") from problem
    return target


def _free(folder: Path, name: str) -> Path:
    first = folder / name
    return next(
        one for one in (first, *(first.with_stem(f"{first.stem}-{n}") for n in range(2, 1000))) if not one.exists()
    )
