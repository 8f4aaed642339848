"""Making a recovery: sheet or shares, each shown once and brought onto paper, proved by two words, then in force."""

import secrets
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.document import Document
from coc_desk.casework.errors import Refused
from coc_desk.casework.recovering import SealedPage
from coc_desk.casework.recovery import SHARES, SHEET, Drawn
from coc_desk.i18n import _
from coc_desk.ui.asking import PlainLine
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.parts.fields import Labelled, Refusal
from coc_desk.ui.parts.layouts import Column, Row, held
from coc_desk.ui.parts.switches import Radio
from coc_desk.ui.parts.text import Text
from coc_desk.ui.parts.word_chips import WordChips
from coc_desk.ui.recovery.paper_out import PaperOut
from coc_desk.ui.recovery.slow import SlowDialog
from coc_desk.ui.tasks import Tasks

ON_PAPER = "on paper"
ASKED = 2
"""Words that are asked for, to see that the paper is there before the old one becomes worthless."""


class MakingRecovery(QObject):
    """One dialog after the other; until the last one nothing is in force, and the recovery before goes on working."""

    made = Signal()

    def __init__(self, over: QWidget, desk: Desk, tasks: Tasks) -> None:
        super().__init__(over)
        self._over, self._desk, self._tasks = over, desk, tasks

    def start(self) -> None:
        """Ask whether it shall be a sheet or shares."""
        dialog = ChooseWay(self._over, replaces=self._desk.recovery() is not None)
        dialog.answered.connect(self._chosen)
        dialog.open()

    def _chosen(self, way: object) -> None:
        if isinstance(way, str):
            drawn = self._desk.draw_recovery(way)
            self._show(drawn, self._desk.recovery_pages(drawn), 0)

    def _show(self, drawn: Drawn, pages: list[Document], number: int) -> None:
        if number == len(pages):
            self._ask_back(drawn)
            return
        paper = PaperOut(self._over, self._desk, self._tasks)
        dialog = ShowPaper(self._over, paper, pages[number], drawn.words[number])
        dialog.answered.connect(lambda answer: self._show(drawn, pages, number + 1) if answer == ON_PAPER else None)
        dialog.open()

    def _ask_back(self, drawn: Drawn) -> None:
        dialog = TypeBack(self._over, self._desk, self._tasks, drawn)
        dialog.answered.connect(lambda answer: self.made.emit() if answer else None)
        dialog.open()


class ChooseWay(Dialog):
    """Answers sheet or shares."""

    def __init__(self, over: QWidget, replaces: bool) -> None:
        told = _("For when somebody loses their passphrase. It opens the team's circle, and no other without a yes.")
        super().__init__(over, _("Make a recovery"), told, icon="key-round", width=600)
        self.one, self.shares = Radio(_("One sheet of fourteen words")), Radio(_("Three shares, any two of them open"))
        self.one.setObjectName("recovery:sheet")
        self.shares.setObjectName("recovery:shares")
        self.one.setChecked(True)
        for radio, words in (
            (self.one, _("For a safe place. Whoever finds it reads what the team reads.")),
            (self.shares, _("For three leads. One alone opens nothing.")),
        ):
            self.add(Column(radio, Text(words, role="second", tone="text2", wrap=True), gap=0))
        if replaces:
            old = _(
                "The paper made before then opens this vault no more. With a copy of the vault from before, "
                "a backup for example, it still opens that copy."
            )
            self.add(Text(old, tone="text2", wrap=True))
        self.answer(_("Cancel"), None, harmless=True)
        self.answer(_("Go on"), SHEET, "main", keys="Ctrl+Return")
        self.focus_first(self.one)

    def close_with(self, value: object) -> None:
        super().close_with(SHARES if value == SHEET and self.shares.isChecked() else value)


class ShowPaper(Dialog):
    """The words of one piece of paper, shown once. Answers ON_PAPER."""

    def __init__(self, over: QWidget, out: PaperOut, page: Document, words: str) -> None:
        told = _("Shown once and stored nowhere. Print it, or write the words down by hand with their numbers.")
        super().__init__(over, page.title, told, icon="printer", width=720)
        self._page, self._out = page, out
        self.chips = WordChips(words.split(), numbered=True)
        self.print = Button(_("Print"), "second", icon="printer")
        self.write = Button(_("Encrypted PDF"), "second", icon="file-lock")
        self.print.setObjectName("recovery:print")
        self.write.setObjectName("recovery:write")
        self.said, self.problem = Text(tone="text2", wrap=True), Refusal()
        self.opens = WordChips()
        self.opens.hide()
        for part in (self.chips, Row(self.print, self.write, ...), self.said, self.opens, self.problem):
            self.add(part)
        self.said.hide()
        self.answer(_("Cancel"), None, harmless=True)
        self.answer(_("It is on paper"), ON_PAPER, "main", keys="Ctrl+Return").setObjectName("recovery:on paper")
        self.print.clicked.connect(partial(self._begin, out.print_page))
        self.write.clicked.connect(partial(self._begin, out.write_page))
        out.printed.connect(lambda: self._say(_("Sent to the printer. See that the page came out.")))
        out.written.connect(self._written)
        out.problem.connect(self._refuse)

    def first_focus(self) -> QWidget:
        return self.print

    def _begin(self, act: Callable[[Document], None]) -> None:
        self.problem.say("")
        act(self._page)

    def _say(self, sentence: str) -> None:
        self.said.say(sentence)
        self.said.show()
        self.panel.fit()

    def _written(self, sealed: SealedPage) -> None:
        told = _("Written as {file}. These words open it. Print it elsewhere, then delete it: it is as good as paper.")
        self.opens.show_words(sealed.passphrase.split())
        self.opens.show()
        self._say(told.format(file=sealed.file.name))

    def _refuse(self, sentence: str) -> None:
        self.problem.say(sentence)
        self.panel.fit()


class TypeBack(SlowDialog):
    """Asks for two words from paper, then puts the recovery in force. Answers True."""

    def __init__(self, over: QWidget, desk: Desk, tasks: Tasks, drawn: Drawn) -> None:
        told = _("So that nothing depends on a page that did not come out.")
        super().__init__(over, tasks, _("Two words from the paper"), told, icon="key-round", width=540)
        self._desk, self._drawn = desk, drawn
        self.asked = _asked(drawn)
        self.lines = {place: PlainLine(f"recovery:word {n}") for n, place in enumerate(self.asked, 1)}
        self._fields = {
            place: Labelled(_label(drawn, *place), line, optional_answers=False) for place, line in self.lines.items()
        }
        self.add(held(Column(*self._fields.values(), gap=12)))
        self.answers(_("Put it in force"))
        self.focus_first(self.lines[self.asked[0]].edit)

    def work(self) -> Callable[[], object]:
        for (paper, place), field in self._fields.items():
            field.accept()
            right = self._drawn.words[paper].split()[place]
            if self.lines[paper, place].text().casefold() != right:
                field.refuse(_("This is not what stands there. Look at the number beside the word."))
                self.lines[paper, place].edit.setFocus()
                self.panel.fit()
                raise Refused("")
        return partial(self._desk.prepare_recovery, self._drawn)

    def done(self, result: object) -> object:
        self._desk.keep_recovery(result)
        return True


def _asked(drawn: Drawn) -> list[tuple[int, int]]:
    """Return which words are asked for: by the piece of paper and the place, both from 0."""
    papers = range(len(drawn.words))
    chosen = secrets.SystemRandom()
    first, second = chosen.sample(papers, ASKED) if len(papers) > 1 else (0, 0)
    places = sorted(chosen.sample(range(len(drawn.words[0].split())), ASKED))
    return sorted(zip((first, second), places, strict=True))


def _label(drawn: Drawn, paper: int, place: int) -> str:
    if drawn.way == SHARES:
        return _("Share {share}, word {n}").format(share=paper + 1, n=place + 1)
    return _("Word {n}").format(n=place + 1)
