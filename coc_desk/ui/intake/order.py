"""Tab goes through a page as it is read, also through what was put there later."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.one_stop import OneStop


def follow_reading_order(root: QWidget) -> None:
    """Make Tab visit everything under a widget in the order of its layouts."""
    # All that can have the focus, because another part of a group may become the one that Tab stops at.
    parts = list(_in_reading_order(root))
    for part in parts:
        if part.focusPolicy() == Qt.FocusPolicy.NoFocus:
            part.setFocusPolicy(_policy(part))
    for before, after in pairwise(parts):
        QWidget.setTabOrder(before, after)


def stops(root: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at under a widget, in the order of its layouts; an input of several parts as one."""
    return (one for one in _in_reading_order(root) if _policy(one) & Qt.FocusPolicy.TabFocus)


def _policy(widget: QWidget) -> Qt.FocusPolicy:
    return (widget.focusProxy() or widget).focusPolicy()


def _in_reading_order(root: QWidget) -> Iterator[QWidget]:
    proxy = root.focusProxy()
    if proxy is not None and root.isAncestorOf(proxy):
        # Qt moves a compound that can have the focus together with its parts. Parts moved on their own would leave it
        # behind, and Tab would go round in it.
        yield root
        return
    if root.focusPolicy() != Qt.FocusPolicy.NoFocus and proxy is None:
        yield root
    if isinstance(root, Labelled):
        # The kinds of a time stand in the line of the label, but are come to after the time itself.
        for part in (root.input, *([root.input.extra] if root.input.extra else [])):
            yield from _in_reading_order(part)
        return
    if isinstance(root, QScrollArea) and (inside := root.widget()) is not None:
        yield from _in_reading_order(inside)
    elif (layout := root.layout()) is not None:
        yield from _in_layout(layout)
    elif isinstance(root, OneStop):
        for one in root.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            yield from _in_reading_order(one)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _in_reading_order(widget)
        elif (inner := item.layout()) is not None:
            yield from _in_layout(inner)
