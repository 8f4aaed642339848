"""A full disk while working: said at once, nothing typed is lost, and all goes on when there is room again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from coc_desk.settings import Settings
from coc_desk.ui.incident.page import IncidentPage
from coc_desk.ui.intake.taking import Source
from coc_desk.ui.locked_note import LockedNote
from coc_desk.ui.place import Place
from tests.stories.bad_luck.handing import handing_off, written_or_said
from tests.stories.bad_luck.laptop import SLOW_MS, Laptop, box, dialog_over, said_on, speaks_plainly, text_in, write
from tests.vault.building import VaultFolder
from tests.vault.test_disk import BIG, SmallDisk, file_system, limit_on_files

FULL = "The disk is full."


@pytest.fixture(params=[file_system, limit_on_files])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallDisk]:
    with request.param(tmp_path / "small") as small:
        yield small


@pytest.fixture
def at_work(laptop: Laptop, disk: SmallDisk, fresh: VaultFolder) -> Iterator[Laptop]:
    """Signed in, with the vault on a small disk; put away before the disk is."""
    laptop.sign_in(fresh.copy(disk.folder / "Saltmarsh.cocvault"))
    yield laptop
    laptop.put_away()


def says_full(laptop: Laptop) -> None:
    assert FULL in laptop.notices()
    speaks_plainly(said_on(laptop.window))


def test_what_is_typed_on_a_full_disk_is_kept_when_there_is_room(at_work: Laptop, disk: SmallDisk) -> None:
    page = at_work.log_report()
    disk.fill()
    write(box(page, "words"), BIG)
    page.typing.keep_quietly()
    says_full(at_work)
    assert "Not kept since" in page.frame.header.kept.words()
    assert text_in(box(page, "words")) == BIG
    disk.free()
    page.typing.keep_quietly()
    assert FULL not in at_work.notices()
    at_work.lock()
    at_work.sign_in()
    assert at_work.window.page is not None
    assert text_in(box(at_work.window.page, "words")) == BIG


def test_a_report_the_disk_does_not_take_stays_on_the_form(at_work: Laptop, disk: SmallDisk) -> None:
    page = at_work.log_report()
    write(box(page, "words"), BIG)
    disk.fill()
    page._save()
    assert at_work.window.page is page
    says_full(at_work)
    assert text_in(box(page, "words")) == BIG
    assert at_work.vault.overviews() == []
    disk.free()
    page._save()
    assert len(at_work.vault.overviews()) == 1
    at_work.window.try_again()
    assert FULL not in at_work.notices()


def test_a_note_the_disk_does_not_take_stays_in_the_composer(at_work: Laptop, disk: SmallDisk) -> None:
    page = at_work.report()
    write(page.record.composer.text, BIG)
    disk.fill()
    page.writing.finish()
    says_full(at_work)
    assert page.record.composer.text.toPlainText() == BIG
    assert page.incident is not None
    assert len(at_work.vault.entries_of(page.incident.id)) == 1
    disk.free()
    page.writing.finish()
    assert len(at_work.vault.entries_of(page.incident.id)) == 2
    assert page.record.composer.text.toPlainText() == ""


def test_a_quick_note_on_a_full_disk_stays_and_says_so_where_it_is_typed(at_work: Laptop, disk: SmallDisk) -> None:
    at_work.window.show_quick_note()
    quick = at_work.window.quick
    assert quick is not None
    disk.fill()
    write(quick.pad, BIG)
    quick.keeping.keep_quietly()
    assert FULL in quick.notices.facts()
    assert "Not kept since" in quick.mark.words()
    quick.put_away()
    assert at_work.window.quick is quick, "put away unkept, it would be lost"
    assert quick.text() == BIG
    disk.free()
    quick.put_away()
    assert [one.content["text"] for one in at_work.vault.drafts()] == [BIG]


def test_a_file_the_disk_does_not_take_leaves_nothing_and_can_be_added_again(at_work: Laptop, disk: SmallDisk) -> None:
    page = at_work.log_report()
    sheet = page.sheet
    assert sheet is not None
    disk.fill()
    source = Source("picture.png", content=bytes(900_000))
    page._take([source])
    at_work.qtbot.waitUntil(lambda: not page._taking.busy, timeout=SLOW_MS)
    assert "Nothing was kept of picture.png. The disk is full." in said_on(page)
    says_full(at_work)
    disk.free()
    assert list((at_work.vault.folder / "files").glob("*")) == []
    page._take([source])
    at_work.qtbot.waitUntil(lambda: not page._taking.busy, timeout=SLOW_MS)
    assert len(sheet.evidence) == 1
    page._save()
    assert len(at_work.vault.incident(at_work.vault.overviews()[0].id).attachments) == 1


def test_locking_on_a_full_disk_happens_at_once_and_says_what_is_lost(at_work: Laptop, disk: SmallDisk) -> None:
    page = at_work.log_report()
    write(box(page, "words"), "kept before")
    page.typing.keep_now()
    at_work.vault.reserve.give_back()  # as where there never was room to hold any
    disk.fill()
    write(box(page, "words"), BIG)
    at_work.app.lock("key")
    disk.free()
    (arguments,) = at_work.ended
    assert arguments is not None
    note = LockedNote.from_argument(arguments[arguments.index("--locked") + 1])
    assert note is not None
    assert note.kept is None
    at_work.put_away()
    at_work.sign_in()
    at_work.window.go(Place("intake", at_work.vault.drafts()[0].id))
    assert at_work.window.page is not None
    assert text_in(box(at_work.window.page, "words")) == "kept before"


def test_quitting_on_a_full_disk_asks_first(at_work: Laptop, disk: SmallDisk) -> None:
    page = at_work.log_report()
    disk.fill()
    write(box(page, "words"), BIG)
    at_work.app.shell.close()
    asked = dialog_over(page)
    assert at_work.ended == []
    speaks_plainly(said_on(page))
    asked.findChild(QPushButton, "quit:stay").click()
    assert at_work.ended == []
    assert text_in(box(page, "words")) == BIG
    disk.free()
    at_work.app.shell.close()
    assert at_work.ended == [None]


def test_quitting_without_the_last_words_is_possible_when_it_is_wanted(at_work: Laptop, disk: SmallDisk) -> None:
    page = at_work.log_report()
    disk.fill()
    write(box(page, "words"), BIG)
    at_work.app.shell.close()
    dialog_over(page).findChild(QPushButton, "quit:lose").click()
    assert at_work.ended == [None]
    disk.free()


def test_a_vault_on_a_full_disk_opens_when_there_is_room(at_work: Laptop, disk: SmallDisk) -> None:
    at_work.report("He stood in the door.")
    at_work.lock()
    disk.fill()
    at_work.start()
    at_work.give_passphrase()
    unlock = at_work.app.unlock
    assert unlock is not None
    at_work.qtbot.waitUntil(lambda: unlock._stack.currentIndex() == 2, timeout=SLOW_MS)
    said = said_on(unlock)
    disk.free()
    assert "The vault opens when 20 MB are free." in said
    speaks_plainly(said)
    at_work.app.show_unlock(at_work.app.peeked.folder)
    at_work.give_passphrase()
    at_work.qtbot.waitUntil(lambda: at_work.app.window is not None, timeout=SLOW_MS)
    assert isinstance(at_work.open_incident(), IncidentPage)


@pytest.mark.parametrize("disk", [file_system], indirect=True)
def test_settings_the_disk_does_not_take_are_worn_and_said(
    laptop: Laptop, vault_there: VaultFolder, disk: SmallDisk
) -> None:
    laptop.profile = type(laptop.profile).under(disk.folder / "profile")
    laptop.sign_in(vault_there)
    before = laptop.profile.settings.read_bytes()
    disk.fill()
    laptop.app.change_settings(replace(Settings(), text_scale=1.5))
    disk.free()
    assert "These settings hold until the program ends." in laptop.notices()
    assert laptop.profile.settings.read_bytes() == before
    assert [one.name for one in laptop.profile.settings.parent.glob(".settings*")] == []
    laptop.put_away()


# The handoff


@pytest.mark.parametrize("disk", [file_system], indirect=True)
def test_a_full_stick_gets_no_half_written_handoff(laptop: Laptop, vault_there: VaultFolder, disk: SmallDisk) -> None:
    laptop.sign_in(vault_there)
    laptop.report()
    page = handing_off(laptop, disk.folder)
    laptop.qtbot.wait(400)
    disk.fill()
    said = written_or_said(laptop, page)
    disk.free()
    assert "There is no room left in that folder." in said
    assert "Nothing half-written stays." in said
    assert list(disk.folder.glob("*handoff*")) == []
    assert laptop.app.window is not None
    assert page._desk.handoffs() == ()
    dialog_over(page).escape()
    assert "Written for Imke R." in written_or_said(laptop, page)
    assert len(list(disk.folder.glob("*.pdf"))) == 1
    laptop.put_away()


def test_a_handoff_that_cannot_be_recorded_is_not_written(at_work: Laptop, disk: SmallDisk, tmp_path: Path) -> None:
    at_work.report()
    stick = tmp_path / "stick"
    stick.mkdir()
    page = handing_off(at_work, stick)
    page.keeping.keep_now()
    at_work.qtbot.wait(400)
    disk.fill()
    page._write()
    at_work.qtbot.wait(1500)
    disk.free()
    said = said_on(page)
    assert FULL in said
    speaks_plainly(said)
    assert list(stick.iterdir()) == []
    assert page._desk.handoffs() == ()


# Making a vault


def test_no_vault_is_begun_where_there_is_no_room(laptop: Laptop, disk: SmallDisk) -> None:
    laptop.profile = replace(laptop.profile, vaults=disk.folder / "vaults")
    laptop.start()
    first = laptop.app.first_run
    assert first is not None
    fill_first_run(laptop)
    disk.fill()
    first.made.emit(first._wanted())
    laptop.qtbot.waitUntil(lambda: bool(first._refusal.text()), timeout=SLOW_MS)
    disk.free()
    speaks_plainly(first._refusal.text())
    assert [one for one in disk.folder.rglob("*") if "cocvault" in one.name] == []
    assert first.who.said_name() == "Noor"
    assert first.on.isEnabled()


def fill_first_run(laptop: Laptop) -> None:
    """Answer the three steps of the first run."""
    first = laptop.app.first_run
    assert first is not None
    first.who.name.edit.setText("Noor")
    first.secret.line.edit.setText(" ".join(first.secret._made.split()) or "kettle harbour violet orbit gravel")
    first.event_step.name.edit.setText("Saltmarsh")
    first.event_step.first.edit.setText("11 June 2027")
    first.event_step.last.edit.setText("13 June 2027")
