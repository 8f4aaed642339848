"""A Document as the values that the page's template lays out: every text cleaned, with its direction and language."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from coc_desk.casework.document import (
    Blank,
    Block,
    Columns,
    Document,
    Frame,
    Item,
    Paragraph,
    Section,
    Span,
    Table,
)
from coc_desk.i18n import _
from coc_desk.paper.lettering import breakable, clean, clusters, direction, language, numbers_apart
from coc_desk.paper.room import HALF, NARROW, PAGE_LINES, WIDE, columns_of, letters, lines, row_lines, shares_of
from coc_desk.paper.typefaces import Typefaces

_EASY = 0.6
"""The share of a line that a word may take before it is hyphenated."""
Values = dict[str, Any]


class Sheet:
    """Turns a document into the template's values.

    `plainly` also spells out characters that are made of several: the second try, should a font disappoint.
    """

    def __init__(self, document: Document, faces: Typefaces, plainly: bool = False) -> None:
        self._document = document
        self._faces = faces
        self._plainly = plainly
        self._lang = document.language.split("-")[0]
        self._dir = "rtl" if self._lang in ("ar", "fa", "he", "ur") else "ltr"

    def values(self) -> Values:
        """Return what `resources/paper/page.typ` reads."""
        page = self._document
        practice = practice_word() if page.practice else ""
        return {
            "lang": self._lang,
            "dir": self._dir,
            "fonts": self._faces.families(),
            "meta-title": " – ".join(part for part in (practice, clean(page.meta_title).strip() or "–") if part),
            "title": self._or_none(page.title, HALF),
            "subtitle": self._words(page.subtitle),
            "right-title": self._words(page.right_title, HALF),
            "right-note": self._words(page.right_note, HALF),
            "facts": [{"label": self._or_none(label), "value": self._words(value)} for label, value in page.facts],
            "sections": [self._section(section) for section in page.sections],
            "foot": [self._words(text) for text in page.foot],
            "page-of": self._pieces(page.page_of),
            "more": self._pieces(page.more) if page.more else None,
            "practice": self._or_none(practice),
        }

    def _section(self, section: Section) -> Values:
        return {
            "number": section.number,
            "title": self._words(section.title, NARROW),
            "note": self._or_none(section.note, NARROW),
            "blocks": self._blocks(section.blocks),
        }

    def _blocks(self, blocks: Iterable[Block]) -> list[Values]:
        """Return blocks, hanging paragraphs that follow each other as one, so that they share the width of the side."""
        shown: list[Values] = []
        for hanging, group in groupby(blocks, _hangs):
            values = [self._block(block) for block in group]
            shown += [{"kind": "group", "paragraphs": values}] if hanging else values
        return shown

    def _block(self, block: Block) -> Values:
        match block:
            case Paragraph():
                return self._paragraph(block) | {"kind": "paragraph"}
            case Frame(paragraphs):
                return {"kind": "frame", "paragraphs": self._paragraphs(paragraphs)}
            case Columns():
                return self._columns(block)
            case Table():
                return self._table(block)
            case Blank(labels):
                return {"kind": "blank", "labels": [self._or_none(label) for label in labels]}
            case Item():
                return self._item(block)

    def _item(self, item: Item) -> Values:
        return {
            "kind": "item",
            "title": self._or_none(item.title),
            "badge": self._or_none(item.badge),
            "badge-style": item.badge_style,
            "right": self._runs(item.right, WIDE),
            "kept": _kept(item),
            "blocks": self._blocks(item.blocks),
        }

    def _columns(self, block: Columns) -> Values:
        columns = [
            {"heading": self._or_none(heading, HALF), "paragraphs": self._paragraphs(paragraphs, HALF)}
            for heading, paragraphs in block.columns
        ]
        return {"kind": "columns", "columns": columns}

    def _table(self, table: Table) -> Values:
        rooms = columns_of(table)
        headings = tuple(Paragraph((Span(heading),)) for heading in table.headings)
        return {
            "kind": "table",
            "widths": shares_of(rooms),
            "headings": self._row(headings, rooms)["cells"],
            "rows": [self._row(row, rooms) for row in table.rows],
        }

    def _row(self, row: Sequence[Paragraph], rooms: Sequence[float]) -> Values:
        """Return a row of a table, kept on one page unless it is so long that it may not fit on one."""
        cells = [self._paragraph(cell, int(room * 0.8)) for cell, room in zip(row, rooms, strict=True)]
        return {"cells": cells, "kept": row_lines(row, rooms) < PAGE_LINES / 2}

    def _paragraphs(self, paragraphs: Iterable[Paragraph], room: int = WIDE) -> list[Values]:
        return [self._paragraph(paragraph, room) for paragraph in paragraphs]

    def _paragraph(self, paragraph: Paragraph, room: int = WIDE) -> Values:
        words = self._runs(paragraph.spans, room)
        if not _hangs(paragraph):
            return words | {"style": paragraph.style.replace("hanging", "plain")}
        side, *rest = paragraph.spans
        beside = self._runs((Span(side.text.rstrip(), side.bold),), room)
        return self._runs(rest, room) | {"style": "hanging", "dir": words["dir"], "side": beside}

    def _words(self, text: str, room: int = WIDE) -> Values:
        return self._runs((Span(text),), room)

    def _or_none(self, text: str, room: int = WIDE) -> Values | None:
        return self._words(text, room) if clean(text).strip() else None

    def _runs(self, spans: Iterable[Span], room: int) -> Values:
        """Return the lines of a text, each a list of runs, with the direction and language of the whole."""
        cleaned = [Span(clean(span.text), span.bold) for span in spans]
        whole = "".join(span.text for span in cleaned)
        way, tongue = direction(whole, self._dir), language(whole, self._lang)
        hyphenate = room < WIDE and any(len(word) > room * _EASY for word in whole.split())
        rows: list[list[Values]] = [[]]
        for span in cleaned:
            first, *others = self._shown(breakable(span.text, room)).split("\n")
            rows[-1].extend(_line(first, span.bold, way))
            rows.extend(_line(other, span.bold, way) for other in others)
        return {
            "lines": rows,
            "dir": way,
            "lang": tongue,
            "fonts": self._faces.choice(whole, tongue),
            "hyphenate": hyphenate,
        }

    def _shown(self, text: str) -> str:
        shown = self._faces.spelled_out(text)
        return "".join(map(_taken_apart, clusters(shown))) if self._plainly else shown

    def _pieces(self, template: str) -> list[str]:
        """Split a sentence at its {placeholders}, so that the page can put numbers there."""
        return [self._shown(clean(piece)) for piece in re.split(r"(\{\w+\})", template) if piece]


def practice_word() -> str:
    """Return the word that every page of a practice vault bears."""
    return _("PRACTICE")


def _hangs(block: Block) -> bool:
    """Tell whether the first words stand at the side: there have to be others, and they must leave them room."""
    if not isinstance(block, Paragraph) or block.style != "hanging" or len(block.spans) < 2:
        return False
    return letters(block.spans[0].text) <= HALF


def _kept(item: Item) -> bool | None:
    """Tell whether an item goes on one page; None when it has to be measured, which takes time."""
    height = lines(item)
    return None if PAGE_LINES * 0.7 < height < PAGE_LINES * 1.5 else height < PAGE_LINES


def _taken_apart(cluster: str) -> str:
    return cluster[0] + "".join(f"[U+{ord(part):04X}]" for part in cluster[1:])


def _line(text: str, bold: bool, way: str) -> list[Values]:
    """Return the runs of one line; between right-to-left words a number of several groups is a run by itself."""
    parts = numbers_apart(text) if way == "rtl" else [text]
    return [{"text": part, "bold": bold, "number": place % 2 == 1} for place, part in enumerate(parts) if part]
