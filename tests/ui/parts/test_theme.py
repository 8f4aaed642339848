"""The colours reach the contrast they promise, and the look follows settings and system."""

import re
from functools import partial
from itertools import combinations
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.paths import resources
from coc_desk.ui import icons, style, theme, typeface
from coc_desk.ui.parts.layouts import Scroll
from coc_desk.ui.style import Appearance, Ring
from coc_desk.ui.theme import THEMES, TOKENS, Look, Theme, Width, chosen
from tests.ui.around.laptop import Room

NEEDED = {
    7.0: "text:surface text:selected text:danger-soft text2:rail accent-text:accent-soft on-accent:accent "
    "danger-text:danger-soft on-danger:danger warn-text:warn-soft on-warn:warn ok-text:ok-soft "
    "on-practice:practice-alt text:window text:sunken text:raised text2:surface text:hover text2:sunken",
    4.5: "text3:rail text3:surface text3:sunken accent-text:surface accent-text:selected text2:warn-soft",
    3.0: "control:window control:surface focus:rail focus:surface "
    "c1:surface c2:surface c3:surface c4:surface c5:surface",
}
MEASURED = {
    ("text", "surface"): (16.3, 13.9, 21.0, 21.0),
    ("text2", "rail"): (7.1, 11.1, 21.0, 21.0),
    ("accent-text", "accent-soft"): (8.1, 7.9, 13.9, 12.8),
    ("on-danger", "danger"): (7.7, 8.1, 10.5, 10.1),
    ("on-practice", "practice-alt"): (11.9, 7.1, 11.8, 12.6),
    ("control", "window"): (3.7, 5.0, 21.0, 21.0),
}


def luminance(colour: QColor) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("worn", THEMES)
@pytest.mark.parametrize("need", NEEDED)
def test_every_pair_reaches_the_contrast_it_needs(worn: Theme, need: float) -> None:
    look = Look(worn)
    pairs = [pair.split(":") for pair in NEEDED[need].split()]
    low = {f"{on} on {ground}": contrast(look.colour(on), look.colour(ground)) for on, ground in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < need} == {}


@pytest.mark.parametrize(("pair", "ratios"), MEASURED.items())
def test_contrast_is_what_the_design_measured(pair: tuple[str, str], ratios: tuple[float, ...]) -> None:
    looks = [Look(worn) for worn in THEMES]
    assert [round(contrast(one.colour(pair[0]), one.colour(pair[1])), 1) for one in looks] == list(ratios)


@pytest.mark.parametrize("worn", THEMES)
def test_the_colours_of_a_chart_differ(worn: Theme) -> None:
    look = Look(worn)
    assert all(look.colour(one) != look.colour(other) for one, other in combinations(("c1", "c2", "c3", "c4", "c5"), 2))


def test_every_token_has_a_colour_in_every_theme() -> None:
    assert all(
        len(TOKENS[token]) == len(THEMES) and all(QColor(c).isValid() for c in TOKENS[token]) for token in TOKENS
    )


def test_soft_grounds_vanish_where_contrast_is_wanted() -> None:
    for worn in THEMES[2:]:
        look = Look(worn)
        assert look.contrast
        assert look.colour("warn-soft") == look.colour("surface")


@pytest.mark.parametrize(
    ("pixels", "scale", "width"),
    [
        (1120, 1.0, Width.WIDE),
        (1119, 1.0, Width.MIDDLE),
        (900, 1.0, Width.MIDDLE),
        (899, 1.0, Width.NARROW),
        (1280, 1.5, Width.NARROW),
        (1800, 1.5, Width.WIDE),
    ],
)
def test_a_page_changes_with_its_width_in_letters(pixels: int, scale: float, width: Width) -> None:
    assert Look("light", scale).width(pixels) is width


class Hints:
    """What a system says it wants."""

    def __init__(self, scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference) -> None:
        self.scheme, self.contrast = scheme, contrast

    def colorScheme(self) -> Qt.ColorScheme:
        return self.scheme

    def accessibility(self) -> Any:
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:
        return self.contrast


@pytest.mark.parametrize(
    ("scheme", "contrast", "expected"),
    [
        (Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference, "light"),
        (Qt.ColorScheme.Unknown, Qt.ContrastPreference.NoPreference, "light"),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference, "dark"),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.HighContrast, "contrast-dark"),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.HighContrast, "contrast-light"),
    ],
)
def test_the_theme_follows_the_system(scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference, expected: str) -> None:
    hints: Any = Hints(scheme, contrast)
    assert chosen("system", hints) == expected
    assert chosen("contrast-light", hints) == "contrast-light"


def test_nothing_moves_where_the_system_wants_it_still() -> None:
    class Wish:
        name = "ReducedMotion"

    class Still:
        def accessibility(self) -> Any:
            return self

        def motionPreference(self) -> Wish:
            return Wish()

    hints: Any = Still()
    assert theme.still(hints)
    assert not theme.still(QApplication.styleHints())


def test_the_sheet_is_filled_with_colours_and_real_pixels() -> None:
    sheet = style.sheet(Look("dark", 2.0))
    assert "@" not in sheet
    assert "min-height: 64px" in sheet
    assert Look("dark").colour("raised").name() in sheet


def test_another_look_reaches_parts_layouts_and_palette(appearance: Appearance) -> None:
    class Part(QWidget):
        dressings = 0

        def dress(self) -> None:
            self.dressings += 1

    part = Part()
    appearance.choose("dark", 1.5)
    assert part.dressings == 1
    assert theme.look() == Look("dark", 1.5)
    assert QApplication.palette().window().color() == Look("dark").colour("window")
    appearance.choose("dark", 1.5)
    assert part.dressings == 1


def test_an_icon_takes_the_colour_of_its_token_and_is_drawn_once(appearance: Appearance) -> None:
    drawn = icons.picture("check", 24, "danger", ratio=2.0)
    assert (drawn.width(), drawn.devicePixelRatio()) == (48, 2.0)
    image = drawn.toImage()
    seen = {
        image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    }
    assert seen == {Look().colour("danger").name()}
    assert icons.picture("check", 24, "danger", ratio=2.0).cacheKey() == drawn.cacheKey()


def test_an_icon_that_is_not_shipped_is_missed() -> None:
    with pytest.raises(FileNotFoundError):
        icons.picture("unicorn", 18, "text")


def test_every_icon_named_in_the_screens_is_shipped() -> None:
    shipped = {file.stem for file in (resources() / "icons").glob("*.svg")}
    code = [file.read_text("utf-8") for file in (resources().parent / "coc_desk" / "ui").rglob("*.py")]
    patterns = (
        r'icon="([a-z0-9-]+)"',
        r'Picture\("([a-z0-9-]+)"',
        r'IconButton\("([a-z0-9-]+)"',
        r'show_icon\("([a-z0-9-]+)"',
    )
    named = {name for text in code for pattern in patterns for name in re.findall(pattern, text)}
    assert len(named) > 20
    assert named - shipped == set()


def test_the_bundled_typeface_is_in_use(appearance: Appearance, qapp: QApplication) -> None:
    label = QLabel("Il1 O0")
    assert label.fontInfo().family() == typeface.FAMILY
    assert QApplication.font().pixelSize() == typeface.ROLES["body"].size


def test_digits_stand_in_column_where_that_is_asked(appearance: Appearance) -> None:
    tabular = QFontMetricsF(typeface.font("body", numbers=True))
    assert tabular.horizontalAdvance("11:11") == tabular.horizontalAdvance("08:40")


def test_no_text_is_smaller_than_13_but_what_repeats_others() -> None:
    assert min(role.size for name, role in typeface.ROLES.items() if name != "cap") == 13


def ring_around(part: QWidget) -> bool:
    """Whether the ring is seen around a part."""
    return any(isinstance(one, Ring) and one.isVisible() and one.widget() is part for one in QApplication.allWidgets())


def test_a_ring_that_went_with_its_window_is_followed_by_another(qtbot: QtBot, appearance: Appearance) -> None:
    for _window in range(2):
        button = QPushButton("Near")
        window = Room(button, (300, 200))
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        button.setFocus()
        qtbot.waitUntil(partial(ring_around, button))
        shiboken6.delete(window)


def test_the_ring_comes_to_a_part_that_was_out_of_sight_when_the_focus_came(
    qtbot: QtBot, appearance: Appearance
) -> None:
    inside = QWidget()
    inside.setMinimumHeight(2000)
    far = QPushButton("Far", inside)
    far.move(10, 1800)
    area = Scroll(inside)
    window = Room(area, (300, 200))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    far.setFocus()
    area.show_all_of(far)
    qtbot.waitUntil(lambda: ring_around(far))
