"""However the disk fails, nothing that was acknowledged is lost. The long form is `tests/campaign_faults.py`."""

from pathlib import Path

import pytest

from tests import campaign_faults


@pytest.mark.slow
def test_thirty_faults_lose_nothing(tmp_path: Path) -> None:
    outcome = campaign_faults.run(30, tmp_path, seed=1)
    assert outcome.problems == []
    assert outcome.faults == 30
    assert outcome.acknowledged > 100
    assert outcome.refused > 10
