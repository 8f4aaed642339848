"""A screen of its own for real windows: display, session bus, accessibility bus, window manager, and eyes."""

import ctypes
import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

PATIENCE_S = 60.0
"""How long anything may take on a loaded machine before a story gives up; what is there is seen at once."""
HERE = Path(__file__).resolve().parent
SYSTEM_PYTHON = "/usr/bin/python3"


@dataclass(frozen=True)
class Started:
    """A process that was started, in a group of its own with everything it starts."""

    running: subprocess.Popen[str]

    def end(self) -> None:
        """End it with all it started, by the group that was made for it."""
        for pipe in (self.running.stdin, self.running.stdout):
            if pipe is not None:
                pipe.close()
        for how in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.running.pid, how)
                self.running.wait(5)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        self.running.wait()


def start(words: Sequence[str | Path], environment: dict[str, str], log: IO[str], **more: Any) -> Started:
    """Start a process in a group of its own, which ends with this one whatever becomes of it."""
    ours: dict[str, Any] = {
        "env": environment,
        "stderr": log,
        "start_new_session": True,
        "text": True,
        "preexec_fn": _end_with_parent,
    }
    return Started(subprocess.Popen(words, **ours, **more))


def _end_with_parent() -> None:
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM, 0, 0, 0)


class Eyes:
    """Asks what can be perceived of a window."""

    def __init__(self, environment: dict[str, str], log: IO[str]) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = start([SYSTEM_PYTHON, HERE / "eyes.py"], environment, log, **pipes)
        self._read()

    def ask(self, what: str, pid: int) -> Any:
        """Return the answer; None when something vanished while it was looked at."""
        to = self.process.running.stdin
        assert to is not None
        to.write(json.dumps({"ask": what, "pid": pid}) + "\n")
        to.flush()
        return self._read()

    def _read(self) -> Any:
        out = self.process.running.stdout
        assert out is not None
        ready, _writable, _troubled = select.select([out], [], [], PATIENCE_S)
        line = out.readline() if ready else ""
        assert line, "the eyes closed"
        return json.loads(line).get("answer")


@dataclass(frozen=True)
class Stage:
    """Where windows are shown."""

    environment: dict[str, str]
    eyes: Eyes
    log: IO[str]

    def keys(self, *words: str) -> None:
        """Press real keys, as `xdotool` names them."""
        subprocess.run(["xdotool", *words], env=self.environment, check=True, timeout=PATIENCE_S)


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """Set up a stage; everything it started is ended with it."""
    started: list[Started] = []
    with (folder / "stage.log").open("w", encoding="utf-8") as log:
        try:
            yield _set_up(folder, log, started)
        finally:
            for one in reversed(started):
                one.end()


def _set_up(folder: Path, log: IO[str], started: list[Started]) -> Stage:
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    left_out = ("QT_", "DBUS_", "AT_SPI", "WAYLAND_", "XDG_", "DISPLAY")
    usual = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    environment = {**usual, "HOME": str(folder), "XDG_RUNTIME_DIR": str(runtime), "LC_ALL": "C.UTF-8"}

    def begin(*words: str | Path, **more: Any) -> Started:
        started.append(start(words, environment, log, **more))
        return started[-1]

    environment["DISPLAY"] = f":{_display(begin)}"
    keymap = ["xkbcomp", "-w0", str(HERE / "keyboard.xkb"), environment["DISPLAY"]]
    subprocess.run(keymap, env=environment, check=True, stderr=log, timeout=PATIENCE_S)
    bus = begin("dbus-daemon", "--session", "--nofork", "--print-address=1", stdout=subprocess.PIPE)
    assert bus.running.stdout is not None
    environment["DBUS_SESSION_BUS_ADDRESS"] = bus.running.stdout.readline().strip()
    begin("/usr/libexec/at-spi-bus-launcher", "--launch-immediately", stdout=log)
    begin("openbox", "--sm-disable", stdout=log)
    eyes = Eyes(environment, log)
    started.append(eyes.process)
    return Stage(environment, eyes, log)


def _display(begin: Any) -> str:
    """Start a display with a number nobody has, and return the number."""
    read, write = os.pipe()
    screen = ("-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset")
    begin("Xvfb", "-displayfd", str(write), *screen, pass_fds=(write,))
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    assert number, "no display"
    return number


def until_gone(pid: int) -> None:
    """Wait until a process that is somebody else's child is no more."""
    begun = time.monotonic()
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() - begun < PATIENCE_S, f"process {pid} is still there"
        time.sleep(0.02)
