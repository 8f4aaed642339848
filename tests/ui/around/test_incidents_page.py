"""The list of incidents: shelves, orders, filters, search as one types, and what stays outside my circles."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.listing import Wanted
from coc_desk.ui.incident_table import COLUMNS
from coc_desk.ui.incidents_page import IncidentsPage
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.place import Place
from tests.casework.memory import JUN, NOOR
from tests.ui.around.laptop import Laptop, Show, focus, part, promised, report, words_on

Key = Qt.Key
Opened = Callable[..., IncidentsPage]


@pytest.fixture
def open_page(desk: Desk, show: Show) -> Opened:
    def opened(size: tuple[int, int] = (1280, 764)) -> IncidentsPage:
        page = IncidentsPage(desk)
        show(page, size=size)
        return page

    return opened


def codes(page: IncidentsPage) -> list[str]:
    return [one.code for one in page.table.incidents.incidents]


def seen_columns(page: IncidentsPage) -> list[str]:
    return [key for place, key in enumerate(COLUMNS) if not page.table.isColumnHidden(place)]


def heard(page: IncidentsPage, row: int, column: str) -> str:
    model = page.table.incidents
    return str(model.data(model.index(row, COLUMNS.index(column)), Qt.ItemDataRole.AccessibleTextRole))


# Shelves, order, filters


def test_danger_stands_first_then_the_next_promise(desk: Desk, open_page: Opened) -> None:
    calm, waiting, danger = report(desk), report(desk), report(desk, danger="yes")
    promised(desk, waiting, "16:00")
    assert codes(open_page()) == [danger.code, waiting.code, calm.code]


def test_another_order_is_said_on_its_button(desk: Desk, open_page: Opened) -> None:
    report(desk, danger="yes"), report(desk)
    page = open_page()
    page.order.choose("code")
    assert codes(page) == sorted(codes(page))
    assert part(page, "order", Button).words() == "Code name, A to Z"


def test_shelves_are_counted_and_chosen(desk: Desk, open_page: Opened) -> None:
    mine, other = report(desk), report(desk)
    desk.set_owner(mine.id, NOOR.id)
    desk.set_stage(other.id, "closed", closed_as="no_contact")
    page = open_page()
    assert codes(page) == [mine.code]
    page.tabs.choose("closed")
    page.refresh()
    assert codes(page) == [other.code]


def test_a_filter_is_said_on_its_button_and_can_be_taken_back(desk: Desk, open_page: Opened) -> None:
    report(desk), report(desk, going_on="maybe")
    page = open_page()
    page.filter.show_wanted(Wanted(flags=frozenset({"going_on"})))
    assert len(codes(page)) == 1
    assert part(page, "filter", Button).words() == "Only: Still going on, yes or maybe"
    page.filter.clear()
    assert len(codes(page)) == 2


def test_a_filter_nothing_fits_offers_to_show_all(desk: Desk, open_page: Opened) -> None:
    report(desk)
    page = open_page()
    page.filter.show_wanted(Wanted(flags=frozenset({"danger"})))
    assert "No incident fits the filter" in words_on(page)
    part(page, "show all", Button).click()
    assert len(codes(page)) == 1


def test_without_incidents_the_page_says_where_they_come_from(open_page: Opened) -> None:
    assert "Reports become incidents when they are saved." in words_on(open_page())


# Rows


def test_what_is_overdue_is_said_as_late(desk: Desk, laptop: Laptop, open_page: Opened) -> None:
    promised(desk, report(desk), "14:30")
    laptop.clock.goes_on(hours=1)
    assert heard(open_page(), 0, "next") == "late: 14:30 Call the reporter back"


def test_flags_are_heard_in_full_words(desk: Desk, open_page: Opened) -> None:
    report(desk, danger="yes")
    page = open_page()
    assert heard(page, 0, "danger") == "Danger now: yes"
    assert heard(page, 0, "again").endswith("not answered")


def test_an_incident_outside_my_circles_shows_its_vague_line_and_opens_no_more_than_that(
    qtbot: QtBot, laptop: Laptop, open_page: Opened
) -> None:
    report(laptop.desk_of(JUN), "The lead did it.", excluded=(NOOR.id,), danger="maybe")
    page = open_page()
    row = page.table.incidents.row(0)
    assert row.outside
    assert row.cells["next"] == "You are not in the circle"
    assert "lead did it" not in str(row)
    with qtbot.waitSignal(page.go) as went:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert went.args is not None
    assert [one.screen for one in went.args] == ["conflict"]


def test_columns_give_way_before_words_are_cut(desk: Desk, open_page: Opened) -> None:
    report(desk)
    page = open_page()
    assert {"danger", "going_on", "again"} <= set(seen_columns(page))
    page.window().resize(1000, 640)
    QApplication.processEvents()
    assert seen_columns(page) == ["code", "flags", "stage", "owner", "next", "changed"]
    page.window().resize(860, 640)
    QApplication.processEvents()
    assert seen_columns(page) == ["code", "flags", "next"]


def test_the_table_is_no_higher_than_its_rows(desk: Desk, open_page: Opened) -> None:
    promised(desk, report(desk), "16:00", "Tell them what was decided and why, and who will be there " * 2)
    page = open_page()
    assert page.table.height() <= page.table.whole_height() + 4
    assert page.table.verticalScrollBar().maximum() == 0


# Keys


def test_enter_opens_the_incident_and_the_focus_begins_in_the_list(qtbot: QtBot, desk: Desk, open_page: Opened) -> None:
    first, second = report(desk, danger="yes"), report(desk)
    page = open_page()
    assert focus() is page.table
    QTest.keyClick(focus(), Key.Key_Down)
    with qtbot.waitSignal(page.go) as went:
        QTest.keyClick(focus(), Key.Key_Return)
    assert went.args == [Place("incident", second.id)]
    assert first.id != second.id


def test_letters_jump_to_a_code_name(desk: Desk, open_page: Opened) -> None:
    codes_there = [report(desk).code for _ in range(4)]
    page = open_page()
    QTest.keyClicks(page.table, codes_there[2][:4])
    chosen = page.table.chosen()
    assert chosen is not None
    assert chosen.code == codes_there[2]


def test_the_chosen_row_stays_chosen_when_the_list_changes(desk: Desk, open_page: Opened) -> None:
    report(desk)
    chosen = report(desk)
    page = open_page()
    page.table.choose(codes(page).index(chosen.code))
    report(desk, danger="yes")
    page.refresh()
    now = page.table.chosen()
    assert now is not None
    assert now.code == chosen.code


def test_a_row_is_chosen_from_right_to_left_too(desk: Desk, show: Show) -> None:
    report(desk)
    page = IncidentsPage(desk)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    show(page)
    assert {one.row() for one in page.table.selectionModel().selectedIndexes()} == {0}


# Search


def test_search_finds_as_one_types_and_escape_ends_it(desk: Desk, open_page: Opened) -> None:
    report(desk, "He stood in the door."), report(desk, "At the bar.")
    page = open_page()
    page.search.edit.setFocus()
    QTest.keyClicks(focus(), "doo")
    assert "1 place found" in words_on(page)
    QTest.keyClicks(focus(), "zzz")
    assert "0 places found" in words_on(page)
    QTest.keyClick(focus(), Key.Key_Escape)
    assert page.search.text() == ""
    assert focus() is page.table
    assert len(codes(page)) == 2


def test_a_place_that_was_found_is_opened_from_the_line(qtbot: QtBot, desk: Desk, open_page: Opened) -> None:
    incident = report(desk, "He stood in the door.")
    page = open_page()
    page.search.edit.setFocus()
    QTest.keyClicks(focus(), "door")
    with qtbot.waitSignal(page.go) as went:
        QTest.keyClick(focus(), Key.Key_Return)
    assert went.args[0].subject == incident.id


def test_incidents_outside_my_circles_are_not_searched(laptop: Laptop, open_page: Opened) -> None:
    report(laptop.desk_of(JUN), "The lead did it.", excluded=(NOOR.id,))
    page = open_page()
    page.search.edit.setText("lead")
    assert "Incidents outside your circle are not searched." in page.found.model().index(0, 0).data()
