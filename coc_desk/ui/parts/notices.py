"""What the program says without being asked: bars that stay until they are solved, and toasts that go by themselves."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QStackedWidget, QWidget

from coc_desk.i18n import _, ngettext
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import Button, IconButton
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Link, Strong, Text
from coc_desk.ui.theme import look

SHOWN = 2
"""More bars than this are counted, not shown."""
TOAST_MS = 6000
_GROUNDS = {"danger": "danger", "attention": "warn", "ok": "ok", "info": "accent"}


@dataclass(frozen=True)
class Notice:
    """Something to be known: an icon, a bold fact, what to do, at most one button."""

    key: str
    """Another notice of the same key takes its place."""
    tone: str
    """danger, attention, ok or info; danger stays until it is solved."""
    fact: str
    todo: str = ""
    icon: str = ""
    act: tuple[str, Callable[[], object]] | None = None
    """Words of the button and what it does."""


class Notices(QWidget):
    """The bars on top of the content."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: dict[str, Notice] = {}
        self._column = Column(gap=8, margins=(24, 12, 24, 0))
        self._more = Text(role="second", tone="text2")
        self.setLayout(self._column)
        # No upper limit: that would be the height of a line that is not broken yet.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def tell(self, notice: Notice) -> None:
        """Say something; it is read out at once, danger before anything else."""
        fresh = self._told.get(notice.key) != notice
        self._told.pop(notice.key, None)
        self._told[notice.key] = notice
        if fresh:
            self._show()
            announce(self, f"{notice.fact} {notice.todo}".strip(), assertive=notice.tone == "danger")

    def solve(self, key: str) -> None:
        """Take a bar away: what it said is over."""
        if self._told.pop(key, None):
            self._show()

    def facts(self) -> list[str]:
        """Return what is being said, the most urgent first."""
        return [one.fact for one in self._ordered()]

    def _ordered(self) -> list[Notice]:
        tones = list(_GROUNDS)
        newest_first = list(self._told.values())[::-1]
        return sorted(newest_first, key=lambda one: tones.index(one.tone))

    def _show(self) -> None:
        while item := self._column.takeAt(0):
            if (before := item.widget()) is not None and before is not self._more:
                before.hide()
                before.deleteLater()
        ordered = self._ordered()
        for notice in ordered[:SHOWN]:
            bar = Bar(notice)
            bar.closed.connect(self.solve)
            self._column.put(bar)
        left = len(ordered) - SHOWN
        self._more.say(ngettext("{n} more notice", "{n} more notices", left).format(n=left) if left > 0 else "")
        self._more.setVisible(left > 0)
        self._column.put(self._more)
        self.setVisible(bool(ordered))


class Bar(QWidget):
    """One notice."""

    closed = Signal(str)

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self._ground = _GROUNDS[notice.tone]
        words = Text(Strong(notice.fact), f" {notice.todo}" if notice.todo else "", wrap=True)
        self.setAccessibleName(f"{notice.fact} {notice.todo}".strip())
        line = Row(Picture(notice.icon or "info", 18, self._ground), (words, 1), gap=12, margins=(14, 8, 8, 8))
        if notice.act is not None:
            button = Button(notice.act[0], "second")
            button.clicked.connect(notice.act[1])
            line.put(button)
        if notice.tone != "danger":
            close = IconButton("x", _("Close"))
            close.clicked.connect(lambda: self.closed.emit(notice.key))
            line.put(close)
        self.setLayout(line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        edge = f"{self._ground}-line" if self._ground != "accent" else "accent" if look().contrast else ""
        paint.box(paint.painter(self), QRectF(self.rect()), 10, fill=f"{self._ground}-soft", edge=edge)


class Toasts(QObject):
    """Short sentences at the bottom left of the content; the newest takes the place of the one before."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.toast: Toast | None = None
        over.installEventFilter(self)
        if isinstance(over, QStackedWidget):
            over.currentChanged.connect(lambda _at: self._stay_in_front())

    def tell(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        """Say that something was done; `undo` writes a second entry, it takes nothing away."""
        self.close()
        # Beside the pages, not among them: of a stack, screen readers see nothing but the pages.
        self.toast = Toast(self._over.parentWidget() or self._over, sentence, undo)
        self.toast.gone.connect(self.close)
        self._place()
        self.toast.show()
        self.toast.raise_()
        announce(self._over, sentence)

    def close(self) -> None:
        """Take the toast away."""
        if self.toast is not None:
            self.toast.hide()
            self.toast.deleteLater()
            self.toast = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _stay_in_front(self) -> None:
        if self.toast is not None:
            self.toast.raise_()

    def _place(self) -> None:
        if self.toast is None:
            return
        gap = look().px(24)
        size = self.toast.sizeHint().boundedTo(self._over.size())
        left = self._over.width() - size.width() - gap if self._over.isRightToLeft() else gap
        corner = QPoint(left, self._over.height() - size.height() - gap)
        home = self._over.parentWidget()
        self.toast.setGeometry(QRect(self._over.mapTo(home, corner) if home else corner, size))


class Toast(QWidget):
    """One sentence on a dark ground, six seconds long; longer while pointed at or focused."""

    gone = Signal()

    def __init__(self, over: QWidget, sentence: str, undo: Callable[[], object] | None) -> None:
        super().__init__(over)
        self.sentence = sentence
        line = Row(Text(sentence, tone="window"), gap=16, margins=(16, 10))
        if undo is not None:
            link = Link(_("Undo"), "window")
            link.clicked.connect(undo)
            link.clicked.connect(self.gone)
            line.put(link)
            self.undo: Link | None = link
        else:
            self.undo = None
        self.setLayout(line)
        self._timer = QTimer(self, interval=TOAST_MS)
        self._timer.timeout.connect(self._perhaps_go)
        self._timer.start()

    def _perhaps_go(self) -> None:
        focus = QApplication.focusWidget()
        if not self.underMouse() and (focus is None or not self.isAncestorOf(focus)):
            self.gone.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), QRectF(self.rect()), 8, fill="text")
