"""What a file is, by its first bytes and not by its name."""

import itertools
import mimetypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from coc_desk.playbook.answers import clean

HEAD_BYTES = 4096
"""How much of a file is looked at."""
PDF_WITHIN = 1024
"""Readers take a PDF that begins within so many bytes (ISO 32000-1, annex H)."""

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
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf2", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (8, b"WAVE", "audio/wav"),
    (0, b"{\\rtf", "application/rtf"),
)

_IN_ZIP = ("application/vnd.openxmlformats", "application/vnd.oasis", "application/epub", "application/java-archive")
_IN_OLE = ("application/msword", "application/vnd.ms-", "application/vnd.ms-outlook")
_WOULD_BE_KNOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf")
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

_OFFICE = "application/vnd.openxmlformats-officedocument."
_ENDS = {
    ".docx": _OFFICE + "wordprocessingml.document",
    ".xlsx": _OFFICE + "spreadsheetml.sheet",
    ".pptx": _OFFICE + "presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".epub": "application/epub+zip",
    ".msg": "application/vnd.ms-outlook",
    ".exe": "application/x-executable",
    ".dll": "application/x-executable",
    ".webp": "image/webp",
    ".heic": "image/heic",
    ".avif": "image/avif",
    ".mkv": "video/x-matroska",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".md": "text/markdown",
    ".sh": "text/x-sh",
    ".js": "text/javascript",
}
"""What the ends of names say where Python's own table depends on its version or is silent."""
_KNOWN_ENDS = mimetypes.MimeTypes()

LONGEST_NAME = 120
"""Characters of a file's name that are kept; with the end of an ordinary name it fits every file system."""
_TURNS = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of what follows: they can make `exe.gnp` read as `png.exe`."""
_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|]')

VIEWED = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain")
"""What the program shows by itself, from memory."""


@dataclass(frozen=True)
class Recognised:
    """What a file is and, when its name says something else, what it claims to be."""

    media: str
    claims: str


def file_name(said: str) -> str:
    """Return the name of a file as it is kept: on one line, with nothing that means something to a disk or a reader."""
    plain = _TURNS.sub("", clean(said, one_line=True)).strip()
    name = _NOT_IN_NAMES.sub("_", PurePosixPath(plain.replace("\\", "/")).name).strip(". ")
    if len(name) <= LONGEST_NAME:
        return name or "file"
    end = PurePosixPath(name).suffix[:16]
    return name[: LONGEST_NAME - len(end)] + end


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
    says = _said_by(name)
    return Recognised(_sharpened(is_really, says), "" if not says or _fits(says, is_really) else says)


def _said_by(name: str) -> str:
    """Return what the end of a name says, by the same list on every system; nothing for something packed."""
    end = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return _ENDS.get(end) or _KNOWN_ENDS.types_map[True].get(end) or _KNOWN_ENDS.types_map[False].get(end) or ""


def _by_content(head: bytes) -> str:
    for place, magic, media in _MAGIC:
        if head[place : place + len(magic)] == magic:
            return media
    if b"%PDF-" in head[:PDF_WITHIN]:
        return "application/pdf"
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
    # Nothing is known of the content: the name may well be right, unless it says something that would be known.
    return is_really == "application/octet-stream" and not says.startswith(_WOULD_BE_KNOWN)


def _sharpened(is_really: str, says: str) -> str:
    return (
        says if is_really in ("application/zip", "application/x-ole-storage") and _fits(says, is_really) else is_really
    )
