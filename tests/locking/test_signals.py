"""Each moment to lock ends the process that knew anything, whatever is open and whatever runs."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.locking.running import Desktop, Running, desktop, running
from tests.vault.building import NOOR, PASSPHRASES, VaultFolder

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="watches by /proc, and a D-Bus")


@pytest.fixture(scope="module")
def around(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    with desktop(tmp_path_factory.mktemp("bus")) as started:
        yield started


@pytest.fixture
def desk(around: Desktop, vault_folder: VaultFolder, tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "profile", vault_folder.folder, around.environment) as started:
        started.tell(f"unlock {NOOR}|{PASSPHRASES[NOOR]}")
        assert around.answer("asked").startswith("sleep delay CoC Desk")
        yield started


def locked_by(desk: Running, why: str) -> None:
    desk.locked()
    assert desk.note().why == why
    assert desk.note().kept is not None


@pytest.mark.parametrize(
    ("signal", "why", "over"),
    [
        ("sleep", "sleep", ""),
        ("lock", "screen", ""),
        ("away", "user", ""),
        ("saver", "screen", ""),
        ("gnome", "screen", ""),
        ("lock", "screen", "dialog"),
        ("sleep", "sleep", "busy"),
    ],
)
def test_a_signal_of_the_desktop_locks(around: Desktop, desk: Running, signal: str, why: str, over: str) -> None:
    if over:
        desk.tell(over)
    around.send(signal)
    locked_by(desk, why)


@pytest.mark.parametrize(
    ("act", "why", "over"), [("key", "key", "dialog"), ("key", "key", "busy"), ("idle 50", "idle", "")]
)
def test_the_key_and_idleness_lock(desk: Running, act: str, why: str, over: str) -> None:
    if over:
        desk.tell(over)
    desk.tell(act)
    locked_by(desk, why)


def test_the_laptop_waits_with_sleeping_until_the_desk_is_locked(around: Desktop, desk: Running) -> None:
    sent = around.send("sleep")
    locked_by(desk, "sleep")
    assert int(around.answer("let go")) > sent


def test_coming_back_locks_nothing(around: Desktop, desk: Running) -> None:
    for word in ("awake", "back", "saver off"):
        around.send(word)
    desk.tell("account still here")
    assert "--locked" not in desk.command_line()
