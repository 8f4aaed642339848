"""The bundled typeface and the sizes it is set in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

FAMILY: Final = "Atkinson Hyperlegible Next"
FALLBACK: Final = "Noto Sans"

_NUMBERS: Final = QFont.Tag("tnum")


@dataclass(frozen=True)
class Role:
    """What a text is for decides its size."""

    size: int
    """Pixels of the design."""
    line: int
    """Pixels from one line to the next."""
    weight: int


ROLES: Final[Mapping[str, Role]] = {
    "title": Role(26, 32, 600),
    "section": Role(20, 28, 600),
    "card": Role(16, 22, 600),
    "big": Role(17, 24, 600),
    "input": Role(15, 22, 400),
    "body": Role(14, 20, 400),
    "label": Role(14, 20, 600),
    "second": Role(13, 18, 400),
    "chip": Role(13, 18, 500),
    "cap": Role(12, 16, 500),
}
"""13 is the floor for all but key caps and initials, which repeat what is said elsewhere."""


def load(fonts: Path) -> None:
    """Make the typeface known to Qt: once, before the first widget."""
    for file in sorted(fonts.glob("AtkinsonHyperlegibleNext*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def load_scripts(fonts: Path) -> None:
    """Make the fonts of other scripts known, for systems without them; the unlock window does not wait for it."""
    for file in sorted(fonts.glob("NotoSans*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


@lru_cache(maxsize=256)
def font(role: str, scale: float = 1.0, *, numbers: bool = False, weight: int = 0) -> QFont:
    """Return the font of a role at a size of text; `numbers` gives all digits one width.

    It is shared, so it is copied before it is changed.
    """
    made = QFont([FAMILY, FALLBACK])
    made.setPixelSize(round(ROLES[role].size * scale))
    made.setWeight(QFont.Weight(weight or ROLES[role].weight))
    if numbers:
        made.setFeature(_NUMBERS, 1)
    return made
