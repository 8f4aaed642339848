"""A lost passphrase in a real window, by keys alone: onto paper, rehearsed, locked, and back in by the paper."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.stories.acts import make_vault, offered_words
from tests.stories.stage import Stage
from tests.stories.traces import found_in
from tests.stories.window import Window, window

pytestmark = pytest.mark.display


def test_back_in_by_the_sheet(stage: Stage, home: Path) -> None:
    with window(stage, home) as desk:
        lost = make_vault(desk, "Noorjehan", "Saltmarsh Conf")
        words = make_sheet(desk)
        rehearse(desk, words)
        desk.lock()
        desk.press("Somebody else")
        desk.press("I lost my passphrase")
        fresh = come_back(desk, words)
        desk.focused("Log a report")
        desk.quit()
    assert (
        found_in(home.parent, [], [" ".join(words), *pairs(words), *pairs(lost.split()), *pairs(fresh.split())]) == []
    )


def pairs(words: list[str]) -> list[str]:
    """Return each word with the next one: single words of a common list stand in many a file."""
    return [f"{one} {after}" for one, after in pairwise(words)]


def make_sheet(desk: Window) -> list[str]:
    """Make a sheet in the settings; return its words as they stand on the screen."""
    desk.key("ctrl+comma")
    desk.press("Make a recovery")
    desk.focused("One sheet of fourteen words")
    desk.key("ctrl+Return")
    desk.thing("It is on paper")
    words = offered_words(desk).split()
    assert len(words) == 14
    desk.key("ctrl+Return")
    for last in (False, True):
        label = desk.until(lambda: desk.focus() if desk.focus().name.startswith("Word ") else None, "a word asked for")
        desk.type(words[int(label.name.removeprefix("Word ")) - 1])
        if not last:
            desk.step()
    desk.key("ctrl+Return")
    desk.says("Not rehearsed yet.")
    return words


def rehearse(desk: Window, words: list[str]) -> None:
    """Rehearse with a mistake, then without."""
    desk.press("Rehearse")
    desk.focused("The words on the sheet", "text")
    desk.type(" ".join(["zzzz", *words[1:]]))
    desk.key("ctrl+Return")
    desk.says(f"Word 1, “zzzz”, is on no sheet. The other words say it is “{words[0]}”.")
    desk.key("ctrl+a")
    desk.type(" ".join(words))
    desk.key("ctrl+Return")
    desk.says("It works. It opened the team's circle")
    desk.focused("Close")
    desk.key("space")
    desk.says("Rehearsed by Noorjehan")


def come_back(desk: Window, words: list[str]) -> str:
    """Type the sheet and the words that are offered as a new passphrase; return these."""
    desk.focused("The words on the sheet", "text")
    desk.type(" ".join(words))
    fresh = offered_words(desk)
    desk.tab_to("Type it once")
    desk.type(fresh, hidden=True)
    desk.key("ctrl+Return")
    return fresh
