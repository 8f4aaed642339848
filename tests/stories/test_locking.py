"""Locked, or killed, in the middle of a sentence: the same screen, the cursor and the words come back."""

import pytest

from tests.stories.acts import Told, unlock
from tests.stories.laptops import Laptop
from tests.stories.stage import Stage
from tests.stories.traces import found_in, is_telling
from tests.stories.window import Thing, Window, window
from tests.vault.building import NOOR, PASSPHRASES

pytestmark = pytest.mark.display
PASSPHRASE = PASSPHRASES[NOOR]


def in_the_middle_of_a_report(desk: Window, words: str) -> Thing:
    """Type half a sentence into a report, with the cursor inside it."""
    unlock(desk, PASSPHRASE)
    desk.focused("Log a report")
    desk.key("ctrl+n")
    desk.focused("Yes", "radio button")
    desk.answer("In their words", words)
    desk.key("Left", "Left", "Left")
    return desk.until(lambda: at(desk, len(words) - 3), "the cursor three letters back")


def at(desk: Window, caret: int) -> Thing | None:
    here = desk.focus()
    return here if here.caret == caret else None


def comes_back(desk: Window, before: Thing, title: str) -> None:
    """See the same screen, field, words and cursor."""
    unlock(desk, PASSPHRASE)
    desk.thing(title, "frame")
    after = desk.focused(before.name, "text")
    assert (after.text, after.caret) == (before.text, before.caret)


def test_the_panic_key_over_a_dialog_keeps_sentence_and_cursor(stage: Stage, laptop: Laptop) -> None:
    told = Told()
    with window(stage, laptop.home, *laptop.arguments) as desk:
        before = in_the_middle_of_a_report(desk, told("Zenobia stood behind the regist"))
        desk.key("F1")
        desk.thing("Keys")
        desk.lock("F12")
        assert not any(is_telling(one.name, told.words) for one in desk.see())
        assert found_in(laptop.home.parent, told.words, [PASSPHRASE]) == []
        comes_back(desk, before, "New report")
        desk.lock("ctrl+l")
        comes_back(desk, before, "New report")


def test_a_note_and_a_quick_note_come_back(stage: Stage, laptop: Laptop) -> None:
    with window(stage, laptop.home, *laptop.arguments) as desk:
        in_the_middle_of_a_report(desk, "He followed me to the bus.")
        desk.key("ctrl+Return")
        desk.focused("Note", "text")
        desk.type("She wants to be cal")
        before, title = desk.focus(), desk.title()
        desk.lock()
        comes_back(desk, before, title)
        desk.key("F2")
        desk.focused("Quick note")
        desk.type("somebody waits at the de")
        before = desk.focus()
        desk.lock()
        comes_back(desk, before, "")


def test_an_amendment_comes_back_with_its_question(stage: Stage, laptop: Laptop) -> None:
    with window(stage, laptop.home, *laptop.arguments) as desk:
        in_the_middle_of_a_report(desk, "He followed me to the bus.")
        desk.key("ctrl+Return")
        desk.focused("Note", "text")
        desk.tab_to("Entries", "list", "shift+Tab")
        desk.key("a")
        desk.focused("What is to be added", "text")
        desk.type("It was the number nine b")
        before, title = desk.focus(), desk.title()
        desk.lock()
        comes_back(desk, before, title)
        desk.type("us.")
        desk.key("ctrl+Return")
        assert "It was the number nine bus." in desk.thing("Entry 2, Amends 1").name
        desk.tab_to("Entries", "list", "shift+Tab")
        desk.key("Home", "a")
        assert desk.focused("What is to be added", "text").text == ""


def test_killed_in_the_middle_of_typing_at_most_the_last_second_is_lost(stage: Stage, laptop: Laptop) -> None:
    with window(stage, laptop.home, *laptop.arguments) as desk:
        in_the_middle_of_a_report(desk, "It began. ")
        desk.key("End")
        desk.type("First he stood there. ")
        seen = desk.focus().text
        # Without a pause, and for twice as long as may be lost: this measures nothing, the machine may be busy.
        stage.keys("type", "--delay", "20", "and then another word " * 5)
        desk.kill()
    with window(stage, laptop.home) as desk:
        unlock(desk, PASSPHRASE)
        desk.thing("New report", "frame")
        after = desk.focused("In their words", "text")
        assert len(after.text) > len(seen)
        assert (seen + "and then another word " * 5).startswith(after.text)
        assert after.caret == len(after.text)
