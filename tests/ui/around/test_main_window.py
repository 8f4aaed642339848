"""The desk's window: where keys lead, the way back, the lock from anywhere, bars that stay and toasts that go."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Trouble
from coc_desk.settings import Settings
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.parts.notices import Notice
from coc_desk.ui.place import Place
from coc_desk.ui.shell import Shell
from coc_desk.ui.tasks import Tasks
from tests.casework.memory import PlainPress
from tests.ui.around.laptop import Show, focus, promised, report, words_on

Key, Mods = Qt.Key, Qt.KeyboardModifier
FULL = Trouble("The disk is full.", "Free some room.", kind="disk full")


@pytest.fixture
def shell() -> Iterator[Shell]:
    made = Shell()
    yield made
    made.deleteLater()


@pytest.fixture
def window(desk: Desk, shell: Shell, show: Show) -> Iterator[MainWindow]:
    tasks = Tasks()
    made = MainWindow(desk, tasks, shell, Settings(), PlainPress())
    show(made, size=(1280, 764))
    made.begin([])
    yield made
    tasks.stop()


def press(key: Qt.Key, mods: Qt.KeyboardModifier = Mods.NoModifier) -> None:
    QTest.keyClick(focus(), key, mods)
    QApplication.processEvents()


# Going


@pytest.mark.parametrize(
    ("key", "screen"),
    [(Key.Key_2, "incidents"), (Key.Key_5, "handoff"), (Key.Key_Comma, "settings"), (Key.Key_1, "desk")],
)
def test_ctrl_and_a_number_go_to_a_screen(window: MainWindow, key: Qt.Key, screen: str) -> None:
    press(key, Mods.ControlModifier)
    assert window.place().screen == screen
    assert window.rail.stops[screen].isChecked()


def test_back_goes_to_the_page_before_and_in_the_end_to_the_desk(desk: Desk, window: MainWindow) -> None:
    incident = report(desk)
    window.go(Place("incidents"))
    window.go(Place("incident", incident.id))
    press(Key.Key_Left, Mods.AltModifier)
    assert window.place().screen == "incidents"
    press(Key.Key_Left, Mods.AltModifier)
    press(Key.Key_Left, Mods.AltModifier)
    assert window.place().screen == "desk"


def test_the_title_names_the_screen_or_the_code_name(desk: Desk, window: MainWindow, shell: Shell) -> None:
    incident = report(desk)
    assert shell.windowTitle() == "Desk – CoC Desk"
    window.go(Place("incident", incident.id))
    assert shell.windowTitle() == f"{incident.code} – CoC Desk"


def test_a_place_that_is_gone_says_so_and_leaves_one_where_one_was(window: MainWindow) -> None:
    window.go(Place("intake", "0" * 32))
    assert window.place().screen == "desk"
    assert window.toasts.toast is not None


def test_one_begins_where_one_was_when_the_desk_was_locked(desk: Desk, shell: Shell, show: Show) -> None:
    incident = report(desk)
    desk.remember_place(Place("incident", incident.id, tab="people").as_json())
    tasks = Tasks()
    again = MainWindow(desk, tasks, shell, Settings(), PlainPress())
    show(again, size=(1280, 764))
    again.begin([])
    assert (again.place().subject, again.place().tab) == (incident.id, "people")
    tasks.stop()


def test_f6_goes_from_pane_to_pane_and_round(window: MainWindow) -> None:
    window.go(Place("incidents"))
    seen = []
    for _step in range(12):
        seen.append(focus())
        press(Key.Key_F6)
    assert window.rail.isAncestorOf(next(one for one in seen if window.rail.isAncestorOf(one)))
    assert seen[0] in seen[1:]


def test_ctrl_n_begins_a_report_that_is_kept_from_its_first_moment(desk: Desk, window: MainWindow) -> None:
    press(Key.Key_N, Mods.ControlModifier)
    (draft,) = desk.drafts()
    assert window.place().same_screen(Place("intake", draft.id))


# Locking


def test_the_lock_is_reached_from_the_rail_on_every_screen(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    incident = report(desk)
    for place in (Place("desk"), Place("incidents"), Place("incident", incident.id), Place("settings")):
        window.go(place)
        with qtbot.waitSignal(window.lock_asked) as asked:
            window.rail.lock.click()
        assert asked.args == [False]


def test_everything_typed_is_kept_with_the_place_before_a_lock(desk: Desk, window: MainWindow) -> None:
    incident = report(desk)
    window.go(Place("incident", incident.id))
    QTest.keyClicks(focus(), "Standing by the")
    assert window.keep_everything() is not None
    (draft,) = desk.drafts()
    assert draft.content["text"] == "Standing by the"
    place = Place.from_json(desk.place())
    assert (place.subject, place.field, place.cursor) == (incident.id, "note:text", len("Standing by the"))


# Bars and toasts


def test_danger_stays_and_stands_first_and_more_than_two_are_counted(window: MainWindow) -> None:
    window.notices.tell(Notice("a", "info", "One came in."))
    window.notices.tell(Notice("b", "attention", "The clock went back."))
    window.tell_trouble(FULL)
    QApplication.processEvents()
    assert window.notices.facts() == ["The disk is full.", "The clock went back.", "One came in."]
    words = words_on(window.notices)
    assert "One came in." not in words
    assert "1 more notice" in words


def test_a_bar_goes_when_its_trouble_is_over(window: MainWindow) -> None:
    window.tell_trouble(FULL)
    window.notices.solve("disk full")
    assert window.notices.isHidden()


def test_the_same_trouble_is_told_once(window: MainWindow) -> None:
    window.tell_trouble(FULL)
    window.tell_trouble(FULL)
    assert window.notices.facts() == ["The disk is full."]


def test_undo_on_a_toast_writes_a_second_entry(desk: Desk, window: MainWindow) -> None:
    incident = report(desk)
    promise = promised(desk, incident, "16:00")
    window.go(Place("incidents"))
    window.go(Place("desk"))
    window.page.promises.done.emit(promise)  # type: ignore[union-attr]
    assert not desk.today().promises
    toast = window.toasts.toast
    assert toast is not None
    assert toast.undo is not None
    entries = len(desk.incident(incident.id).lines)
    toast.undo.click()
    assert len(desk.incident(incident.id).lines) == entries + 1
    assert desk.today().promises


def test_a_toast_takes_the_place_of_the_one_before(window: MainWindow) -> None:
    window.toasts.tell("One")
    window.toasts.tell("Two")
    assert window.toasts.toast is not None
    assert window.toasts.toast.sentence == "Two"


def test_text_grows_by_a_tenth_and_back(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.settings_changed) as changed:
        press(Key.Key_Plus, Mods.ControlModifier)
    assert changed.args[0].text_scale == 1.1
    with qtbot.waitSignal(window.settings_changed) as changed:
        press(Key.Key_0, Mods.ControlModifier)
    assert changed.args[0].text_scale == 1.0
