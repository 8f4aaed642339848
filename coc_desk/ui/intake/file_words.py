"""What a file is, in words: its kind, its size, and when its name says something else than its content."""

from pathlib import PurePath
from typing import Final

from coc_desk.casework.counts import spoken_number
from coc_desk.casework.intake import FileDraft
from coc_desk.i18n import _

ICONS: Final = {"image": "file-image", "text": "file-text", "application/pdf": "file-text"}
MB: Final = 1_000_000
KB: Final = 1_000


def kind_of(media: str) -> str:
    """Return a media type as people call it."""
    family = media.partition("/")[0]
    by_family = {"image": _("a picture"), "video": _("a video"), "audio": _("a recording"), "text": _("plain text")}
    by_media = {
        "application/pdf": _("a PDF"),
        "application/x-executable": _("a program"),
        "application/zip": _("an archive"),
        "application/rtf": _("a document"),
        "application/octet-stream": _("of an unknown kind"),
    }
    return by_media.get(media) or by_family.get(family) or _("a document")


def size_of(size: int) -> str:
    """Return a number of bytes as people say it, in the units of file managers (1 MB = 1,000,000 bytes)."""
    if size >= 10 * MB:
        return _("{n} MB").format(n=round(size / MB))
    if size >= MB:
        return _("{n} MB").format(n=spoken_number(size / MB))
    return _("{n} kB").format(n=max(1, round(size / KB)))


def lie_of(file: FileDraft) -> str:
    """Return what is wrong with a file's name, or nothing: "The name says .jpg, the content is a program"."""
    if not file.claims:
        return ""
    end = PurePath(file.name).suffix
    return _("The name says {end}, the content is {kind}").format(end=end, kind=kind_of(file.media))


def icon_of(file: FileDraft) -> str:
    """Return the icon of a file's kind."""
    if file.claims:
        return "file-warning"
    return ICONS.get(file.media) or ICONS.get(file.media.partition("/")[0], "file")
