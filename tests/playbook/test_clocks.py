"""The clocks of a playbook: what is a time and what is not."""

import pytest

from coc_desk.playbook.clocks import is_clock, is_period


@pytest.mark.parametrize(
    "text", ["at once", "same shift", "half a day", "30 min", "1 h", "24 h", "1 day", "2 weeks", "1 month"]
)
def test_a_step_can_have_this_long(text: str) -> None:
    assert is_clock(text)


@pytest.mark.parametrize("text", ["", "soon", "h", "0 h", "1h", "-1 h", "1 h ", "one hour", "until lifted"])
def test_a_step_cannot_have_this_long(text: str) -> None:
    assert not is_clock(text)


@pytest.mark.parametrize("text", ["6 months", "2 years", "its length + 26 months", "until lifted"])
def test_records_can_be_kept_this_long(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize("text", ["", "for ever", "its length", "its length + ", "at once", "6"])
def test_records_cannot_be_kept_this_long(text: str) -> None:
    assert not is_period(text)
