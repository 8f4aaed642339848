"""Rules of waiting after a wrong passphrase."""

from pathlib import Path

import pytest

from coc_desk.tries import LONGEST_WAIT_S, Tries


class WallClock:
    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> WallClock:
    return WallClock()


@pytest.fixture
def tries(tmp_path: Path, clock: WallClock) -> Tries:
    return Tries(tmp_path / "state" / "tries.json", clock)


def test_the_first_try_needs_no_wait(tries: Tries) -> None:
    assert tries.wait("noor") == 0


def test_the_wait_doubles_with_each_wrong_passphrase(tries: Tries) -> None:
    waits = []
    for _ in range(5):
        tries.wrong("noor")
        waits.append(tries.wait("noor"))
    assert waits == [1, 2, 4, 8, 16]


def test_the_wait_never_locks_anybody_out(tries: Tries) -> None:
    for _ in range(40):
        tries.wrong("noor")
    assert tries.wait("noor") == LONGEST_WAIT_S


def test_the_wait_ends(tries: Tries, clock: WallClock) -> None:
    tries.wrong("noor")
    clock.seconds += 1
    assert tries.wait("noor") == 0


def test_a_restart_does_not_forget(tries: Tries, tmp_path: Path, clock: WallClock) -> None:
    tries.wrong("noor")
    assert Tries(tmp_path / "state" / "tries.json", clock).wait("noor") == 1


def test_a_clock_set_back_does_not_lengthen_the_wait(tries: Tries, clock: WallClock) -> None:
    tries.wrong("noor")
    clock.seconds -= 86_400
    assert tries.wait("noor") == 1


def test_somebody_else_does_not_wait(tries: Tries) -> None:
    tries.wrong("noor")
    assert tries.wait("jun") == 0


def test_the_right_passphrase_ends_counting(tries: Tries) -> None:
    tries.wrong("noor")
    tries.right("noor")
    assert (tries.count("noor"), tries.wait("noor")) == (0, 0)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"noor": 3}', "\x00"])
def test_a_broken_file_counts_as_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "tries.json"
    file.write_text(content)
    assert Tries(file).wait("noor") == 0
