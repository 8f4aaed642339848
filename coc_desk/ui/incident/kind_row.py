"""Which kind of note it is: a row of words, the five most used first, the others in a menu."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from coc_desk.i18n import _
from coc_desk.playbook.definitions import NoteKind
from coc_desk.ui import icons
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.one_stop import OneStop, Part
from coc_desk.ui.theme import look

MOST: Final = 5
"""As many kinds stand in the row at most; fewer where there is less room."""
HEIGHT: Final = 32


class KindPart(Part):
    """One kind of note."""

    def __init__(self, kind: NoteKind) -> None:
        super().__init__(kind.key, str(kind.short or kind.label))
        self.icon_name = kind.icon
        self.setAccessibleName(str(kind.label))
        self.setObjectName(f"note:kind:{kind.key}")

    def ring(self) -> tuple[QWidget, float] | None:
        return self, 6

    def width_when(self, chosen: bool) -> int:
        """Return the width it needs, which is more with the icon of the chosen one."""
        worn = look()
        return round(paint.extent(self.words(), "second", weight=600)) + worn.px(18 + 26 if chosen else 22)

    def sizeHint(self) -> QSize:
        return QSize(self.width_when(self.isChecked()), look().px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn, where = paint.painter(self), look(), QRectF(self.rect())
        chosen = self.isChecked()
        fill = "selected" if chosen else "hover" if self.underMouse() else ""
        ink = "accent-text" if chosen else "text2"
        paint.box(painter, where, 6, fill=fill, edge=ink if chosen and worn.contrast else "")
        if chosen:
            side = QRectF(worn.px(9), 0, worn.px(18), where.height())
            icons.paint(painter, paint.mirrored(self, side), self.icon_name, 18, ink)
            where = paint.mirrored(self, where.adjusted(worn.px(24), 0, 0, 0))
        paint.words(painter, where, self.words(), "second", ink, weight=600)


class KindRow(OneStop):
    """The kinds of note; arrows move through all of them, those in the menu too."""

    def __init__(self, kinds: Sequence[NoteKind]) -> None:
        super().__init__([KindPart(kind) for kind in kinds])
        self.setAccessibleName(_("Kind of note"))
        self.more = Button("", "quiet", end_icon="chevron-down", parent=self)
        self.more.setObjectName("note:kinds")
        self.more.clicked.connect(self._show_menu)
        self.chosen.connect(lambda _key: self.arrange())
        self.choose(kinds[0].key if kinds else "")
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setFixedHeight(look().px(HEIGHT))
        self.arrange()

    def ring(self) -> tuple[QWidget, float] | None:
        """Let the ring go around the kind that has the focus."""
        part = next((one for one in self.parts if one.hasFocus()), None)
        return (part, 6) if part else None

    def choose(self, key: str) -> None:
        super().choose(key)
        if hasattr(self, "more"):
            self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def minimumSizeHint(self) -> QSize:
        widest = max((part.width_when(True) for part in self._kinds()), default=0)
        return QSize(widest + self.more.sizeHint().width(), look().px(HEIGHT))

    def _kinds(self) -> list[KindPart]:
        return [part for part in self.parts if isinstance(part, KindPart)]

    def arrange(self) -> None:
        """Show as many as there is room for, the chosen one always, and count the others."""
        kinds, seen = self._kinds(), self._seen()
        left = len(kinds) - len(seen)
        self.more.say(_("{n} more").format(n=left))
        self.more.setAccessibleName(_("{n} more kinds of note").format(n=left))
        self.more.setVisible(left > 0)
        at = 0
        for part in kinds:
            part.setVisible(part in seen)
            if part in seen:
                part.setGeometry(self._turned(at, part.sizeHint().width()))
                at += part.sizeHint().width()
        width = self.more.sizeHint().width()
        self.more.setGeometry(self._turned(self.width() - width, width))

    def _seen(self) -> list[KindPart]:
        kinds = self._kinds()
        room = self.width() - self.more.sizeHint().width() - look().px(4)
        chosen = next((one for one in kinds if one.isChecked()), None)
        for count in range(min(MOST, len(kinds)), 0, -1):
            seen = kinds[:count]
            if chosen and chosen not in seen:
                seen = [*kinds[: count - 1], chosen]
            if sum(one.width_when(one is chosen) for one in seen) <= room:
                return seen
        return [chosen or kinds[0]] if kinds else []

    def _turned(self, left: int, width: int) -> QRect:
        return paint.mirrored(self, QRectF(left, 0, width, look().px(HEIGHT))).toRect()

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        seen = self._seen()
        for part in self._kinds():
            if part not in seen:
                act = menu.addAction(icons.icon(part.icon_name), part.accessibleName())
                act.triggered.connect(lambda _checked=False, key=part.key: self._take(key))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _take(self, key: str) -> None:
        self.choose(key)
        self.stop().setFocus()
        self.chosen.emit(key)
