"""The menu of a row: what can be done with it besides its one button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from coc_desk.ui import icons
from coc_desk.ui.parts.buttons import IconButton


@dataclass(frozen=True)
class Act:
    """One line of a menu."""

    words: str
    icon: str
    act: Callable[[], object]
    letter: str = ""
    """The letter that does the same in the row."""


class RowMenu(IconButton):
    """Three dots that open a menu below themselves."""

    def __init__(self, name: str, acts: Sequence[Act], parent: QWidget | None = None) -> None:
        super().__init__("ellipsis", name, parent=parent)
        self._acts = acts
        self.clicked.connect(self.open)

    def open(self) -> None:
        """Open the menu."""
        menu = self.menu_of_acts()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        menu.setActiveAction(menu.actions()[0])

    def menu_of_acts(self) -> QMenu:
        """Return the menu, not yet open."""
        menu = QMenu(self)
        for one in self._acts:
            words = one.words.replace("&", "&&")
            action = menu.addAction(icons.icon(one.icon), f"{words}\t{one.letter}" if one.letter else words)
            action.setObjectName(one.words)
            action.triggered.connect(lambda _checked=False, act=one.act: act())
        return menu
