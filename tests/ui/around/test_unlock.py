"""The unlock window asks for a passphrase, says nothing of what is inside, and what is wrong by name."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from coc_desk.casework.errors import Trouble
from coc_desk.ui.keyboard import Keyboard
from coc_desk.ui.locked_note import LockedNote
from coc_desk.ui.passphrase_form import PassphraseForm
from coc_desk.ui.unlock import Unlock
from coc_desk.ui.unlock_members import MemberRow
from tests.casework.memory import IMKE, JUN, NOOR
from tests.ui.around.laptop import Show, focus, words_on

AT = datetime(2027, 6, 12, 14, 11, tzinfo=UTC)
KEPT = datetime(2027, 6, 12, 14, 6, 2, tzinfo=UTC)
EVENT, TEAM = "Saltmarsh Conf", [NOOR, JUN, IMKE]
RED = "That did not open the vault"


class Monotonic:
    """A clock that goes on when told, in seconds."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


class FakeKeyboard:
    """A keyboard that is set to what the test says."""

    def __init__(self) -> None:
        self.now = Keyboard("German", capitals=False)

    def __call__(self) -> Keyboard:
        return self.now


def press(of: Unlock, words: str) -> None:
    """Press the button in sight that says something."""
    found = [one for one in of.findChildren(QAbstractButton) if one.isVisible() and words in one.text()]
    assert len(found) == 1, words
    found[0].click()


def typed(window: Unlock, text: str) -> None:
    """Type a passphrase."""
    QTest.keyClicks(window.form.line.edit, text)


@pytest.fixture
def unlock(show: Show) -> Unlock:
    window = Unlock(EVENT, TEAM, NOOR.id, None, None)
    show(window, size=(1280, 800))
    window.first_focus().setFocus()
    return window


# Who, and the passphrase


def test_the_passphrase_of_who_was_here_last_is_asked_for(unlock: Unlock) -> None:
    assert focus() is unlock.form.line.edit
    assert "Passphrase of Noor H." in words_on(unlock)


def test_where_nobody_was_here_yet_one_says_who_one_is(show: Show) -> None:
    window = Unlock(EVENT, TEAM, "", None, None)
    show(window)
    window.first_focus().setFocus()
    assert isinstance(focus(), MemberRow)
    assert "Signing in as" not in words_on(window)


def test_enter_in_the_list_goes_on_to_the_passphrase(show: Show) -> None:
    window = Unlock(EVENT, TEAM, "", None, None)
    show(window)
    window.first_focus().setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert focus() is window.form.line.edit
    assert "Passphrase of Imke R." in words_on(window)


def test_arrows_choose_and_stay_in_the_list(unlock: Unlock) -> None:
    unlock.members.setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Up)
    row = focus()
    assert isinstance(row, MemberRow)
    assert row.member == JUN
    assert unlock.members.member == JUN


def test_enter_gives_the_passphrase_and_nothing_gives_none(qtbot: QtBot, unlock: Unlock) -> None:
    told: list[tuple[str, str]] = []
    unlock.tried.connect(lambda who, words: told.append((who, words)))
    QTest.keyClick(unlock.form.line.edit, Qt.Key.Key_Return)
    typed(unlock, "orbit mitten")
    QTest.keyClick(unlock.form.line.edit, Qt.Key.Key_Return)
    assert told == [(NOOR.id, "orbit mitten")]


def test_while_it_opens_nothing_is_given_twice(unlock: Unlock) -> None:
    told: list[str] = []
    unlock.tried.connect(lambda _who, words: told.append(words))
    typed(unlock, "orbit")
    before = unlock.form.button.size()
    unlock.opening()
    QTest.keyClick(unlock.form.line.edit, Qt.Key.Key_Return)
    assert not told
    assert unlock.form.button.words() == "Opening"
    assert unlock.form.button.size() == before


def test_another_member_finds_no_word_of_the_one_before(unlock: Unlock) -> None:
    typed(unlock, "orbit mitten")
    row = next(one for one in unlock.members.findChildren(MemberRow) if one.member == JUN)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert unlock.form.line.text() == ""
    assert focus() is unlock.form.line.edit


# What did not open


@pytest.fixture
def clock() -> Monotonic:
    return Monotonic()


@pytest.fixture
def form(show: Show, clock: Monotonic) -> PassphraseForm:
    made = PassphraseForm(clock=clock)
    show(made)
    made.belongs_to(NOOR.id, NOOR.name)
    return made


def test_a_wrong_one_says_the_same_for_every_part_and_counts_down(form: PassphraseForm, clock: Monotonic) -> None:
    form.line.edit.setText("wrong")
    form.opening()
    form.refuse(NOOR.id, 8)
    assert RED in words_on(form)
    assert form.line.text() == ""
    assert form.line.edit.placeholderText() == "Try again in 8 s"
    clock.at += 5
    form.tick.timeout.emit()
    assert form.line.edit.placeholderText() == "Try again in 3 s"
    assert not form.button.isEnabled()
    clock.at += 3
    form.tick.timeout.emit()
    assert form.button.isEnabled()
    assert focus() is form.line.edit
    assert not form.line.edit.isReadOnly()


def test_the_wait_of_one_member_is_not_that_of_another(form: PassphraseForm, clock: Monotonic) -> None:
    form.opening()
    form.refuse(NOOR.id, 60)
    form.belongs_to(JUN.id, JUN.name)
    assert form.button.isEnabled()
    assert RED not in words_on(form)
    form.belongs_to(NOOR.id, NOOR.name)
    clock.at += 20
    form.tick.timeout.emit()
    assert form.line.edit.placeholderText() == "Try again in 40 s"


def test_what_goes_wrong_for_one_member_is_not_said_to_another(form: PassphraseForm) -> None:
    form.opening()
    form.belongs_to(JUN.id, JUN.name)
    form.refuse(NOOR.id, 60)
    assert RED not in words_on(form)
    assert form.button.isEnabled()


# The keyboard


def test_layout_and_caps_lock_are_named(show: Show) -> None:
    keyboard = FakeKeyboard()
    form = PassphraseForm(read=keyboard)
    show(form)
    form.line.setFocus()
    assert "Keyboard: German" in words_on(form)
    assert "Caps Lock is on" not in words_on(form)
    keyboard.now = Keyboard("English (US)", capitals=True)
    QTest.keyClick(form.line.edit, Qt.Key.Key_CapsLock)
    assert "Keyboard: English (US)" in words_on(form)
    assert "Caps Lock is on" in words_on(form)


@pytest.mark.parametrize(
    ("key", "held", "on"),
    [
        ("a", Qt.KeyboardModifier.NoModifier, False),
        ("A", Qt.KeyboardModifier.NoModifier, True),
        ("A", Qt.KeyboardModifier.ShiftModifier, False),
        ("a", Qt.KeyboardModifier.ShiftModifier, True),
    ],
)
def test_caps_lock_is_told_from_letters_where_the_system_is_silent(
    show: Show, key: str, held: Qt.KeyboardModifier, on: bool
) -> None:
    form = PassphraseForm(read=Keyboard)
    show(form)
    line = form.line
    QTest.keyClicks(line.edit, key, held)
    QTest.keyClicks(line.edit, "7")
    assert ("Caps Lock is on" in words_on(form)) == on
    assert "Keyboard" not in words_on(form)


def test_the_eye_shows_and_hides(unlock: Unlock) -> None:
    line = unlock.form.line
    assert line.edit.echoMode() == QLineEdit.EchoMode.Password
    line.eye.click()
    assert line.edit.echoMode() == QLineEdit.EchoMode.Normal
    assert line.eye.accessibleName() == "Hide the passphrase"
    line.eye.click()
    assert line.edit.echoMode() == QLineEdit.EchoMode.Password


# After a lock


def locked(show: Show, note: LockedNote, chosen: str = NOOR.id) -> Unlock:
    """Show the window as it is after a lock."""
    window = Unlock(EVENT, TEAM, chosen, note, None)
    show(window, size=(1280, 800))
    window.first_focus().setFocus()
    return window


def test_after_a_lock_it_says_why_and_that_the_words_are_kept(show: Show) -> None:
    said = words_on(locked(show, LockedNote("idle", AT, KEPT, 5)))
    assert "Locked at 14:11" in said
    assert "after 5 minutes without input" in said
    assert "kept at 14:06:02" in said
    assert "Passphrase of Noor H." in said


def test_what_the_disk_did_not_take_is_not_called_kept(show: Show) -> None:
    said = words_on(locked(show, LockedNote("key", AT, None)))
    assert "The disk did not take the last words you typed" in said
    assert "was kept at" not in said


def test_somebody_else_is_one_step_away(show: Show) -> None:
    window = locked(show, LockedNote("key", AT, KEPT))
    assert "Jun K." not in words_on(window)
    press(window, "Somebody else")
    assert {one.member for one in window.findChildren(MemberRow) if one.isVisible()} == set(TEAM)
    assert isinstance(focus(), MemberRow)


def test_whoever_locked_for_somebody_else_is_not_asked_for_first(show: Show) -> None:
    window = locked(show, LockedNote("key", AT, KEPT), chosen="")
    assert isinstance(focus(), MemberRow)
    assert window.members.member is None


@pytest.mark.parametrize("why", ["key", "idle", "screen", "user", "sleep", "bug"])
def test_every_reason_for_a_lock_has_words(why: str) -> None:
    assert LockedNote(why, AT, KEPT).reason


@pytest.mark.parametrize("note", [LockedNote("idle", AT, KEPT, 7), LockedNote("key", AT, None)])
def test_a_note_comes_through_the_command_line(note: LockedNote) -> None:
    assert LockedNote.from_argument(note.as_argument()) == note


@pytest.mark.parametrize("said", ["", "idle", "idle|yesterday||5", "idle|2027-06-12T14:11:00+00:00||five", "a|b|c|d|e"])
def test_anything_else_on_the_command_line_is_no_note(said: str) -> None:
    assert LockedNote.from_argument(said) is None


# What cannot be opened

DAMAGED = Trouble("This vault is damaged.", "team.db is not as it was written.", "damaged")
BUSY = Trouble("This vault is open already.", "Another window on this laptop holds it.", "busy")
NEWER = Trouble("A newer CoC Desk made this vault.", "Update CoC Desk.", "newer")


@pytest.mark.parametrize("problem", [DAMAGED, BUSY, NEWER])
def test_what_cannot_be_opened_is_refused_by_name(show: Show, problem: Trouble) -> None:
    window = Unlock("", [], "", None, problem)
    show(window)
    said = words_on(window)
    assert problem.fact in said
    assert problem.advice in said
    assert "Passphrase" not in said


def test_a_refused_vault_can_be_tried_again_and_another_made(qtbot: QtBot, show: Show) -> None:
    window = Unlock(EVENT, TEAM, NOOR.id, None, None)
    show(window)
    window.show_problem(BUSY)
    assert focus().isVisible()
    with qtbot.waitSignal(window.again):
        QTest.keyClick(focus(), Qt.Key.Key_Return)
    with qtbot.waitSignal(window.new_vault):
        press(window, "New vault")


def test_from_a_folder_that_is_no_vault_one_comes_back(qtbot: QtBot, show: Show) -> None:
    window = Unlock("", [], "", None, Trouble("There is no vault here."), Path("/vaults/before"))
    show(window)
    with qtbot.waitSignal(window.other_vault) as back:
        press(window, "Back")
    assert back.args == [Path("/vaults/before")]


@pytest.mark.parametrize("note", [None, LockedNote("idle", AT, KEPT, 5)])
def test_the_whole_form_fits_the_smallest_window(show: Show, note: LockedNote | None) -> None:
    window = Unlock(EVENT, TEAM, NOOR.id, note, None)
    show(window, size=(1024, 640))
    assert window.form.visibleRegion().boundingRect() == window.form.rect()
