"""Who signs in: the team as a list, one of them chosen."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from coc_desk.i18n import _
from coc_desk.ui import icons
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.marks import initials
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look


class Member(Protocol):
    """Somebody who can sign in."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def role(self) -> str: ...


def role_words(role: str) -> str:
    """Return a member's role as it is read."""
    return {"lead": _("Lead"), "committee": _("Committee")}.get(role, _("Responder"))


class Members(QWidget):
    """The team as a list to choose from with the arrow keys; one tab stop."""

    chosen = Signal(object)
    taken = Signal()
    """Somebody said who they are by a click, Space or Enter: their passphrase is next."""

    def __init__(self, members: Sequence[Member], chosen: str) -> None:
        super().__init__()
        self.setObjectName("members")
        self.setAccessibleName(_("Who are you?"))
        self._group = QButtonGroup(self)
        self._rows = [MemberRow(one) for one in sorted(members, key=lambda one: one.name.casefold())]
        title = Row(Text(_("Who are you?"), role="label"), margins=(12, 0, 12, 8))
        column = Column(title, gap=2, margins=(12, 22, 12, 24))
        for row in self._rows:
            self._group.addButton(row)
            column.put(row)
            row.setChecked(row.member.id == chosen or len(self._rows) == 1)
            row.toggled.connect(self._told)
            row.taken.connect(self.taken)
        column.put(...)
        self.setLayout(column)
        if self._rows:
            self.setFocusProxy(self._group.checkedButton() or self._rows[0])

    @property
    def member(self) -> Member | None:
        """Whoever is chosen."""
        row = self._group.checkedButton()
        return row.member if isinstance(row, MemberRow) else None

    def _told(self, on: bool) -> None:
        if on:
            self.chosen.emit(self.member)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, radius = paint.painter(self), look().px(15)
        forward = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        where = QRectF(self.rect()).adjusted(1 if forward else 0, 1, 0 if forward else -1, -1)
        # Round where the card is round: beyond the inner edge the shape is cut off.
        shape = QPainterPath()
        beyond = where.adjusted(0 if forward else -radius, 0, radius if forward else 0, 0)
        shape.addRoundedRect(beyond, radius, radius)
        painter.setClipRect(where)
        painter.fillPath(shape, look().colour("sunken"))
        edge = where.right() - 1 if forward else where.left()
        painter.fillRect(QRectF(edge, where.top(), 1, where.height()), look().colour("line"))


class MemberRow(QAbstractButton):
    """One member: initials, name, role, and a check when chosen."""

    taken = Signal()

    def __init__(self, member: Member) -> None:
        super().__init__()
        self.member = member
        self.setText(member.name)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # the group sees to it; screen readers know a radio button by this alone
        self.setAccessibleName(f"{member.name}, {role_words(member.role)}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Space and Enter; arrows only move the choice."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.setChecked(True)
            self.taken.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.isChecked() and self.rect().contains(event.position().toPoint()):
            self.taken.emit()

    def sizeHint(self) -> QSize:
        words = (paint.extent(self.text(), "label"), paint.extent(role_words(self.member.role), "second"))
        return QSize(round(max(words)) + look().px(92), look().px(52))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(120), look().px(52))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, where, px = paint.painter(self), QRectF(self.rect()), look().px
        if self.isChecked():
            paint.box(painter, where, 8, fill="selected", edge="text" if look().contrast else "")
        elif self.underMouse():
            paint.box(painter, where, 8, fill="hover")
        disc = paint.mirrored(self, QRectF(px(12), where.center().y() - px(16), px(32), px(32)))
        chosen = self.isChecked()
        paint.box(painter, disc, 16, fill="accent" if chosen else "surface", edge="" if chosen else "control")
        paint.words(painter, disc, initials(self.member.name), "cap", "on-accent" if chosen else "text2", weight=600)
        text = QRectF(px(56), px(8), where.width() - px(92), px(36))
        shown = paint.metrics("label").elidedText(self.member.name, Qt.TextElideMode.ElideRight, text.width())
        left = Qt.AlignmentFlag.AlignLeading
        name, role = text.adjusted(0, 0, 0, -px(17)), text.adjusted(0, px(19), 0, 0)
        paint.words(
            painter,
            paint.mirrored(self, name),
            shown,
            "label",
            "text",
            align=left | Qt.AlignmentFlag.AlignVCenter,
        )
        paint.words(
            painter,
            paint.mirrored(self, role),
            role_words(self.member.role),
            "second",
            "text2",
            align=left | Qt.AlignmentFlag.AlignVCenter,
        )
        if chosen:
            check = paint.mirrored(self, QRectF(where.width() - px(32), where.center().y() - px(9), px(18), px(18)))
            icons.paint(painter, check, "check", 18, "accent-text")
