"""Evidence on the intake page: by dialog, drop and paste; what is refused is said where it is."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Refused
from coc_desk.casework.intake import FileDraft
from coc_desk.casework.ledger import Draft, FileId, Progress, StoredFile
from coc_desk.ui.intake.file_words import lie_of, size_of
from coc_desk.ui.intake.page import IntakePage
from coc_desk.ui.intake.taking import Source
from tests.casework.memory import MemoryLedger
from tests.ui.around.laptop import focus, part
from tests.ui.intake.finding import CTRL, SHIFT, kept

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("He wrote this", encoding="utf-8")
    return path


def files_of(page: IntakePage) -> tuple[FileDraft, ...]:
    assert page.sheet is not None
    return page.sheet.evidence.files()


def drop(on: QWidget, data: QMimeData) -> bool:
    """Drop something the way Qt does: offered to what is under it and then to what is around."""
    target: QWidget | None = on
    while target is not None:
        if target.acceptDrops():
            enter = QDragEnterEvent(QPoint(1, 1), COPY, data, LEFT, NONE)
            enter.ignore()
            QApplication.sendEvent(target, enter)
            if enter.isAccepted():
                QApplication.sendEvent(target, QDropEvent(QPoint(1, 1), COPY, data, LEFT, NONE))
                return True
        target = target.parentWidget()
    return False


def urls(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in paths])
    return data


def test_a_file_dropped_on_a_text_becomes_evidence_and_no_text(qtbot: QtBot, page: IntakePage, note: Path) -> None:
    box = part(page, "words", QPlainTextEdit)
    assert drop(box.viewport(), urls(note))
    qtbot.waitUntil(lambda: len(files_of(page)) == 1)
    assert box.toPlainText() == ""
    assert (files_of(page)[0].name, files_of(page)[0].media) == ("note.txt", "text/plain")


def test_a_file_dropped_on_a_line_becomes_evidence(qtbot: QtBot, page: IntakePage, note: Path) -> None:
    assert drop(part(page, "where", QLineEdit), urls(note))
    qtbot.waitUntil(lambda: len(files_of(page)) == 1)


def test_a_picture_is_pasted_as_png_into_the_evidence(qtbot: QtBot, page: IntakePage, ledger: MemoryLedger) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)
    box = part(page, "words", QPlainTextEdit)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(files_of(page)) == 1)
    (file,) = files_of(page)
    assert (file.name, file.media, file.claims) == ("picture 14.06.00.png", "image/png", "")
    assert ledger.shelf.files[file.file].startswith(b"\x89PNG")
    assert focus() is box, "pasting does not take the focus"


def test_words_are_still_pasted_as_words(qtbot: QtBot, page: IntakePage) -> None:
    QGuiApplication.clipboard().setText("He followed me")
    box = part(page, "words", QPlainTextEdit)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_V, CTRL)
    assert box.toPlainText() == "He followed me"
    assert files_of(page) == ()


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window with a layout
def test_a_file_is_added_by_a_dialog_that_is_qts_own(qtbot: QtBot, page: IntakePage, note: Path) -> None:
    qtbot.keyClick(focus(), Qt.Key.Key_E, CTRL | SHIFT)
    (dialog,) = page.window().findChildren(QFileDialog)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.filesSelected.emit([str(note)])
    dialog.reject()
    qtbot.waitUntil(lambda: len(files_of(page)) == 1)


def test_words_about_a_file_are_kept_with_it(
    qtbot: QtBot, desk: Desk, draft: Draft, page: IntakePage, note: Path
) -> None:
    drop(page, urls(note))
    qtbot.waitUntil(lambda: len(files_of(page)) == 1)
    words = part(page, f"file:{files_of(page)[0].file}:words", QLineEdit)
    qtbot.keyClicks(words, "his messages")
    page.keep_now()
    assert kept(desk, draft).files[0].words == "his messages"


def test_a_file_can_be_taken_off_and_put_back(qtbot: QtBot, page: IntakePage, note: Path) -> None:
    drop(page, urls(note))
    qtbot.waitUntil(lambda: len(files_of(page)) == 1)
    there = files_of(page)
    with qtbot.waitSignal(page.said) as said:
        part(page, f"file:{there[0].file}:remove", QWidget).click()  # type: ignore[attr-defined]
    assert files_of(page) == ()
    assert said.args is not None
    said.args[1]()
    assert files_of(page) == there


def refusal(page: IntakePage) -> str:
    assert page.sheet is not None
    return page.sheet.evidence.refusal.words.text()


def test_a_file_above_the_limit_is_refused_in_place(
    qtbot: QtBot, page: IntakePage, ledger: MemoryLedger, note: Path
) -> None:
    def refuse(pieces: Iterable[bytes], size: int, progress: Progress | None = None) -> StoredFile:
        raise Refused("This file is larger than 200 MB.")

    ledger.put_file = refuse  # type: ignore[method-assign]
    drop(page, urls(note))
    qtbot.waitUntil(lambda: refusal(page) == "note.txt: This file is larger than 200 MB.")
    assert files_of(page) == ()


def test_a_file_that_is_gone_is_said(qtbot: QtBot, page: IntakePage, tmp_path: Path) -> None:
    drop(page, urls(tmp_path / "gone.png"))
    qtbot.waitUntil(lambda: refusal(page).startswith("gone.png cannot be read"))


def test_a_folder_is_refused_in_a_sentence(qtbot: QtBot, page: IntakePage, tmp_path: Path) -> None:
    drop(page, urls(tmp_path))
    qtbot.waitUntil(lambda: "A folder cannot be kept" in refusal(page))


def test_typing_goes_on_while_a_large_file_comes_in(qtbot: QtBot, page: IntakePage, ledger: MemoryLedger) -> None:
    box = part(page, "words", QPlainTextEdit)
    box.setFocus()

    def slow(pieces: Iterable[bytes], size: int, progress: Progress | None = None) -> StoredFile:
        assert progress is not None
        for number, _piece in enumerate(pieces):
            qtbot.keyClicks(box, "a")
            progress(number, size)
        return StoredFile(FileId("f"), size, "")

    ledger.put_file = slow  # type: ignore[method-assign]
    page._take([Source("film.mp4", content=bytes(3_000_000))])
    qtbot.waitUntil(lambda: len(files_of(page)) == 1)
    assert box.toPlainText() == "aaaaaa"


def test_a_file_on_its_way_can_be_stopped_and_saving_waits_for_it(
    qtbot: QtBot, page: IntakePage, ledger: MemoryLedger
) -> None:
    def stopping(pieces: Iterable[bytes], size: int, progress: Progress | None = None) -> StoredFile:
        assert progress is not None
        with qtbot.assertNotEmitted(page.filed):
            page.frame.header.saving.emit()
        assert "still on its way" in page.frame.header.refusal.text()
        assert page.sheet is not None
        page.sheet.evidence.stopped.emit()
        assert not progress(1, size)
        raise Refused("Stopped. Nothing was kept of this file.")

    ledger.put_file = stopping  # type: ignore[method-assign]
    page._take([Source("film.mp4", content=bytes(10)), Source("second.mp4", content=bytes(10))])
    qtbot.waitUntil(lambda: "film.mp4: Stopped." in refusal(page))
    assert files_of(page) == ()


def test_a_file_that_arrives_late_joins_the_draft_it_was_meant_for(
    qtbot: QtBot, page: IntakePage, ledger: MemoryLedger, desk: Desk, draft: Draft
) -> None:
    usual = ledger.put_file

    def late(pieces: Iterable[bytes], size: int, progress: Progress | None = None) -> StoredFile:
        page.show_place(page.place().on(subject=desk.begin_report().id))
        return usual(pieces, size, progress)

    ledger.put_file = late  # type: ignore[method-assign]
    page._take([Source("note.txt", content=b"He wrote this")])
    qtbot.waitUntil(lambda: len(kept(desk, draft).files) == 1)
    assert files_of(page) == ()


def test_a_name_that_lies_is_said() -> None:
    lying = FileDraft(FileId("f"), "holiday.jpg", "application/x-executable", "image/jpeg", 10, "")
    assert lie_of(lying) == "The name says .jpg, the content is a program"
    assert lie_of(FileDraft(FileId("f"), "holiday.jpg", "image/jpeg", "", 10, "")) == ""


def test_sizes_are_said_as_people_say_them() -> None:
    assert [size_of(one) for one in (3, 5_400, 2_340_000, 187_000_000)] == ["1 kB", "5 kB", "2.3 MB", "187 MB"]
