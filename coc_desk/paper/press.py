"""The press: typesets a Document as a tagged PDF, in memory, and keeps what it needs for the next one warm."""

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import typst

from coc_desk.casework.document import Document, Hit, Needle, paragraphs
from coc_desk.i18n import _
from coc_desk.paper import leaks, reading, sealing
from coc_desk.paper.lettering import clean
from coc_desk.paper.reading import Picture
from coc_desk.paper.sheet import Sheet, Values, practice_word
from coc_desk.paper.trouble import PaperTrouble
from coc_desk.paper.typefaces import Typefaces


class Press:
    """Makes pages, seals them, reads them back. No plain page ever leaves memory, and any thread may ask."""

    def __init__(self, template: Path, fonts: Path) -> None:
        """Take the template (`page.typ`, alone in its folder) and the folder of bundled fonts."""
        self._template = template
        self._fonts = fonts
        self._busy = threading.RLock()

    def render(self, document: Document) -> bytes:
        """Return `document` as a PDF/UA-1 file, not encrypted: to be looked at, searched, printed or sealed.

        What no font can show is printed as its code point, see `uncovered`. PaperTrouble if it cannot be laid out.
        """
        with self._busy:
            kind = self._type_for(document)
            for plainly in (False, True):
                if pdf := _typeset(kind.compiler, Sheet(document, kind.faces, plainly).values()):
                    return pdf
        raise PaperTrouble(_("The page could not be laid out."), _("Nothing was written, and everything is kept."))

    def uncovered(self, document: Document) -> list[str]:
        """Return the characters of `document` that no font here can show, each once."""
        with self._busy:
            return self._type_for(document).faces.uncovered(_all_text(document))

    def find(self, pdf: bytes, document: Document, needles: Sequence[Needle]) -> list[Hit]:
        """Return where `needles` stand in the finished, unsealed `pdf` or in the `document` it was made from."""
        return leaks.find(pdf, document, needles)

    def seal(self, pdf: bytes, passphrase: str) -> bytes:
        """Return `pdf` encrypted (AES-256) so that only `passphrase` opens it; see `sealing.seal`."""
        return sealing.seal(pdf, passphrase)

    def page_count(self, pdf: bytes, passphrase: str = "") -> int:
        """Return the number of pages; PaperTrouble if the passphrase does not open it."""
        return reading.page_count(pdf, passphrase)

    def picture(self, pdf: bytes, page: int, scale: float = 1.0, passphrase: str = "") -> Picture:
        """Return page `page` (1-based) drawn on white at `scale` pixels a point (1/72 inch)."""
        return reading.picture(pdf, page, scale, passphrase)

    def text_of(self, pdf: bytes, passphrase: str = "") -> list[str]:
        """Return the words of each page as a reader's program extracts them."""
        return reading.text_of(pdf, passphrase)

    @cached_property
    def _bundled(self) -> "_Type":
        return self._type(Typefaces(self._fonts))

    @cached_property
    def _all(self) -> "_Type":
        return self._type(Typefaces(self._fonts, system=True))

    def _type(self, faces: Typefaces) -> "_Type":
        return _Type(faces, typst.Compiler(str(self._template), str(self._template.parent), faces.fonts))

    def _type_for(self, document: Document) -> "_Type":
        """Return the bundled fonts, together with this system's only when needed: looking through these takes time."""
        return self._all if self._bundled.faces.uncovered(_all_text(document)) else self._bundled


@dataclass(frozen=True)
class _Type:
    """Fonts, and the compiler that has them at hand."""

    faces: Typefaces
    compiler: typst.Compiler


def _typeset(compiler: typst.Compiler, values: Values) -> bytes | None:
    """Return the PDF, None where Typst refuses: its own words quote the page and are not kept."""
    sheet = {"sheet": json.dumps(values, ensure_ascii=False)}
    try:
        pdf = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=0, sys_inputs=sheet)
    except typst.TypstError:
        return None
    return pdf if isinstance(pdf, bytes) else None


def _all_text(document: Document) -> str:
    said = (paragraph.text for paragraph in paragraphs(document))
    return clean("".join((*said, document.page_of, document.more, practice_word())))
