"""Reading a finished PDF back from memory: its pictures, its words, its properties."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium

from coc_desk.i18n import _
from coc_desk.paper.trouble import PaperTrouble

MOST_PIXELS = 40_000_000
"""Of one picture: a page of A4 at nine pixels a point."""
_one_at_a_time = threading.Lock()
"""PDFium keeps its state per process and breaks when two threads use it."""


@dataclass(frozen=True)
class Picture:
    """A page as it looks, on white."""

    width: int
    height: int
    stride: int
    """Bytes from one row to the next."""
    bgrx: bytes
    """Four bytes a pixel: blue, green, red, unused. This is QImage's Format_RGB32."""


def page_count(pdf: bytes, passphrase: str = "") -> int:
    """Return the number of pages; PaperTrouble if it does not open."""
    with _opened(pdf, passphrase) as paper:
        return len(paper)


def picture(pdf: bytes, page: int, scale: float = 1.0, passphrase: str = "") -> Picture:
    """Return page `page` (1-based) drawn at `scale` pixels a point (1/72 inch); PaperTrouble if it does not open."""
    with _opened(pdf, passphrase) as paper:
        drawn = paper[page - 1]
        bitmap = drawn.render(scale=_bearable(drawn, scale), fill_color=(255, 255, 255, 255), prefer_bgrx=True)
        return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def text_of(pdf: bytes, passphrase: str = "") -> list[str]:
    """Return the words of each page as a reader's program extracts them; PaperTrouble if it does not open."""
    with _opened(pdf, passphrase) as paper:
        return [page.get_textpage().get_text_range() for page in paper]


def bodies_of(pdf: bytes, foot: float, passphrase: str = "") -> list[str]:
    """Return the words of each page without its lowest `foot` points (1/72 inch), which hold no text that runs on."""
    with _opened(pdf, passphrase) as paper:
        return [page.get_textpage().get_text_bounded(bottom=foot) for page in paper]


def properties_of(pdf: bytes, passphrase: str = "") -> list[str]:
    """Return the texts that are shown outside the pages: properties and outline; PaperTrouble if it does not open."""
    with _opened(pdf, passphrase) as paper:
        outline = [bookmark.get_title() for bookmark in paper.get_toc()]
        return [*paper.get_metadata_dict(skip_empty=True).values(), *outline]


@contextmanager
def _opened(pdf: bytes, passphrase: str) -> Iterator[pdfium.PdfDocument]:
    with _one_at_a_time:
        try:
            paper = pdfium.PdfDocument(pdf, password=passphrase or None)
        except pdfium.PdfiumError:
            paper = None
        if paper is None:
            raise PaperTrouble(_("That did not open the PDF."), _("The words may differ, or the file may be damaged."))
        try:
            yield paper
        except pdfium.PdfiumError:
            raise PaperTrouble(
                _("A page of this PDF cannot be read."), _("The file may be damaged. Nothing was changed.")
            ) from None
        finally:
            paper.close()


def _bearable(page: pdfium.PdfPage, scale: float) -> float:
    """Return a scale that draws no more than `MOST_PIXELS`: a file may say that its page is a hundred metres wide."""
    width, height = page.get_size()
    wanted = max(1.0, width) * max(1.0, height) * scale**2
    return scale if wanted <= MOST_PIXELS else float(scale * (MOST_PIXELS / wanted) ** 0.5)
