"""Killed at any moment, the vault loses nothing that was acknowledged. The long form is `tests/campaign_kills.py`."""

from pathlib import Path

import pytest

from tests import campaign_kills


@pytest.mark.slow
def test_forty_kills_lose_nothing(tmp_path: Path) -> None:
    outcome = campaign_kills.run(40, tmp_path, seed=2)
    assert outcome.problems == []
    assert outcome.kills == 40
    assert outcome.acknowledged > 200
