"""Two members share a laptop; what the one is excluded from is a vague line to them, and nothing else."""

import pytest

from tests.stories.acts import offered_words, unlock
from tests.stories.laptops import Laptop
from tests.stories.stage import Stage
from tests.stories.traces import is_telling
from tests.stories.window import Thing, Window, window
from tests.vault.building import NOOR, PASSPHRASES

pytestmark = pytest.mark.display
ABOUT = "Philippa was shouted at"


def test_the_excluded_lead_sees_the_vague_line_and_finds_nothing(stage: Stage, laptop: Laptop) -> None:
    with window(stage, laptop.home, *laptop.arguments) as desk:
        unlock(desk, PASSPHRASES[NOOR])
        desk.focused("Log a report")
        passphrase = add_member(desk, "Jun")
        other_member(desk, "Jun", passphrase)
        code = report_without(desk, "Noor")
        other_member(desk, "Noor", PASSPHRASES[NOOR])
        sees_only_the_line(desk, code)


def add_member(desk: Window, name: str) -> str:
    """Add a member, who types the words that are offered; return them."""
    desk.key("ctrl+comma")
    desk.press("Add a member")
    desk.focused("Name in the team", "text")
    desk.type(name)
    words = offered_words(desk)
    desk.tab_to("New passphrase", "password text")
    desk.type(words, hidden=True)
    desk.key("ctrl+Return")
    desk.announces(f"{name} can sign in now.")
    return words


def other_member(desk: Window, name: str, passphrase: str) -> None:
    """Lock and choose another member, who signs in."""
    desk.lock("ctrl+shift+l", title="")
    if not desk.until(lambda: a_member(desk), "the focus on the members").name.startswith(name):
        desk.step("Down")
    desk.key("space")
    unlock(desk, passphrase)
    desk.thing(f"{name}", "push button")


def report_without(desk: Window, name: str) -> str:
    """Log a report that a member never gets to see; return its code name."""
    desk.key("ctrl+n")
    desk.focused("Yes", "radio button")
    desk.answer("In their words", ABOUT)
    desk.key("ctrl+shift+x")
    desk.focused(name, "check box")
    desk.key("space")
    desk.key("ctrl+Return")
    desk.focused("Note", "text")
    desk.says("1 of 2 members can open it.")
    code = desk.title()
    search_for(desk, "Philippa")
    desk.until(lambda: found(desk, code), "the report among what was found")
    desk.key("Escape")
    return code


def sees_only_the_line(desk: Window, code: str) -> None:
    """See that there is something, and nothing of what it is."""
    desk.key("ctrl+2")
    desk.thing(code, "table cell")
    desk.thing("You are not in the circle")
    desk.key("Return")
    assert not is_telling(desk.words(), [ABOUT])
    search_for(desk, "Philippa")
    desk.says("Nothing found for “Philippa”")


def search_for(desk: Window, words: str) -> None:
    """Look for words from anywhere."""
    desk.key("ctrl+k")
    desk.focused("Search and jump", "text")
    desk.type(words)


def a_member(desk: Window) -> Thing | None:
    here = desk.focus()
    return here if here.role == "radio button" else None


def found(desk: Window, code: str) -> bool:
    return any(one.role == "list item" and code in one.name for one in desk.see())
