"""The settings of this laptop: always loadable, never half written."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coc_desk.settings import THEMES, Settings, load, save

CHOSEN = Settings(
    language="de",
    theme="contrast-dark",
    text_scale=1.5,
    idle_minutes=12,
    vault="/home/noor/Saltmarsh.cocvault",
    members={"vault-1": "member-1"},
    window="AdnQywADAAA=",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def written(file: Path, content: str | bytes) -> Path:
    file.parent.mkdir()
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_what_is_saved_is_loaded(file: Path) -> None:
    save(CHOSEN, file)
    loaded = load(file)
    assert (loaded.settings, loaded.problem) == (CHOSEN, "")


def test_a_vault_in_a_folder_with_an_odd_name_is_found_again(file: Path) -> None:
    odd = replace(CHOSEN, vault=os.fsdecode(b"/srv/caf\xe9\nhalle.cocvault"))
    save(odd, file)
    assert load(file).settings == odd


def test_without_a_file_the_usual_settings_hold_and_nothing_is_said(file: Path) -> None:
    loaded = load(file)
    assert (loaded.settings, loaded.problem) == (Settings(), "")
    assert loaded.settings.idle_minutes == 5


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '"text"', b"\xff\xfe", "[" * 100_000])
def test_a_damaged_file_is_set_aside_and_said(file: Path, content: str | bytes) -> None:
    written(file, content)
    loaded = load(file)
    assert loaded.settings == Settings()
    assert "settings.broken.json" in loaded.problem
    assert not file.exists()
    aside = content.encode() if isinstance(content, str) else content
    assert (file.parent / "settings.broken.json").read_bytes() == aside


def test_one_value_out_of_bounds_leaves_the_others_as_chosen(file: Path) -> None:
    written(file, json.dumps({"theme": "dark", "idle_minutes": 90}))
    loaded = load(file)
    assert loaded.settings == Settings(theme="dark")
    assert loaded.problem.startswith("One setting")
    assert file.exists()


def test_a_setting_of_a_newer_version_does_no_harm(file: Path) -> None:
    written(file, json.dumps({"theme": "dark", "hologram": True}))
    assert load(file).settings == Settings(theme="dark")
    assert load(file).problem == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "english"},
        {"language": None},
        {"theme": "plaid"},
        {"theme": ["dark"]},
        {"text_scale": 2.01},
        {"text_scale": float("nan")},
        {"text_scale": "1.5"},
        {"text_scale": True},
        {"idle_minutes": 0},
        {"idle_minutes": 31},
        {"idle_minutes": 5.5},
        {"idle_minutes": True},
        {"vault": 7},
        {"vault": "a\x00b"},
        {"vault": "x" * 5000},
        {"members": []},
        {"members": {"vault": 3}},
        {"window": "not base64"},
    ],
)
def test_a_value_out_of_bounds_is_never_held(file: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        replace(Settings(), **wrong)
    written(file, json.dumps(wrong))
    loaded = load(file)
    assert loaded.settings == Settings()
    assert loaded.problem


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_can_be_chosen(theme: Any) -> None:
    assert Settings(theme=theme).theme == theme


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
NAMES = st.sampled_from([*Settings.__dataclass_fields__, "other"])


@given(st.dictionaries(NAMES, ANY_JSON))
def test_loading_never_raises(tmp_path_factory: pytest.TempPathFactory, said: dict[str, Any]) -> None:
    file = tmp_path_factory.mktemp("settings") / "settings.json"
    file.write_text(json.dumps(said), "utf-8")
    assert isinstance(load(file).settings, Settings)


def test_a_folder_in_place_of_the_file_is_said(file: Path) -> None:
    file.mkdir(parents=True)
    loaded = load(file)
    assert loaded.settings == Settings()
    assert "cannot be read" in loaded.problem


def test_only_its_user_can_read_the_settings(file: Path) -> None:
    save(CHOSEN, file)
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0


def test_a_save_that_does_not_finish_leaves_the_old_settings_and_no_rest(file: Path) -> None:
    save(CHOSEN, file)
    blocked = file.parent / "blocked"
    (blocked / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="blocked"):
        save(Settings(), blocked)
    assert load(file).settings == CHOSEN
    assert sorted(path.name for path in file.parent.iterdir()) == ["blocked", "settings.json"]
