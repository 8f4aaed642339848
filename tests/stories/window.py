"""The program in a real window: seen through the accessibility bus, driven by keys alone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tests.stories.stage import PATIENCE_S, Stage, Started, start

T = TypeVar("T")
LOOK_AGAIN_S = 0.03
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Thing:
    """Something on the screen as a screen reader perceives it."""

    role: str
    name: str
    description: str
    states: tuple[str, ...]
    text: str
    caret: int
    label: str = ""
    """What stands beside a list that opens."""
    group: str = ""
    """The question that a part of an answer belongs to; only of what has the focus."""
    turn: int = 0
    """How often the focus had moved when this was looked at; only of what has the focus."""

    @classmethod
    def told(cls, said: dict[str, Any]) -> "Thing":
        """Return what the eyes said."""
        nothing = {"role": "", "name": "", "description": "", "states": (), "text": "", "caret": 0}
        return cls(**{**nothing, **said, "states": tuple(said.get("states", ()))})

    def __str__(self) -> str:
        parts = (
            self.role,
            repr(self.name),
            self.label,
            self.group and f"[{self.group}]",
            self.description and f"({self.description})",
            self.text and f"= {self.text!r}",
        )
        return " ".join(one for one in (*parts, " ".join(self.states)) if one)


class Window:
    """One run of the program; a lock makes it another program in the same process."""

    def __init__(self, stage: Stage, folder: Path, *arguments: str) -> None:
        """Start it with `folder` as the home of its user."""
        self.stage, self.folder = stage, folder
        for name in ("home", "tmp", "profile"):
            (folder / name).mkdir(exist_ok=True)
        own = {"HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"), "PYTHONPATH": str(ROOT)}
        how = {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "PYTHONUTF8": "1"}
        words = [sys.executable, "-m", "coc_desk", "--profile", str(folder / "profile"), *arguments]
        self._log = (folder.parent / f"{folder.name}.stderr").open("a", encoding="utf-8")
        self.process: Started = start(words, {**stage.environment, **own, **how}, self._log, cwd=folder / "home")
        self.pid = self.process.running.pid
        self.titles: set[str] = set()

    # Seeing

    def see(self) -> list[Thing]:
        """Return everything that shows, in order of reading."""
        seen = [Thing.told(one) for one in self.stage.eyes.ask("see", self.pid) or ()]
        self.titles |= {one.name for one in seen if one.role in ("frame", "dialog")}
        return seen

    def title(self) -> str:
        """Return what the window's title begins with."""
        return next(one.name for one in self.see() if one.role == "frame").removesuffix(" – CoC Desk")

    def words(self) -> str:
        """Return all that can be read, one thing a line."""
        return "\n".join(" ".join(filter(None, (one.name, one.text, one.description))) for one in self.see())

    def focus(self) -> Thing:
        """Return what has the focus."""
        return Thing.told(self.stage.eyes.ask("focus", self.pid) or {})

    def announced(self) -> list[str]:
        """Return everything that was announced so far."""
        return list(self.stage.eyes.ask("said", self.pid) or ())

    def until(self, find: Callable[[], T | None], wanted: str) -> T:
        """Look until something is found; without it, fail with what is on the screen instead."""
        begun = time.monotonic()
        while not (found := find()):
            if self.process.running.poll() is not None:
                raise AssertionError(f"The program ended while waiting for {wanted}: {self.stderr()}")
            if time.monotonic() - begun > PATIENCE_S:
                seen = "\n".join(str(one) for one in self.see() if one.name or one.text)
                told = f"The focus is on {self.focus()}\nAnnounced: {self.announced()}"
                raise AssertionError(f"Never seen: {wanted}\n{told}\n{seen}\n{self.stderr()}")
            time.sleep(LOOK_AGAIN_S)
        return found

    def thing(self, name: str, role: str = "") -> Thing:
        """Wait for something with a name (or the beginning of one) to show."""
        return self.until(lambda: next((one for one in self.see() if _is(one, name, role)), None), f"{role} {name}")

    def enabled(self, name: str, role: str = "") -> Thing:
        """Wait until something can be pressed or typed into."""

        def there() -> Thing | None:
            return next((one for one in self.see() if _is(one, name, role) and "enabled" in one.states), None)

        return self.until(there, f"{role} {name} to be had")

    def gone(self, name: str) -> None:
        """Wait until nothing has that name."""
        self.until(lambda: not any(_is(one, name) for one in self.see()), f"no {name}")

    def focused(self, name: str, role: str = "") -> Thing:
        """Wait until something has the focus."""

        def there() -> Thing | None:
            one = self.focus()
            return one if _is(one, name, role) and "focused" in one.states else None

        return self.until(there, f"the focus on {role} {name}")

    def says(self, words: str) -> None:
        """Wait until some words can be read."""
        self.until(lambda: words in self.words(), f"the words {words!r}")

    def announces(self, words: str) -> None:
        """Wait until something with these words was announced."""
        self.until(lambda: any(words in one for one in self.announced()), f"the announcement {words!r}")

    # Pressing

    def key(self, *keys: str) -> None:
        """Press keys, one after the other, as `xdotool` names them."""
        self.stage.keys("key", *keys)

    def type(self, words: str, *, hidden: bool = False) -> None:
        """Type into what has the focus, and wait until it is there."""
        self.stage.keys("type", "--delay", "2", "--", words)
        if not hidden:
            self.until(lambda: words in self.focus().text, f"{words!r} in {self.focus()}")

    def step(self, key: str = "Tab") -> Thing:
        """Press a key that moves the focus, and wait until it moved."""
        before = self.focus()

        def moved() -> Thing | None:
            one = self.focus()
            return one if one.turn > before.turn and "focused" in one.states else None

        self.key(key)
        return self.until(moved, f"{key} leading on from {before}")

    def tab_to(self, name: str, role: str = "", key: str = "Tab", most: int = 60) -> Thing:
        """Go to something by Tab."""
        passed, here = [str(self.focus())], self.focus()
        while not _is(here, name, role):
            assert len(passed) <= most, f"Tab never came to {name}:\n" + "\n".join(passed)
            here = self.step(key)
            passed.append(str(here))
        return here

    def press(self, name: str, role: str = "push button", key: str = "Tab") -> None:
        """Go to a button by Tab and press it."""
        self.tab_to(name, role, key)
        self.key("space")

    def answer(self, field: str, words: str, key: str = "Tab") -> None:
        """Go to an input by Tab and type into it."""
        self.tab_to(field, "text", key)
        self.type(words)

    # Ending

    def is_fresh(self) -> bool:
        """Whether the process is the program that came after a lock."""
        return b"--locked" in Path(f"/proc/{self.pid}/cmdline").read_bytes()

    def lock(self, key: str = "F12", title: str = "Locked") -> None:
        """Lock, and wait for the fresh program's window."""
        self.key(key)
        self.until(self.is_fresh, "another program in this process")
        self.thing(title, "frame")

    def kill(self) -> None:
        """End it as a power cut would."""
        os.kill(self.pid, signal.SIGKILL)
        self.process.running.wait(PATIENCE_S)

    def quit(self) -> None:
        """Keep, lock and quit by Ctrl+Q."""
        self.key("ctrl+q")
        assert self.process.running.wait(PATIENCE_S) == 0, self.stderr()

    def stderr(self) -> str:
        """Return what the program wrote to standard error."""
        self._log.flush()
        return Path(self._log.name).read_text("utf-8")

    def end(self) -> None:
        """End it in any case."""
        if self.process.running.poll() is None:
            self.process.end()
        self._log.close()


def _is(one: Thing, name: str, role: str = "") -> bool:
    return any(said.startswith(name) for said in (one.name, one.label)) and (not role or one.role == role)


@contextmanager
def window(stage: Stage, folder: Path, *arguments: str) -> Iterator[Window]:
    """Run the program in a window; it is ended in any case."""
    opened = Window(stage, folder, *arguments)
    try:
        yield opened
    finally:
        opened.end()


def output_of(*words: str | Path) -> str:
    """Return what a command line program prints."""
    return subprocess.run(words, check=True, capture_output=True, text=True, timeout=PATIENCE_S).stdout
