"""Every screen in small and large windows, with small and large text: readable, and usable without a mouse.

With COC_DESK_PICTURES=FOLDER in the environment a picture of each is written there, for people to look at.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from coc_desk.ui.style import Appearance
from coc_desk.ui.theme import Theme
from tests.ui import seeing
from tests.ui.screens import EVERY, Stage

PICTURES = os.environ.get("COC_DESK_PICTURES", "")
BIG, SMALL = (1280, 800), (1024, 640)


@dataclass(frozen=True)
class Worn:
    """A size of window, a theme, a size of text."""

    size: tuple[int, int]
    theme: Theme
    scale: float

    def __str__(self) -> str:
        return f"{self.size[0]}x{self.size[1]}-{self.theme}-{round(100 * self.scale)}"


LOOKS = (
    Worn(BIG, "light", 1.0),
    Worn(BIG, "dark", 1.5),
    Worn(BIG, "light", 2.0),
    Worn(SMALL, "dark", 1.0),
    Worn(SMALL, "light", 1.5),
)
"""The smallest room there is to be is 640x400 of 100 % text: 1024x640 at 150 %, 1280x800 at 200 %."""


WALKED = (LOOKS[0], LOOKS[-1])
"""In these Tab goes through everything: the widest and the narrowest."""


@pytest.fixture(scope="module", params=LOOKS, ids=str)
def stage(request: pytest.FixtureRequest, dressed: Appearance) -> Iterator[tuple[Stage, Worn]]:
    worn: Worn = request.param
    dressed.choose(worn.theme, worn.scale)
    made = Stage(worn.size)
    yield made, worn
    made.close()
    dressed.choose("light", 1.0)


@pytest.fixture
def screen(stage: tuple[Stage, Worn], request: pytest.FixtureRequest) -> QWidget:
    shown = stage[0].show(request.param)
    if PICTURES:
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        stage[0].room.grab().save(str(folder / f"{request.param}-{stage[1]}.png"))
    return shown


every_screen = pytest.mark.parametrize("screen", EVERY, indirect=True)


@every_screen
def test_it_can_be_read_and_used_without_a_mouse(stage: tuple[Stage, Worn], screen: QWidget) -> None:
    checks: list[Callable[[QWidget], Iterator[str]]] = [
        seeing.pressed_together,
        seeing.cut_off,
        seeing.overlapping,
        seeing.scrolled_sideways,
        seeing.unnamed,
        seeing.too_small,
    ]
    if stage[1] in WALKED:
        checks.append(seeing.out_of_reach)
    wrong = [f"{check.__name__.replace('_', ' ')}: {said}" for check in checks for said in check(screen)]
    assert not wrong, "\n".join(wrong)
