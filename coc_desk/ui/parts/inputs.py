"""What is typed into: one line, many lines, and values that the program fills in itself."""

from math import ceil
from typing import Any, Final

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, QSize, Qt, QTime
from PySide6.QtGui import (
    QDragEnterEvent,
    QFontMetricsF,
    QKeyEvent,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextDocumentFragment,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QSizePolicy, QWidget

from coc_desk.i18n import _
from coc_desk.ui import typeface
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.answer import Input, NoneChip
from coc_desk.ui.parts.buttons import IconButton
from coc_desk.ui.parts.layouts import Column, Item, Row
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look

HEIGHT: Final = 36
_ENDS_OF_LINE: Final = {0x2028: "\n", 0x2029: "\n"}
"""How Qt marks ends of lines within a document."""
LONGEST: Final = 10_000_000
"""Letters in one line: Qt's own limit would cut a long account that is pasted into it, and say nothing."""
EMPTIES: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Framed(Input):
    """An input in a frame: grey at rest, thicker and coloured with focus or when refused; nothing moves."""

    locked = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = NoneChip()
        self.empty_it = IconButton("x", _("Empty this field"))
        self.empty_it.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.empty_it.clicked.connect(lambda: self.put_none(""))
        self.empty_it.hide()

    def show_none(self) -> None:
        self.chip.show_none(self.none)
        self.empty_it.setVisible(bool(self.none))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus of what is inside; empty an answer without a value by Del."""
        kind = event.type()
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        elif self.none and isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress and event.key() in EMPTIES:
            self.put_none("")
            return True
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        focused = any(stop.hasFocus() for stop in self.stops())
        edge, width = ("danger", 2) if self.refused else ("focus", 2) if focused else ("control", 1)
        if self.locked and not focused:
            edge = "line"
        fill = "sunken" if self.locked else look().field_ground
        paint.box(paint.painter(self), QRectF(self.rect()), 8, fill=fill, edge=edge, width=width)


def clear_ground(editor: QWidget) -> None:
    """Let the frame around an editor be its ground."""
    clear = editor.palette()
    clear.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
    clear.setColor(QPalette.ColorRole.Text, look().colour("text"))
    clear.setColor(QPalette.ColorRole.PlaceholderText, look().colour("text3"))
    editor.setPalette(clear)
    editor.setFont(typeface.font("input", look().scale))


class Edit(QLineEdit):
    """One line without a frame; Ctrl+; puts the time in, and it runs the way its first letter runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setMaxLength(LONGEST)
        self.textChanged.connect(self._turn)
        self.dress()

    def dress(self) -> None:
        """Take size and colours from the look."""
        clear_ground(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if puts_time(event) and not self.isReadOnly():
            self.insert(time_now())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def _turn(self, text: str) -> None:
        turned = paint.direction(text)
        if turned is None:
            self.unsetLayoutDirection()
        else:
            self.setLayoutDirection(turned)


def holds_files(source: QMimeData) -> bool:
    """Return whether something is files, which are for the page around a text and not for the text."""
    return any(url.isLocalFile() for url in source.urls())


def puts_time(event: QKeyEvent) -> bool:
    """Return whether a key means to put the time in."""
    return event.key() == Qt.Key.Key_Semicolon and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def time_now() -> str:
    """Return the time of day as it is written into texts."""
    return QTime.currentTime().toString("HH:mm")


class Line(Framed):
    """One line of text."""

    def __init__(self, hint: str = "", *, before: tuple[Item, ...] = (), after: tuple[Item, ...] = ()) -> None:
        super().__init__()
        self.edit = Edit()
        self.edit.setPlaceholderText(hint)
        self._hint = hint
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self.touched)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setLayout(
            Row(*before, self.chip, (self.edit, 1), *after, self.empty_it, gap=4, margins=(9, 1, 1 if after else 9, 1))
        )
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setFixedHeight(look().px(HEIGHT))

    def stops(self) -> list[QWidget]:
        return [self.edit]

    def value(self) -> Any:
        return self.edit.text() if self.edit.text().strip() else None

    def show_value(self, value: Any) -> None:
        self.edit.setText("" if value is None else str(value))

    def show_none(self) -> None:
        super().show_none()
        self.edit.setPlaceholderText("" if self.none else self._hint)


class Fixed(Framed):
    """A value that the program filled in: it can be read and copied, not changed."""

    locked = True
    nones = ()

    def __init__(self, value: str = "", note: str = "") -> None:
        super().__init__()
        self._value: Any = value
        self.edit = Edit()
        self.edit.setReadOnly(True)
        self.edit.setText(value)
        self.edit.installEventFilter(self)
        self.note = Text(note, tone="text2")
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = Row(Picture("lock", 18, "text"), (self.edit, 1), (self.note, 99 if note else 0), gap=6, margins=(11, 1))
        self.setLayout(row)
        self.dress()

    def dress(self) -> None:
        """Take the size of text; a value with a note is no wider than it has to be."""
        self.setFixedHeight(look().px(HEIGHT))
        if self.note.text():
            self.edit.setFixedWidth(ceil(paint.extent(self.edit.text(), "input")) + look().px(8))

    def stops(self) -> list[QWidget]:
        return [self.edit]

    def value(self) -> Any:
        return self._value

    def show_value(self, value: Any) -> None:
        self._value = value
        self.show_words("" if value is None else str(value))

    def show_words(self, words: str) -> None:
        """Show the value in words; `answer()` still returns the value itself."""
        self.edit.setText(words)
        self.dress()


class Pad(QPlainTextEdit):
    """Many lines without a frame: grows with its text, Tab leaves it, pasted text is always plain."""

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.cursorPositionChanged.connect(self._stay_seen)
        self.dress()

    def dress(self) -> None:
        """Take size and colours from the look."""
        clear_ground(self)
        self.document().setDocumentMargin(0)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if puts_time(event):
            self.insertPlainText(time_now())
        else:
            super().keyPressEvent(event)

    def toPlainText(self) -> str:
        """Return the words as they were typed: Qt's own would make an ordinary blank of every no-break space."""
        return self.document().toRawText().translate(_ENDS_OF_LINE)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take words only, whatever was copied."""
        text = source.text() if source.hasText() else QTextDocumentFragment.fromHtml(source.html()).toPlainText()
        if text:
            self.insertPlainText(text)
            self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return not holds_files(source) and (source.hasText() or source.hasHtml())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(80), self.height())

    def _grow(self) -> None:
        layout, block, height = self.document().documentLayout(), self.document().begin(), 0.0
        while block.isValid():
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        height = max(height, self._lines * QFontMetricsF(self.font()).height())
        if self.minimumHeight() != (whole := ceil(height) + 1):
            self.setFixedHeight(whole)

    def _stay_seen(self) -> None:
        """Scroll the page this text has grown on so that the cursor can be seen."""
        if not self.hasFocus():
            return
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if isinstance(page, QScrollArea) and (inside := page.widget()) is not None:
            at = self.viewport().mapTo(inside, self.cursorRect().center())
            page.ensureVisible(0, at.y(), 0, look().px(48))


class LongText(Framed):
    """Text of any length."""

    def __init__(self, hint: str = "", lines: int = 3) -> None:
        super().__init__()
        self.edit = Pad(lines)
        self.edit.setPlaceholderText(hint)
        self._hint = hint
        self._showing = False
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._typed)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        top = Row(self.chip, ..., self.empty_it, gap=4)
        self.setLayout(Column(top, self.edit, gap=0, margins=(11, 7, 11, 7)))

    def stops(self) -> list[QWidget]:
        return [self.edit]

    def value(self) -> Any:
        text = self.edit.toPlainText()
        return text if text.strip() else None

    def show_value(self, value: Any) -> None:
        self._showing = True
        self.edit.setPlainText("" if value is None else str(value))
        self._showing = False

    def show_none(self) -> None:
        super().show_none()
        self.edit.setPlaceholderText("" if self.none else self._hint)

    def mousePressEvent(self, _event: object) -> None:
        self.edit.setFocus()

    def _typed(self) -> None:
        if not self._showing:
            self.touched()
