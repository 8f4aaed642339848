"""Bringing a recovery page onto paper: straight to the printer, or as an encrypted PDF; never plain on a disk."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.document import Document
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.printing import PagePicture
from coc_desk.casework.recovering import SealedPage
from coc_desk.i18n import _
from coc_desk.ui.handoff.paper import image_of
from coc_desk.ui.handoff.print_out import DOTS, JOB, AskPrinter, ask_printer, on_paper
from coc_desk.ui.handoff.writing import AskFolder, ask_folder
from coc_desk.ui.tasks import Tasks


class PaperOut(QObject):
    """Prints or writes one page."""

    printed = Signal()
    written = Signal(object)
    """The SealedPage, with the words that open it."""
    problem = Signal(str)

    def __init__(
        self,
        over: QWidget,
        desk: Desk,
        tasks: Tasks,
        printer: AskPrinter = ask_printer,
        folder: AskFolder = ask_folder,
    ) -> None:
        super().__init__(over)
        self._over, self._desk, self._tasks = over, desk, tasks
        self._ask_printer, self._ask_folder = printer, folder

    def print_page(self, page: Document) -> None:
        """Ask for the printer, then send the page to it."""
        try:
            printer = self._ask_printer(self._over)
        except Refused as refusal:
            self.problem.emit(str(refusal))
            return
        if printer is None:
            return
        self._run(partial(self._drawn, page), partial(self._put, printer))

    def _drawn(self, page: Document) -> PagePicture:
        return self._desk.printing.picture(self._desk.printing.render(page), 1, DOTS / 72)

    def _put(self, printer: QPrinter, picture: PagePicture) -> None:
        printer.setDocName(JOB)
        printer.setCreator(JOB)
        printer.setFullPage(True)
        painter = QPainter(printer)
        if not painter.isActive():
            self.problem.emit(_("The printer did not take the page. Look at it, then print again."))
            return
        image = image_of(picture)
        painter.drawImage(on_paper(printer, image), image)
        painter.end()
        self.printed.emit()

    def write_page(self, page: Document) -> None:
        """Ask for a folder, then write the page into it, encrypted."""
        if folder := self._ask_folder(self._over, ""):
            self._run(partial(self._desk.seal_recovery_page, page, Path(folder)), self._written)

    def _written(self, sealed: SealedPage) -> None:
        self.written.emit(sealed)

    def _run(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._tasks.run(work, then, self._otherwise)

    def _otherwise(self, problem: Exception) -> None:
        if not isinstance(problem, Refused | Trouble):
            raise problem
        self.problem.emit(str(problem))
