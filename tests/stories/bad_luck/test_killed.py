"""The whole program, killed while somebody types: at most the last second is gone, and never anything before it."""

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from coc_desk.ui.place import Place
from tests.stories.bad_luck.laptop import Laptop, box, text_in
from tests.vault.building import VaultFolder

ROOT = Path(__file__).parents[3]
LETTER_MS = 15
SECOND = 1.0
SLACK = 0.5
"""Seconds that a busy machine may take between writing a line and its being read here."""

TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from coc_desk.app import build
from coc_desk.paths import Profile
from tests.vault.building import NOOR, PASSPHRASES

app = build(Profile.under(Path(sys.argv[1])), Path(sys.argv[2]))
app.open()
row = next(one for one in app.unlock.members._rows if one.member.name == NOOR)
row.setChecked(True)
app.try_passphrase(row.member.id, PASSPHRASES[NOOR])
typed = 0

def look():
    if app.window is None:
        QTimer.singleShot(20, look)
        return
    app.window.log_report()
    into = app.window.page.findChild(object, "words")
    timer.timeout.connect(lambda: letter(into))
    timer.start(int(sys.argv[3]))

def letter(into):
    global typed
    into.insertPlainText("abcdefghij"[typed % 10])
    typed += 1
    print(typed, flush=True)

timer = QTimer()
QTimer.singleShot(20, look)
from PySide6.QtWidgets import QApplication
QApplication.instance().exec()
"""


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_while_typing_loses_a_second_at_most(laptop: Laptop, vault_there: VaultFolder, seed: int) -> None:
    command = [sys.executable, "-c", TYPIST, str(laptop.home / "profile"), str(vault_there.folder), str(LETTER_MS)]
    typist = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    out = typist.stdout
    assert out is not None
    until, said = 0.0, list[tuple[float, int]]()
    for line in out:
        now = time.monotonic()
        until = until or now + Random(seed).uniform(1.2, 2.5)
        said.append((now, int(line)))
        if now > until:
            break
    typist.kill()
    typist.wait()
    durable = max((count for at, count in said if at < said[-1][0] - SECOND - SLACK), default=0)
    out.close()
    laptop.sign_in(vault_there)
    laptop.window.go(_draft(laptop))
    assert laptop.window.page is not None
    found = text_in(box(laptop.window.page, "words"))
    assert found == ("abcdefghij" * (len(found) // 10 + 1))[: len(found)]
    assert len(found) >= durable
    assert laptop.vault.notices == ()


def _draft(laptop: Laptop) -> Place:
    return Place("intake", laptop.vault.drafts()[0].id)
