"""The first run asks three things, keeps every answer, and makes nothing before its last button."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.new_vault import NewVault
from coc_desk.keys.words import word_list
from coc_desk.paths import resources
from coc_desk.playbook.definitions import Playbook
from coc_desk.ui.first_run.disk import Disk, disk_of
from coc_desk.ui.first_run.window import FirstRun
from coc_desk.ui.parts.switches import Radio
from tests.ui.around.laptop import Show, focus, part, words_on

WORDS = word_list(resources() / "words")


@pytest.fixture
def books(playbook: Playbook) -> Mapping[str, Playbook]:
    return {"conference": playbook}


@pytest.fixture
def first(show: Show, tmp_path: Path, books: Mapping[str, Playbook]) -> FirstRun:
    window = FirstRun(tmp_path / "vaults", WORDS, books)
    show(window, size=(1280, 800))
    window.first_focus().setFocus()
    return window


def line(of: FirstRun, name: str) -> QLineEdit:
    """Return the line of a field."""
    edit = part(of, name, QWidget).focusProxy()
    assert isinstance(edit, QLineEdit)
    return edit


def fill(first: FirstRun, *steps: str) -> None:
    """Fill in some steps and go on after each."""
    if "who" in steps:
        QTest.keyClicks(line(first, "name"), "Noor H.")
        first.on.click()
    if "passphrase" in steps:
        QTest.keyClicks(line(first, "passphrase"), " ".join(words_offered(first)))
        first.on.click()
    if "event" in steps:
        QTest.keyClicks(line(first, "event"), "Saltmarsh Conf")
        QTest.keyClicks(line(first, "first"), "2027-06-11")
        QTest.keyClicks(line(first, "last"), "13 June 2027")


def words_offered(first: FirstRun) -> list[str]:
    """Return the words of the passphrase that was made."""
    return first.secret.chips.accessibleName().split()


def test_three_steps_say_what_is_wanted_and_make_nothing(qtbot: QtBot, first: FirstRun, tmp_path: Path) -> None:
    fill(first, "who", "passphrase", "event")
    with qtbot.waitSignal(first.made) as told:
        first.on.click()
    (new,) = told.args
    assert isinstance(new, NewVault)
    assert (new.name, new.role) == ("Noor H.", "lead")
    assert new.folder == tmp_path / "vaults" / "saltmarsh-conf.cocvault"
    assert (new.event.first_day.isoformat(), new.event.last_day.isoformat()) == ("2027-06-11", "2027-06-13")
    assert new.passphrase == " ".join(words_offered(first))
    assert list(tmp_path.iterdir()) == []


def test_back_keeps_everything(first: FirstRun) -> None:
    fill(first, "who", "passphrase", "event")
    words = words_offered(first)
    first.back.click()
    assert line(first, "passphrase").text() == " ".join(words)
    assert words_offered(first) == words
    first.back.click()
    assert line(first, "name").text() == "Noor H."
    first.on.click()
    first.on.click()
    assert line(first, "event").text() == "Saltmarsh Conf"
    assert line(first, "last").text() == "13 June 2027"


def test_each_step_begins_at_its_first_field_and_enter_goes_on(first: FirstRun) -> None:
    QTest.keyClicks(focus(), "Noor H.")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert focus() is line(first, "passphrase")
    QTest.keyClicks(focus(), " ".join(words_offered(first)))
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert focus() is line(first, "event")


@pytest.mark.parametrize(
    ("disk", "said"),
    [
        (Disk(10**10, writable=False), "can only be read"),
        (Disk(10**10, shared=True), "on a shared drive"),
        (Disk(10**8), "Less than 200 MB are free"),
    ],
)
def test_a_folder_that_will_not_do_is_named_and_stops_the_step(
    show: Show, tmp_path: Path, books: Mapping[str, Playbook], disk: Disk, said: str
) -> None:
    window = FirstRun(tmp_path, WORDS, books, look_at=lambda _folder: disk)
    show(window)
    assert said in words_on(window)
    fill(window, "who")
    assert window.who.isVisible(), "still on the first step"


def test_another_folder_takes_the_refusal_away(show: Show, tmp_path: Path, books: Mapping[str, Playbook]) -> None:
    there = tmp_path / "there"
    window = FirstRun(tmp_path, WORDS, books, look_at=lambda folder: Disk(10**10, writable=folder == there))
    show(window)
    window.who.keep_in(there)
    assert "can only be read" not in words_on(window)
    fill(window, "who")
    assert window.secret.isVisible()


def test_a_folder_that_is_not_there_yet_is_judged_by_what_is_above_it(tmp_path: Path) -> None:
    disk = disk_of(tmp_path / "not" / "there")
    assert disk.writable
    assert disk.free > 0
    assert not disk.shared


def test_a_name_that_is_taken_is_said_at_the_name_and_nothing_is_asked_for(
    qtbot: QtBot, first: FirstRun, tmp_path: Path
) -> None:
    taken = tmp_path / "vaults" / "saltmarsh-conf.cocvault"
    taken.mkdir(parents=True)
    (taken / "vault.json").write_text("{}")
    fill(first, "who", "passphrase", "event")
    told: list[object] = []
    first.made.connect(told.append)
    first.on.click()
    assert not told
    assert "There is a vault of this name already" in words_on(first)
    line(first, "event").setText("Saltmarsh Conf 2")
    with qtbot.waitSignal(first.made):
        first.on.click()


def test_a_name_is_needed(first: FirstRun) -> None:
    first.on.click()
    assert "Write the name your team knows you by" in words_on(first)
    assert first.who.isVisible()


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("soon", "13 June 2027", "Write a day, such as 12 June"),
        ("11 June 2027", "later", "Write a day, such as 14 June"),
        ("13 June 2027", "11 June 2027", "before the first one"),
    ],
)
def test_days_that_are_none_are_refused_and_kept_as_typed(first: FirstRun, begin: str, end: str, said: str) -> None:
    fill(first, "who", "passphrase", "event")
    line(first, "first").setText(begin)
    line(first, "last").setText(end)
    first.on.click()
    assert said in words_on(first)
    assert (line(first, "first").text(), line(first, "last").text()) == (begin, end)


# The passphrase


def test_a_day_that_is_refused_is_where_the_cursor_goes_and_the_columns_stay_level(first: FirstRun) -> None:
    fill(first, "who", "passphrase")
    QTest.keyClicks(line(first, "event"), "Saltmarsh Conf")
    first.on.click()
    assert focus() is line(first, "first")
    top = {line(first, name).mapTo(first, QPoint()).y() for name in ("first", "last")}
    assert len(top) == 1


def test_ctrl_enter_goes_on_as_well(first: FirstRun) -> None:
    QTest.keyClicks(focus(), "Noor H.")
    QTest.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert focus() is line(first, "passphrase")


def test_the_words_have_to_be_typed_once(first: FirstRun) -> None:
    fill(first, "who")
    QTest.keyClicks(line(first, "passphrase"), "something else entirely")
    first.on.click()
    assert "This is not what stands above yet" in words_on(first)
    assert first.secret.isVisible()


def test_other_words_are_other_words(first: FirstRun) -> None:
    fill(first, "who")
    line(first, "passphrase").setText("orbit")
    seen = {tuple(words_offered(first))}
    for _again in range(5):
        first.secret.make()
        seen.add(tuple(words_offered(first)))
    assert len(seen) > 1
    assert line(first, "passphrase").text() == ""


def test_ones_own_words_are_judged(first: FirstRun) -> None:
    fill(first, "who")
    first.secret.use_own()
    assert "Words made for you" not in words_on(first)
    QTest.keyClicks(line(first, "passphrase"), "noor2027")
    first.on.click()
    assert first.secret.isVisible()
    line(first, "passphrase").setText("purple tractors hum beneath seventeen lakes")
    first.on.click()
    assert first.event_step.isVisible()


# The playbook


def test_a_playbook_with_a_mistake_is_named_and_the_programs_own_stays(
    first: FirstRun, tmp_path: Path, playbook: Playbook
) -> None:
    fill(first, "who", "passphrase", "event")
    own = tmp_path / "own"
    own.mkdir()
    (own / "playbook.toml").write_text("name = 3\n")
    first.event_step.take_own(own)
    assert "intake.toml: It cannot be read" in words_on(first)
    assert first.event_step.playbook() is playbook
    assert first.event_step.findChildren(Radio)[0].isChecked()


# Making, leaving


def test_while_it_is_made_nothing_can_be_pressed_twice(first: FirstRun) -> None:
    fill(first, "who", "passphrase", "event")
    first.making()
    assert first.on.words() == "Making the keys, about 2 s"
    assert not first.on.isEnabled()
    assert not first.back.isEnabled()
    first.refuse("The disk is full.")
    assert "The disk is full." in words_on(first)
    assert first.on.words() == "Create the vault"
    assert first.on.isEnabled()
    assert line(first, "event").text() == "Saltmarsh Conf"


def test_one_goes_back_to_where_one_came_from(
    qtbot: QtBot, show: Show, tmp_path: Path, books: Mapping[str, Playbook]
) -> None:
    window = FirstRun(tmp_path, WORDS, books, leaving=True)
    show(window)
    with qtbot.waitSignal(window.left):
        window.back.click()


def test_where_there_is_nothing_to_go_back_to_nothing_is_offered(first: FirstRun) -> None:
    assert first.back.isHidden()
    assert first.open_other.isVisible()
