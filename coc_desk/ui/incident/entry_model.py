"""The timeline's rows: the newest first made, older ones when they are wanted."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from coc_desk.casework.incidents import Line
from coc_desk.ui.incident.entry_words import Shown, Timeline, kind_of

STEP: Final = 50
"""Entries that are shown at first, and added each time somebody goes further back."""
Index = QModelIndex | QPersistentModelIndex


class EntryModel(QAbstractListModel):
    """The rows of a timeline, oldest first, from some row on."""

    def __init__(self) -> None:
        super().__init__()
        self._timeline: Timeline | None = None
        self._rows: Sequence[Line] = ()
        self._first = 0
        self._shown: dict[int, Shown] = {}
        self.only = ""
        """The kind of entry that is shown, all when empty."""

    def show(self, timeline: Timeline, at_least: int = STEP) -> None:
        """Show an incident's entries anew, at least so many of the newest."""
        self.beginResetModel()
        self._timeline = timeline
        self._rows = [line for line in timeline.rows if self.only in ("", kind_of(line))]
        self._first = max(0, len(self._rows) - at_least)
        self._shown = {}
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows) - self._first

    @property
    def earlier(self) -> int:
        """How many older entries are not shown yet."""
        return self._first

    def show_earlier(self, count: int = STEP) -> None:
        """Show older entries too."""
        more = min(count, self._first)
        if more:
            self.beginInsertRows(QModelIndex(), 0, more - 1)
            self._first -= more
            self.endInsertRows()

    def line(self, row: int) -> Line:
        """Return the ledger's line in a row."""
        return self._rows[self._first + row]

    def shown(self, row: int) -> Shown:
        """Return how a row is seen; made once."""
        line = self.line(row)
        if line.number not in self._shown:
            assert self._timeline is not None
            self._shown[line.number] = self._timeline.shown(line)
        return self._shown[line.number]

    def row_of(self, number: int) -> int:
        """Return the row of an entry by its number, showing older ones for it; -1 when the filter hides it."""
        place = next((at for at, line in enumerate(self._rows) if line.number == number), -1)
        if place < 0:
            return -1
        if place < self._first:
            self.show_earlier(self._first - place + STEP // 2)
        return place - self._first

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.shown(index.row()).spoken
        return None
