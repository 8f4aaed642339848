"""A file becomes evidence, is viewed inside the program, and leaves it as a copy with a reason."""

from pathlib import Path

import pytest

from tests.stories.acts import choose_path, unlock
from tests.stories.laptops import Laptop
from tests.stories.stage import Stage
from tests.stories.traces import found_in
from tests.stories.window import window
from tests.vault.building import NOOR, PASSPHRASES

pytestmark = pytest.mark.display
MESSAGE = "Meet me at the quayside, alone, says Wilhelmina."


def test_a_file_is_attached_viewed_and_taken_out_by_keys(stage: Stage, laptop: Laptop, tmp_path: Path) -> None:
    stick, out = tmp_path / "stick", tmp_path / "out"
    out.mkdir()
    stick.mkdir()
    (stick / "message.txt").write_text(MESSAGE, "utf-8")
    with window(stage, laptop.home, *laptop.arguments) as desk:
        unlock(desk, PASSPHRASES[NOOR])
        desk.focused("Log a report")
        desk.key("ctrl+n")
        desk.focused("Yes", "radio button")
        desk.key("ctrl+shift+e")
        choose_path(desk, "File name:", stick / "message.txt")
        desk.announces("message.txt is kept with this report")
        desk.type("shown on her phone")
        desk.key("ctrl+Return")
        desk.focused("Note", "text")
        desk.key("ctrl+Tab", "ctrl+Tab")
        desk.press("Open message.txt")
        desk.says(MESSAGE)
        desk.key("Escape")
        desk.focused("Open message.txt")
        desk.press("Save a copy of message.txt")
        desk.focused("Whom the copy is for", "text")
        desk.type("the parent organisation")
        desk.key("ctrl+Return")
        choose_path(desk, "Directory:", out)
        desk.announces("A copy was saved, and the record says so.")
        desk.key("ctrl+shift+Tab", "ctrl+shift+Tab")
        desk.says("the parent organisation")
        desk.quit()
    assert [one.read_text("utf-8") for one in out.iterdir()] == [MESSAGE]
    assert found_in(laptop.home, [MESSAGE, "quayside", "shown on her phone", str(stick)]) == []
