"""Dressing the program: puts a look on Qt's own parts, and draws the ring around what has the focus."""

import re
from typing import Final, Protocol, cast, runtime_checkable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFocusFrame,
    QLayout,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QToolTip,
    QWidget,
)

from coc_desk.paths import resources
from coc_desk.ui import typeface
from coc_desk.ui.theme import Look, chosen, look

RING: Final = 2.0
"""Width of the ring, and of the gap between it and the part, in design pixels."""

SHEET: Final = """
QToolTip { background: @text; color: @window; border: 1px solid @text; padding: 6px 8px; }
QLineEdit, QPlainTextEdit { background: transparent; }
QMenu { background: @raised; color: @text; border: 1px solid @control; padding: 6px; }
QMenu::item { padding: 8px 20px 8px 12px; border-radius: 6px; min-height: 18px; }
QMenu::item:selected { background: @hover; }
QMenu::item:disabled { color: @disabled; }
QMenu::icon { padding-left: 10px; }
QMenu::separator { height: 1px; background: @line; margin: 6px 8px; }
QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @control; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { border-radius: 5px; margin: 1px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QComboBox QAbstractItemView { background: @raised; color: @text; border: 1px solid @control; outline: 0; padding: 4px;
    selection-background-color: @selected; selection-color: @text; }
QComboBox QAbstractItemView::item { min-height: 32px; padding: 0 10px; }
QHeaderView { background: @sunken; border: 0; }
QHeaderView::section { background: @sunken; color: @text2; border: 0; border-bottom: 1px solid @line; padding: 0 8px; }
"""
"""Rules for the few parts that are Qt's own; colours by token, lengths in design pixels."""

_PALETTE: Final = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on-danger",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "window",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on-accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent-text",
    QPalette.ColorRole.LinkVisited: "accent-text",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Shadow: "control",
}


def sheet(worn: Look) -> str:
    """Return the style sheet of a look."""
    coloured = re.sub(r"@([a-z0-9-]+)", lambda found: worn.colour(found[1]).name(), SHEET)
    return re.sub(r"(\d+)px", lambda found: f"{max(1, worn.px(int(found[1])))}px", coloured)


def palette(worn: Look) -> QPalette:
    """Return the palette of a look."""
    made = QPalette()
    for role, token in _PALETTE.items():
        made.setColor(role, worn.colour(token))
    made.setColor(QPalette.ColorRole.Base, worn.colour(worn.field_ground))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, worn.colour("disabled"))
    return made


@runtime_checkable
class Dressed(Protocol):
    """A part or layout that holds something of the look."""

    def dress(self) -> None:
        """Take sizes, icons and colours from the look worn now."""


@runtime_checkable
class Ringed(Protocol):
    """A part that says where the ring goes while it has the focus."""

    def ring(self) -> tuple[QWidget, float] | None:
        """Return what the ring goes around and its radius in design pixels, or None for no ring."""


class DeskStyle(QProxyStyle):
    """Fusion without its own marks of focus: the ring is the only one."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Leave out the dotted frame."""
        if element != QStyle.PrimitiveElement.PE_FrameFocusRect:
            super().drawPrimitive(element, option, painter, widget)


class _RingStyle(QProxyStyle):
    """How far the ring stands out, and that it lies above everything."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return look().px(2 * RING)
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returned)


class Ring(QFocusFrame):
    """The one ring around what has the focus, with a gap; it lies outside of the part and takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._own_style = _RingStyle("Fusion")
        self.setStyle(self._own_style)
        self._radius = 0.0

    def follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Go to where the focus went."""
        target = _ring_of(now)
        self.setWidget(target[0] if target else None)  # type: ignore[arg-type]
        if target:
            self._radius = target[1]
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what has the focus; Qt forgets the ring of a part that was out of sight when the focus came."""
        taken = super().eventFilter(watched, event)
        if self.isHidden() and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            QTimer.singleShot(0, self, self._come_late)
        return taken

    def _come_late(self) -> None:
        target = cast("QWidget | None", self.widget())
        if target is not None and target.isVisible() and self.isHidden():
            self.setWidget(None)  # type: ignore[arg-type]
            self.setWidget(target)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(worn.hairline("focus", RING))
        half = painter.pen().widthF() / 2
        radius = worn.px(self._radius + 2 * RING) - half
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)


def _ring_of(focused: object) -> tuple[QWidget, float] | None:
    if isinstance(focused, Ringed):
        return focused.ring()
    return (focused, 8) if isinstance(focused, QAbstractButton) else None


class Appearance(QObject):
    """Dresses the program, and dresses it anew when the settings or the system want another look."""

    changed = Signal()

    def __init__(self, app: QApplication, setting: str = "system", scale: float = 1.0) -> None:
        super().__init__(app)
        self._app, self._setting, self._scale = app, setting, scale
        typeface.load(resources() / "fonts")
        app.setStyle(DeskStyle())
        self._ring = Ring()
        app.focusChanged.connect(self._move_ring)
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
        self._wear()

    def choose(self, setting: str, scale: float) -> None:
        """Look as the settings say: "system" or one of the themes; text from 1.0 to 2.0."""
        self._setting, self._scale = setting, scale
        self._wear()

    @Slot(QWidget, QWidget)
    def _move_ring(self, before: QWidget | None, now: QWidget | None) -> None:
        """Let the ring follow the focus; it lies in the window it is shown in, and can have gone with it."""
        if not shiboken6.isValid(self._ring):
            self._ring = Ring()
        self._ring.follow(before, now)

    def _follow_system(self) -> None:
        if self._setting == "system":
            self._wear()

    def _wear(self) -> None:
        worn = Look(chosen(self._setting, self._app.styleHints()), self._scale)
        if worn != self._app.property("look"):
            wear(self._app, worn)
            self.changed.emit()


def wear(app: QApplication, worn: Look) -> None:
    """Put a look on every part there is and on those to come."""
    app.setProperty("look", worn)
    app.setPalette(palette(worn))
    app.setFont(typeface.font("body", worn.scale))
    QToolTip.setFont(typeface.font("second", worn.scale))
    app.setStyleSheet(sheet(worn))
    for widget in app.allWidgets():
        if isinstance(widget, Dressed):
            widget.dress()
        if (layout := widget.layout()) is not None:
            _dress(layout)


def _dress(layout: QLayout) -> None:
    for one in (layout, *layout.findChildren(QLayout)):
        if isinstance(one, Dressed):
            one.dress()
