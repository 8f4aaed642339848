"""The printed recovery sheet, and the three shares: what they open, the words, what to do."""

from datetime import datetime

from coc_desk.casework.document import Document, Paragraph, Section, Span, Table
from coc_desk.casework.ledger import Event
from coc_desk.casework.recovery import SHARES, Drawn
from coc_desk.casework.times import spoken_date
from coc_desk.i18n import _
from coc_desk.keys.shares import MADE as SHARES_MADE
from coc_desk.keys.shares import NEEDED

_BESIDE = 2
"""Columns of words on a page."""


def pages(drawn: Drawn, event: Event, mark: str, made: datetime) -> list[Document]:
    """Return one page for each piece of paper."""
    return [_page(drawn, number, words, event, mark, made) for number, words in enumerate(drawn.words, 1)]


def _page(drawn: Drawn, number: int, words: str, event: Event, mark: str, made: datetime) -> Document:
    share = drawn.way == SHARES
    title = _("Share {n} of {all}").format(n=number, all=SHARES_MADE) if share else _("Recovery sheet")
    return Document(
        title=title,
        subtitle=_("For when a passphrase is lost"),
        right_title=_("Keep it apart from the laptop"),
        right_note=_("Whoever has it reads what the team reads.") if not share else _("Alone it opens nothing."),
        facts=((_("Event"), event.name), (_("Vault"), mark), (_("Made"), f"{spoken_date(made)} {made.year}")),
        sections=(
            Section(1, _("Words"), "", (_table(words.split()),)),
            Section(2, _("What it opens"), "", tuple(map(_plain, _opens(share)))),
            Section(3, _("What to do"), "", tuple(map(_plain, _to_do(share)))),
        ),
        foot=(_("Destroy this page when a new one was made. Do not photograph it."),),
        language=event.language,
        meta_title=_("Recovery"),
    )


def _table(words: list[str]) -> Table:
    """Lay the words out so that they are read downwards, each with its number."""
    rows = -(-len(words) // _BESIDE)
    numbered = [(_plain(f"{n}"), Paragraph((Span(word, bold=True),), "big")) for n, word in enumerate(words, 1)]
    lines = [numbered[row::rows] for row in range(rows)]
    return Table(
        (_("No."), _("Word")) * _BESIDE, tuple(tuple(cell for pair in line for cell in pair) for line in lines)
    )


def _opens(share: bool) -> list[str]:
    who = (
        _("Any {n} of the {all} shares open the circle of the whole team.").format(n=NEEDED, all=SHARES_MADE)
        if share
        else _("The words open the circle of the whole team.")
    )
    return [
        who,
        _("They open a smaller circle only if each of its members agreed, and somebody's drafts only if they did."),
        _("They are no passphrase: a member comes back under a new one with them, and the whole team sees it."),
    ]


def _to_do(share: bool) -> list[str]:
    typed = _("type the words of two shares") if share else _("type the words in their order")
    return [
        _("Lost a passphrase: open CoC Desk, choose “I lost my passphrase”, {typed}.").format(typed=typed),
        _("Before the doors open: Settings, Rehearse. It proves that this page works and changes nothing."),
        _("Seen by somebody else, or lost: have a lead make a new one. This one then opens the vault no more."),
    ]


def _plain(text: str) -> Paragraph:
    return Paragraph((Span(text),))
