"""An organisation's own playbook with a mistake: file, field and reason are named, and nothing is lost."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from coc_desk.paths import resources
from tests.stories.bad_luck.laptop import Laptop, said_on, speaks_plainly

Mistake = Callable[[Path], object]


def append(file: str, text: str) -> Mistake:
    def make(folder: Path) -> None:
        path = folder / file
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    return make


MISTAKES: dict[str, tuple[Mistake, str]] = {
    "no table": (append("intake.toml", "\n[[field"), "intake.toml"),
    "unknown kind": (append("intake.toml", '\n[[field]]\nkey = "shoe"\nkind = "size"\nlabel = "Shoe"\n'), "shoe"),
    "key twice": (append("intake.toml", '\n[[field]]\nkey = "words"\nkind = "text"\nlabel = "Again"\n'), "words"),
    "no text at all": (lambda folder: (folder / "intake.toml").write_bytes(b"\xff\xfe\x00\x01"), "intake.toml"),
    "file gone": (lambda folder: (folder / "intake.toml").unlink(), "intake.toml"),
    "empty": (lambda folder: (folder / "playbook.toml").write_text(""), "playbook.toml"),
    "deep": (lambda folder: (folder / "intake.toml").write_text("a = " + "[" * 5000 + "]" * 5000), "intake.toml"),
}


@pytest.mark.parametrize("which", MISTAKES)
def test_a_mistake_in_an_own_playbook_is_named_and_the_programs_own_stays(
    laptop: Laptop, tmp_path: Path, which: str
) -> None:
    make, named = MISTAKES[which]
    own = copytree(resources() / "playbooks" / "conference", tmp_path / "ours")
    make(own)
    laptop.start()
    first = laptop.app.first_run
    assert first is not None
    first.event_step.name.edit.setText("Saltmarsh")
    first.show_step(2)
    first.event_step.take_own(own)
    said = said_on(first)
    assert named in first.event_step._own_words.text()
    speaks_plainly(said)
    assert first.event_step.playbook().key == "conference"
    assert first.event_step.name.edit.text() == "Saltmarsh"


def test_a_folder_without_a_playbook_is_said(laptop: Laptop, tmp_path: Path) -> None:
    laptop.start()
    first = laptop.app.first_run
    assert first is not None
    first.show_step(2)
    for folder in (tmp_path / "nowhere", tmp_path):
        first.event_step.take_own(folder)
        words = first.event_step._own_words.text()
        assert words
        speaks_plainly(words)
