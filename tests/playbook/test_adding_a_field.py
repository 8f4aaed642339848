"""Adding a question to a playbook is one block and nothing else."""

from pathlib import Path
from shutil import copytree

import pytest

from coc_desk.playbook.answers import check, search_words, visible, words_of
from coc_desk.playbook.definitions import Playbook
from coc_desk.playbook.loading import load, load_texts

CONFERENCE = Path(__file__).parents[2] / "resources" / "playbooks" / "conference"
BLOCK = """
[[field]]
key = "step_free"
section = "happened"
kind = "choice"
label = { en = "Could they get away without stairs?", de = "Kam die Person ohne Treppen weg?" }
short = { en = "Step-free way" }
choices = [{ key = "yes", label = { en = "Yes", de = "Ja" } }, { key = "no", label = { en = "No", de = "Nein" } }]
other = true
shown_when = { field = "kind_of_place", is = ["room"] }
ask = { en = "Was there a way out for you?" }
holds = "place"
"""


@pytest.fixture
def playbook(tmp_path: Path) -> Playbook:
    folder = copytree(CONFERENCE, tmp_path / "own")
    with (folder / "intake.toml").open("a", encoding="utf-8") as intake:
        intake.write(BLOCK)
    return load(folder)


def test_it_stands_last_in_its_section(playbook: Playbook) -> None:
    section = next(one for one in playbook.form.sections if one.key == "happened")
    assert section.fields[-1].key == "step_free"
    assert str(section.fields[-1].heading) == "Step-free way"


def test_its_answers_are_checked_read_and_found(playbook: Playbook) -> None:
    field = playbook.form.fields["step_free"]
    assert check(field, {"v": {"other": " with  help\x00 "}}) == {"v": {"other": "with  help"}}
    assert words_of(field, {"v": "no"}, "de") == "Nein"
    assert search_words(field, {"v": "no"}) == "No Nein"


def test_it_shows_when_its_condition_holds(playbook: Playbook) -> None:
    def shown(place: str) -> bool:
        return playbook.form.fields["step_free"] in visible(playbook.form, {"kind_of_place": {"v": place}})

    assert shown("room")
    assert not shown("party")


def test_its_class_decides_who_may_be_shown_it(playbook: Playbook) -> None:
    holds = playbook.form.fields["step_free"].holds
    assert [one.key for one in playbook.profiles if holds in one.allows] == ["full", "next_shift"]


def test_the_kept_texts_bring_it_back(playbook: Playbook) -> None:
    assert load_texts(playbook.files) == playbook
