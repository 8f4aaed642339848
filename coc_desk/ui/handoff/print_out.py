"""Printing a copy directly: the same pictures as in the preview, at the printer's sharpness, without a file."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.handoff_page import Copy
from coc_desk.casework.printing import Blocked, PagePicture, Preview
from coc_desk.i18n import _
from coc_desk.ui.handoff.paper import image_of
from coc_desk.ui.tasks import Tasks

DOTS = 300
"""Dots an inch: text is sharp, and a page takes 35 MB for a moment."""
JOB = "CoC Desk"
"""Name of the print job: never a name, place, kind or count."""

AskPrinter = Callable[[QWidget], QPrinter | None]


def ask_printer(over: QWidget) -> QPrinter | None:
    """Ask for a printer; `Refused` when there is none. Printing into a file is not offered: it would not be sealed."""
    if not QPrinterInfo.availablePrinterNames():
        raise Refused(_("No printer is set up on this laptop. The encrypted PDF can be written instead."))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, over)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


class PrintOut(QObject):
    """Prints one copy: checked, then recorded, then sent page by page."""

    busy = Signal(bool)
    stopped = Signal(object, object)
    """The Copy, and the Blocked that stopped it."""
    troubled = Signal(object)
    refused = Signal(object)
    printed = Signal(str)
    """The receiver's name."""

    def __init__(self, over: QWidget, desk: Desk, tasks: Tasks, ask: AskPrinter) -> None:
        super().__init__(over)
        self._over, self._desk, self._tasks, self._ask = over, desk, tasks, ask

    def start(self, copy: Copy) -> None:
        """Check a copy, ask for the printer, record it and print it."""
        self.busy.emit(True)
        work = partial(self._checked, copy)
        self._tasks.run(work, partial(self._send, copy), partial(self._otherwise, copy))

    def _checked(self, copy: Copy) -> tuple[Preview, int]:
        preview = self._desk.check_copy(copy)
        return preview, len(self._desk.printing.text_of(preview.pdf))

    def _send(self, copy: Copy, checked: tuple[Preview, int]) -> None:
        preview, pages = checked
        try:
            printer = self._ask(self._over)
            if printer is None:
                self.busy.emit(False)
                return
            printer.setDocName(JOB)
            printer.setCreator(JOB)
            printer.setFullPage(True)
            self._desk.print_handoff(copy, preview)
            painter = QPainter(printer)
            if not painter.isActive():
                raise Trouble(_("The printer did not take the page."), _("Look at the printer, then print again."))
        except (Refused, Trouble) as problem:
            self._otherwise(copy, problem)
            return
        self._page(copy, preview, painter, printer, 1, pages)

    def _page(self, copy: Copy, preview: Preview, painter: QPainter, printer: QPrinter, page: int, pages: int) -> None:
        """Have one page drawn in a thread, put it on paper, go on with the next."""

        def put(picture: PagePicture) -> None:
            image = image_of(picture)
            painter.drawImage(on_paper(printer, image), image)
            if page < pages:
                printer.newPage()
                self._page(copy, preview, painter, printer, page + 1, pages)
                return
            painter.end()
            self.busy.emit(False)
            self.printed.emit(copy.receiver)

        draw = partial(self._desk.printing.picture, preview.pdf, page, DOTS / 72)
        self._tasks.run(draw, put, partial(self._otherwise, copy))

    def _otherwise(self, copy: Copy, problem: Exception) -> None:
        self.busy.emit(False)
        if isinstance(problem, Blocked):
            self.stopped.emit(copy, problem)
        elif isinstance(problem, Refused):
            self.refused.emit(problem)
        elif isinstance(problem, Trouble):
            self.troubled.emit(problem)
        else:
            raise problem


def on_paper(printer: QPrinter, page: QImage) -> QRectF:
    """Return where a page goes: as large as the sheet allows, in its middle."""
    sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    side = QSizeF(page.size()).scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF(QPointF((sheet.width() - side.width()) / 2, (sheet.height() - side.height()) / 2), side)
