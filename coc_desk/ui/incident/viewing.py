"""What is seen of a file, made of its bytes in any thread: with limits, since nobody knows what it holds."""

from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from coc_desk.casework.errors import Trouble
from coc_desk.i18n import _

MOST_CHARACTERS: Final = 200_000
"""More of a text makes the window wait."""
MOST_PIXELS: Final = 60_000_000
"""Above what cameras of telephones make; a picture of that size takes 240 MB while it is drawn."""
MOST_PAGES: Final = 20
WIDEST: Final = 560
LONGEST: Final = 4000
"""Pixels in height of one picture: a strip a thousand times as high as wide is no page."""
SCALE: Final = 1.4


class Picture(Protocol):
    """A drawn page: rows of 32-bit pixels."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    @property
    def stride(self) -> int: ...

    @property
    def bgrx(self) -> bytes: ...


class Pictures(Protocol):
    """What draws the pages of a PDF."""

    def page_count(self, pdf: bytes) -> int: ...

    def picture(self, pdf: bytes, page: int, scale: float = 1.0) -> Picture: ...


@dataclass(frozen=True)
class Seen:
    """What can be shown of a file."""

    text: str = ""
    images: tuple[QImage, ...] = ()
    remark: str = ""
    """A sentence about what is not shown."""


def seen(media: str, content: bytes, pictures: Pictures | None) -> Seen:
    """Return what is shown of a file; never raises for what is in it."""
    if media == "text/plain":
        return _text(content)
    if media != "application/pdf":
        return _image(content)
    return _pages(content, pictures) if pictures is not None else cannot_be_shown()


def cannot_be_shown() -> Seen:
    """Say that there is nothing to see."""
    return Seen(remark=_("This file cannot be shown. A copy can be saved."))


def _text(content: bytes) -> Seen:
    text = content[: 4 * MOST_CHARACTERS].decode("utf-8", "replace")
    if len(text) <= MOST_CHARACTERS and len(content) <= 4 * MOST_CHARACTERS:
        return Seen(text)
    remark = _("The first {n} characters are shown. A copy holds all of them.").format(n=f"{MOST_CHARACTERS:,}")
    return Seen(text[:MOST_CHARACTERS], remark=remark)


def _image(content: bytes) -> Seen:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if not size.isValid():
        return cannot_be_shown()
    if size.width() * size.height() > MOST_PIXELS:
        remark = _("This picture is too large to be shown here: {width} by {height} pixels. A copy can be saved.")
        return Seen(remark=remark.format(width=size.width(), height=size.height()))
    reader.setAutoTransform(True)
    # JPEG is decoded at the smaller size; everything else is drawn whole and made smaller at once.
    reader.setScaledSize(_fitting(size))
    image = reader.read()
    return cannot_be_shown() if image.isNull() else Seen(images=(image,))


def _pages(content: bytes, pictures: Pictures) -> Seen:
    try:
        count = pictures.page_count(content)
        images = tuple(_page(pictures.picture(content, page, SCALE)) for page in range(1, min(count, MOST_PAGES) + 1))
    except (Trouble, MemoryError):
        return cannot_be_shown()
    if count <= MOST_PAGES:
        return Seen(images=images)
    return Seen(
        images=images, remark=_("The first {n} pages are shown. A copy holds all of them.").format(n=MOST_PAGES)
    )


def _page(drawn: Picture) -> QImage:
    shared = QImage(drawn.bgrx, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
    fitting = _fitting(shared.size())
    if fitting == shared.size():
        return shared.copy()
    return shared.scaled(fitting, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _fitting(size: QSize) -> QSize:
    most = QSize(WIDEST, LONGEST)
    if size.width() <= most.width() and size.height() <= most.height():
        return size
    return size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
