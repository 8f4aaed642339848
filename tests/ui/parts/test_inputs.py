"""What is typed and chosen becomes an answer, and only what the responder does is told."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.ui.parts.answer import Input
from coc_desk.ui.parts.choices import Segmented, Toggles
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.inputs import Fixed, Line, LongText
from coc_desk.ui.parts.layouts import Column, Scroll, held
from coc_desk.ui.parts.lists import ListBox
from coc_desk.ui.parts.moments import Moment
from coc_desk.ui.parts.paint import direction
from coc_desk.ui.parts.yes_no import YesNo

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
Show = Callable[..., QWidget]
PEOPLE = [("in_person", "In person"), ("phone", "Phone"), ("seen", "Seen by staff")]
AT = datetime(2027, 6, 12, 14, 6, tzinfo=UTC)


def moment() -> Moment:
    return Moment(lambda: AT)


MADE: list[tuple[Callable[[], Input], Any]] = [
    (Line, "stairs to hall B"),
    (LongText, "He stood there.\nI went away."),
    (lambda: ListBox(PEOPLE), "phone"),
    (lambda: ListBox(PEOPLE, other=True), {"other": "by pigeon"}),
    (moment, {"exact": "2027-06-12T11:20+00:00"}),
    (moment, {"from": "2027-06-12T11:20+00:00", "to": "2027-06-12T11:30+00:00"}),
    (moment, {"words": "around lunch, day 2"}),
    (YesNo, "maybe"),
    (lambda: Toggles(PEOPLE), ["phone", "seen"]),
    (lambda: Toggles(PEOPLE, other=True), ["phone", {"other": "by pigeon"}]),
    (lambda: Segmented(PEOPLE), "seen"),
]
EMPTY: list[Callable[[], Input]] = [Line, LongText, lambda: ListBox(PEOPLE), moment, YesNo, lambda: Toggles(PEOPLE)]


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, held_down: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, held_down)


def heard(asked: Input | Labelled) -> list[bool]:
    told: list[bool] = []
    asked.changed.connect(lambda: told.append(True))
    return told


@pytest.mark.parametrize(("make", "value"), MADE)
def test_an_answer_that_is_shown_comes_back_and_is_not_told(make: Callable[[], Input], value: Any, show: Show) -> None:
    asked = make()
    show(asked)
    told = heard(asked)
    asked.show_answer({"v": value})
    assert asked.answer() == {"v": value}
    asked.show_answer(None)
    assert asked.answer() is None
    assert told == []


@pytest.mark.parametrize("none", ["unknown", "not asked", "declined"])
@pytest.mark.parametrize("make", EMPTY)
def test_four_ways_of_no_value_are_kept_apart(make: Callable[[], Input], none: str, show: Show) -> None:
    asked = make()
    show(asked)
    assert asked.answer() is None
    asked.show_answer({"none": none})
    assert asked.answer() == {"none": none}


@pytest.mark.parametrize(
    ("make", "value"),
    [
        (lambda: ListBox(PEOPLE), "by_fax"),
        (lambda: Segmented(PEOPLE), "by_fax"),
        (lambda: Toggles(PEOPLE), ["phone", "by_fax"]),
        (YesNo, "perhaps"),
    ],
)
def test_a_choice_of_another_playbook_is_not_lost(make: Callable[[], Input], value: Any, show: Show) -> None:
    asked = make()
    show(asked)
    asked.show_answer({"v": value})
    assert asked.answer() == {"v": value}


def test_typing_takes_the_place_of_an_answer_without_a_value(show: Show) -> None:
    line = Line()
    show(line)
    line.show_answer({"none": "declined"})
    told = heard(line)
    line.setFocus()
    QTest.keyClicks(focus(), "h")
    assert line.answer() == {"v": "h"}
    assert line.chip.isHidden()
    assert told


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_del_empties_an_answer_without_a_value(show: Show, key: Qt.Key) -> None:
    for asked in (Line(), LongText(), ListBox(PEOPLE), moment(), Toggles(PEOPLE), Segmented(PEOPLE), YesNo()):
        show(asked)
        asked.show_answer({"none": "not asked"})
        asked.setFocus()
        press(key)
        assert asked.answer() is None, type(asked).__name__


def test_the_cross_empties_an_answer_without_a_value(show: Show, qtbot: QtBot) -> None:
    line = Line()
    show(line)
    line.show_answer({"none": "unknown"})
    told = heard(line)
    qtbot.mouseClick(line.empty_it, Qt.MouseButton.LeftButton)
    assert line.answer() is None
    assert told == [True]


@pytest.mark.parametrize(("key", "none"), [(Key.Key_U, "unknown"), (Key.Key_N, "not asked"), (Key.Key_D, "declined")])
def test_ctrl_period_and_a_letter_answer_without_a_value(show: Show, key: Qt.Key, none: str) -> None:
    field = Labelled("Where", Line())
    show(field)
    field.input.setFocus()
    told = heard(field)
    press(Key.Key_Period, Ctrl)
    press(key)
    assert field.answer() == {"none": none}
    assert told == [True]
    press(Key.Key_Period, Ctrl)
    press(Key.Key_Delete)
    assert field.answer() is None


def test_a_letter_that_means_nothing_after_ctrl_period_is_typed(show: Show) -> None:
    field = Labelled("Where", Line())
    show(field)
    field.input.setFocus()
    press(Key.Key_Period, Ctrl)
    QTest.keyClicks(focus(), "xu")
    assert field.answer() == {"v": "xu"}


def test_unknown_not_asked_declined_are_seen_with_the_focus_and_never_stop_tab(show: Show, qtbot: QtBot) -> None:
    first, second = Labelled("Where", Line()), Labelled("Who", Line())
    show(first, second)
    first.input.setFocus()
    assert first._nones.isVisible()
    top = second.y()
    press(Key.Key_Tab)
    assert focus() is second.input.stops()[0]
    assert not first._nones.isVisible()
    assert second.y() == top
    qtbot.mouseClick(second._nones._buttons[1], Qt.MouseButton.LeftButton)
    assert second.answer() == {"none": "not asked"}


@pytest.mark.parametrize(("width", "kinds"), [(640, 3), (330, 3), (210, 3), (120, 1)])
def test_the_offers_say_less_where_there_is_less_room(show: Show, width: int, kinds: int) -> None:
    field = Labelled("Where it was", Line())
    show(field, width=width)
    field.input.setFocus()
    shown = [one for one in field._nones._shown() if one.isVisible()]
    assert len(shown) == kinds
    assert field._nones.geometry().right() <= field.width()


def test_what_cannot_be_kept_is_said_below_and_read_out_with_the_field(show: Show) -> None:
    field = Labelled("When", Line(), help="A time")
    show(field)
    field.refuse("June has 30 days.")
    assert field.refusal.isVisible()
    assert field.input.refused
    field.accept()
    assert not field.refusal.isVisible()
    assert not field.input.refused


def test_the_name_of_a_field_is_its_label_and_its_description_the_help(show: Show) -> None:
    field = Labelled("Q&A room", Line(), help="As on the map")
    show(field)
    told = QAccessible.queryAccessibleInterface(field.input.stops()[0])
    assert told.text(QAccessible.Text.Name) == "Q&A room"
    assert told.text(QAccessible.Text.Description) == "As on the map"
    assert field.label.buddy() is field.input.stops()[0]


def test_tab_leaves_a_text_and_return_stays_in_it(show: Show) -> None:
    text, after = LongText(), Line()
    show(text, after)
    text.setFocus()
    QTest.keyClicks(focus(), "a")
    press(Key.Key_Return)
    press(Key.Key_Tab)
    assert focus() is after.edit
    assert text.answer() == {"v": "a\n"}


def test_a_text_grows_with_its_words_and_never_scrolls_by_itself(show: Show, qtbot: QtBot) -> None:
    text = LongText(lines=2)
    show(Scroll(held(Column(text, ...))))
    before = text.height()
    text.show_answer({"v": "word " * 400})
    qtbot.waitUntil(lambda: text.height() > 3 * before)
    assert text.edit.verticalScrollBar().maximum() == 0
    text.show_answer(None)
    qtbot.waitUntil(lambda: text.height() == before)


def test_the_page_follows_the_cursor_of_a_long_text(show: Show, qtbot: QtBot) -> None:
    text = LongText()
    scroll = Scroll(held(Column(text)))
    show(scroll)
    text.show_answer({"v": "line\n" * 200})
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 1000)
    text.setFocus()
    press(Key.Key_End, Ctrl)
    assert scroll.verticalScrollBar().value() > 1000


def test_pasted_text_is_plain(show: Show) -> None:
    text = LongText()
    show(text)
    both, marked = QMimeData(), QMimeData()
    both.setHtml("<b>bold</b>")
    both.setText("bold")
    marked.setHtml("<p>one</p><p><i>two</i></p>")
    text.edit.insertFromMimeData(both)
    text.edit.insertFromMimeData(marked)
    assert text.answer() == {"v": "boldone\ntwo"}


def test_files_are_left_to_the_page(show: Show, tmp_path: Any) -> None:
    text = LongText()
    show(text)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "note.txt"))])
    link = QMimeData()
    link.setText("https://example.org")
    assert not text.edit.canInsertFromMimeData(files)
    assert text.edit.canInsertFromMimeData(link)


@pytest.mark.parametrize("make", [Line, LongText])
def test_ctrl_semicolon_puts_the_time_in(make: Callable[[], Line | LongText], show: Show) -> None:
    asked = make()
    show(asked)
    asked.setFocus()
    press(Key.Key_Semicolon, Ctrl)
    answer = asked.answer()
    assert answer is not None
    assert len(answer["v"]) == len("14:06")
    assert answer["v"][2] == ":"


def test_an_automatic_value_is_read_and_not_changed(show: Show) -> None:
    fixed = Fixed("13:58:04", "written at")
    show(Labelled("Written at", fixed))
    fixed.setFocus()
    QTest.keyClicks(focus(), "x")
    assert fixed.answer() == {"v": "13:58:04"}
    fixed.show_value("id-7")
    fixed.show_words("Noor H.")
    assert (fixed.edit.text(), fixed.answer()) == ("Noor H.", {"v": "id-7"})


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("room 4", Qt.LayoutDirection.LeftToRight),
        ("12 שלום", Qt.LayoutDirection.RightToLeft),
        ("مرحبا", Qt.LayoutDirection.RightToLeft),
        ("14:06", None),
    ],
)
def test_a_line_runs_the_way_its_first_letter_runs(show: Show, text: str, turned: Qt.LayoutDirection | None) -> None:
    assert direction(text) == turned
    line = Line()
    show(line)
    line.show_answer({"v": text})
    assert line.edit.layoutDirection() == (turned or Qt.LayoutDirection.LeftToRight)


def test_the_wheel_scrolls_the_page_and_not_the_answer(show: Show) -> None:
    box = ListBox(PEOPLE)
    show(box)
    box.choose("phone")
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box.combo, turn)
    assert box.chosen_key() == "phone"


def test_other_opens_a_line_for_it(show: Show) -> None:
    box = ListBox(PEOPLE, other=True)
    show(box)
    box.combo.setCurrentIndex(len(PEOPLE))
    box.combo.activated.emit(len(PEOPLE))
    QTest.keyClicks(focus(), "by pigeon")
    assert box.answer() == {"v": {"other": "by pigeon"}}


@pytest.mark.parametrize(
    ("typed", "value", "kind"),
    [
        ("11:20", {"exact": "2027-06-12T11:20+00:00"}, "exact"),
        ("11:20 to 11:30", {"from": "2027-06-12T11:20+00:00", "to": "2027-06-12T11:30+00:00"}, "range"),
        ("11:20, 12:05", {"several": ["2027-06-12T11:20+00:00", "2027-06-12T12:05+00:00"]}, "several"),
        ("when the band played", {"words": "when the band played"}, "words"),
        ("31 June", {"words": "31 June"}, "words"),
    ],
)
def test_a_moment_is_understood_as_it_is_typed(show: Show, typed: str, value: Any, kind: str) -> None:
    asked = moment()
    field = Labelled("When", asked)
    show(field)
    asked.setFocus()
    QTest.keyClicks(focus(), typed)
    assert field.answer() == {"v": value}
    assert asked.track.chosen_key() == kind


def test_a_moment_can_be_kept_as_words_although_it_could_be_a_time(show: Show) -> None:
    asked = moment()
    show(Labelled("When", asked))
    asked.setFocus()
    QTest.keyClicks(focus(), "11:20")
    asked.track.parts[-1].click()
    assert asked.answer() == {"v": {"words": "11:20"}}
    asked.track.parts[0].click()
    assert asked.answer() == {"v": {"exact": "2027-06-12T11:20+00:00"}}


def test_how_a_moment_was_understood_is_said(show: Show) -> None:
    asked = moment()
    show(Labelled("When", asked))
    asked.setFocus()
    QTest.keyClicks(focus(), "11:20")
    assert asked.note.isVisible()
    assert asked.note.text() == asked.edit.accessibleDescription() != ""


def test_every_stop_of_an_input_is_named_by_its_label(show: Show) -> None:
    for make, _value in MADE:
        field = Labelled("When it was", make())
        show(field)
        stop = field.input.stops()[0]
        names = {one.accessibleName() for one in (stop, *_around(stop, field))}
        assert "When it was" in names, type(field.input).__name__


def _around(stop: QWidget, field: QWidget) -> list[QWidget]:
    around: list[QWidget] = []
    at = stop.parentWidget()
    while at is not None and at is not field:
        around.append(at)
        at = at.parentWidget()
    return around


def test_a_text_of_20000_words_is_typed_in_without_waiting(show: Show) -> None:
    text = LongText()
    scroll = Scroll(held(Column(text)))
    show(scroll)
    text.show_answer({"v": "\n".join("word " * 100 for _ in range(200))})
    text.setFocus()
    press(Key.Key_End, Ctrl)
    QApplication.processEvents()
    slowest = 0.0
    for _letter in range(20):
        start = time.perf_counter()
        QTest.keyClicks(focus(), "a")
        QApplication.processEvents()
        slowest = max(slowest, time.perf_counter() - start)
    assert isinstance(focus(), QPlainTextEdit)
    assert slowest < 0.25
