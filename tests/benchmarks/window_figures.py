"""Figures of the window: start-up against a bare window, the lock, and keeping while somebody types."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measuring import Figure, absolute, compared, interleaved
from tests.vault.building import new_vault

STARTS = 7
LOCKS = 5
WAIT_S = 60

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

LOCK = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QTimer, Qt
from PySide6.QtGui import QKeyEvent
from coc_desk import app
from coc_desk.opening import derive_keys
from coc_desk.paths import Profile
from coc_desk.vault.folder import peek
from tests.vault.building import CHEAP, NOOR, PASSPHRASES
begun = app.build(Profile.under(Path(sys.argv[1])), Path(sys.argv[2]))
begun.open()
member = next(one.id for one in begun.peeked.members if one.name == NOOR)
begun._derived(derive_keys(begun.peeked, member, PASSPHRASES[NOOR], CHEAP))
begun.window.log_report()
def press():
    print(time.monotonic_ns(), flush=True)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F12, Qt.KeyboardModifier.NoModifier)
    app.application().postEvent(begun.window, key)
QTimer.singleShot(1500, press)
app.application().exec()
"""


def window_figures(folder: Path) -> Iterator[Figure]:
    """Measure start-up and lock."""
    vault = new_vault(folder / "start.cocvault")
    profile = folder / "profile"
    ours, bare = interleaved(
        lambda: _run(UNLOCK, profile, vault.folder), lambda: _run(BARE, profile, vault.folder), STARTS
    )
    yield compared("start to unlock screen", 0, ours, bare, "bare PySide6 window", 1.5)
    times = [lock_time(profile, vault.folder) for _ in range(LOCKS)]
    yield absolute(
        "lock signal to the end of the process", 0, max(times), 200, f"median {statistics.median(times):.0f} ms"
    )


def _environment() -> dict[str, str]:
    root = Path(__file__).resolve().parents[2]
    # With compiled modules, as an installed program has them: the first run of each writes them.
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**plain, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(root)}


def _run(script: str, *arguments: Path) -> None:
    subprocess.run([sys.executable, "-c", script, *map(str, arguments)], env=_environment(), check=True, timeout=WAIT_S)


def lock_time(profile: Path, vault: Path) -> float:
    """Return milliseconds from the panic key to the moment from which the process is another program."""
    words = [sys.executable, "-c", LOCK, str(profile), str(vault)]
    running = subprocess.Popen(words, env=_environment(), stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        pressed = int(running.stdout.readline())
        line = Path(f"/proc/{running.pid}/cmdline")
        while b"--locked" not in line.read_bytes():
            if time.monotonic_ns() - pressed > WAIT_S * 1e9:
                raise TimeoutError("it was never locked")
            time.sleep(0.0005)
        return (time.monotonic_ns() - pressed) / 1e6
    finally:
        running.kill()
        running.wait()
