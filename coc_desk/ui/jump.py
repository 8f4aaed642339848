"""Search and jump: typing at once, incidents, then entries, then what can be done from anywhere."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.i18n import _, ngettext
from coc_desk.ui.finding import by_code_name, in_entry
from coc_desk.ui.found_list import FoundList, Hit
from coc_desk.ui.parts.chips import KeyCap
from coc_desk.ui.parts.dialogs import Over, Sheet
from coc_desk.ui.parts.inputs import Edit
from coc_desk.ui.parts.layouts import Column, Hairline, Row
from coc_desk.ui.parts.marks import Picture
from coc_desk.ui.parts.text import Text
from coc_desk.ui.place import Place
from coc_desk.ui.theme import look

MOST = 8
"""Lines of a kind; who wants more types one more letter, or looks at the list of incidents."""
REPORT, LOCK = "report", "lock"


class Jump(Over):
    """Only the reader's circles are searched, also in the counts."""

    go = Signal(object)
    report_asked = Signal()
    lock_asked = Signal()

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over, _("Search and jump"))
        self._desk, self._incidents = desk, desk.incidents()
        self.line = Edit()
        self.line.setObjectName("jump")
        self.line.setAccessibleName(_("Search and jump"))
        self.line.setPlaceholderText(_("Code name, or any word that was written"))
        self.list = FoundList(_("Found"))
        self.foot = Text(role="second", tone="text2", wrap=True)
        self.put_sheet(_JumpSheet(self))
        self.list.steer_by(self.line)
        self.list.opened.connect(self._opened)
        self.line.textChanged.connect(self._search)
        self.focus_first(self.line)
        self._search()

    def _search(self) -> None:
        words = self.line.text().strip()
        codes = by_code_name(self._desk, self._incidents, words, MOST)
        entries = [in_entry(self._desk.playbook, one) for one in self._desk.search(words, MOST)] if words else []
        found = [*_under(_("Incidents"), codes), *_under(_("In entries"), entries)]
        nothing = [Hit(_("Nothing found for “{words}”").format(words=words))] if words and not found else []
        # With nothing found nothing is chosen: Enter after a mistyped word must not log a report.
        self.list.show_hits([*nothing, *found, *_always(words)], choose=not nothing)
        self.foot.say(self._count(words, codes, entries))
        self.sheet.fit()

    def _count(self, words: str, codes: list[Hit], entries: list[Hit]) -> str:
        there, found = len(self._incidents), len(codes) + len(entries)
        if not words:
            return ""
        if not found:
            return _("Incidents outside your circle are not searched.")
        circles = ngettext("{n} incident of your circles", "{n} incidents of your circles", there).format(n=there)
        more = MOST in (len(codes), len(entries))
        said = _("The first {n} found in {circles}") if more else _("{n} found in {circles}")
        return said.format(n=found, circles=circles)

    def _opened(self, leads: object) -> None:
        self.close_with(None)
        if isinstance(leads, Place):
            self.go.emit(leads)
        elif leads == REPORT:
            self.report_asked.emit()
        else:
            self.lock_asked.emit()


def _under(heading: str, hits: list[Hit]) -> list[Hit]:
    return [Hit(heading), *hits] if hits else []


def _always(words: str) -> list[Hit]:
    """Return what can be done from anywhere; with words typed it comes after what was found."""
    acts = [
        Hit(_("Log a report"), icon="pen", keys="Ctrl+N", leads=REPORT),
        Hit(_("Lock"), icon="lock", keys="Ctrl+L", leads=LOCK),
    ]
    screens = [
        Hit(_("Desk"), icon="layout-dashboard", keys="Ctrl+1", leads=Place("desk")),
        Hit(_("Incidents"), icon="folder", keys="Ctrl+2", leads=Place("incidents")),
        Hit(_("Handoff"), icon="arrow-left-right", keys="Ctrl+5", leads=Place("handoff")),
        Hit(_("Settings"), icon="settings-2", keys="Ctrl+,", leads=Place("settings")),
    ]
    wanted = words.casefold()
    fitting = [one for one in screens if not wanted or one.before.casefold().startswith(wanted)]
    return _under(_("Always here"), [*fitting, *acts])


class _JumpSheet(Sheet):
    """A line to type in, what was found, and how much; as high as it needs to be."""

    WIDTH, TOP, LINE = 680, 74, 60

    def __init__(self, jump: Jump) -> None:
        super().__init__(jump)
        self._jump = jump
        self._top = QWidget()
        self._top.setLayout(Row(Picture("search", 20), (jump.line, 1), KeyCap("Esc"), gap=12, margins=(20, 0)))
        says = Text(_("Words are searched in this vault only"), role="second", tone="text2")
        self._foot = QWidget()
        self._foot.setLayout(Row((jump.foot, 1), says, gap=16, margins=(20, 10)))
        self.setLayout(Column(self._top, Hairline(), (jump.list, 1), Hairline(), self._foot, gap=0))
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self._top.setFixedHeight(look().px(self.LINE))
        self._jump.line.setMinimumHeight(look().px(44))

    def fit(self) -> None:
        around, px = self._jump.size(), look().px
        width = min(px(self.WIDTH), around.width() - 2 * px(24))
        top = min(px(self.TOP), around.height() // 10)
        layout = self._foot.layout()
        foot = layout.totalHeightForWidth(width) if layout is not None else 0
        wanted = px(self.LINE) + self._jump.list.whole_height() + px(8) + max(foot, px(40)) + 2
        height = min(wanted, around.height() - top - px(24))
        self.setGeometry((around.width() - width) // 2, top, width, height)
