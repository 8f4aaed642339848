"""The incident page in a window, over entries in memory."""

from collections.abc import Callable, Iterator

import pytest

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import IncidentId
from coc_desk.ui.incident.page import IncidentPage
from coc_desk.ui.place import Place
from coc_desk.ui.tasks import Tasks
from tests.ui.around.laptop import Show

Opened = Callable[..., IncidentPage]


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.stop()


@pytest.fixture
def open_page(desk: Desk, show: Show, tasks: Tasks) -> Opened:
    """Show an incident in a window of a size."""

    def opened(id: IncidentId, tab: str = "", size: tuple[int, int] = (1080, 764)) -> IncidentPage:
        page = IncidentPage(desk, tasks)
        show(page, Place("incident", id, tab=tab), size)
        return page

    return opened
