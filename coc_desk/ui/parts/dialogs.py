"""Questions over the page: in the window itself, so that the lock key works over them like over anything else."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from coc_desk.ui.parts import paint
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.layouts import Column, Laid, Row, Scroll, held
from coc_desk.ui.parts.marks import IconDisc
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look

SHADOW_STEPS = 8


class Sheet(QWidget):
    """What lies over the page; derived ones find their own size and place."""

    def fit(self) -> None:
        """Take size and place within what one lies on."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), QRectF(self.rect()), 14, fill="raised", edge="line")


class Over(QWidget):
    """Covers a window with a scrim and a sheet, keeps the focus inside, and gives it back when it closes."""

    answered = Signal(object)
    """The value it was closed with."""

    def __init__(self, over: QWidget, title: str) -> None:
        super().__init__(over.window())
        self._window = over.window()
        self._before = QApplication.focusWidget()
        self._keys: set[str] = set()
        self._first: QWidget | None = None
        self.title = title
        self.sheet = Sheet(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def put_sheet(self, sheet: Sheet) -> None:
        """Show another sheet than an empty one."""
        self.sheet.deleteLater()
        self.sheet = sheet
        sheet.setAccessibleName(self.title)

    def focus_first(self, widget: QWidget) -> None:
        """Begin there instead of at a button: where something is to be typed."""
        self._first = widget

    def first_focus(self) -> QWidget:
        """Return what gets the focus first."""
        return self._first or self

    def open(self) -> None:
        """Show it over the window; the answer comes as `answered`."""
        self._watched().installEventFilter(self)
        self._cover()
        self.show()
        self.raise_()
        self.first_focus().setFocus()
        announce(self, self.title, assertive=True)

    def close_with(self, value: object) -> None:
        """Close it with an answer."""
        if self.isHidden():
            return
        self._watched().removeEventFilter(self)
        self.hide()
        if (before := self.before()) is not None and before.isVisible():
            before.setFocus()
        self.answered.emit(value)
        self.deleteLater()

    def before(self) -> QWidget | None:
        """Return what had the focus before it was opened; None when the page has let go of that meanwhile."""
        return self._before if self._before is not None and isValid(self._before) else None

    def keep_now(self) -> None:
        """Make what is typed in it durable; raises `Trouble`."""

    def escape(self) -> None:
        """Close it harmlessly."""
        self.close_with(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escape()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go round within the sheet."""
        stops = [one for one in self.sheet.findChildren(QWidget) if _is_stop(one)]
        if not stops:
            return True
        chain = _in_tab_order(self.sheet, stops)
        focus = QApplication.focusWidget()
        here = next(
            (place for place, one in enumerate(chain) if one is focus or (focus and one.isAncestorOf(focus))), -1
        )
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        target = chain[(here + (1 if forward else -1)) % len(chain)]
        target.setFocus(reason)
        _show(target)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the window; keep what is below from hearing its shortcuts. The lock key is heard before."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._cover()
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent) or not self._has_focus():
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if QKeySequence(QKeyCombination(held, Qt.Key(event.key()))).toString() in self._keys:
            return False
        event.accept()
        return True

    def act_by(self, keys: str, act: Callable[[], object]) -> None:
        """Let a shortcut do something while this is open; every other one is kept from what is below."""
        for one in {keys, keys.replace("Return", "Enter")}:
            self._keys.add(one)
            QShortcut(QKeySequence(one), self, act)

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def _watched(self) -> QObject:
        return QApplication.instance() or self._window

    def _cover(self) -> None:
        self.setGeometry(self._window.rect())
        self.sheet.fit()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.sheet.fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.painter(self)
        painter.fillRect(self.rect(), look().colour("scrim"))
        _paint_shadow(painter, QRectF(self.sheet.geometry()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()


def below(focus: QWidget | None) -> QWidget | None:
    """Return what has the focus, or had it before something was opened over the page."""
    while focus is not None:
        over: QWidget | None = focus
        while over is not None and not isinstance(over, Over):
            over = over.parentWidget()
        if over is None:
            break
        focus = over.before()
    return focus


class Dialog(Over):
    """A question: the title says what happened, Esc is the harmless answer, the main button is at the end.

    `answered` gives the value of the answer that was chosen; None for Esc without a harmless one.
    """

    def __init__(
        self, over: QWidget, title: str, *words: object, icon: str = "", tone: str = "accent", width: int = 540
    ) -> None:
        super().__init__(over, title)
        self._harmless: Button | None = None
        self._values: dict[Button, object] = {}
        self._body = Column(gap=16)
        self._at_start, self._answers = Row(gap=8), Row(gap=8)
        heading = Column(Text(title, role="card", wrap=True), gap=4)
        if words:
            heading.put(Text(*words, tone="text2", wrap=True))
        top = Row(*([IconDisc(icon, tone)] if icon else []), (heading, 1), gap=16)
        content = Column(top, self._body, gap=16)
        self.panel = _Panel(self, content, Row(self._at_start, ..., self._answers), width)
        self.put_sheet(self.panel)

    def add(self, item: Laid) -> None:
        """Put something under the words."""
        self._body.put(item)

    def beside(self, widget: QWidget) -> None:
        """Put something at the start of the line of answers."""
        self._at_start.put(widget)

    def answer(
        self, words: str, value: object, kind: str = "second", *, keys: str = "", harmless: bool = False
    ) -> Button:
        """Add an answer; the order is that of reading, the main one last."""
        button = Button(words, kind, keys=keys)
        self._values[button] = value
        button.clicked.connect(lambda: self.close_with(value))
        if keys:
            self.act_by(keys, button.click)
        if harmless:
            self._harmless = button
        self._answers.put(button)
        return button

    def first_focus(self) -> QWidget:
        """Return what gets the focus first: the harmless or the main button, never the dangerous one."""
        return self._first or self._safe_button() or self

    def escape(self) -> None:
        """Give the harmless answer."""
        self.close_with(self._values[self._harmless] if self._harmless else None)

    def _safe_button(self) -> Button | None:
        kinds = {button: button.kind for button in self._values}
        main = next((button for button, kind in kinds.items() if kind == "main"), None)
        return main if main is not None and "danger" not in kinds.values() else self._harmless or main


class _Panel(Sheet):
    """The sheet in the middle."""

    def __init__(self, dialog: Dialog, content: Column, foot: Row, width: int) -> None:
        super().__init__(dialog)
        self._dialog, self._width = dialog, width
        self._content, self._foot = held(content), held(foot)
        self._scroll = Scroll(self._content)
        self.setLayout(Column((self._scroll, 1), self._foot, gap=20, margins=24))

    def fit(self) -> None:
        """Take the middle of the window and no more than there is; what does not fit scrolls."""
        around, margin, px = self._dialog.size(), look().px(24), look().px
        width = min(px(self._width), around.width() - 2 * margin)
        inside = width - 2 * px(24)
        wanted = _height(self._content, inside) + px(20) + _height(self._foot, inside) + 2 * px(24)
        height = min(wanted, around.height() - 2 * margin)
        self.setGeometry((around.width() - width) // 2, (around.height() - height) // 2, width, height)


def _paint_shadow(painter: QPainter, where: QRectF) -> None:
    """Paint the panel's shadow: painted and no effect, since what is typed in must not be drawn through one."""
    px, colour = look().px, look().colour("shadow")
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(SHADOW_STEPS):
        grown = px(2) * (SHADOW_STEPS - step)
        faint = QColor(colour)
        faint.setAlpha(colour.alpha() // SHADOW_STEPS)
        painter.setBrush(faint)
        painter.drawRoundedRect(
            where.translated(0, px(8)).adjusted(-grown, -grown, grown, grown), px(14) + grown, px(14) + grown
        )


def _height(widget: QWidget, width: int) -> int:
    layout = widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return widget.sizeHint().height()


def _show(stop: QWidget) -> None:
    """Scroll what holds it until it can be seen: a focus that is out of sight is none."""
    home = stop.parentWidget()
    while home is not None and not home.isWindow():
        if isinstance(home, Scroll):
            home.show_all_of(stop)
        home = home.parentWidget()


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def _in_tab_order(panel: QWidget, stops: list[QWidget]) -> list[QWidget]:
    """Return the stops in the order that Tab takes them in."""
    wanted, ordered, one = set(stops), list[QWidget](), panel.nextInFocusChain()
    while one is not None and one is not panel:
        if one in wanted:
            ordered.append(one)
        one = one.nextInFocusChain()
    return ordered
