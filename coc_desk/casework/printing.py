"""What the handoff needs of whatever makes paper, and what it gets from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from coc_desk.casework.document import Document, Hit, Needle
from coc_desk.casework.entries import stamp
from coc_desk.casework.errors import Refused
from coc_desk.i18n import _


class PagePicture(Protocol):
    """A page as it looks, on white."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    @property
    def stride(self) -> int:
        """Bytes from one row to the next."""
        ...

    @property
    def bgrx(self) -> bytes:
        """Four bytes a pixel: blue, green, red, unused."""
        ...


class Printing(Protocol):
    """What makes paper of a document; the paper layer does it. Any thread may ask."""

    def render(self, document: Document) -> bytes:
        """Return the finished PDF, tagged, not encrypted, in memory only."""
        ...

    def find(self, pdf: bytes, document: Document, needles: Sequence[Needle]) -> list[Hit]:
        """Search the finished PDF, and what went into it, for what must not be there."""
        ...

    def seal(self, pdf: bytes, passphrase: str) -> bytes:
        """Return the PDF encrypted with AES-256, metadata scrubbed."""
        ...

    def text_of(self, pdf: bytes) -> list[str]:
        """Return the words of each page."""
        ...

    def picture(self, pdf: bytes, page: int, scale: float = 1.0) -> PagePicture:
        """Return page `page` (1-based) drawn at `scale` pixels a point (1/72 inch)."""
        ...


@dataclass(frozen=True)
class Preview:
    """A receiver's copy as it would be written."""

    pdf: bytes
    hits: tuple[Hit, ...]
    """What must not be there; without the places that the responder said hold another word."""
    searched: int
    """How many names, contacts, badges and handles were looked for."""
    left_out: int
    document: Document


class Blocked(Refused):
    """Nothing was written: the finished page holds something its profile does not allow."""

    def __init__(self, hits: Sequence[Hit], searched: int = 0) -> None:
        super().__init__(_("Nothing was written. The finished PDF holds something that the profile does not allow."))
        self.hits = tuple(hits)
        self.searched = searched
        """How many names, contacts, badges and handles were looked for."""


def place_of(hit: Hit) -> str:
    """Return by what a hit is known when the responder says it is an ordinary word: once edited, a text is another."""
    source = hit.source
    edited = stamp(source.edited) if source.edited else ""
    return "\n".join((hit.needle.what, hit.needle.text, source.incident, source.part or source.label, edited))
