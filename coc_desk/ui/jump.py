"""Search and jump: typing at once, incidents, then entries, then what can be done from anywhere."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from coc_desk.casework.desk import Desk
from coc_desk.i18n import _, ngettext
from coc_desk.ui import icons, typeface
from coc_desk.ui.asking import PlainLine
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.text import Text
from coc_desk.ui.place import Place
from coc_desk.ui.theme import look

MOST = 12
UP_AND_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Target:
    """Where a line of the list leads."""

    words: str
    icon: str
    place: Place | None = None
    act: str = ""


class Jump(Dialog):
    """Only the reader's circles are searched, also in the counts."""

    go = Signal(object)
    report_asked = Signal()
    lock_asked = Signal()

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over, _("Search and jump"), width=640)
        self._desk, self._incidents = desk, desk.incidents()
        self.line = PlainLine("jump", hint=_("Code name, or any word that was written"))
        self.line.edit.setAccessibleName(_("Search and jump"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Found"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFont(typeface.font("body", look().scale))
        self.list.setSpacing(look().px(3))
        self.list.setMinimumHeight(look().px(300))
        self._foot = Text(role="second", tone="text3", wrap=True)
        for part in (self.line, self.list, self._foot):
            self.add(part)
        self.answer(_("Close"), None, harmless=True)
        self.line.changed.connect(self._search)
        self.line.edit.installEventFilter(self)
        self.list.itemActivated.connect(self._chosen)
        self.focus_first(self.line)
        self._search()

    def _search(self) -> None:
        words = self.line.text()
        self.list.clear()
        there = [one for one in self._incidents if words.casefold() in one.code.casefold()] if words else []
        found = self._desk.search(words, MOST) if words else []
        for one in there[:MOST]:
            self._put(Target(one.code, "folder", Place("incident", one.id)))
        for hit in found:
            said = " ".join(f"{hit.before}{hit.match}{hit.after}".split())
            place = Place("incident", hit.incident, field=f"entry:{hit.entry}")
            self._put(Target(f"{hit.code}, {hit.number}:  … {said} …", "message-circle", place))
        self._put(Target(_("Log a report"), "pencil-line", act="report"))
        self._put(Target(_("Lock"), "lock", act="lock"))
        self.list.setCurrentRow(0)
        count = len(there) + len(found)
        said = ngettext("{n} found in your circles.", "{n} found in your circles.", count).format(n=count)
        self._foot.say(said if words else _("Words are searched in this vault only."))

    def _put(self, target: Target) -> None:
        item = QListWidgetItem(icons.icon(target.icon), target.words)
        item.setData(Qt.ItemDataRole.UserRole, target)
        self.list.addItem(item)

    def _chosen(self, item: QListWidgetItem) -> None:
        target = item.data(Qt.ItemDataRole.UserRole)
        self.close_with(None)
        if target.place is not None:
            self.go.emit(target.place)
        elif target.act == "report":
            self.report_asked.emit()
        else:
            self.lock_asked.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list, and Enter choose, while the line is typed in."""
        if watched is self.line.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in UP_AND_DOWN:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentRow() >= 0:
                self._chosen(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)
