"""The desk: what needs somebody now, in the order in which it matters."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EntryId
from coc_desk.casework.errors import Trouble
from coc_desk.casework.event_log import Handed
from coc_desk.casework.followup import Note
from coc_desk.casework.incidents import Promise
from coc_desk.ui.desk.changed import SHOWN
from coc_desk.ui.desk.danger import DangerStrip
from coc_desk.ui.desk.promises import PromiseRow
from coc_desk.ui.desk_page import DeskPage
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.place import Place
from coc_desk.ui.style import wear
from coc_desk.ui.theme import Look
from tests.casework.memory import IMKE, JUN, NOOR
from tests.ui.around.laptop import Laptop, Show, asked, focus, part, promised, report, words_on

Key = Qt.Key


@pytest.fixture
def page(desk: Desk, show: Show) -> Callable[[], DeskPage]:
    def shown() -> DeskPage:
        made = DeskPage(desk)
        show(made)
        return made

    return shown


def row_of(page: DeskPage, promise: Promise) -> PromiseRow:
    return part(page, f"promise:{promise.id}", PromiseRow)


def rows(page: DeskPage) -> list[str]:
    return [one.owed.promise.what for one in page.promises.findChildren(PromiseRow) if one.isVisible()]


def type_into(page: QWidget, name: str, words: str) -> None:
    QTest.keyClicks(part(asked(page), name, QLineEdit), words)


def answer(page: QWidget, words: str) -> None:
    buttons = asked(page).findChildren(Button)
    next(one for one in buttons if one.words() == words).click()


# Danger


def test_nothing_is_said_of_danger_when_nobody_is_in_danger(desk: Desk, page: Callable[[], DeskPage]) -> None:
    report(desk, danger="no")
    assert not page().danger.isVisible()


def test_danger_that_is_sure_comes_before_danger_that_may_be(desk: Desk, page: Callable[[], DeskPage]) -> None:
    maybe, sure = report(desk, danger="maybe"), report(desk, danger="yes")
    strips = page().danger.findChildren(DangerStrip)
    assert [one.accessibleName().split(".")[0] for one in strips] == [
        f"Danger now: {sure.code}",
        f"Danger, maybe: {maybe.code}",
    ]


def test_danger_outside_my_circles_shows_its_vague_line_and_cannot_be_opened(
    laptop: Laptop, page: Callable[[], DeskPage]
) -> None:
    other = report(laptop.desk_of(JUN), "The lead did it.", excluded=(NOOR.id,), danger="yes")
    strips = page().danger
    assert "You are not in the circle" in words_on(strips)
    assert other.code in words_on(strips)
    assert "lead did it" not in words_on(strips)
    assert not strips.findChildren(Button)


def test_open_goes_to_the_incident_in_danger(qtbot: QtBot, desk: Desk, page: Callable[[], DeskPage]) -> None:
    incident = report(desk, danger="yes")
    shown = page()
    with qtbot.waitSignal(shown.go) as went:
        part(shown, f"danger:{incident.id}", Button).click()
    assert went.args == [Place("incident", incident.id)]


# Promises


def test_what_is_overdue_comes_first_and_says_by_how_much(
    desk: Desk, laptop: Laptop, page: Callable[[], DeskPage]
) -> None:
    incident = report(desk)
    late = promised(desk, incident, "14:30", "Call back")
    promised(desk, incident, "15:40", "Tell the reporter")
    laptop.clock.goes_on(hours=1)
    shown = page()
    assert rows(shown) == ["Call back", "Tell the reporter"]
    assert shown.promises.overdue.text() == "1 overdue"
    assert "36 min late" in row_of(shown, late).accessibleName()


def test_promises_of_later_days_wait_behind_a_button(desk: Desk, page: Callable[[], DeskPage]) -> None:
    incident = report(desk)
    promised(desk, incident, "15:00", "Call back")
    promised(desk, incident, "tomorrow 10:00", "Ask again")
    shown = page()
    assert rows(shown) == ["Call back"]
    shown.promises.later.click()
    assert rows(shown) == ["Call back", "Ask again"]
    shown.promises.later.click()
    assert rows(shown) == ["Call back"]


def test_when_nothing_is_due_today_the_next_days_show(desk: Desk, page: Callable[[], DeskPage]) -> None:
    promised(desk, report(desk), "tomorrow 10:00", "Ask again")
    assert rows(page()) == ["Ask again"]


def test_d_marks_a_promise_as_done_and_undo_writes_a_second_entry(
    qtbot: QtBot, desk: Desk, page: Callable[[], DeskPage]
) -> None:
    incident = report(desk)
    promise = promised(desk, incident, "15:00")
    shown = page()
    row_of(shown, promise).setFocus()
    with qtbot.waitSignal(shown.said) as said:
        QTest.keyClick(focus(), Key.Key_D)
    assert said.args[0] == "Promise marked as done"
    assert desk.today().promises == ()
    entries = len(desk.incident(incident.id).lines)
    said.args[1]()
    assert [one.promise.id for one in desk.today().promises] == [promise.id]
    assert len(desk.incident(incident.id).lines) == entries + 1


def test_a_letter_works_on_the_buttons_of_a_row_too(desk: Desk, page: Callable[[], DeskPage]) -> None:
    promise = promised(desk, report(desk), "15:00")
    shown = page()
    part(shown, f"more:{promise.id}", Button).setFocus()
    QTest.keyClick(focus(), Key.Key_D)
    assert desk.today().promises == ()


def test_the_focus_goes_to_the_promise_that_took_the_place(desk: Desk, page: Callable[[], DeskPage]) -> None:
    incident = report(desk)
    first, second = promised(desk, incident, "15:00", "One"), promised(desk, incident, "16:00", "Two")
    shown = page()
    row_of(shown, first).setFocus()
    QTest.keyClick(focus(), Key.Key_D)
    assert focus() is row_of(shown, second)


def test_up_and_down_go_from_promise_to_promise_and_enter_opens(
    qtbot: QtBot, desk: Desk, page: Callable[[], DeskPage]
) -> None:
    incident = report(desk)
    first, second = promised(desk, incident, "15:00", "One"), promised(desk, incident, "16:00", "Two")
    shown = page()
    row_of(shown, first).setFocus()
    QTest.keyClick(focus(), Key.Key_Down)
    assert focus() is row_of(shown, second)
    with qtbot.waitSignal(shown.go) as went:
        QTest.keyClick(focus(), Key.Key_Return)
    assert went.args == [Place("incident", incident.id)]


def test_t_gives_a_promise_a_new_time(desk: Desk, page: Callable[[], DeskPage]) -> None:
    promise = promised(desk, report(desk), "15:00")
    shown = page()
    row_of(shown, promise).setFocus()
    QTest.keyClick(focus(), Key.Key_T)
    assert focus().objectName() == "due"
    type_into(shown, "due", "16:30")
    type_into(shown, "why", "They are on stage")
    QTest.keyClick(focus(), Key.Key_Return)
    moved = desk.today().promises[0].promise
    assert (f"{desk.local(moved.due):%H:%M}", moved.why) == ("16:30", "They are on stage")


def test_what_is_no_time_is_refused_and_the_dialog_stays(desk: Desk, page: Callable[[], DeskPage]) -> None:
    promise = promised(desk, report(desk), "15:00")
    shown = page()
    row_of(shown, promise).new_time.emit(promise)
    type_into(shown, "due", "soon")
    answer(shown, "Set the time")
    assert "Write one time" in words_on(asked(shown))
    assert focus().objectName() == "due"
    assert desk.today().promises[0].promise.due == promise.due


def test_a_promise_that_is_no_longer_wanted_keeps_the_reason(desk: Desk, page: Callable[[], DeskPage]) -> None:
    incident = report(desk)
    promise = promised(desk, incident, "15:00")
    shown = page()
    row_of(shown, promise).not_wanted.emit(promise)
    type_into(shown, "why", "Came by instead")
    answer(shown, "No longer wanted")
    kept = desk.incident(incident.id).promises[0]
    assert (kept.state, kept.why) == ("dropped", "Came by instead")


def test_escape_changes_nothing(desk: Desk, page: Callable[[], DeskPage]) -> None:
    promise = promised(desk, report(desk), "15:00")
    shown = page()
    row_of(shown, promise).setFocus()
    QTest.keyClick(focus(), Key.Key_T)
    type_into(shown, "due", "16:30")
    QTest.keyClick(focus(), Key.Key_Escape)
    assert desk.today().promises[0].promise.due == promise.due
    assert focus() is row_of(shown, promise)


def test_a_minute_later_the_focus_is_where_it_was(desk: Desk, laptop: Laptop, page: Callable[[], DeskPage]) -> None:
    promise = promised(desk, report(desk), "14:10")
    shown = page()
    button = part(shown, f"done:{promise.id}", Button)
    button.setFocus()
    laptop.clock.goes_on(minutes=9)
    shown.refresh()
    assert focus() is button
    assert "5 min late" in row_of(shown, promise).accessibleName()


def test_the_focus_survives_when_another_promise_comes_in(desk: Desk, page: Callable[[], DeskPage]) -> None:
    incident = report(desk)
    promise = promised(desk, incident, "16:00", "Two")
    shown = page()
    part(shown, f"done:{promise.id}", Button).setFocus()
    promised(desk, incident, "15:00", "One")
    shown.refresh()
    assert rows(shown) == ["One", "Two"]
    assert focus() is part(shown, f"done:{promise.id}", Button)


# The other cards


def test_a_restriction_can_be_ended_early_with_its_reason(desk: Desk, page: Callable[[], DeskPage]) -> None:
    incident = desk.restrict(report(desk).id, "Not at the party", until=desk.now() + timedelta(hours=5))
    shown = page()
    restriction = incident.restrictions[0]
    assert "until 19:06" in words_on(shown.in_force)
    shown.in_force.lifting.emit(restriction)
    type_into(shown, "why", "It was somebody else")
    answer(shown, "End it now")
    assert desk.incident(incident.id).restrictions[0].why == "It was somebody else"
    assert desk.today().restrictions == ()


@pytest.mark.parametrize(
    ("kind", "screen"), [("intake", "intake"), ("quick", "quick"), ("note", "incident"), ("handoff", "handoff")]
)
def test_going_on_leads_to_what_was_half_written(
    qtbot: QtBot, desk: Desk, page: Callable[[], DeskPage], kind: str, screen: str
) -> None:
    incident = report(desk)
    if kind == "intake":
        draft = desk.begin_report()
    elif kind == "quick":
        draft = desk.keep_quick_note(desk.quick_note(), "Coffee bar")
    elif kind == "handoff":
        draft = desk.keep_handoff(*desk.begin_handoff())
    else:
        from_note = desk.quick_note()
        draft = desk.keep(
            type(from_note)(from_note.id, "note", incident.id, incident.code, {}, desk.now(), desk.now()), {"text": "x"}
        )
    shown = page()
    with qtbot.waitSignal(shown.go) as went:
        part(shown, f"draft:{draft.id}", Button).click()
    assert went.args[0].screen == screen
    assert went.args[0].subject == (incident.id if kind == "note" else draft.id)


def test_throwing_a_draft_away_asks_first_and_keeping_it_has_the_focus(
    desk: Desk, page: Callable[[], DeskPage]
) -> None:
    draft = desk.begin_report()
    shown = page()
    shown.half_written.throw_away.emit(draft)
    assert isinstance(focus(), Button)
    assert focus().property("text") == "Keep it"
    QTest.keyClick(focus(), Key.Key_Space)
    assert desk.drafts()
    shown.half_written.throw_away.emit(draft)
    answer(shown, "Throw it away")
    assert desk.drafts() == []
    assert not shown.findChildren(QWidget, f"draft:{draft.id}") or "Nothing." in words_on(shown.half_written)


def test_of_what_others_have_half_written_only_whose_and_since_when_is_said(
    laptop: Laptop, page: Callable[[], DeskPage]
) -> None:
    jun = laptop.desk_of(JUN)
    jun.keep_quick_note(jun.quick_note(), "Something secret")
    said = words_on(page().half_written)
    assert "Jun K.: a quick note, since 14:06" in said
    assert "secret" not in said
    assert "Go on" not in said


def test_what_others_changed_since_i_was_here_is_listed_with_how_much(
    qtbot: QtBot, desk: Desk, laptop: Laptop, page: Callable[[], DeskPage]
) -> None:
    incident = report(desk)
    desk.sign_in()
    laptop.clock.goes_on(minutes=10)
    laptop.desk_of(JUN).add_note(incident.id, Note("observation", "Came back."))
    laptop.clock.goes_on(minutes=10)
    desk.sign_in()
    shown = page()
    assert f"{incident.code} 1 entry by Jun K." in words_on(shown.changed)
    with qtbot.waitSignal(shown.go) as went:
        part(shown, f"changed:{incident.id}", QAbstractButton).click()
    assert went.args == [Place("incident", incident.id)]


def test_a_change_outside_my_circles_says_no_more_than_that(
    desk: Desk, laptop: Laptop, page: Callable[[], DeskPage]
) -> None:
    desk.sign_in()
    laptop.clock.goes_on(minutes=10)
    other = report(laptop.desk_of(JUN), "The lead did it.", excluded=(NOOR.id,))
    desk.sign_in()
    shown = page()
    assert f"{other.code} you are not in the circle" in words_on(shown.changed)
    assert "The lead did it" not in words_on(shown)


def test_many_changes_are_counted_and_the_list_has_them_all(
    qtbot: QtBot, desk: Desk, laptop: Laptop, page: Callable[[], DeskPage]
) -> None:
    desk.sign_in()
    laptop.clock.goes_on(minutes=10)
    jun = laptop.desk_of(JUN)
    for number in range(SHOWN + 3):
        report(jun, f"Report {number}")
    desk.sign_in()
    shown = page()
    assert len(shown.changed.findChildren(QAbstractButton)) == SHOWN + 1
    with qtbot.waitSignal(shown.go) as went:
        part(shown, "all changed", Button).click()
    assert went.args == [Place("incidents")]


def test_a_shift_is_named_and_shown(desk: Desk, page: Callable[[], DeskPage]) -> None:
    shown = page()
    part(shown, "name shift now", Button).click()
    part(asked(shown), f"member:{IMKE.id}", QAbstractButton).click()
    type_into(shown, "until", "18:00")
    answer(shown, "Name this shift")
    said = words_on(shown.duty)
    assert "Noor H. (you)\nImke R." in said
    assert "until 18:00" in said
    assert "Your shift ends at 18:00." in words_on(shown.head)


def test_the_next_shift_begins_where_this_one_ends(desk: Desk, page: Callable[[], DeskPage]) -> None:
    desk.name_shift([NOOR.id], desk.now(), desk.time_said("18:00"))
    shown = page()
    part(shown, "name shift next", Button).click()
    assert part(asked(shown), "from", QLineEdit).text() == "18:00"
    answer(shown, "Name this shift")
    assert "Choose who is on duty." in words_on(asked(shown))
    part(asked(shown), f"member:{JUN.id}", QAbstractButton).click()
    answer(shown, "Name this shift")
    assert desk.today().next_shift is not None
    assert "from 18:00" in words_on(shown.duty)


def test_the_phone_was_checked_just_now(desk: Desk, laptop: Laptop, page: Callable[[], DeskPage]) -> None:
    shown = page()
    part(shown, "phone checked on duty", Button).click()
    assert "Hotline phone is with Noor H., checked 14:06" in words_on(shown.duty)
    laptop.clock.goes_on(hours=3)
    shown.refresh()
    assert "The hotline phone was last checked 3 h ago." in words_on(shown.calm)


def test_a_handoff_nobody_said_back_is_asked_for(
    qtbot: QtBot, desk: Desk, page: Callable[[], DeskPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = Handed(EntryId("h1"), 3, NOOR.id, desk.now(), "Jun K.", "next_shift", "", "", (), None)
    shown = page()
    assert not shown.read_backs.isVisible()
    shown.read_backs.show_today(replace(desk.today(), awaiting=(handed,)))
    assert "Handoff 3 to Jun K." in words_on(shown.read_backs)
    with qtbot.waitSignal(shown.go) as went:
        part(shown, "read back:h1", Button).click()
    assert went.args == [Place("handoff", "h1")]


# The page


def test_it_begins_at_log_a_report(page: Callable[[], DeskPage]) -> None:
    page()
    assert focus().objectName() == "log a report"


def test_an_empty_desk_teaches(page: Callable[[], DeskPage]) -> None:
    said = words_on(page())
    assert "Nothing needs you" in said
    assert "What you promise to somebody shows here" in said
    assert "Nobody is named yet" in said


def test_a_desk_that_needs_somebody_does_not_say_that_nothing_does(desk: Desk, page: Callable[[], DeskPage]) -> None:
    promised(desk, report(desk), "15:00")
    assert not page().calm.isVisible()


def test_bad_luck_is_told_and_nothing_seems_done(
    qtbot: QtBot, laptop: Laptop, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = laptop.desk_of()
    promise = promised(desk, report(desk), "15:00")
    shown = DeskPage(desk)
    show(shown)

    def full(*_anything: object, **_more: object) -> None:
        raise Trouble("The disk is full.", "Free 20 MB.", "disk full")

    monkeypatch.setattr(desk._ledger, "append", full)
    with qtbot.waitSignal(shown.troubled) as told:
        part(shown, f"done:{promise.id}", Button).click()
    assert told.args[0].kind == "disk full"
    assert rows(shown) == ["Call the reporter back"]
    shown.promises.new_time.emit(promise)
    type_into(shown, "due", "16:00")
    answer(shown, "Set the time")
    assert "The disk is full." in words_on(asked(shown))


@pytest.mark.parametrize(("size", "below"), [((1280, 764), False), ((1024, 640), False), ((860, 640), True)])
def test_cards_stand_side_by_side_or_below_each_other(
    desk: Desk, show: Show, size: tuple[int, int], below: bool
) -> None:
    made = DeskPage(desk)
    show(made, size=size)
    ways = QBoxLayout.Direction
    assert made._columns.direction() == (ways.TopToBottom if below else ways.LeftToRight)


def test_twice_the_size_of_text_fits_without_scrolling_sideways(desk: Desk, show: Show) -> None:
    incident = report(desk, "x" * 40, danger="yes", going_on="maybe", again="unknown")
    promised(desk, incident, "15:00", "Tell the reporter what was decided and why it took so long")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    wear(app, Look(scale=2.0))
    try:
        made = DeskPage(desk)
        show(made, size=(1152, 700))
        inside = made.area.widget() if made.area else None
        assert inside is not None
        assert inside.minimumSizeHint().width() <= made.width()
    finally:
        wear(app, Look())


def test_tab_goes_through_the_page_as_it_is_read(desk: Desk, page: Callable[[], DeskPage]) -> None:
    incident = report(desk, danger="yes")
    promise = promised(desk, incident, "15:00")
    shown = page()
    walked = []
    for _step in range(6):
        walked.append(focus().objectName())
        QTest.keyClick(focus(), Key.Key_Tab)
    assert walked == [
        "log a report",
        f"danger:{incident.id}",
        f"promise:{promise.id}",
        f"done:{promise.id}",
        f"more:{promise.id}",
        "start handoff",
    ]
    assert shown.isVisible()


def test_everything_that_can_have_the_focus_has_a_name(desk: Desk, page: Callable[[], DeskPage]) -> None:
    incident = report(desk, danger="maybe")
    promised(desk, incident, "15:00")
    desk.restrict(incident.id, "Not at the party")
    desk.begin_report()
    stops = [one for one in page().findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [one for one in stops if not (one.accessibleName() or one.property("text"))]
    assert stops
    assert not nameless
    assert all(one.objectName() for one in stops)
