"""Starting the program in a process of its own and watching it lock."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
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


BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>custom</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/></policy></busconfig>
"""


@dataclass
class Desktop:
    """A desktop on two buses of its own."""

    process: subprocess.Popen[str]
    environment: Mapping[str, str]
    """What leads a program to its buses."""

    def send(self, word: str) -> int:
        """Let it send a signal; return the moment, in nanoseconds of the monotonic clock."""
        assert self.process.stdin is not None
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        return int(self.answer("sent"))

    def answer(self, word: str) -> str:
        """Return what it says next that begins with a word."""
        assert self.process.stdout is not None
        while line := self.process.stdout.readline():
            if line.startswith(word):
                return line.removeprefix(word).strip()
        raise EOFError("the desktop is gone")


@contextmanager
def desktop(folder: Path) -> Iterator[Desktop]:
    """Start two private buses, and on them a desktop that does what it is told."""
    with ExitStack() as ending:
        system, session = (ending.enter_context(_bus(folder / name)) for name in ("system", "session"))
        words = [sys.executable, "-m", "tests.locking.fake_desktop", system, session]
        pipe = subprocess.PIPE
        process = ending.enter_context(subprocess.Popen(words, cwd=ROOT, stdin=pipe, stdout=pipe, text=True))
        ending.callback(process.kill)
        buses = {"DBUS_SYSTEM_BUS_ADDRESS": system, "DBUS_SESSION_BUS_ADDRESS": session}
        started = Desktop(process, buses)
        started.answer("ready")
        yield started


@contextmanager
def _bus(path: Path) -> Iterator[str]:
    config = path.with_suffix(".conf")
    config.write_text(BUS.format(path=path), "utf-8")
    words = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.kill()


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
