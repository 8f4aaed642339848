"""What is wrong with a screen as it is laid out: said in sentences, so that a test can show them all at once."""

from collections.abc import Iterator
from itertools import combinations
from typing import cast

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QStackedLayout,
    QWidget,
)

from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.text import Link

SMALLEST_TARGET = 32
LINE = 1.2
"""Height of a line of text, in sizes of its font."""
SLACK = 1
LINES_APART, SPACE = 24, 8
"""Pixels by which rounding may be off."""
SEEN_ROLES_NOT = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Whitespace)


def told(widget: QWidget) -> str:
    """Return how a widget is called in a complaint."""
    words = widget.accessibleName() or str(widget.property("text") or "")
    return f"{type(widget).__name__} {widget.objectName() or words[:40]!r}"


def seen(root: QWidget) -> list[QWidget]:
    """Return every part that can be seen, or scrolled to."""
    return [one for one in root.findChildren(QWidget) if one.isVisible() and not _is_inner(one)]


def _is_inner(widget: QWidget) -> bool:
    """Whether it is a part that Qt makes for itself."""
    above = widget.parentWidget()
    return isinstance(widget, QFocusFrame | QScrollBar) or (
        isinstance(above, QAbstractScrollArea) and not isinstance(above, QScrollArea)
    )


# Words


def pressed_together(root: QWidget) -> Iterator[str]:
    """Say which words have less room than they need."""
    for one in seen(root):
        if not isinstance(one, QLabel | QAbstractButton) or not one.property("text"):
            continue
        if one.hasHeightForWidth():
            needed = one.sizeHint().expandedTo(one.minimumSizeHint())
            needed.setWidth(one.minimumSizeHint().width())
            needed.setHeight(one.heightForWidth(one.width()))
        else:
            needed = one.sizeHint()
            if isinstance(one, QLabel):
                # A line as the design has it is lower than the font would like, and holds its letters all the same.
                needed.setHeight(min(needed.height(), round(LINE * one.fontInfo().pixelSize())))
        if needed.width() > one.width() + SLACK or needed.height() > one.height() + SLACK:
            has, wants = (f"{size.width()}x{size.height()}" for size in (one.size(), needed))
            yield f"{told(one)} is {has}, needs {wants}"


def cut_off(root: QWidget) -> Iterator[str]:
    """Say which parts stick out of what they lie in."""
    for one in seen(root):
        above = one.parentWidget()
        if above is None or one.isWindow() or isinstance(above, QScrollArea):
            continue
        rolled = isinstance(above.parentWidget(), QAbstractScrollArea)
        room = above.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
        inside = one.geometry()
        aside = inside.left() < room.left() or inside.right() > room.right()
        below = not rolled and (inside.top() < room.top() or inside.bottom() > room.bottom())
        if aside or below:
            yield f"{told(one)} at {_numbers(inside)} sticks out of {told(above)} {_numbers(above.rect())}"


def overlapping(root: QWidget) -> Iterator[str]:
    """Say which parts of one layout lie on each other."""
    for holder in (root, *seen(root)):
        layout = holder.layout()
        if layout is not None:
            yield from _overlapping_in(layout)


def _overlapping_in(layout: QLayout) -> Iterator[str]:
    if isinstance(layout, QStackedLayout):
        return
    items = [item for at in range(layout.count()) if (item := layout.itemAt(at)) and not item.isEmpty()]
    for item in items:
        if (inner := item.layout()) is not None:
            yield from _overlapping_in(inner)
    for one, other in combinations([item for item in items if item.widget() or item.layout()], 2):
        common = one.geometry() & other.geometry()
        if common.width() > SLACK and common.height() > SLACK:
            names = [told(part) if (part := item.widget()) else "a row" for item in (one, other)]
            yield f"{names[0]} and {names[1]} lie on each other, {_numbers(common)}"


def scrolled_sideways(root: QWidget) -> Iterator[str]:
    """Say what has to be scrolled to the side."""
    for one in seen(root):
        if isinstance(one, QAbstractScrollArea):
            inner = one.widget() if isinstance(one, QScrollArea) else None
            wide = inner.width() - one.viewport().width() if inner else one.horizontalScrollBar().maximum()
            # Blanks at the end of a wrapped line stick out of it, and nobody sees them.
            wide -= SPACE if isinstance(one, QPlainTextEdit) else 0
            if wide > SLACK:
                yield f"{told(one)} is {wide} wider than there is room"


def _numbers(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {rect.width()}x{rect.height()}"


# Who cannot see


def unnamed(root: QWidget) -> Iterator[str]:
    """Say which inputs and buttons a screen reader has no name or no role for."""
    for one in seen(root):
        if not (_acts(one) and one.isEnabled()):
            continue
        face = QAccessible.queryAccessibleInterface(one)
        if not face.text(QAccessible.Text.Name).strip():
            yield f"{told(one)} has no name"
        # The role of a scroll area is Qt's own and cannot be another.
        if face.role() in SEEN_ROLES_NOT and not isinstance(one, QAbstractScrollArea):
            yield f"{told(one)} has no role"


def _acts(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton | QLineEdit | QComboBox) or bool(
        widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    )


# Who cannot aim


def too_small(root: QWidget) -> Iterator[str]:
    """Say which targets are smaller than a tired hand needs; words that lead on within a sentence are not."""
    least = SMALLEST_TARGET
    for one in seen(root):
        if _acts(one) and not isinstance(one, Link) and one.focusPolicy() != Qt.FocusPolicy.NoFocus:
            size = _target(one)
            if size.width() < least or size.height() < least:
                yield f"{told(one)} is {size.width()}x{size.height()}"


def _target(widget: QWidget) -> QRect:
    """Return what can be hit: an input's frame is part of it."""
    above = widget.parentWidget()
    framed = above is not None and above.focusProxy() is widget
    return cast(QWidget, above).rect() if framed else widget.rect()


# Who has no pointer


def tab_round(root: QWidget, forward: bool = True, most: int = 400) -> list[QWidget]:
    """Press Tab from what has the focus until it is there again; return what had the focus."""
    visited: list[QWidget] = []
    key = Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab
    for _press in range(most):
        focus = QApplication.focusWidget()
        if focus is None or focus in visited:
            break
        visited.append(focus)
        QTest.keyClick(focus, key)
    return visited


def stops(root: QWidget) -> list[QWidget]:
    """Return what Tab has to come to, as it is read: the layouts' order."""
    return [one for one in _read(root) if one.isVisible() and one.isEnabled() and _is_stop(one)]


def _is_stop(widget: QWidget) -> bool:
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None or not group.exclusive():
        return True
    return widget is (group.checkedButton() or group.buttons()[0])


def _read(root: QWidget) -> Iterator[QWidget]:
    yield root
    if isinstance(root, Labelled):
        # The kinds of a time stand in the line of its label, but are come to after the time itself.
        for part in (root.input, *([root.input.extra] if root.input.extra else [])):
            yield from _read(part)
    elif isinstance(root, QScrollArea):
        if (inner := root.widget()) is not None:
            yield from _read(inner)
    elif (layout := root.layout()) is not None:
        yield from _read_layout(layout)
    elif not isinstance(root, QAbstractScrollArea):
        inside = [one for one in root.children() if isinstance(one, QWidget) and not one.isWindow()]
        for one in sorted(inside, key=lambda one: (one.y() // LINES_APART, one.x())):
            yield from _read(one)


def _read_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _read(widget)
        elif (inner := item.layout()) is not None:
            yield from _read_layout(inner)


def out_of_reach(root: QWidget) -> Iterator[str]:
    """Say where Tab does not come to, or in another order than one reads."""
    first = QApplication.focusWidget()
    if first is None:
        yield "nothing has the focus"
        return
    wanted, there = stops(root), tab_round(root)
    for one in wanted:
        if one not in there:
            yield f"Tab does not come to {told(one)}"
    for one in there:
        if one not in wanted:
            yield f"Tab comes to {told(one)}, which is not read"
    if set(there) == set(wanted):
        begin = there.index(wanted[0])
        turned = there[begin:] + there[:begin]
        for want, got in zip(wanted, turned, strict=True):
            if want is not got:
                yield f"Tab comes to {told(got)} where {told(want)} is read"
                break
    first.setFocus()
    if len(tab_round(root, forward=False)) < 2 < len(there) or QApplication.focusWidget() is not first:
        yield f"Shift+Tab does not come back from {told(cast(QWidget, QApplication.focusWidget()))}"
    first.setFocus()
