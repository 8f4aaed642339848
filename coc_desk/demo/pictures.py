"""A picture of every screen, taken without a display."""

from collections.abc import Sequence
from pathlib import Path

from coc_desk.casework.desk import Desk


def take_pictures(desk: Desk, vault: Path, folder: Path) -> Sequence[Path]:
    """Grab every screen into `folder` as PNG; return the files."""
    return []
