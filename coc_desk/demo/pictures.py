"""A picture of every screen, taken without a display."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from coc_desk.casework.desk import Desk
from coc_desk.opening import passphrase_words, playbooks, press
from coc_desk.settings import Settings
from coc_desk.ui.first_run.window import FirstRun
from coc_desk.ui.locked_note import LockedNote
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.place import Place
from coc_desk.ui.shell import FIRST_SIZE, Shell
from coc_desk.ui.style import Appearance
from coc_desk.ui.tasks import Tasks
from coc_desk.ui.unlock import Unlock
from coc_desk.vault.folder import peek

LOOKS = (("", "light", 1.0, FIRST_SIZE), ("-dark", "dark", 1.0, FIRST_SIZE), ("-150-percent", "light", 1.5, FIRST_SIZE))
"""What the name of a picture ends with, and how it looks."""
SETTLE_MS = 700
"""A page is finished when its preview and its pauses are over."""


@dataclass(frozen=True)
class Scene:
    """One screen to be shown."""

    name: str
    place: Place


def take_pictures(desk: Desk, vault: Path, folder: Path) -> list[Path]:
    """Grab every screen into `folder` as PNG; return the files."""
    return _grabbed(folder, lambda shell: chain(_before_signing_in(shell, vault), _at_the_desk(shell, desk)))


def take_conflict_pictures(desk: Desk, folder: Path) -> list[Path]:
    """Grab what somebody outside an incident's circle sees of it."""
    return _grabbed(folder, lambda shell: _outside(shell, desk))


def _grabbed(folder: Path, scenes: Callable[[Shell], Iterable[str]]) -> list[Path]:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        qInstallMessageHandler(_pass_on)
        app = QApplication(["coc-desk"])
    folder.mkdir(parents=True, exist_ok=True)
    appearance = Appearance(app, "light")
    taken: list[Path] = []
    for ending, theme, scale, size in LOOKS:
        appearance.choose(theme, scale)
        shell = Shell()
        shell.resize(*size)
        shell.show()
        for name in scenes(shell):
            taken.append(folder / f"{name}{ending}.png")
            shell.grab().save(str(taken[-1]))
        shell.hide()
        shell.deleteLater()
    return taken


def _pass_on(_kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    """Pass on what Qt has to say, but for what it says of every window that nobody will see."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


def _before_signing_in(shell: Shell, vault: Path) -> Iterator[str]:
    """Show the windows that come before the desk, one by one."""
    first = FirstRun(vault.parent, passphrase_words(), playbooks())
    first.who.name.show_answer({"v": "Noor H."})
    for step in ("who", "passphrase", "event"):
        _show(shell, first)
        yield f"first-run-{step}"
        first.show_step(("who", "passphrase", "event").index(step) + 1)
    peeked = peek(vault)
    lead = next(one.id for one in peeked.members if one.role == "lead")
    _show(shell, Unlock(peeked.event, peeked.members, lead, None, None))
    yield "unlock"


def _at_the_desk(shell: Shell, desk: Desk) -> Iterator[str]:
    """Show the desk's pages, one by one."""
    at = desk.now()
    peeked_members = [one for one in desk.members if not one.left]
    locked = LockedNote("idle", at, at - timedelta(minutes=5))
    _show(shell, Unlock(desk.event.name, peeked_members, desk.me.id, locked, None))
    yield "locked"
    tasks = Tasks()
    window = MainWindow(desk, tasks, shell, Settings(), press())
    _show(shell, window)
    window.begin([])
    for name, place in _places(desk).items():
        window.go(place)
        _settle()
        yield name
    window.go(Place("desk"))
    window.show_jump()
    _settle()
    yield "jump"
    window.close_over()
    window.show_quick_note()
    _settle()
    yield "quick-note"
    window.close_over()
    tasks.stop()


def _outside(shell: Shell, desk: Desk) -> Iterator[str]:
    """Show the page of an incident that is closed to whoever is signed in."""
    tasks = Tasks()
    window = MainWindow(desk, tasks, shell, Settings(), press())
    _show(shell, window)
    window.begin([])
    window.go(Place("conflict", desk.outside()[0].incident))
    _settle()
    yield "conflict"
    tasks.stop()


def _places(desk: Desk) -> Mapping[str, Place]:
    busiest = max(desk.incidents(), key=lambda one: one.entries)
    draft = next(one for one in desk.drafts() if one.kind == "intake")
    return {
        "desk": Place("desk"),
        "incidents": Place("incidents"),
        "intake": Place("intake", draft.id),
        "intake-story": Place("intake", draft.id, field="words"),
        "incident": Place("incident", busiest.id),
        "incident-people": Place("incident", busiest.id, tab="people"),
        "incident-evidence": Place("incident", busiest.id, tab="evidence"),
        "handoff": Place("handoff"),
        "settings": Place("settings"),
    }


def _show(shell: Shell, content: QWidget) -> None:
    shell.show_content(content, "")
    shell.activateWindow()  # without it nothing would have the focus, and nothing stand beside a field
    _settle(120)


def _settle(milliseconds: int = SETTLE_MS) -> None:
    """Let the program do what it does in pauses."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
