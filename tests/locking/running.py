"""Starting the program in a process of its own and watching it lock."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coc_desk.ui.locked_note import LockedNote

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 30.0


@dataclass
class Running:
    """A running program that does what it is told."""

    process: subprocess.Popen[str]

    @property
    def pid(self) -> int:
        """The process, which stays the same over a lock."""
        return self.process.pid

    def tell(self, line: str) -> str:
        """Let it do something; return what it answered."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> str:
        """Return its next line."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def command_line(self) -> list[str]:
        """Return the words it was started with, as the system knows them."""
        return Path(f"/proc/{self.pid}/cmdline").read_bytes().decode().split("\0")

    def locked(self) -> int:
        """Wait until it is another program; return the moment, in nanoseconds of the monotonic clock."""
        until = time.monotonic() + LONGEST_S
        while "--locked" not in self.command_line():
            if self.process.poll() is not None or time.monotonic() > until:
                raise TimeoutError("it did not lock")
            time.sleep(0.0005)
        return time.monotonic_ns()

    def note(self) -> LockedNote:
        """Return what the fresh program was told."""
        words = self.command_line()
        note = LockedNote.from_argument(words[words.index("--locked") + 1])
        assert note is not None
        return note


@contextmanager
def running(
    profile: Path, vault: Path, more: Mapping[str, str] | None = None, before: Sequence[str] = ()
) -> Iterator[Running]:
    """Start the program; it is ended however this ends. `before` is what starts it instead of the system itself."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("DBUS_")}
    environment = {**quiet, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), **(more or {})}
    words = [*before, sys.executable, "-m", "tests.locking.desk_process", str(profile), str(vault)]
    process = subprocess.Popen(
        words, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        started = Running(process)
        assert started.answer() == "ready"
        yield started
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
