"""How the intake page is laid out: header, list of sections, form, guidance; by how much room there is."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from coc_desk.ui.intake.beside import Beside, Under
from coc_desk.ui.intake.contents import WIDTH as LIST
from coc_desk.ui.intake.contents import Contents
from coc_desk.ui.intake.header import Header
from coc_desk.ui.intake.sheet import Sheet
from coc_desk.ui.parts.layouts import Column, Row, Scroll
from coc_desk.ui.theme import look

FORM: Final = 664
"""Width of the form's column where something stands beside it, in design pixels."""
GUIDANCE: Final = 280
"""The least width of guidance beside the form."""
ONE_LINE_FROM: Final = 1040
"""Width from which title and acts of the header stand on one line."""
MOST: Final = 16_777_215


class Frame(QWidget):
    """Everything that stands around the sheet, and what follows the focus in it."""

    entered = Signal(QWidget)
    """What in the sheet has the focus now."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self.header, self.contents, self.beside, self._under = Header(), Contents(), Beside(), Under()
        self.area = Scroll(QWidget())
        self._section = ""
        work = Row(self.contents, (self.area, 2), (self.beside, 1), gap=0)
        work.addStretch(0)
        self.setLayout(Column(self.header, (work, 1), gap=0))
        self._connect()

    def _connect(self) -> None:
        self.contents.chosen.connect(self.go_to)
        self.header.contents.clicked.connect(self._show_menu)
        bar = self.area.verticalScrollBar()
        bar.valueChanged.connect(lambda _value: self.beside.follow())
        bar.rangeChanged.connect(lambda _low, _high: self.beside.follow())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show a sheet, or none; the one there was is let go of with all that was in it."""
        self._under.close()
        self.beside.forget()
        before = self.area.takeWidget()
        self.sheet = sheet
        self.area.setWidget(sheet or QWidget())
        if before is not None:
            before.deleteLater()
        if sheet is not None:
            self._section = next(iter(sheet.cards), "")
            self.show_states()

    def show_states(self) -> None:
        """Show in which sections something is written, and how many there are."""
        if self.sheet is not None:
            self.contents.show_sections(self.sheet.states())
            self._mark(self._section)
            self.header.show_excluded(len(self.sheet.exclude.excluded()))

    def _mark(self, key: str) -> None:
        self._section = key
        self.contents.choose(key)
        if self.sheet is not None and key in self.sheet.cards:
            self.header.contents.say(str(self.sheet.cards[key].section.label))

    def go_to(self, key: str) -> None:
        """Go to a section: its heading at the top, the focus in its first field."""
        card = self.sheet.cards.get(key) if self.sheet else None
        if card is not None:
            self.area.verticalScrollBar().setValue(card.y() - look().px(20))
            if first := card.first_input():
                first.setFocus()
            self._mark(key)

    def step(self, by: int) -> None:
        """Go so many sections on, or back."""
        keys = list(self.sheet.cards) if self.sheet else []
        if self._section in keys:
            self.go_to(keys[min(max(keys.index(self._section) + by, 0), len(keys) - 1)])

    def show_soon(self, first: QWidget, last: QWidget | None = None) -> None:
        """Scroll to something that was put there just now, once it has its place; to its top when it is too high."""
        QTimer.singleShot(0, first, lambda: self._show_from(first, last or first))

    def _show_from(self, first: QWidget, last: QWidget) -> None:
        if self.sheet is None or not all(map(self.sheet.isAncestorOf, (first, last))):
            return  # another draft is shown meanwhile
        around = look().px(20)
        top = first.mapTo(self.sheet, QPoint(0, 0)).y() - around
        end = last.mapTo(self.sheet, QPoint(0, last.height())).y() + around
        bar, room = self.area.verticalScrollBar(), self.area.viewport().height()
        if top < bar.value() or end - top > room:
            bar.setValue(top)
        elif end > bar.value() + room:
            bar.setValue(end - room)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        card = self.sheet.card_at(now) if self.sheet is not None and now is not None else None
        if card is None or now is None:
            return
        asked, anchor = card.asked_at(now)
        self._under.leave(anchor)
        self.beside.show_for(asked, anchor)
        self._mark(card.section.key)
        self.entered.emit(now)

    def show_guidance(self) -> bool:
        """Open the guidance under the focused field; answer whether it was not to be seen already."""
        focus = QApplication.focusWidget()
        card = self.sheet.card_at(focus) if self.sheet is not None and focus is not None else None
        if card is None or focus is None or not self.beside.isHidden():
            return False
        asked, anchor = card.asked_at(focus)
        bubble = self._under.open(card, asked, anchor)
        if bubble is not None:
            self.show_soon(anchor, bubble)
        return bubble is not None

    def _show_menu(self) -> None:
        menu = QMenu(self.header.contents)
        for state in self.sheet.states() if self.sheet else ():
            words = state.words if state.count is None else f"{state.words} ({state.count})"
            act = menu.addAction(words.replace("&", "&&"))
            act.setCheckable(True)
            act.setChecked(state.written)
            act.triggered.connect(partial(self.go_to, state.key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.header.contents.mapToGlobal(self.header.contents.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up first the list of sections, then the guidance beside."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def dress(self) -> None:
        """Take the size of text."""
        self._fit(self.width())

    def _fit(self, width: int) -> None:
        room = width / look().scale
        listed, guided = room >= LIST + FORM + GUIDANCE, room >= FORM + GUIDANCE
        self.contents.setVisible(listed)
        self.header.contents.setHidden(listed)
        self.beside.setVisible(guided)
        self.area.setMaximumWidth(look().px(FORM) if guided else MOST)
        self.area.setMinimumWidth(look().px(FORM) if guided else 0)
        self.header.stack(narrow=room < ONE_LINE_FROM)
