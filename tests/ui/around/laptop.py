"""What the tests of the pages around the work share: everybody's desk over the same entries, and finding things."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any, TypeVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.followup import NewPromise
from coc_desk.casework.incidents import Incident, Promise
from coc_desk.casework.intake import ReportDraft
from coc_desk.casework.ledger import Member
from coc_desk.playbook.definitions import Playbook
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.text import Text
from tests.casework.memory import NOOR, MemoryLedger, PlainPress, Shelf, TestClock

W = TypeVar("W", bound=QWidget)
Show = Callable[..., None]


class Room(QWidget):
    """A window around a widget: it lays nothing out, since the offscreen platform warns of any size hint it is told."""

    def __init__(self, inside: QWidget, size: tuple[int, int]) -> None:
        super().__init__()
        self.inside = inside
        inside.setParent(self)
        self.resize(*size)

    def put(self, inside: QWidget) -> None:
        """Show another widget in place of the one there was."""
        if inside is not self.inside:
            self.inside.hide()
            self.inside = inside
            inside.setParent(self)
            inside.setGeometry(self.rect())
            inside.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.inside.setGeometry(self.rect())


def code_names() -> Iterator[str]:
    """Two words each, all different."""
    first = ("copper", "linen", "quiet", "tin", "woven", "slate", "maple")
    second = ("kettle", "harbour", "lantern", "sparrow", "compass", "orchard", "thimble")
    return (f"{first[n % 7]} {second[n // 7 % 7]}{n // 49 or ''}" for n in count())


class Laptop:
    """Everybody's desk over the same entries."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook, self.clock, self.shelf = playbook, TestClock(), Shelf()
        self._names = code_names()
        self._ledgers: dict[str, MemoryLedger] = {}

    def desk_of(self, member: Member = NOOR) -> Desk:
        """Return a member's desk; what was remembered for them is there again."""
        ledger = self._ledgers.setdefault(member.id, MemoryLedger(self.playbook, member, self.shelf))
        return Desk(ledger, PlainPress(), [], self._names, self.clock)


def report(desk: Desk, words: str = "He stood in the door.", excluded: tuple[Any, ...] = (), **said: str) -> Incident:
    """File a report with some answers."""
    given = {"words": {"v": words}} | {key: {"v": value} for key, value in said.items()}
    draft = desk.begin_report(answers=given)
    return desk.file_report(draft, replace(ReportDraft.of(draft), excluded=excluded))


def promised(desk: Desk, incident: Incident, due: str, what: str = "Call the reporter back") -> Promise:
    """Promise something by a time of day to come."""
    before = {one.id for one in desk.incident(incident.id).promises}
    after = desk.promise(incident.id, NewPromise(what, "reporter", desk.time_said(due)))
    return next(one for one in after.promises if one.id not in before)


def part(of: QWidget, name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment]
    """Return the part with an object name."""
    found = of.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def focus() -> QWidget:
    """Return what has the focus."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def asked(window: QWidget) -> Dialog:
    """Return the dialog that is open."""
    found = [one for one in window.window().findChildren(Dialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def words_on(widget: QWidget) -> str:
    """Return all the words that can be seen on a widget, one part a line."""
    QApplication.processEvents()
    said = [one for one in widget.findChildren(QWidget) if one.isVisible() and one.property("text")]
    return "\n".join(one.text() if isinstance(one, Text) else str(one.property("text")) for one in said)
