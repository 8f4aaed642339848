"""A question over the page: what has the focus in it is always in sight."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.inputs import LongText
from coc_desk.ui.parts.layouts import Column, held
from coc_desk.ui.parts.text import Text


def test_tab_scrolls_to_what_it_comes_to(show: Callable[..., QWidget]) -> None:
    window = show(QWidget(), width=500, height=320)
    dialog = Dialog(window, "Written", width=400)
    far = LongText(lines=2)
    dialog.add(held(Column(*(Text(f"Line {n}") for n in range(20)))))
    dialog.add(far)
    dialog.answer("Close", None, "main", harmless=True)
    dialog.open()
    QApplication.processEvents()
    assert far.visibleRegion().isEmpty()
    QTest.keyClick(dialog.first_focus(), Qt.Key.Key_Tab)
    assert far.edit.hasFocus()
    assert not far.visibleRegion().isEmpty()
