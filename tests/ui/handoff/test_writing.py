"""Giving a copy: one file per receiver, its words once, what the receiver says back; a printer instead of a file."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EVENT
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.event_log import log_of
from coc_desk.ui.handoff.blocked import BlockedDialog
from coc_desk.ui.handoff.page import HandoffPage
from coc_desk.ui.handoff.words_dialog import ReadBackDialog
from coc_desk.ui.parts.word_chips import WordChip
from coc_desk.ui.place import Place
from tests.casework.memory import MemoryLedger
from tests.ui.handoff.conftest import Asked, Report, Show, dialog


def name_for(page: HandoffPage, *names: str) -> None:
    for name in names:
        page.form.copies.edit.setText(name)
        page.form.copies.take_typed()


def write(qtbot: QtBot, page: HandoffPage) -> Any:
    """Press Ctrl+Enter and return the dialog that follows."""
    before = dialog(page)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog(page) not in (None, before))
    return dialog(page)


def press(page: HandoffPage, name: str) -> None:
    button = page.window().findChild(QPushButton, name)
    assert button is not None, name
    button.click()


def pdfs(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def said(of: QWidget) -> str:
    return " ".join(one.accessibleName() or getattr(one, "text", str)() for one in of.findChildren(QWidget))


def test_without_a_receiver_nothing_is_written(qtbot: QtBot, show: Show, asked: Asked, tmp_path: Path) -> None:
    page = show()
    page.header.write.click()
    assert "for whom" in page.form.copies_field.refusal.words.text()
    assert QApplication.focusWidget() is page.form.copies.edit
    assert asked.folders == []
    assert pdfs(tmp_path) == []


def test_without_a_folder_nothing_is_written(qtbot: QtBot, show: Show, asked: Asked, desk: Desk) -> None:
    page = show()
    name_for(page, "Imke R.")
    asked.folder = ""
    page.header.write.click()
    assert len(asked.folders) == 1
    assert desk.handoffs() == ()
    assert page.header.write.isEnabled()


def test_the_words_of_a_written_copy_are_shown_once(
    qtbot: QtBot, show: Show, desk: Desk, report: Report, tmp_path: Path, ledger: MemoryLedger
) -> None:
    report(behaviour="Shouting")
    page = show()
    name_for(page, "Imke R.")
    told = write(qtbot, page)
    words = [chip.text() for chip in told.findChildren(WordChip)]
    assert len(words) == 6
    assert told.title == "Written for Imke R."
    assert pdfs(tmp_path) == [desk.handoffs()[0].file]
    press(page, "read-back:not yet")
    assert dialog(page) is None
    qtbot.waitUntil(lambda: not page.window().findChildren(WordChip))
    assert words[0] not in said(page.window())
    assert " ".join(words) not in str([one.body for one in ledger.shelf.entries.values()])


def test_the_receiver_accepts_in_their_own_words(qtbot: QtBot, show: Show, desk: Desk, report: Report) -> None:
    report(behaviour="Shouting")
    page = show()
    name_for(page, "Imke R.")
    write(qtbot, page)
    box = QApplication.focusWidget()
    assert box is not None
    assert box.objectName() == "read-back"
    qtbot.keyClicks(box, "Entrance person, call security first.")
    with qtbot.waitSignal(page.said) as told:
        qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    read_back = desk.handoffs()[0].read_back
    assert read_back is not None
    assert read_back.words == "Entrance person, call security first."
    assert told.args[0] == "Written for Imke R."
    assert desk.drafts() == []


def test_nobody_accepts_without_words(qtbot: QtBot, show: Show, desk: Desk) -> None:
    page = show()
    name_for(page, "Imke R.")
    told = write(qtbot, page)
    press(page, "read-back:accepts")
    assert dialog(page) is told
    assert "in their own words" in told.field.refusal.words.text()
    assert desk.handoffs()[0].read_back is None


def test_escape_does_not_lose_the_words(qtbot: QtBot, show: Show) -> None:
    page = show()
    name_for(page, "Imke R.")
    told = write(qtbot, page)
    qtbot.keyClick(told, Qt.Key.Key_Escape)
    assert dialog(page) is told
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "read-back:not yet"


def test_one_receiver_follows_the_other(qtbot: QtBot, show: Show, desk: Desk, tmp_path: Path, asked: Asked) -> None:
    page = show()
    name_for(page, "Imke R.", "Jun K.")
    first = write(qtbot, page)
    assert first.title == "Written for Imke R."
    press(page, "read-back:not yet")
    qtbot.waitUntil(lambda: dialog(page) not in (None, first))
    assert dialog(page).title == "Written for Jun K."
    press(page, "read-back:not yet")
    qtbot.waitUntil(page.header.write.isEnabled)
    assert [one.to for one in desk.handoffs()] == ["Imke R.", "Jun K."]
    assert len(pdfs(tmp_path)) == 2
    assert len(asked.folders) == 1


def test_the_folder_is_remembered_for_the_session(qtbot: QtBot, show: Show, asked: Asked, tmp_path: Path) -> None:
    page = show()
    name_for(page, "Imke R.")
    for _file in range(2):
        write(qtbot, page)
        press(page, "read-back:not yet")
        qtbot.waitUntil(page.header.write.isEnabled)
    assert asked.folders == ["", str(tmp_path)]


def test_words_can_be_copied(qtbot: QtBot, show: Show) -> None:
    page = show()
    name_for(page, "Imke R.")
    told = write(qtbot, page)
    press(page, "words:copy")
    words = " ".join(chip.text() for chip in told.findChildren(WordChip))
    assert QGuiApplication.clipboard().text() == words


def test_a_read_back_is_kept_and_gone_on_with_after_the_lock(qtbot: QtBot, show: Show, desk: Desk) -> None:
    page = show()
    name_for(page, "Imke R.")
    told = write(qtbot, page)
    words = [chip.text() for chip in told.findChildren(WordChip)]
    qtbot.keyClicks(told.box.edit, "Security first")
    page.keep_now()
    again = show(page.place())
    later = dialog(again)
    assert isinstance(later, ReadBackDialog)
    assert later.box.edit.toPlainText() == "Security first"
    assert words[0] in said(later)
    assert desk.begin_handoff()[1].receivers == ("imke",), "and the plan is there to write it from"


def test_an_awaited_read_back_is_listed_until_it_is_written(
    qtbot: QtBot, show: Show, desk: Desk, tmp_path: Path
) -> None:
    handed = desk.write_handoff(desk.begin_handoff()[1], "imke", tmp_path)
    page = show()
    press(page, f"read-back:{handed.handoff}")
    qtbot.keyClicks(QApplication.focusWidget(), "All quiet.")
    press(page, "read-back:accepts")
    assert desk.handoffs()[0].read_back is not None
    rows = [one.objectName() for one in page.form.findChildren(QPushButton) if one.isVisible()]
    assert f"read-back:{handed.handoff}" not in rows


def test_the_desk_leads_to_a_read_back_and_not_twice(qtbot: QtBot, show: Show, desk: Desk, tmp_path: Path) -> None:
    handed = desk.write_handoff(desk.begin_handoff()[1], "imke", tmp_path)
    page = show(Place("handoff", handed.handoff))
    later = dialog(page)
    page.show_place(Place("handoff", handed.handoff))
    assert dialog(page) is later
    qtbot.keyClick(later, Qt.Key.Key_Escape)
    assert dialog(page) is None


def test_a_hit_stops_the_file_and_leads_to_the_sentence(
    qtbot: QtBot, show: Show, ledger: MemoryLedger, report: Report, tmp_path: Path
) -> None:
    incident = report("Barnabas", behaviour="Shouting")
    page = show()
    name_for(page, "Imke R.")
    box = page.form.incidents.rows[incident.id].summary.edit
    box.setFocus()
    qtbot.keyClicks(box, "Barnabas ")
    told = write(qtbot, page)
    assert isinstance(told, BlockedDialog)
    words = said(told)
    assert 'the profile "Next shift" does not allow' in words
    assert "The name of" in words
    assert "Barnabas" not in words
    press(page, "blocked:go")
    assert QApplication.focusWidget() is box
    assert box.textCursor().selectedText() == "Barnabas"
    assert pdfs(tmp_path) == []
    assert log_of(ledger.entries_of(EVENT)).blocked == 1


def test_the_last_doubtful_word_explained_writes_the_file(
    qtbot: QtBot, show: Show, desk: Desk, report: Report, tmp_path: Path
) -> None:
    report("Li", behaviour="Shouting")
    page = show()
    name_for(page, "Imke R.")
    page.form.questions.box.edit.setFocus()
    qtbot.keyClicks(page.form.questions.box.edit, "Who puts the light off?")
    told = write(qtbot, page)
    while isinstance(dialog(page), BlockedDialog):
        button = next(one for one in told.findChildren(QPushButton, "hit:excuse") if one.isVisible())
        button.click()
    qtbot.waitUntil(lambda: isinstance(dialog(page), ReadBackDialog))
    assert len(pdfs(tmp_path)) == 1
    assert page.plan is not None
    assert page.plan.excused


def test_a_stop_in_between_writes_nothing_twice(
    qtbot: QtBot, show: Show, desk: Desk, report: Report, tmp_path: Path
) -> None:
    page = show()
    name_for(page, "Imke R.", "Jun K.")
    first = write(qtbot, page)
    report("Barnabas", behaviour="Shouting")
    assert page.writing._plan is not None
    page.writing._plan = page.writing._plan.with_text("watch", "Barnabas", desk.now())
    press(page, "read-back:not yet")
    qtbot.waitUntil(lambda: isinstance(dialog(page), BlockedDialog))
    dialog(page).escape()
    assert dialog(page) is not first
    write(qtbot, page)
    assert [one.to for one in desk.handoffs()] == ["Imke R.", "Jun K."]


def test_a_folder_that_does_not_take_the_file_can_be_changed(
    qtbot: QtBot, show: Show, desk: Desk, asked: Asked, tmp_path: Path
) -> None:
    page = show()
    name_for(page, "Imke R.")
    asked.folder = str(tmp_path / "stick")
    told = write(qtbot, page)
    assert told.title == "That folder is not there any more."
    assert "Nothing half-written stays" in said(told)
    assert desk.handoffs() == ()
    asked.folder = str(tmp_path)
    press(page, "trouble:other")
    qtbot.waitUntil(lambda: isinstance(dialog(page), ReadBackDialog))
    assert len(pdfs(tmp_path)) == 1


def test_a_record_that_cannot_be_written_leaves_no_file(
    qtbot: QtBot, show: Show, ledger: MemoryLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_said: object, **_more: object) -> None:
        raise Trouble("The disk is full.", kind="disk full")

    page = show()
    name_for(page, "Imke R.")
    monkeypatch.setattr(ledger, "append", full)
    assert write(qtbot, page).title == "The disk is full."
    assert pdfs(tmp_path) == []
    assert page.header.write.isEnabled()


@pytest.fixture
def printer(asked: Asked, tmp_path: Path) -> QPrinter:
    """A printer that prints into a file, so that one can see what came out."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    asked.printer = printer
    return printer


def test_a_copy_is_printed_without_a_name_and_recorded(
    qtbot: QtBot, show: Show, desk: Desk, report: Report, printer: QPrinter, tmp_path: Path
) -> None:
    report(behaviour="Shouting")
    page = show()
    name_for(page, "Imke R.")
    with qtbot.waitSignal(page.said) as told:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert told.args[0] == "Sent to the printer for Imke R. The read-back is awaited."
    assert (printer.docName(), printer.creator()) == ("CoC Desk", "CoC Desk")
    assert [(one.to, one.file) for one in desk.handoffs()] == [("Imke R.", "")]
    assert (tmp_path / "paper.pdf").stat().st_size > 500
    assert page.form.findChild(QPushButton, f"read-back:{desk.handoffs()[0].id}") is not None


def test_what_is_not_sent_to_a_printer_is_not_recorded(qtbot: QtBot, show: Show, desk: Desk, asked: Asked) -> None:
    page = show()
    name_for(page, "Imke R.")
    page.header.print.click()
    qtbot.waitUntil(page.header.print.isEnabled)
    assert desk.handoffs() == ()


def test_where_there_is_no_printer_it_is_said(
    qtbot: QtBot, show: Show, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_over: QWidget) -> QPrinter:
        raise Refused("No printer is set up on this laptop.")

    page = show()
    page.print_out._ask = none
    name_for(page, "Imke R.")
    with qtbot.waitSignal(page.said) as told:
        page.header.print.click()
    assert told.args[0] == "No printer is set up on this laptop."
    assert page.header.print.isEnabled()


def test_a_hit_stops_the_printer_too(
    qtbot: QtBot, show: Show, desk: Desk, report: Report, printer: QPrinter, tmp_path: Path
) -> None:
    report("Barnabas", behaviour="Shouting")
    page = show()
    name_for(page, "Imke R.")
    page.form.watch.box.edit.setFocus()
    qtbot.keyClicks(page.form.watch.box.edit, "Barnabas")
    page.header.print.click()
    qtbot.waitUntil(lambda: isinstance(dialog(page), BlockedDialog))
    assert desk.handoffs() == ()
    assert not (tmp_path / "paper.pdf").exists()
