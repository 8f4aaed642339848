"""The two menus of the list of incidents: its order, said in words, and what is left out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import MemberId
from coc_desk.casework.listing import FLAGS, NOBODY, ORDERS, Wanted
from coc_desk.i18n import _
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.wording import stage_words, who_and_you


def order_words() -> Mapping[str, str]:
    """Return the orders as they are read."""
    return {
        "danger": _("Danger first, then next promise"),
        "promise": _("Next promise first"),
        "changed": _("Newest change first"),
        "reported": _("Newest report first"),
        "code": _("Code name, A to Z"),
    }


def flag_words() -> Mapping[str, str]:
    """Return what is left when a flag is asked for."""
    return {
        "danger": _("In danger, yes or maybe"),
        "going_on": _("Still going on, yes or maybe"),
        "again": _("May happen again, yes or maybe"),
    }


class _MenuButton(Button):
    """A quiet button that opens a menu below itself."""

    def __init__(self, words: str, icon: str) -> None:
        super().__init__(words, "quiet", icon=icon)
        self.clicked.connect(self._open)

    def menu_to_show(self) -> QMenu:
        """Return the menu, not yet open."""
        raise NotImplementedError

    def _open(self) -> None:
        menu = self.menu_to_show()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        chosen = [one for one in menu.actions() if one.isChecked()]
        menu.setActiveAction((chosen or menu.actions())[0])


class OrderButton(_MenuButton):
    """Says the order in words; its menu has the others."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(order_words()["danger"], "arrow-down-wide-narrow")
        self.setObjectName("order")
        self.setAccessibleName(_("Order: {words}").format(words=self.words()))
        self._order = "danger"

    def menu_to_show(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for key in ORDERS:
            action = _ticked(menu, order_words()[key], key == self._order, partial(self.choose, key))
            group.addAction(action)
        return menu

    def choose(self, order: str) -> None:
        """Put the list in another order."""
        self._order = order
        self.say(order_words()[order])
        self.setAccessibleName(_("Order: {words}").format(words=self.words()))
        self.chosen.emit(order)


class FilterButton(_MenuButton):
    """Says what is left out; its menu has stage, owner and flags."""

    chosen = Signal(object)
    """A Wanted; its shelf and order say nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Filter"), "list-filter")
        self.setObjectName("filter")
        self._desk, self._wanted = desk, Wanted()

    def menu_to_show(self) -> QMenu:
        menu, wanted = QMenu(self), self._wanted
        all_of_them = menu.addAction(_("Show all"), self.clear)
        all_of_them.setEnabled(wanted.filtered)
        menu.addSection(_("Stage"))
        for one in self._desk.playbook.stages:
            there = wanted.stage == one.key
            _ticked(menu, str(one.label), there, self._taking(replace(wanted, stage="" if there else one.key)))
        menu.addSection(_("Safety"))
        for flag in FLAGS:
            flags = wanted.flags ^ {flag}
            _ticked(menu, flag_words()[flag], flag in wanted.flags, self._taking(replace(wanted, flags=flags)))
        self._put_owners(menu.addMenu(_("Owner")))
        return menu

    def _put_owners(self, menu: QMenu) -> None:
        wanted = self._wanted
        for owner, name in self._owners().items():
            there = wanted.owner == owner
            _ticked(menu, name, there, self._taking(replace(wanted, owner=None if there else owner)))

    def _owners(self) -> dict[MemberId, str]:
        there = {one.id: who_and_you(self._desk, one.id) for one in self._desk.members if not one.left}
        return {NOBODY: _("Nobody yet"), **there}

    def _taking(self, wanted: Wanted) -> Callable[[], None]:
        return lambda: self.show_wanted(wanted)

    def clear(self) -> None:
        """Leave nothing out."""
        self.show_wanted(Wanted())

    def show_wanted(self, wanted: Wanted) -> None:
        """Leave out what is not wanted, and say so on the button."""
        self._wanted = wanted
        said = [stage_words(self._desk.playbook, wanted.stage)] if wanted.stage else []
        said += [flag_words()[flag] for flag in FLAGS if flag in wanted.flags]
        said += [self._owners()[wanted.owner]] if wanted.owner is not None else []
        only = said[0] if len(said) == 1 else _("{n} filters").format(n=len(said))
        self.say(_("Only: {words}").format(words=only) if said else _("Filter"))
        self.setAccessibleDescription(", ".join(said))
        self.chosen.emit(wanted)


def _ticked(menu: QMenu, words: str, on: bool, act: Callable[[], None]) -> QAction:
    action = menu.addAction(words.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(on)
    action.triggered.connect(lambda _checked=False: act())
    return action
