"""The conference playbook as it is shipped."""

from pathlib import Path

from coc_desk.playbook.loading import load

CONFERENCE = Path(__file__).parents[2] / "resources/playbooks/conference"


def test_the_conference_playbook_loads() -> None:
    assert load(CONFERENCE).key == "conference"
