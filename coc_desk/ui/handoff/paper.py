"""The sheet of paper in the window: pictures of the real pages, by keyboard too."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from coc_desk.casework.printing import PagePicture
from coc_desk.i18n import _
from coc_desk.ui.theme import look

A4: Final = (595.276, 841.89)
"""Width and height of a page in points."""
ZOOMS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Steps of zoom; 1 fills the width there is."""
AROUND: Final = 16
"""Room around the sheet in design pixels."""
SETTLED_MS: Final = 60


def image_of(picture: PagePicture) -> QImage:
    """Return a page's picture as Qt knows it, with bytes of its own."""
    shared = QImage(picture.bgrx, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    return shared.copy()


class Sheet(QWidget):
    """The page itself, as big as the paper says."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.side = QSize()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def fit(self, side: QSize) -> None:
        """Be so many pixels big, with the room around it."""
        around = 2 * look().px(AROUND)
        self.side = side
        self.setMinimumSize(side + QSize(around, around))
        self.update()

    def where(self) -> QRect:
        """Return the place of the page: in the middle, at the top."""
        left = max(look().px(AROUND), (self.width() - self.side.width()) // 2)
        return QRect(left, look().px(AROUND), self.side.width(), self.side.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = QPainter(self), look()
        painter.fillRect(self.rect(), worn.colour("rail" if worn.dark else "line") if not worn.contrast else _window())
        if self.image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.where(), self.image)
        painter.setPen(worn.hairline("line"))
        painter.drawRect(self.where().adjusted(0, 0, -1, -1))


def _window() -> object:
    return look().colour("window")


class Paper(QScrollArea):
    """Shows one page of many; PgUp and PgDn go through them, + and - zoom."""

    wanted = Signal(int, float)
    """A page (1-based) is to be drawn at so many real pixels a point."""
    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.page, self._texts, self._name, self._zoom = 1, [""], "", ZOOMS.index(1.0)
        self.sheet = Sheet()
        self.setWidget(self.sheet)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("paper")
        self._settle = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settle.timeout.connect(self._want)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._texts)

    def ring(self) -> tuple[QWidget, float]:
        """Return where the ring of focus goes."""
        return self.viewport(), 0

    def show_pages(self, texts: Sequence[str], name: str) -> None:
        """Show other pages; their words are what screen readers get, `name` says whose copy it is."""
        self._texts, self._name = list(texts) or [""], name
        self.page = min(self.page, self.pages)
        self._tell()
        self._want()

    def show_picture(self, page: int, picture: PagePicture) -> None:
        """Show how a page looks, if it is still the one in front."""
        if page == self.page:
            self.sheet.image = image_of(picture)
            self._fit()

    def turn(self, by: int) -> None:
        """Go so many pages on, or back."""
        page = max(1, min(self.pages, self.page + by))
        if page != self.page:
            self.page = page
            self._tell()
            self._want()

    def zoom(self, by: int) -> None:
        """Show larger or smaller by a step."""
        self._zoom = max(0, min(len(ZOOMS) - 1, self._zoom + by))
        self._fit()
        self._want()

    def dress(self) -> None:
        """Take the size of text."""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page into the width; it is drawn sharp again once the width has settled."""
        super().resizeEvent(event)
        self._fit()
        self._settle.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll through the page and on into the next."""
        bar, by = self.verticalScrollBar(), {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if by:
            at_end = bar.value() == (bar.maximum() if by > 0 else bar.minimum())
            if at_end and 1 <= self.page + by <= self.pages:
                self.turn(by)
                bar.setValue(bar.minimum() if by > 0 else bar.maximum())
            else:
                bar.setValue(bar.value() + by * bar.pageStep())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.turn(-self.pages if event.key() == Qt.Key.Key_Home else self.pages)
        elif event.text() in ("+", "-"):
            self.zoom(1 if event.text() == "+" else -1)
        else:
            super().keyPressEvent(event)

    def _scale(self) -> float:
        """Return how many logical pixels a point takes."""
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * look().px(AROUND)
        return max(0.2, room / A4[0]) * ZOOMS[self._zoom]

    def _fit(self) -> None:
        self.sheet.fit(QSize(round(A4[0] * self._scale()), round(A4[1] * self._scale())))

    def _want(self) -> None:
        if self._name:
            self.wanted.emit(self.page, self._scale() * self.devicePixelRatioF())

    def _tell(self) -> None:
        said = _("Page {page} of {pages}").format(page=self.page, pages=self.pages)
        self.setAccessibleName(f"{self._name}. {said}")
        self.setAccessibleDescription(self._texts[self.page - 1])
        self.turned.emit()
