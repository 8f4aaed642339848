"""Sealing a PDF: AES-256 under a passphrase of words, with nothing about its content left outside."""

import os
from contextlib import suppress
from io import BytesIO

import pikepdf

from coc_desk.i18n import _
from coc_desk.paper.trouble import PaperTrouble

LONGEST = 127
"""Bytes of a passphrase that count (ISO 32000-2, 7.6.4.3.3); a longer one would be cut in silence."""

_KEPT_PROPERTIES = (
    "{http://purl.org/dc/elements/1.1/}title",
    "{http://purl.org/dc/elements/1.1/}language",
    "{http://www.aiim.org/pdfua/ns/id/}part",
)


def seal(pdf: bytes, passphrase: str) -> bytes:
    """Return `pdf` encrypted (AES-256, revision 6) so that only `passphrase` opens it, without maker and dates.

    Raises ValueError for a passphrase that is empty or longer than 127 bytes, PaperTrouble if `pdf` is not a PDF.
    """
    if not 0 < len(passphrase.encode()) <= LONGEST:
        raise ValueError("a passphrase has 1 to 127 bytes")
    sealed = BytesIO()
    with _opened(pdf) as paper:
        _scrub(paper)
        paper.save(
            sealed,
            encryption=pikepdf.Encryption(user=passphrase, owner=os.urandom(24).hex(), R=6, aes=True, metadata=True),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return sealed.getvalue()


def _opened(pdf: bytes) -> pikepdf.Pdf:
    with suppress(pikepdf.PdfError):
        return pikepdf.open(BytesIO(pdf))
    raise PaperTrouble(_("The page could not be sealed."), _("Nothing was written."))


def _scrub(paper: pikepdf.Pdf) -> None:
    """Take out who made it, when and with what; the identifier, which stays in clear, no longer tells the content."""
    with paper.open_metadata(set_pikepdf_as_editor=False) as properties:
        for name in [name for name in properties if name not in _KEPT_PROPERTIES]:
            del properties[name]
    for key in {str(key) for key in paper.docinfo} - {"/Title"}:
        del paper.docinfo[key]
    paper.trailer["/ID"] = pikepdf.Array([pikepdf.String(os.urandom(16)) for _half in range(2)])
