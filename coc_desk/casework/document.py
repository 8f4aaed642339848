"""A page to be printed, as values: what paper renders and what the leak check looks through."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Source:
    """Where a text on the page comes from, so that a hit can lead back to it."""

    incident: str = ""
    """Code name of the incident, empty for what belongs to the event."""
    part: str = ""
    """Which input of the handoff it was typed in (`watch`, `summary`, `contingency`, ...); empty when automatic."""
    label: str = ""
    """That input in words."""
    edited: datetime | None = None


@dataclass(frozen=True)
class Span:
    """A run of text."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` is `plain`, `small`, `if-then` (bar at its side), `verbatim` (theirs), `big` or `hanging`.

    In a hanging one the first span stands at the side, the rest beside it: the time of a promise, the name of a phone.
    """

    spans: tuple[Span, ...]
    style: str = "plain"
    source: Source = Source()

    @property
    def text(self) -> str:
        """Its words without the emphasis."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Frame:
    """Paragraphs in a frame: danger."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Columns:
    """Blocks beside each other under small headings."""

    columns: tuple[tuple[str, tuple[Paragraph, ...]], ...]


@dataclass(frozen=True)
class Table:
    """A table with one row of headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True)
class Blank:
    """Lines to write on by hand, with a label each, which may be empty."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One incident on the page: code name, urgency, flags at the right, blocks; kept on one page if it fits."""

    title: str
    badge: str
    badge_style: str
    """`filled` (act now), `border` (watch), `thin` (steady) or empty: survives a black-and-white printer."""
    right: tuple[Span, ...]
    blocks: "tuple[Block, ...]"


Block = Paragraph | Frame | Columns | Table | Blank | Item


@dataclass(frozen=True)
class Section:
    """A numbered part of the page."""

    number: int
    title: str
    note: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A whole page to be printed."""

    title: str
    subtitle: str
    right_title: str
    """Copy for whom."""
    right_note: str
    """Confidential, destroy by."""
    facts: tuple[tuple[str, str], ...]
    """From, To, Made, Profile, ... in one line under the head; one without a label stands at the far end."""
    sections: tuple[Section, ...]
    foot: tuple[str, ...]
    language: str = "en"
    practice: bool = False
    meta_title: str = "Handoff"
    """The title in the file's metadata: never a name."""
    page_of: str = "Page {page} of {pages}"
    more: str = field(default="", compare=False)
    """In the foot of a page that is followed by further sections; {sections} becomes their numbers ("4-9", "9")."""


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Every text of the page in reading order, heads and badges included as paragraphs without a source."""
    for text in (document.title, document.subtitle, document.right_title, document.right_note, *document.foot):
        yield Paragraph((Span(text),))
    for label, value in document.facts:
        yield Paragraph((Span(f"{label} {value}"),))
    for section in document.sections:
        yield Paragraph((Span(f"{section.title} {section.note}"),))
        for block in section.blocks:
            yield from _inside(block)


def _inside(block: Block) -> Iterator[Paragraph]:
    match block:
        case Paragraph():
            yield block
        case Frame(inner):
            yield from inner
        case Columns(columns):
            for heading, inner in columns:
                yield Paragraph((Span(heading),))
                yield from inner
        case Table(headings, rows):
            yield from (Paragraph((Span(heading),)) for heading in headings)
            for row in rows:
                yield from row
        case Blank(labels):
            yield from (Paragraph((Span(label),)) for label in labels)
        case Item():
            yield Paragraph((Span(f"{block.title} {block.badge}"), *block.right))
            for inner_block in block.blocks:
                yield from _inside(inner_block)


@dataclass(frozen=True)
class Needle:
    """Something that must not be on the page."""

    text: str
    what: str
    """Its disclosure class: name, contact, badge or handle."""
    person: str
    """Code name of the person it belongs to."""
    incident: str
    """Code name of the incident that holds it."""


@dataclass(frozen=True)
class Hit:
    """A needle that was found."""

    needle: Needle
    page: int
    """1-based page of the finished PDF; 0 when it was found only in the data that went in."""
    source: Source
    certain: bool
    """False for a word that may be an ordinary one ("Li", "green"): a responder may say that it is."""
