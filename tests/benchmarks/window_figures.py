"""Figures of the window: start-up against a bare window, the lock, and keeping while somebody types."""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measuring import Figure, absolute, compared, interleaved
from tests.locking.running import Desktop, desktop, running
from tests.vault.building import NOOR, PASSPHRASES, VaultFolder, new_vault

STARTS = 7
LOCKS = 5

BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(1280, 800)
window.show()
app.processEvents()  # until it is painted
QTimer.singleShot(0, lambda: os._exit(0))
app.exec()
"""

UNLOCK = """
import gc, os, sys
gc.disable()  # as __main__ does
from coc_desk.cli import Profile, Path  # the command line comes first, as it does in the program
from coc_desk import app
from PySide6.QtCore import QTimer
begun = app.build(Profile.under(Path(sys.argv[1])), Path(sys.argv[2]))
begun.open()
app.application().processEvents()
QTimer.singleShot(0, lambda: os._exit(0))
app.application().exec()
"""

LOCK_SIGNALS = (
    ("panic key", "", "key"),
    ("panic key over a dialog", "dialog", "key"),
    ("panic key while a handoff is made", "busy", "key"),
    ("idle", "", "idle"),
    ("session locked", "", "lock"),
    ("screen saver", "", "saver"),
    ("GNOME's screen saver", "", "gnome"),
    ("another user", "", "away"),
    ("suspend", "", "sleep"),
    ("suspend while a handoff is made", "busy", "sleep"),
)
"""What is said of it, what is over the page, and what happens."""


def window_figures(folder: Path) -> Iterator[Figure]:
    """Measure start-up and lock."""
    vault = new_vault(folder / "start.cocvault")
    profile = folder / "profile"
    ours, bare = interleaved(
        lambda: _run(UNLOCK, profile, vault.folder), lambda: _run(BARE, profile, vault.folder), STARTS
    )
    yield compared("start to unlock screen", 0, ours, bare, "bare PySide6 window", 1.5)
    yield from lock_figures(folder, vault)


def lock_figures(folder: Path, vault: VaultFolder) -> Iterator[Figure]:
    """From the moment of each signal to the end of the process that held keys, in a real process on private buses.

    The end is the moment from which the process is another program: before its first instruction the kernel has thrown
    the whole address space away.
    """
    with desktop(folder) as around:
        for name, over, act in LOCK_SIGNALS:
            times = [lock_time(folder, vault, around, over, act) for _ in range(LOCKS)]
            said = f"median {statistics.median(times):.0f} ms of {LOCKS}"
            yield absolute(f"lock: {name} to the end of the process", 0, max(times), 200, said)


def _environment() -> dict[str, str]:
    root = Path(__file__).resolve().parents[2]
    # With compiled modules, as an installed program has them: the first run of each writes them.
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**plain, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(root)}


def _run(script: str, *arguments: Path) -> None:
    # Without a limit: given one, Python looks for the end ever more seldom, at last every 50 ms.
    subprocess.run([sys.executable, "-c", script, *map(str, arguments)], env=_environment(), check=True)


def lock_time(folder: Path, vault: VaultFolder, around: Desktop, over: str, act: str) -> float:
    """Return the milliseconds that one lock takes."""
    with running(folder / "profile", vault.folder, around.environment) as desk:
        desk.tell(f"unlock {NOOR}|{PASSPHRASES[NOOR]}")
        desk.tell("account " + "What was said at the registration desk. " * 3)
        if over:
            desk.tell(over)
        if act == "idle":
            begun = int(desk.tell("idle 300").split()[-1]) + 300_000_000
        else:
            begun = int(desk.tell("key").split()[-1]) if act == "key" else around.send(act)
        return (desk.locked() - begun) / 1e6
