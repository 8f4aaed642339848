"""The lock ends the process whatever is open and whatever runs: what was typed first, then everything at once."""

import os
import re
from pathlib import Path

import pytest

from tests.stories.acts import choose_path, unlock
from tests.stories.laptops import Laptop
from tests.stories.stage import Stage
from tests.stories.window import Window, window
from tests.vault.building import NOOR, PASSPHRASES

pytestmark = pytest.mark.display
PASSPHRASE = PASSPHRASES[NOOR]


def files_of(pid: int) -> list[str]:
    """Return which files a process has open."""
    return [str(one.readlink()) for one in Path(f"/proc/{pid}/fd").iterdir() if one.is_symlink()]


def in_memory(pid: int, words: str) -> bool:
    """Return whether words stand anywhere in what a process may write to."""
    needles = (words.encode(), words.encode("utf-16-le"))
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text("utf-8").splitlines():
            if said := re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line):
                begin, end = (int(one, 16) for one in said.groups())
                memory.seek(begin)
                try:
                    content = memory.read(end - begin)
                except OSError:
                    continue  # a device's
                if any(needle in content for needle in needles):
                    return True
    return False


def lock_over(desk: Window, what: str) -> None:
    """Lock while something is seen."""
    desk.says(what)
    lock_and_return(desk)


def lock_and_return(desk: Window) -> None:
    """Lock, see that the fresh program has nothing of the old one, and come back."""
    assert any(one.endswith(".db") for one in files_of(desk.pid))
    desk.lock()
    assert not [one for one in files_of(desk.pid) if ".db" in one]
    unlock(desk, PASSPHRASE)
    desk.thing("Navigation")


def test_it_ends_whatever_is_open(stage: Stage, laptop: Laptop) -> None:
    with window(stage, laptop.home, *laptop.arguments) as desk:
        unlock(desk, PASSPHRASE)
        desk.focused("Log a report")
        desk.key("ctrl+n")
        desk.focused("Yes", "radio button")
        desk.answer("In their words", "Ottoline saw it from the stairs.")
        desk.key("ctrl+shift+e")
        lock_over(desk, "Files of type")
        desk.focused("Add files")
        desk.press("More about this draft", key="shift+Tab")
        assert desk.step("Down").role == "menu item"
        lock_and_return(desk)
        desk.key("ctrl+comma")
        desk.press("Add a member")
        lock_over(desk, "Five words made for you")
        desk.key("ctrl+k")
        lock_over(desk, "Words are searched in this vault only")
        desk.key("ctrl+5")
        desk.focused("Danger and watch-outs now", "text")
        desk.answer("Copies for", "Jun", "shift+Tab")
        desk.key("ctrl+Return")
        lock_over(desk, "Folder for the encrypted files")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="others may not look into the memory of a process")
def test_nothing_typed_is_in_memory_afterwards(stage: Stage, laptop: Laptop) -> None:
    words = "Ottoline saw it from the stairs."
    with window(stage, laptop.home, *laptop.arguments) as desk:
        unlock(desk, PASSPHRASE)
        desk.focused("Log a report")
        desk.key("F2")
        desk.focused("Quick note")
        desk.type(words)
        assert in_memory(desk.pid, words)
        desk.lock()
        assert not in_memory(desk.pid, words)


def test_locked_while_a_handoff_is_written_it_is_whole_or_not_there(stage: Stage, laptop: Laptop) -> None:
    stick = laptop.home / "stick"
    stick.mkdir()
    with window(stage, laptop.home, *laptop.arguments) as desk:
        unlock(desk, PASSPHRASE)
        desk.focused("Log a report")
        desk.key("ctrl+5")
        desk.focused("Danger and watch-outs now", "text")
        desk.answer("Copies for", "Jun", "shift+Tab")
        desk.key("ctrl+Return")
        choose_path(desk, "Directory:", stick)
        desk.lock()
        unlock(desk, PASSPHRASE)
        desk.thing("Navigation")
        left = list(stick.iterdir())
        assert all(one.suffix == ".pdf" and one.read_bytes().rstrip().endswith(b"%%EOF") for one in left)
        desk.key("ctrl+1")
        desk.thing("On duty")
        awaited = "read-back" in desk.words().casefold()
        assert awaited or not left, "a file nobody knows of"
