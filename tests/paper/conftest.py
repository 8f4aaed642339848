"""A press, kept warm for all tests of paper."""

import pytest

from coc_desk.paper.press import Press
from coc_desk.paths import resources


@pytest.fixture(scope="session")
def press() -> Press:
    return Press(resources() / "paper" / "page.typ", resources() / "fonts")
