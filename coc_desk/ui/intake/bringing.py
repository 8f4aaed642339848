"""Files that are dropped anywhere on the page, or pasted: watched for, so that they do not land in a text as a path."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QWidget

from coc_desk.i18n import _
from coc_desk.ui.intake.taking import Source, sources_in
from coc_desk.ui.parts import paint
from coc_desk.ui.theme import look


class DropHint(QWidget):
    """What is seen over the page while files are held over it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        painter.fillRect(self.rect(), worn.colour("scrim"))
        sign = QRectF(0, 0, min(worn.px(360), self.width()), worn.px(96))
        sign.moveCenter(QRectF(self.rect()).center())
        paint.box(painter, sign, 12, fill="raised", edge="focus", width=2, dashed=True)
        paint.words(painter, sign, _("Let go to keep it with this report"), "card", "text", wrap=True)


class Bringing(QObject):
    """Watches a page for files that are dropped on it and pictures that are pasted into it."""

    brought = Signal(list)
    """The sources, to be taken in."""

    def __init__(self, page: QWidget, time_now: Callable[[], str]) -> None:
        """Take the page, and what tells the time a pasted picture is named for."""
        super().__init__(page)
        self._page, self._time_now = page, time_now
        self._hint = DropHint(page)
        self._focus: QObject | None = None
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def follow(self, focus: QWidget) -> None:
        """Watch the keys of what has the focus now, and of nothing else."""
        if self._focus is not None and self._focus is not self._page:
            self._focus.removeEventFilter(self)
        self._focus = focus
        focus.destroyed.connect(self._forget)
        focus.installEventFilter(self)

    def _forget(self) -> None:
        self._focus = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take drops of files, and pasted files and pictures; leave everything else alone."""
        match event.type():
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste):
                return self._bring(QGuiApplication.clipboard().mimeData())
            case QEvent.Type.DragEnter | QEvent.Type.DragMove if isinstance(event, QDropEvent):
                return self._hold(event)
            case QEvent.Type.DragLeave:
                self._hint.hide()
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                self._hint.hide()
                event.acceptProposedAction()
                return self._bring(event.mimeData())
        return False

    def _hold(self, event: QDropEvent) -> bool:
        data = event.mimeData()
        if not (data.hasImage() or any(url.isLocalFile() for url in data.urls())):
            return False
        event.acceptProposedAction()
        self._hint.setGeometry(self._page.rect())
        self._hint.raise_()
        self._hint.show()
        return True

    def _bring(self, data: QMimeData) -> bool:
        sources: list[Source] = sources_in(data, self._time_now())
        if sources:
            self.brought.emit(sources)
        return bool(sources)
