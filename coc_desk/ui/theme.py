"""How everything looks: the colours of the four themes, the size of text, and the widths at which a page changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import Final, Literal, get_args

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QPen, QStyleHints

Theme = Literal["light", "dark", "contrast-dark", "contrast-light"]

THEMES: Final[tuple[Theme, ...]] = get_args(Theme)

TOKENS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "window": ("#F4F2ED", "#14181A", "#000000", "#FFFFFF"),
    "rail": ("#EAE7DF", "#0F1214", "#000000", "#FFFFFF"),
    "surface": ("#FFFFFF", "#1C2123", "#000000", "#FFFFFF"),
    "sunken": ("#F0EDE6", "#171B1D", "#000000", "#FFFFFF"),
    "raised": ("#FFFFFF", "#252B2E", "#000000", "#FFFFFF"),
    "hover": ("#F0EDE6", "#272E31", "#1F1F1F", "#E6E6E6"),
    "selected": ("#D9E9EA", "#1B363B", "#0A3A40", "#C9F0F4"),
    "line": ("#DEDAD0", "#333B3F", "#FFFFFF", "#000000"),
    "control": ("#827C71", "#7E898D", "#FFFFFF", "#000000"),
    "text": ("#1A2123", "#EFEDE8", "#FFFFFF", "#000000"),
    "text2": ("#434C4F", "#C2C8C9", "#FFFFFF", "#000000"),
    "text3": ("#575F62", "#A3ACAF", "#E6E6E6", "#1A1A1A"),
    "disabled": ("#8A9194", "#6C767A", "#A6A6A6", "#595959"),
    "accent": ("#0D5963", "#78C3CB", "#6FE3F0", "#00383F"),
    "accent-hover": ("#09454E", "#93D3DA", "#A6F0F8", "#00525C"),
    "accent-press": ("#06343B", "#5EABB4", "#4CC4D1", "#00242A"),
    "on-accent": ("#FFFFFF", "#06191C", "#000000", "#FFFFFF"),
    "accent-soft": ("#DCEBEC", "#17343A", "#000000", "#FFFFFF"),
    "accent-text": ("#0A4A53", "#93D3DA", "#6FE3F0", "#00383F"),
    "focus": ("#0D5963", "#93D3DA", "#FFD400", "#0033CC"),
    "danger": ("#9C2823", "#F0938A", "#FF9D94", "#8A0000"),
    "on-danger": ("#FFFFFF", "#2B0906", "#000000", "#FFFFFF"),
    "danger-soft": ("#FBEAE7", "#3B1E1B", "#000000", "#FFFFFF"),
    "danger-line": ("#D58A83", "#8C4A44", "#FF9D94", "#8A0000"),
    "danger-text": ("#84201C", "#FFBDB5", "#FF9D94", "#8A0000"),
    "warn": ("#7D4B00", "#E9B957", "#FFD400", "#5C3700"),
    "on-warn": ("#FFFFFF", "#241800", "#000000", "#FFFFFF"),
    "warn-soft": ("#FBF0D9", "#33280F", "#000000", "#FFFFFF"),
    "warn-line": ("#CFA454", "#7C611F", "#FFD400", "#5C3700"),
    "warn-text": ("#653C00", "#F6D392", "#FFD400", "#5C3700"),
    "ok": ("#28613A", "#8ACB96", "#8CF0A0", "#004D1A"),
    "on-ok": ("#FFFFFF", "#06200D", "#000000", "#FFFFFF"),
    "ok-soft": ("#E4F0E5", "#18311E", "#000000", "#FFFFFF"),
    "ok-line": ("#8FBD98", "#43724D", "#8CF0A0", "#004D1A"),
    "ok-text": ("#1F4F2E", "#AFDFB7", "#8CF0A0", "#004D1A"),
    "practice": ("#652C71", "#D6A3E0", "#F0A8FF", "#5A0070"),
    "on-practice": ("#FFFFFF", "#25082B", "#000000", "#FFFFFF"),
    "practice-alt": ("#54225F", "#C38FCE", "#F0A8FF", "#5A0070"),
    "practice-soft": ("#F4E9F6", "#301A36", "#000000", "#FFFFFF"),
    "practice-text": ("#54225F", "#E9C6F0", "#F0A8FF", "#5A0070"),
    "c1": ("#0D5963", "#78C3CB", "#6FE3F0", "#00383F"),
    "c2": ("#B4720A", "#E0A03A", "#FFB000", "#8A5200"),
    "c3": ("#6E7BC8", "#B3A3E6", "#C9B8FF", "#3F3A9A"),
    "c4": ("#33261C", "#F3E3B5", "#FFFFFF", "#000000"),
    "c5": ("#7A8286", "#7E898D", "#A6A6A6", "#595959"),
    "scrim": ("#8C1A2123", "#A6000000", "#A6000000", "#8C1A2123"),
    "shadow": ("#33000000", "#33000000", "#00000000", "#00000000"),
}
"""Every colour, by what it is for: one value a theme, in the order of `THEMES`; eight digits begin with the opacity."""


class Width(StrEnum):
    """How much room a page has, seen from the size of its text."""

    WIDE = "wide"
    MIDDLE = "middle"
    NARROW = "narrow"


WIDE_FROM: Final = 1120
MIDDLE_FROM: Final = 900


@cache
def _colour(theme: Theme, token: str) -> QColor:
    return QColor(TOKENS[token][THEMES.index(theme)])


@dataclass(frozen=True)
class Look:
    """One theme at one size of text."""

    theme: Theme = "light"
    scale: float = 1.0
    """1.0 to 2.0; everything grows with the text, not the text alone."""

    @cached_property
    def contrast(self) -> bool:
        """Whether soft grounds vanish, so that what stands on one needs a border."""
        return self.theme.startswith("contrast")

    @cached_property
    def dark(self) -> bool:
        """Whether light text stands on dark ground."""
        return self.theme.endswith("dark")

    @property
    def field_ground(self) -> str:
        """The token of the ground of what is typed into."""
        return "sunken" if self.theme == "dark" else "surface"

    def colour(self, token: str) -> QColor:
        """Return a token's colour; KeyError when there is none of that name."""
        return _colour(self.theme, token)

    def px(self, design: float) -> int:
        """Return real pixels for a length of the design, which is drawn at 100 %."""
        return round(design * self.scale)

    def hairline(self, token: str, width: float = 1) -> QPen:
        """Return a pen of whole pixels: at least one, and rather thin as the text grows."""
        return QPen(self.colour(token), max(1.0, float(int(width * self.scale))))

    def stroke(self, token: str, width: float) -> QPen:
        """Return a pen for round drawings, as wide as the design has it."""
        return QPen(self.colour(token), width * self.scale)

    def width(self, pixels: int) -> Width:
        """Return the class of a window that is so many real pixels wide."""
        effective = pixels / self.scale
        return Width.WIDE if effective >= WIDE_FROM else Width.MIDDLE if effective >= MIDDLE_FROM else Width.NARROW


_BARE: Final = Look()


def look() -> Look:
    """Return the look the program wears now; before it wears any, light at 100 %."""
    app = QCoreApplication.instance()
    worn = app.property("look") if app is not None else None
    return worn if isinstance(worn, Look) else _BARE


def chosen(setting: str, hints: QStyleHints) -> Theme:
    """Return the theme for a choice made in the settings; "system" (and anything unknown) follows the system."""
    for theme in THEMES:
        if theme == setting:
            return theme
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast-dark" if dark else "contrast-light"
    return "dark" if dark else "light"


def still(hints: QStyleHints) -> bool:
    """Return whether nothing may move on the screen."""
    # Qt tells it since 6.12, which does not run on every Python yet.
    asked = getattr(hints.accessibility(), "motionPreference", None)
    return asked is not None and asked().name == "ReducedMotion"
