"""From an empty laptop to a handoff: one report, logged as it is told, followed up and handed over."""

import subprocess
from pathlib import Path

import pytest

from tests.stories.acts import Told, answer_none, choose_path, make_vault
from tests.stories.stage import Stage
from tests.stories.traces import found_in, is_telling
from tests.stories.window import Window, output_of, window

pytestmark = pytest.mark.display

THEIR_WORDS = "She said שלום and e\u0301te\u0301, then he stood in the door."
"""Right-to-left letters, and letters with combining marks."""


def test_one_report_from_first_start_to_read_back(stage: Stage, home: Path) -> None:
    told, stick = Told(), home / "stick"
    stick.mkdir()
    with window(stage, home) as desk:
        passphrase = make_vault(desk, "Noorjehan", "Saltmarsh Conf")
        log_report(desk, told)
        code = desk.title()
        write_note_with_promise(desk, told)
        amend_and_strike(desk, told)
        words = hand_over(desk, told, stick)
        read_back(desk, told)
        desk.key("ctrl+1")
        desk.says("Call back")
        desk.quit()
    assert_only_the_words_open_it(next(stick.glob("*.pdf")), words, code)
    assert [title for title in desk.titles if is_telling(title, told.words)] == []
    assert found_in(home.parent, told.words, [passphrase, words]) == []


def log_report(desk: Window, told: Told) -> None:
    """Write down what is told, in the order it is told."""
    desk.key("ctrl+n")
    assert desk.focused("Yes").group == "Is anyone in danger now?"
    for key, after in zip("nmu", ("going on", "happen again", "Support needed"), strict=True):
        assert after in desk.step(key).group
    for person in (
        ("Reporter", "Name", told("Yaarit Bensoussan")),
        ("Reported", "Description", told("tall, grey scarf")),
    ):
        add_person(desk, *person)
    desk.answer("When", told("around lunch, day 2"))
    desk.tab_to("Where", "text")
    answer_none(desk, "u", "Unknown")
    desk.answer("In their words", told(THEIR_WORDS))
    desk.tab_to("Impact", "text")
    answer_none(desk, "d", "Declined")
    desk.key("ctrl+Return")
    desk.thing("Report kept as")
    desk.focused("Note", "text")


def add_person(desk: Window, role: str, what: str, words: str) -> None:
    """Add somebody by what is known of them."""
    desk.key("ctrl+j")
    assert desk.focused("Reporter", "check box").group == "In this report they are"
    desk.tab_to(role, "check box")
    desk.key("space")
    desk.answer(what, words)


def write_note_with_promise(desk: Window, told: Told) -> None:
    """Note a talk, and make the promise in the same step."""
    desk.type(told("Told her we talk to him tonight. Call back in an hour"))
    desk.thing("Make it a promise")
    desk.key("ctrl+shift+p")
    desk.gone("Make it a promise")
    desk.key("ctrl+Return")
    desk.says("Entry 2 added")


def amend_and_strike(desk: Window, told: Told) -> None:
    """Put one entry right, and strike another."""
    desk.type(told("He was told at four."))
    desk.key("ctrl+Return")
    desk.announces("Entry 4 added")
    desk.tab_to("Entries", "list", "shift+Tab")
    desk.key("s")
    desk.focused("Reason", "text")
    desk.type(told("it was somebody else"))
    desk.key("ctrl+Return")
    desk.thing("Entry 4, Talk with reporter, Struck")
    desk.key("Up")
    desk.key("a")
    desk.focused("What is to be added", "text")
    desk.type(told("She asked for the quiet room."))
    desk.key("ctrl+Return")
    desk.thing("Entry 6, Amends 2")
    assert "Amended" in desk.thing("Entry 2").name


def hand_over(desk: Window, told: Told, stick: Path) -> str:
    """Write the encrypted PDF into a folder; return the words that are shown once."""
    desk.key("ctrl+5")
    desk.focused("Danger and watch-outs now", "text")
    code = desk.thing("Summary of").name.removeprefix("Summary of ")
    desk.answer(f"{code}: if this, then that", told("If he comes back, call security."))
    desk.key("ctrl+Return")
    desk.focused("Copies for", "text")  # nobody is named yet
    desk.type("Jun")
    desk.key("ctrl+Return")
    choose_path(desk, "Directory:", stick)
    words = desk.until(lambda: passphrase_beside(desk), "six words")
    desk.focused("Read-back, in the words of Jun", "text")
    return words


def passphrase_beside(desk: Window) -> str:
    """Return the words as they are read out together."""
    seen = [one.name for one in desk.see()]
    at = next((place for place, name in enumerate(seen) if name.startswith("Tell Jun")), len(seen))
    return next((name for name in seen[at:] if len(name.split()) == 6 and name.replace(" ", "").isalpha()), "")


def read_back(desk: Window, told: Told) -> None:
    """Write down what the receiver says, and have it accepted."""
    desk.type(told("Jun says: talk to him tonight, call her back."))
    desk.key("ctrl+Return")
    desk.gone("Tell Jun these words")
    desk.announces("Written for Jun")


def assert_only_the_words_open_it(file: Path, words: str, code: str) -> None:
    """Look into the PDF with other programs than ours."""
    said = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=False)
    assert said.returncode != 0, "it opens without the words"
    assert said.stdout == ""
    text = output_of("pdftotext", "-upw", words, file, "-")
    assert code in text
    assert "If he comes back, call security." in " ".join(text.split())
    assert "Yaarit" not in text
    assert "AES-256" in output_of("pdfinfo", "-upw", words, file)
    assert "no syntax or stream encoding errors" in output_of("qpdf", f"--password={words}", "--check", file).lower()
