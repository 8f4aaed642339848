"""The stage of the stories, set up once."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.laptops import Laptop, made
from tests.stories.stage import Stage
from tests.stories.stage import stage as set_up


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A screen of its own."""
    if sys.platform != "linux":
        pytest.skip("windows are looked at through Linux's accessibility bus")
    with set_up(tmp_path_factory.mktemp("stage")) as ready:
        yield ready


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of one laptop's user."""
    (tmp_path / "laptop").mkdir()
    return tmp_path / "laptop"


@pytest.fixture(scope="session")
def made_alone(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return made(tmp_path_factory.mktemp("alone") / "laptop")


@pytest.fixture(scope="session")
def made_for_two(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return made(tmp_path_factory.mktemp("two") / "laptop", alone=False)


@pytest.fixture
def laptop(made_alone: Laptop, home: Path) -> Laptop:
    """Noor's laptop: a vault, nobody else in the team."""
    return made_alone.copy(home)


@pytest.fixture
def shared_laptop(made_for_two: Laptop, home: Path) -> Laptop:
    """A laptop for Noor, the lead, and Jun."""
    return made_for_two.copy(home)
