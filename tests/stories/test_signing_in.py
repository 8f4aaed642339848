"""Who may come in: wrong passphrases wait longer each time, and one vault is open in one program only."""

import re

import pytest

from tests.stories.acts import unlock
from tests.stories.laptops import Laptop
from tests.stories.stage import Stage
from tests.stories.window import Window, window
from tests.vault.building import NOOR, PASSPHRASES

pytestmark = pytest.mark.display


def refused(desk: Window, passphrase: str) -> int:
    """Try a wrong passphrase; return the seconds that are to be waited."""
    said = len(desk.announced())
    unlock(desk, passphrase)
    sentence = "That did not open the vault. The wait gets longer each time."
    desk.until(lambda: sentence in desk.announced()[said:], "the refusal")
    waits = desk.until(lambda: re.findall(r"Try again in (\d+) s", desk.words()), "how long to wait")
    desk.enabled("Unlock", "push button")
    return int(waits[0])


def test_a_wrong_passphrase_says_one_sentence_and_waits_longer_each_time(stage: Stage, laptop: Laptop) -> None:
    with window(stage, laptop.home, *laptop.arguments) as desk:
        first, second, third = (refused(desk, f"wrong {n}") for n in range(3))
        assert first <= second < third
        unlock(desk, PASSPHRASES[NOOR])
        desk.focused("Log a report")


def test_a_second_program_on_the_same_vault_is_refused_plainly(stage: Stage, laptop: Laptop) -> None:
    with window(stage, laptop.home, *laptop.arguments) as desk:
        unlock(desk, PASSPHRASES[NOOR])
        desk.focused("Log a report")
        with window(stage, laptop.home, *laptop.arguments) as second:
            unlock(second, PASSPHRASES[NOOR])
            second.thing("This vault is open already.")
            second.focused("Try again")
            assert "Log a report" not in second.words()
        desk.focused("Log a report")
