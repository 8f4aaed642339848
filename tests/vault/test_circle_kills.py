"""Killed at each step of every change of a circle: the right ones read everything, the others nothing."""

from pathlib import Path

import pytest

from tests import campaign_circles
from tests.campaign_circles import ACTS, Act


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_killed_at_each_step(act: Act, tmp_path: Path) -> None:
    outcome = campaign_circles.walk(tmp_path, [act], openers=1)
    assert outcome.problems == []
    assert outcome.kills > 0 or not act.decided


@pytest.mark.slow
def test_forty_random_kills(tmp_path: Path) -> None:
    outcome = campaign_circles.run(40, tmp_path, seed=3)
    assert outcome.problems == []
    assert outcome.kills >= 40
