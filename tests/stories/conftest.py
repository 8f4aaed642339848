"""The stage of the stories, set up once."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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
