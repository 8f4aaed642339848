"""No word that was typed stands in clear in any file the program leaves, also after something nobody foresaw."""

import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from coc_desk.ui.intake.page import IntakePage
from coc_desk.ui.intake.taking import Source
from tests.stories.bad_luck.handing import handing_off, written_or_said
from tests.stories.bad_luck.laptop import SLOW_MS, Laptop, dialog_over, write
from tests.vault.building import PASSPHRASES, VaultFolder

log = logging.getLogger("coc_desk")


class Canaries:
    """Words that are found nowhere else, each typed once."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def one(self) -> str:
        self.words.append(f"zyxcanary{len(self.words):03}qwv")
        return self.words[-1]

    def seen_in(self, folder: Path) -> list[str]:
        """Return which stand in which file, in the encodings that programs write."""
        found = []
        for file in (one for one in folder.rglob("*") if one.is_file()):
            content = file.read_bytes().lower()
            found += [
                f"{word} in {file.name}" for word in (*self.words, *PASSPHRASES.values()) if stands(word, content)
            ]
            found += [f"{word} in the name of {file.name}" for word in self.words if word in file.name]
        return found


def stands(word: str, content: bytes) -> bool:
    return any(word.encode(coding) in content for coding in ("utf-8", "utf-16-le", "utf-32-le"))


@pytest.fixture
def laptop_alone(laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Laptop]:
    """A laptop whose temporary files and log are its own."""
    (tmp_path / "temp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    handlers: list[logging.Handler] = []
    monkeypatch.setattr(log, "handlers", handlers)
    monkeypatch.delenv("COC_DESK_SHOW_BUGS", raising=False)
    yield laptop
    for one in handlers:
        one.close()


def type_everywhere(laptop: Laptop, canaries: Canaries) -> None:
    """Type a word of its own into everything that can be seen on the page in front."""
    page = laptop.window.page
    assert page is not None
    found: list[Any] = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    for one in found:
        if one.isVisibleTo(page) and not one.isReadOnly():
            write(one, canaries.one())


def log_a_report(laptop: Laptop, canaries: Canaries) -> None:
    page = laptop.log_report()
    page._add_person()
    type_everywhere(laptop, canaries)
    page._take([Source(f"{canaries.one()}.txt", content=canaries.one().encode())])
    laptop.qtbot.waitUntil(lambda: not page._taking.busy, timeout=SLOW_MS)


def follow_it_up(laptop: Laptop, canaries: Canaries) -> None:
    page = laptop.window.page
    assert isinstance(page, IntakePage)
    page._save()
    shown = laptop.open_incident()
    type_everywhere(laptop, canaries)
    shown.writing.finish()
    laptop.window.show_quick_note()
    assert laptop.window.quick is not None
    write(laptop.window.quick.pad, canaries.one())
    laptop.window.quick.put_away()


def hand_it_over(laptop: Laptop, canaries: Canaries) -> None:
    stick = laptop.home / "stick"
    stick.mkdir()
    page = handing_off(laptop, stick)
    type_everywhere(laptop, canaries)
    page.keeping.keep_now()
    written_or_said(laptop, page)
    dialog_over(page).escape()


def fail(laptop: Laptop, word: str) -> None:
    """Let something nobody foresaw happen, with a typed word in what it says."""
    try:
        raise ValueError(word)
    except ValueError as problem:
        laptop.app.bug(ValueError, problem, problem.__traceback__)


def test_no_typed_word_stands_in_clear_in_any_file(
    laptop_alone: Laptop, vault_there: VaultFolder, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    laptop, canaries = laptop_alone, Canaries()
    laptop.sign_in(vault_there)
    log_a_report(laptop, canaries)
    laptop.lock()
    assert canaries.seen_in(tmp_path) == []
    laptop.sign_in()
    follow_it_up(laptop, canaries)
    hand_it_over(laptop, canaries)
    assert laptop.vault.search(canaries.words[3]), "they are in there"
    fail(laptop, canaries.one())
    assert len(canaries.words) > 50
    assert canaries.seen_in(tmp_path) == []
    laptop.put_away()
    assert canaries.seen_in(tmp_path) == []
    said = capfd.readouterr()
    assert [one for one in canaries.words if one in said.out + said.err] == []
    written = (laptop.profile.logs / "coc-desk.log").read_text("utf-8")
    assert "bug: ValueError at test_no_plain_word.py:" in written
