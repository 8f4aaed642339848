"""What is shipped with the program is whole."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from coc_desk.paths import resources

ICONS = sorted((resources() / "icons").glob("*.svg"))
FONTS = sorted((resources() / "fonts").glob("*.ttf"))


def cmap(name: str) -> set[int]:
    with TTFont(resources() / "fonts" / f"{name}.ttf") as font:
        return set(font.getBestCmap())


@pytest.mark.parametrize("icon", ICONS, ids=lambda path: path.stem)
def test_an_icon_takes_its_colour_from_the_theme(icon: Path) -> None:
    svg = ET.fromstring(icon.read_text("utf-8"))
    assert svg.get("viewBox") == "0 0 24 24"
    assert svg.get("stroke") == "currentColor"


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_a_font_may_be_embedded_and_has_its_licence_beside_it(font: Path) -> None:
    with TTFont(font) as opened:
        assert opened["OS/2"].fsType == 0
    family = "NotoSans" if font.name.startswith("NotoSans") else "AtkinsonHyperlegibleNext"
    assert "SIL OPEN FONT LICENSE" in (font.parent / f"{family}-OFL.txt").read_text("utf-8")


def test_the_icons_have_their_licence_beside_them() -> None:
    assert len(ICONS) > 100
    assert "ISC License" in (resources() / "icons" / "LICENSE.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("NotoSans-Regular", "Zażółć Ελληνικά Кириллица"),
        ("NotoSansArabic-Regular", "مرحبا"),
        ("NotoSansHebrew-Regular", "שלום"),
        ("NotoSansDevanagari-Regular", "नमस्ते"),
        ("NotoSansThai-Regular", "สวัสดี"),
        ("NotoSansGeorgian-Regular", "გამარჯობა"),
        ("NotoSansArmenian-Regular", "Բարև"),
        ("NotoSansBengali-Regular", "নমস্কার"),
        ("NotoSansTamil-Regular", "வணக்கம்"),
    ],
)
def test_a_script_can_be_printed_without_the_systems_fonts(name: str, text: str) -> None:
    assert {ord(letter) for letter in text if letter != " "} <= cmap(name)


def test_fonts_stay_under_six_million_bytes() -> None:
    assert sum(font.stat().st_size for font in FONTS) < 6_000_000
