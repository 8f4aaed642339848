"""Taking files into the vault piece by piece, one after the other, while the window goes on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QImage

from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.intake import FileDraft
from coc_desk.casework.ledger import Progress
from coc_desk.casework.media import file_name
from coc_desk.i18n import _

PIECE: Final = 512 * 1024
"""Bytes that are read before the window gets its turn: a few milliseconds."""

PutFile = Callable[[str, Iterator[bytes], int, Progress | None], FileDraft]


@dataclass(frozen=True)
class Source:
    """A file that waits to be taken in: a path, or bytes that were pasted."""

    name: str
    path: Path | None = None
    content: bytes = b""

    def size(self) -> int:
        """Return its bytes; OSError when it cannot be looked at."""
        return self.path.stat().st_size if self.path else len(self.content)

    def pieces(self) -> Iterator[bytes]:
        """Yield its content."""
        if self.path is None:
            yield from (self.content[at : at + PIECE] for at in range(0, len(self.content), PIECE))
            return
        with self.path.open("rb") as opened:
            while piece := opened.read(PIECE):
                yield piece


class TakingFiles(QObject):
    """A queue of files on their way into the vault. Everything runs on the thread of the window, as the vault does."""

    taken = Signal(object, str)
    """A FileDraft that is in the vault, and the draft it was put in for."""
    went_on = Signal(str, int, int)
    """Name of the file, bytes so far, bytes in all."""
    refused = Signal(str)
    """A sentence about a file that was not kept."""
    troubled = Signal(object)
    rested = Signal()
    """Nothing is on its way any more."""

    def __init__(self, put_file: PutFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._put_file = put_file
        self._waiting: list[tuple[Source, str]] = []
        self._stopped = False
        self.busy = False

    def take(self, sources: list[Source], draft: str) -> None:
        """Take files in for a draft, after those that wait already."""
        self._waiting += [(one, draft) for one in sources]
        if not self.busy and self._waiting:
            self.busy = True
            # After the event that brought them: a drop has to end before the window can go on.
            QTimer.singleShot(0, self, self._next)

    def stop(self) -> None:
        """Stop the file that is on its way, and take none of those that wait."""
        self._stopped = True
        self._waiting.clear()

    def _next(self) -> None:
        while self._waiting:
            source, draft = self._waiting.pop(0)
            self._stopped = False
            self._take(source, draft)
        self.busy = False
        self.rested.emit()

    def _take(self, source: Source, draft: str) -> None:
        name = file_name(source.name)
        try:
            size = self._size_of(source)
            file = self._put_file(source.name, source.pieces(), size, self._progress(name))
        except Refused as refusal:
            self.refused.emit(f"{name}: {refusal}")
        except Trouble as trouble:
            sentence = _("Nothing was kept of {name}. {fact}")
            self.refused.emit(sentence.format(name=name, fact=trouble.fact))
            self.troubled.emit(trouble)
        except OSError:
            sentence = _("{name} cannot be read here. Nothing was kept of it, try to copy it to this laptop first.")
            self.refused.emit(sentence.format(name=name))
        else:
            self.taken.emit(file, draft)

    def _size_of(self, source: Source) -> int:
        if source.path and source.path.is_dir():
            raise Refused(_("A folder cannot be kept as it is. Add the files in it."))
        if source.path and source.path.exists() and not source.path.is_file():
            raise Refused(_("This is a device and no file. Nothing was kept of it."))
        return source.size()

    def _progress(self, name: str) -> Progress:
        def went_on(done: int, whole: int) -> bool:
            self.went_on.emit(name, done, whole)
            # Typing goes on and drafts are kept; a second file waits in the queue, so no file is put within another.
            QCoreApplication.processEvents()
            return not self._stopped

        return went_on


def sources_in(data: QMimeData, now: str) -> list[Source]:
    """Return the files or the picture that was dropped or copied; a picture is named for the time it came, `now`."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if paths:
        return [Source(path.name, path) for path in paths]
    if data.hasImage() and not data.hasText():
        image = data.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return [Source(_("picture {time}.png").format(time=now), content=png_of(image))]
    return []


def png_of(image: QImage) -> bytes:
    """Return an image as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes text
    return bytes(buffer.data().data())
