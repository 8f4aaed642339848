"""The list of keys, shown by F1: what can be done without a mouse."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from coc_desk.i18n import _
from coc_desk.ui.desk.promises import done_words, new_time_words
from coc_desk.ui.incident.timeline import acts, letter_of
from coc_desk.ui.parts.answer import NONES, none_letter
from coc_desk.ui.parts.chips import KeyCap
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.keycaps import shown
from coc_desk.ui.parts.layouts import Column, Row, held
from coc_desk.ui.parts.text import Text
from coc_desk.ui.parts.yes_no import ANSWERS, answer_letter
from coc_desk.ui.theme import look
from coc_desk.ui.wording import marked

Keys = tuple[str, ...]


def keys() -> Mapping[str, Sequence[tuple[Keys, str]]]:
    """Return every key that does something, by where it does it."""
    return {
        _("Anywhere"): (
            (("F12", "Ctrl+L"), _("lock at once, over anything")),
            (("Ctrl+Shift+L",), _("lock and choose another member")),
            (("F2",), _("quick note")),
            (("Ctrl+N",), _("log a report")),
            (("Ctrl+K",), _("search and jump")),
            (("Ctrl+1", "Ctrl+2", "Ctrl+5"), _("Desk, Incidents, Handoff")),
            (("F6", "Shift+F6"), _("next, previous pane")),
            (("Alt+Left",), _("back")),
            (("F1",), _("guidance for this field, then this list")),
            (("Ctrl+,",), _("settings")),
            (("Ctrl++", "Ctrl+-", "Ctrl+0"), _("text larger, smaller, 100 %")),
            (("Esc",), _("close what is open; never throws words away")),
            (("Ctrl+Q",), _("keep, lock, quit")),
        ),
        _("Typing"): (
            (("Ctrl+S",), _("keep now and say so; it is kept anyway")),
            (("Ctrl+Return",), _("main act: save report, add entry, write")),
            (("Tab", "Shift+Tab"), _("next, previous field, also out of text boxes")),
            (("Ctrl+;",), _("put in the time now")),
            (("Ctrl+.",), _then()),
            (("Ctrl+Shift+P",), _("make a promise from this sentence")),
            (("Ctrl+Shift+E",), _("add evidence")),
        ),
        _("A report"): (
            (("Ctrl+PgDown", "Ctrl+PgUp"), _("next, previous section")),
            (tuple(map(answer_letter, ANSWERS)), _("answer yes, no, maybe, unknown, and go on")),
            (("1", "2", "3", "4"), _("choose by place, and stay")),
            (("Del",), _("empty an answer")),
            (("Ctrl+J",), _("add a person")),
            (("Ctrl+Shift+X",), _("exclude members")),
        ),
        _("An incident"): (
            (("Ctrl+Tab", "Ctrl+Shift+Tab"), _("next, previous tab")),
            (("Ctrl+G",), _("go to entry number")),
            (("Ctrl+E",), _("to the composer, and back again")),
            (("Alt+K",), _("kind of note")),
            (tuple(map(letter_of, acts().values())), _("in entries: amend, strike, promise, filter by kind")),
        ),
        _("Lists and the desk"): (
            (("Return", "Space"), _("open, choose; letters jump to a code name")),
            (("Shift+F10",), _("menu of the row")),
            ((marked(done_words())[1], marked(new_time_words())[1]), _("on a promise: done, new time")),
        ),
        _("Handoff"): (
            (("Ctrl+P",), _("print")),
            (("PgUp", "PgDown"), _("pages of the preview")),
        ),
    }


class KeysHelp(Dialog):
    """The list over the page."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, _("Keys"), width=640)
        for where, rows in keys().items():
            self.add(Column(Text(where, role="label"), held(_grid(rows)), gap=6))
        self.answer(_("Close"), None, "main", harmless=True)


def _then() -> str:
    """Say what Ctrl and a dot wait for."""
    unknown, not_asked, declined = map(none_letter, NONES)
    return _("then {unknown}, {not_asked}, {declined}: unknown, not asked, declined; {delete}: empty again").format(
        unknown=unknown, not_asked=not_asked, declined=declined, delete=shown("Del")
    )


def _grid(rows: Sequence[tuple[Keys, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look().px(16))
    grid.setVerticalSpacing(look().px(6))
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, look().px(210))
    for number, (caps, words) in enumerate(rows):
        grid.addWidget(held(Row(*(KeyCap(one) for one in caps), ..., gap=6)), number, 0)
        grid.addWidget(Text(words, wrap=True), number, 1)
    return grid
