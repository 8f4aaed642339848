"""The rail: where one can go, who is signed in, the lock."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.ui.navigation import DeskRail
from coc_desk.ui.place import Place
from tests.ui.around.laptop import Laptop, Show, part


@pytest.fixture
def rail(desk: Desk, show: Show) -> DeskRail:
    made = DeskRail(desk)
    show(made)
    return made


def test_it_says_which_day_of_the_event_it_is(rail: DeskRail, laptop: Laptop) -> None:
    assert rail.second.text() == "Day 2 of 3"
    laptop.clock.goes_on(days=1)
    rail.show_here("desk")
    assert rail.second.text() == "Day 3 of 3"


@pytest.mark.parametrize("screen", ["desk", "incidents", "handoff", "settings"])
def test_each_stop_goes_to_its_screen(qtbot: QtBot, rail: DeskRail, screen: str) -> None:
    with qtbot.waitSignal(rail.go) as went:
        part(rail, f"rail:{screen}", QAbstractButton).click()
    assert went.args == [Place(screen)]


def test_an_incident_stands_under_incidents(rail: DeskRail) -> None:
    rail.show_here("incident")
    assert part(rail, "rail:incidents", QAbstractButton).isChecked()
    rail.show_here("intake")
    assert not any(one.isChecked() for one in rail.findChildren(QAbstractButton))


def test_lock_locks_and_switching_member_lets_another_be_chosen(qtbot: QtBot, rail: DeskRail) -> None:
    with qtbot.waitSignal(rail.lock_asked) as locked:
        part(rail, "rail:lock", QAbstractButton).click()
    assert locked.args == [False]
    with qtbot.waitSignal(rail.lock_asked) as switched:
        rail.menu().actions()[0].trigger()
    assert switched.args == [True]


def test_search_is_asked_for(qtbot: QtBot, rail: DeskRail) -> None:
    with qtbot.waitSignal(rail.search_asked):
        part(rail, "rail:search", QAbstractButton).click()


def test_a_narrow_rail_keeps_its_names(rail: DeskRail) -> None:
    rail.set_narrow(True)
    assert rail.width() == 64
    assert part(rail, "rail:incidents").accessibleName() == "Incidents"
    assert part(rail, "rail:member").accessibleName() == "Noor H., Lead"


def test_the_keyboard_reaches_every_stop(rail: DeskRail) -> None:
    stops = [one for one in rail.findChildren(QAbstractButton) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 7
