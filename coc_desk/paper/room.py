"""How much room texts take, estimated in letters and lines: to share a table's width, to know what surely fits."""

from collections.abc import Iterable
from unicodedata import east_asian_width

from coc_desk.casework.document import Blank, Block, Columns, Frame, Item, Paragraph, Table

WIDE, HALF, NARROW = 48, 28, 20
"""Letters of one word that surely fit on a line of the page, of one of two columns, of the number column."""
PAGE_LINES = 52
"""Lines of text that a page holds."""

_LINE, _TABLE_LINE, _APART = 85, 90.0, 2.5
"""Letters on a line of text, on one of a table, and how many of these each column of a table takes to stand apart."""


def letters(text: str) -> int:
    """Return the width of `text` in letters of middling width; those of Chinese, Japanese and Korean count twice."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def columns_of(table: Table) -> list[float]:
    """Share a line's letters among the columns: short cells stay whole, what is left goes to those with more to say."""
    longest = [max(letters(heading), 4) for heading in table.headings]
    for row in table.rows:
        longest = [max(most, letters(cell.text)) for most, cell in zip(longest, row, strict=True)]
    line = _TABLE_LINE - _APART * len(longest)
    fair = next((most for most in range(NARROW, 4, -1) if sum(min(most, length) for length in longest) <= line), 4)
    left = max(0.0, line - sum(min(fair, length) for length in longest))
    hunger = [max(0, length - fair) ** 0.5 + 0.1 for length in longest]
    return [min(fair, length) + left * share / sum(hunger) for length, share in zip(longest, hunger, strict=True)]


def shares_of(columns: Iterable[float]) -> list[float]:
    """Return the shares of the width that give these columns their letters."""
    return [column + _APART for column in columns]


def lines(block: Block, line: float = _LINE) -> float:
    """Estimate how many lines of text a block is high, `line` letters wide."""
    match block:
        case Paragraph():
            return 0.5 + sum(1 + letters(part) // line for part in block.text.split("\n"))
        case Frame(paragraphs):
            return 2 + _sum(paragraphs, line - 5)
        case Columns(columns):
            share = line / len(columns) - 4
            return 2 + max(_sum(paragraphs, share) for _heading, paragraphs in columns)
        case Table(rows=rows):
            widths = columns_of(block)
            return 2 + sum(row_lines(row, widths) for row in rows)
        case Blank(labels):
            return 2.1 * len(labels)
        case Item(blocks=blocks):
            return 3 + _sum(blocks, line)


def row_lines(row: Iterable[Paragraph], columns: Iterable[float]) -> float:
    """Estimate how many lines a row of a table is high."""
    return max((lines(cell, column) for cell, column in zip(row, columns, strict=True)), default=1)


def _sum(blocks: Iterable[Block], line: float) -> float:
    return sum(lines(block, line) for block in blocks)
