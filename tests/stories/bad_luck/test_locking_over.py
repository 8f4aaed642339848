"""Locking over whatever goes on: it happens at once, and what was on the screen is there again."""

import shutil
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from coc_desk.ui.handoff.page import HandoffPage
from coc_desk.ui.handoff.words_dialog import ReadBackDialog, Words
from coc_desk.ui.intake.page import IntakePage
from coc_desk.ui.intake.taking import PIECE, Source
from coc_desk.ui.members_dialog import AddMember
from coc_desk.ui.parts.dialogs import Dialog
from coc_desk.ui.place import Place
from coc_desk.ui.settings_page import SettingsPage
from tests.stories.bad_luck.handing import handing_off, written_or_said
from tests.stories.bad_luck.laptop import SLOW_MS, Laptop, box, dialog_over, said_on, text_in, write
from tests.vault.building import JUN, NOOR, VaultFolder


@pytest.fixture
def at_work(laptop: Laptop, vault_there: VaultFolder) -> Laptop:
    laptop.sign_in(vault_there)
    return laptop


def test_the_words_of_a_handoff_are_on_the_screen_again_after_a_lock(at_work: Laptop) -> None:
    at_work.report()
    page = handing_off(at_work, at_work.home)
    written_or_said(at_work, page)
    shown = dialog_over(page)
    assert isinstance(shown, ReadBackDialog)
    words = words_on(shown)
    write(shown.box.edit, "Somebody waits by the")
    at_work.lock()
    at_work.sign_in()
    again = dialog_over(at_work.window)
    assert isinstance(again, ReadBackDialog)
    assert words_on(again) == words
    assert again.box.edit.toPlainText() == "Somebody waits by the"
    again._not_yet.click()
    assert at_work.vault.recall(f"words:{again.handoff}") is None


def words_on(dialog: ReadBackDialog) -> str:
    shown = dialog.findChild(Words)
    assert isinstance(shown, Words)
    return shown._passphrase


def test_words_that_were_told_are_nowhere(at_work: Laptop) -> None:
    at_work.report()
    page = handing_off(at_work, at_work.home)
    written_or_said(at_work, page)
    shown = dialog_over(page)
    write(shown.box.edit, "I watch the door until six.")
    shown.close_with("accepted")
    assert at_work.vault.recall(f"words:{shown.handoff}") is None
    at_work.lock()
    at_work.sign_in()
    assert dialog_over(at_work.window) is None


def test_a_lock_while_the_page_is_made_leaves_no_file_without_words(at_work: Laptop) -> None:
    at_work.report()
    page = handing_off(at_work, at_work.home)
    page._write()
    at_work.lock()
    at_work.sign_in()
    front = at_work.window.page
    assert isinstance(front, HandoffPage)
    assert front._desk.handoffs() == ()
    assert list(at_work.home.glob("*.pdf")) == []
    assert front.plan is not None
    assert front.plan.receivers == ("Imke R.",)


def test_a_lock_while_a_file_is_on_its_way_leaves_nothing_of_it(at_work: Laptop) -> None:
    """What a real lock leaves is what is on the disk when the program ends: a copy of that is opened."""
    left = at_work.home / "as left" / "Saltmarsh.cocvault"
    vault = at_work.vault.folder
    at_work.at_the_end = lambda: shutil.copytree(vault, left)
    page = at_work.log_report()
    write(box(page, "words"), "with a recording")

    def lock_when_some_is_there(_name: str, done: int, _all: int) -> None:
        if done > 2 * PIECE:
            at_work.app.lock("key")

    page._taking.went_on.connect(lock_when_some_is_there)
    with at_work.qtbot.capture_exceptions():  # a real program would be gone
        page._take([Source("recording.bin", content=bytes(20 * PIECE))])
        at_work.qtbot.waitUntil(lambda: bool(at_work.ended), timeout=SLOW_MS)
        at_work.qtbot.wait(100)
    at_work.at_the_end = lambda: None
    at_work.sign_in(left)
    at_work.window.go(Place("intake", at_work.vault.drafts()[0].id))
    assert at_work.window.page is not None
    assert text_in(box(at_work.window.page, "words")) == "with a recording"
    assert list((left / "files").glob("*")) == []


def test_a_lock_over_a_dialog_keeps_what_lies_under_it(at_work: Laptop) -> None:
    page = at_work.log_report()
    write(box(page, "words"), "under a question")
    page._questions.discard()
    assert isinstance(dialog_over(page), Dialog)
    at_work.lock()
    at_work.sign_in()
    front = at_work.window.page
    assert isinstance(front, IntakePage)
    assert text_in(box(front, "words")) == "under a question"
    assert dialog_over(front) is None


def test_a_lock_while_the_keys_of_a_new_member_are_made_adds_nobody(at_work: Laptop) -> None:
    at_work.window.go(Place("settings"))
    page = at_work.window.page
    assert isinstance(page, SettingsPage)
    page.members._add()
    dialog = dialog_over(page)
    assert isinstance(dialog, AddMember)
    dialog.name.edit.setText("Imke")
    dialog.secret.line.edit.setText("marble ferry cobalt thunder pillow")
    dialog.close_with(True)
    at_work.lock()
    at_work.sign_in()
    assert [one.name for one in at_work.vault.members] == [NOOR, JUN]


def test_saving_twice_in_one_breath_files_once(at_work: Laptop) -> None:
    page = at_work.log_report()
    write(box(page, "words"), "once")
    page._save()
    page._save()
    assert len(at_work.vault.overviews()) == 1
    shown = at_work.open_incident()
    write(shown.record.composer.text, "once")
    shown.writing.finish()
    shown.writing.finish()
    assert shown.incident is not None
    assert len(at_work.vault.entries_of(shown.incident.id)) == 2
    assert "There is nothing in this note yet." in said_on(shown)


def test_what_is_typed_between_two_saves_is_the_next_note(at_work: Laptop) -> None:
    shown = at_work.report()
    for text in ("first", "second"):
        write(shown.record.composer.text, text)
        shown.writing.finish()
    assert shown.incident is not None
    assert [line.text for line in shown.incident.lines[1:]] == ["first", "second"]


# A clock that goes back


@pytest.fixture
def clock(at_work: Laptop) -> list[timedelta]:
    """By how much the clock of the laptop is off; it can be set while the program runs."""
    off = [timedelta()]
    desk = at_work.window._desk
    real = desk._clock
    desk._clock = lambda: real() + off[0]
    return off


def test_a_clock_set_back_during_work_keeps_the_order_of_entries(at_work: Laptop, clock: list[timedelta]) -> None:
    shown = at_work.report()
    for off in (timedelta(), -timedelta(days=3), -timedelta(days=400), timedelta(hours=1)):
        clock[0] = off
        write(shown.record.composer.text, f"written at {off}")
        shown.writing.finish()
    assert shown.incident is not None
    lines = shown.incident.lines
    assert [line.entry.at for line in lines] == sorted(line.entry.at for line in lines)
    assert len({line.entry.at for line in lines}) == 5
    assert [line.text for line in lines[1:]][-1] == "written at 1:00:00"


def test_a_clock_set_back_between_two_sessions_is_said(at_work: Laptop, clock: list[timedelta]) -> None:
    clock[0] = timedelta(hours=3)
    at_work.report("written while the clock was ahead")
    at_work.lock()
    at_work.sign_in()
    assert [one for one in at_work.notices() if one.startswith("The clock of this laptop went back")]
    before = datetime.now().astimezone()
    shown = at_work.open_incident()
    write(shown.record.composer.text, "after it")
    shown.writing.finish()
    assert shown.incident is not None
    assert shown.incident.lines[-1].text == "after it"
    assert shown.incident.lines[-1].entry.at > before


def test_typing_is_kept_while_the_clock_stands_behind(at_work: Laptop, clock: list[timedelta]) -> None:
    page = at_work.log_report()
    into = box(page, "words")
    assert isinstance(into, QPlainTextEdit)
    write(into, "before")
    page.typing.keep_now()
    clock[0] = -timedelta(days=2)
    write(into, " and after")
    at_work.lock()
    at_work.sign_in()
    assert at_work.window.page is not None
    assert text_in(box(at_work.window.page, "words")) == "before and after"
