"""Giving the desk to the next shift, through the page."""

from dataclasses import replace
from pathlib import Path

from coc_desk.ui.handoff.page import HandoffPage
from coc_desk.ui.place import Place
from tests.stories.bad_luck.laptop import SLOW_MS, Laptop, dialog_over, said_on, speaks_plainly


def handing_off(laptop: Laptop, target: Path) -> HandoffPage:
    """Show the handoff page with a receiver, ready to write into a folder."""
    laptop.window.go(Place("handoff"))
    page = laptop.window.page
    assert isinstance(page, HandoffPage)
    assert page.plan is not None
    page._take_plan(replace(page.plan, receivers=("Imke R.",)))
    page.writing._ask = lambda _over, _begin: str(target)
    page.keeping.keep_now()
    return page


def written_or_said(laptop: Laptop, page: HandoffPage) -> str:
    """Write, and return what the dialog in front says."""
    before = dialog_over(page)
    page._write()
    laptop.qtbot.waitUntil(lambda: dialog_over(page) not in (None, before), timeout=SLOW_MS)
    said = said_on(dialog_over(page))
    speaks_plainly(said)
    return said
