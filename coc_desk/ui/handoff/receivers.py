"""For whom copies are made: members by name, anybody else as typed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCompleter, QMenu, QSizePolicy, QWidget

from coc_desk.i18n import _
from coc_desk.ui import icons
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.announce import announce
from coc_desk.ui.parts.buttons import IconButton
from coc_desk.ui.parts.inputs import Edit, Framed
from coc_desk.ui.parts.layouts import Column, Flow, Row
from coc_desk.ui.theme import look

_REMOVES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Receiver(QAbstractButton):
    """Somebody a copy is for; pressing takes them off."""

    def __init__(self, id: str, name: str) -> None:
        super().__init__()
        self.id, self.name = id, name
        self.setText(name)
        self.setObjectName(f"receiver:{id}")
        self.setAccessibleName(_("Copy for {name}").format(name=name))
        self.setAccessibleDescription(_("Enter or Del takes it off"))
        self.setToolTip(_("Take {name} off").format(name=name))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def ring(self) -> tuple[QWidget, float]:
        """Return where the ring of focus goes."""
        return self, 14

    def sizeHint(self) -> QSize:
        worn = look()
        return QSize(round(paint.extent(self.name, "chip", weight=600)) + worn.px(10 + 6 + 16 + 8), worn.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(48), look().px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*_REMOVES, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        where = QRectF(self.rect()).adjusted(0, worn.px(3), 0, -worn.px(3))
        fill = "selected" if self.underMouse() else "accent-soft"
        paint.box(painter, where, 13, fill=fill, edge="accent-text" if worn.contrast else "")
        room = paint.mirrored(self, QRectF(worn.px(10), 0, self.width() - worn.px(40), self.height()))
        words = paint.metrics("chip", weight=600).elidedText(self.name, Qt.TextElideMode.ElideRight, room.width() + 1)
        paint.words(painter, room, words, "chip", "accent-text", weight=600)
        side = worn.px(16)
        icons.paint(
            painter,
            paint.mirrored(self, QRectF(self.width() - side - worn.px(8), 0, side, self.height())),
            "x",
            16,
            "accent-text",
        )


class Receivers(Framed):
    """Chips that can be taken off, and a line to add somebody; a name of the team becomes that member."""

    nones = ()

    def __init__(self, members: Sequence[tuple[str, str]]) -> None:
        """Take the members that can be chosen: id and name."""
        super().__init__()
        self._members = dict(members)
        self.chips: list[Receiver] = []
        self.edit = Edit()
        self.edit.setObjectName("receivers")
        self.edit.setPlaceholderText(_("Name"))
        self.edit.installEventFilter(self)
        self.edit.returnPressed.connect(self.take_typed)
        self.offer = IconButton("chevron-down", _("Members of the team"), keys="Down")
        self.offer.setObjectName("receivers:offer")
        self.offer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offer.clicked.connect(self.show_offer)
        self._flow = Flow(self.edit, gap=6)
        self.setLayout(Row((Column(self._flow), 1), self.offer, gap=0, margins=(8, 2, 2, 2)))
        self._complete()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.edit.setFixedHeight(look().px(32))
        self.edit.setMinimumWidth(look().px(96))

    def stops(self) -> list[QWidget]:
        return [self.edit]

    def value(self) -> Any:
        return [chip.id for chip in self.chips]

    def show_value(self, value: Any) -> None:
        ids = list(value or [])
        if ids == self.value():
            return
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(id) for id in ids]
        self._lay()

    def take_typed(self) -> None:
        """Add whoever is typed; a member by any way of writing the name."""
        typed = " ".join(self.edit.text().split())
        self.edit.clear()
        self.add(next((id for id, name in self._members.items() if name.casefold() == typed.casefold()), typed))

    def add(self, id: str) -> None:
        """Add a member by id, or anybody else by name; nobody twice."""
        if id and id not in self.value():
            self.chips.append(self._chip(id))
            self._lay()
            self.touched()
            announce(self.edit, _("Copy for {name}").format(name=self._members.get(id, id)))

    def take_off(self, chip: Receiver) -> None:
        """Take somebody off; the focus goes to the line."""
        self.chips.remove(chip)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._lay()
        self.edit.setFocus()
        self.touched()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the last one off with Backspace in an empty line; offer everybody with Down; add who is typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self.edit.text():
            if event.key() == Qt.Key.Key_Backspace and self.chips:
                self.take_off(self.chips[-1])
                return True
            if event.key() == Qt.Key.Key_Down:
                self.show_offer()
                return True
        if event.type() == QEvent.Type.FocusOut and self.edit.text():
            self.take_typed()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, _event: object) -> None:
        self.edit.setFocus()

    def _chip(self, id: str) -> Receiver:
        chip = Receiver(id, self._members.get(id, id))
        chip.clicked.connect(lambda: self.take_off(chip))
        return chip

    def _lay(self) -> None:
        """Put the chips before the line."""
        self._flow.removeWidget(self.edit)
        for widget in (*self.chips, self.edit):
            self._flow.removeWidget(widget)
            self._flow.addWidget(widget)
            widget.show()
        self._complete()
        self.updateGeometry()

    def show_offer(self) -> None:
        """Offer the members that no copy is for yet."""
        menu = QMenu(self)
        for id, name in self._left().items():
            menu.addAction(name).triggered.connect(lambda _on=False, id=id: self.add(id))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _left(self) -> dict[str, str]:
        return {id: name for id, name in self._members.items() if id not in self.value()}

    def _complete(self) -> None:
        """Complete names of members while they are typed; in the line itself, no list opens by itself."""
        completer = QCompleter(list(self._left().values()), self.edit)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.edit.setCompleter(completer)
        self.offer.setVisible(bool(self._left()))
