"""What a file is, by its first bytes and not by its name."""

import itertools
import mimetypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

HEAD_BYTES = 4096
"""How much of a file is looked at."""

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"MZ", "application/x-executable"),
    (0, b"\x7fELF", "application/x-executable"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (8, b"WAVE", "audio/wav"),
    (0, b"{\\rtf", "application/rtf"),
)

_IN_ZIP = ("application/vnd.openxmlformats", "application/vnd.oasis", "application/epub", "application/java-archive")
_IN_OLE = ("application/msword", "application/vnd.ms-", "application/vnd.ms-outlook")
_KIN = {
    "audio/mp4": "video/mp4",
    "video/quicktime": "video/mp4",
    "audio/x-m4a": "video/mp4",
    "audio/mp4a-latm": "video/mp4",
    "video/x-matroska": "video/webm",
    "audio/x-wav": "audio/wav",
    "video/ogg": "audio/ogg",
    "image/heif": "image/heic",
}

VIEWED = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain")
"""What the program shows by itself, from memory."""


@dataclass(frozen=True)
class Recognised:
    """What a file is and, when its name says something else, what it claims to be."""

    media: str
    claims: str


def first_bytes(pieces: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Return the first `HEAD_BYTES` of a file and the whole file again."""
    taken: list[bytes] = []
    rest = iter(pieces)
    for piece in rest:
        taken.append(piece)
        if sum(map(len, taken)) >= HEAD_BYTES:
            break
    return b"".join(taken)[:HEAD_BYTES], itertools.chain(taken, rest)


def recognised(head: bytes, name: str) -> Recognised:
    """Tell what a file is; `claims` is set when the end of its name says something that its content is not."""
    is_really = _by_content(head)
    says = mimetypes.guess_type(name, strict=False)[0] or ""
    return Recognised(_sharpened(is_really, says), "" if not says or _fits(says, is_really) else says)


def _by_content(head: bytes) -> str:
    for place, magic, media in _MAGIC:
        if head[place : place + len(magic)] == magic:
            return media
    return "text/plain" if _is_text(head) else "application/octet-stream"


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        head[: HEAD_BYTES - 4].decode() if len(head) >= HEAD_BYTES else head.decode()
    except UnicodeDecodeError as cut:
        return cut.start >= len(head) - 8 and len(head) > 8
    return True


def _fits(says: str, is_really: str) -> bool:
    if _KIN.get(says, says) == is_really:
        return True
    if is_really == "application/zip":
        return says.startswith(_IN_ZIP)
    if is_really == "application/x-ole-storage":
        return says.startswith(_IN_OLE)
    if is_really == "text/plain":
        return says.startswith("text/") or says in (
            "application/json",
            "application/xml",
            "message/rfc822",
            "image/svg+xml",
        )
    # Nothing is known of the content: the name may well be right.
    return is_really == "application/octet-stream" and not says.startswith(
        ("image/png", "image/jpeg", "image/gif", "text/", "application/pdf")
    )


def _sharpened(is_really: str, says: str) -> str:
    return (
        says if is_really in ("application/zip", "application/x-ole-storage") and _fits(says, is_really) else is_really
    )
