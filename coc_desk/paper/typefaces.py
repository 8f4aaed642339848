"""The fonts a page is set in, and which characters none of them can show."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from unicodedata import category, normalize

import typst
from fontTools.ttLib import TTFont

from coc_desk.paper.lettering import BREAK, clusters

_FIRST = ("Atkinson Hyperlegible Next", "Noto Sans")
_CHINESE = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei")
_JAPANESE = ("Noto Sans CJK JP", "Source Han Sans", "Hiragino Sans", "Yu Gothic", "Meiryo")
_KOREAN = ("Noto Sans CJK KR", "Source Han Sans K", "Apple SD Gothic Neo", "Malgun Gothic")
_ANY_OF_THESE = ("WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback")
_EMOJI = ("Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", "Noto Emoji")
_FROM_SYSTEM = (*_CHINESE, *_JAPANESE, *_KOREAN, *_ANY_OF_THESE, *_EMOJI)
"""Families for Chinese, Japanese, Korean and emoji: too large to bring along, there on most systems. Best first."""
_PREFERRED: dict[str, tuple[str, ...]] = {
    "any": _FIRST,
    "wide": _FIRST[::-1],
    "ja": (_FIRST[0], *_JAPANESE),
    "ko": (_FIRST[0], *_KOREAN),
}
"""What comes first: the same characters look different in Japanese and Korean, and the first family has few letters."""
_NEVER_SHOWN = set(map(ord, f"\n {BREAK}\u200c\u200d\u200e\u200f\ufe0e\ufe0f"))


@dataclass(frozen=True)
class Face:
    """One family, by the file of its regular weight."""

    family: str
    path: Path
    index: int

    @cached_property
    def covers(self) -> frozenset[int]:
        """The code points it has glyphs for."""
        with TTFont(self.path, fontNumber=self.index, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())


class Typefaces:
    """The bundled fonts of one folder or, for what they lack, also those of this system."""

    def __init__(self, folder: Path, system: bool = False) -> None:
        self.fonts = typst.Fonts(system, False, [str(folder)])
        fonts = sorted(self.fonts.fonts(), key=_oddness, reverse=True)
        found = {font.family: Face(font.family, Path(font.path).resolve(), font.index) for font in fonts if font.path}
        bundled = sorted(family for family, face in found.items() if face.path.parent == folder.resolve())
        order = [*_FIRST, *bundled, *_FROM_SYSTEM]
        self.faces = [found[family] for family in dict.fromkeys(order) if family in found]

    def families(self) -> dict[str, list[str]]:
        """Return the families in order of preference, by the names that `choice` gives."""
        names = [face.family for face in self.faces]
        orders = {name: [family for family in first if family in names] for name, first in _PREFERRED.items()}
        return {name: list(dict.fromkeys([*first, *names])) for name, first in orders.items()}

    def choice(self, text: str, language: str) -> str:
        """Return which order of families suits a text: one whose letters the first family lacks is not set in two."""
        if language in _PREFERRED:
            return language
        first, second = self.faces[:2]
        lacking = set(map(ord, text)) - first.covers
        return "wide" if any(chr(code).isalpha() for code in lacking & second.covers) else "any"

    def uncovered(self, text: str) -> list[str]:
        """Return the characters of `text` that no font can show in their place, each once, in order."""
        return list(dict.fromkeys(part for whole in self._to_check(text) for part in self._odd(whole)))

    def spelled_out(self, text: str) -> str:
        """Return `text` with each character that no font can show as its code point: [U+5979]."""
        return "".join(map(self._spelled, clusters(text))) if self.uncovered(text) else text

    def _to_check(self, text: str) -> list[str]:
        """Return the clusters of `text`, none at all when each character has a font and none is a mark."""
        letters = set(text)
        if not self._lacking(set(map(ord, letters))) and all(category(letter)[0] != "M" for letter in letters):
            return []
        return list(dict.fromkeys(clusters(text)))

    def _lacking(self, codes: set[int]) -> set[int]:
        """Return the code points that no font has, opening further fonts only as long as something is missing."""
        left = codes - _NEVER_SHOWN
        for face in self.faces:
            if not left:
                break
            left = left - face.covers
        return left

    def _odd(self, cluster: str) -> list[str]:
        """Return what to spell out in a cluster: a letter and its marks cannot come from two fonts."""
        if self._one_covers(cluster) or self._one_covers(normalize("NFC", cluster)):
            return []
        lacking = self._lacking(set(map(ord, cluster)))
        return [part for part in cluster if ord(part) in lacking or category(part)[0] == "M"]

    def _one_covers(self, cluster: str) -> bool:
        codes = set(map(ord, cluster)) - _NEVER_SHOWN
        return any(codes <= face.covers for face in self.faces)

    def _spelled(self, cluster: str) -> str:
        odd = self._odd(cluster)
        if not odd:
            return cluster
        visible = (part for part in cluster if ord(part) not in _NEVER_SHOWN)
        return "".join(f"[U+{ord(part):04X}]" if part in odd else part for part in visible)


def _oddness(font: typst.FontInfo) -> tuple[bool, int]:
    """Rank a font by how far it is from the upright regular of its family."""
    return font.style != "normal", abs(font.weight - 400)
