"""Long incidents stay quick because only what can be seen is laid out, and stay readable because nothing is cut."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coc_desk.casework.desk import Desk
from coc_desk.casework.followup import Note
from coc_desk.ui.incident.entry_model import STEP
from coc_desk.ui.incident.facts import Words
from coc_desk.ui.incident.reading import Whole
from tests.ui.around.laptop import asked, report, words_on
from tests.ui.incident.conftest import Opened

ACCOUNT = "He stood in the door and said it again. " * 2500
HEBREW = "שוב"


def test_the_newest_entries_come_first_and_home_goes_to_the_very_first(desk: Desk, open_page: Opened) -> None:
    incident = report(desk)
    for number in range(2 * STEP):
        desk.add_note(incident.id, Note("observation", f"Seen {number} times."))
    entries = open_page(incident.id).record.entries
    assert entries.entries.rowCount() == STEP
    assert entries.from_end() == 0
    entries.setFocus()
    QTest.keyClick(entries, Qt.Key.Key_Home)
    assert entries.entries.rowCount() == 2 * STEP + 1
    assert entries.current_number() == 1


def test_an_account_of_twenty_thousand_words_is_cut_in_the_facts_and_opens_whole(desk: Desk, open_page: Opened) -> None:
    page = open_page(report(desk, ACCOUNT).id)
    account = next(one for one in page.record.facts.findChildren(Words) if len(one.text()) > 1000)
    assert account.height() < page.height()
    assert "Read all 22,500 words" in words_on(page.record.facts)
    page.record.go_to(1)
    QTest.keyClick(page.record.entries, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert ACCOUNT in [one.toPlainText() for one in asked(page).findChildren(Whole)]


def test_each_paragraph_takes_its_direction_from_its_first_letter(desk: Desk, open_page: Opened) -> None:
    page = open_page(report(desk, f"Yes\n{HEBREW}").id)
    account = next(one for one in page.record.facts.findChildren(Words) if HEBREW in one.text())
    picture, half, third = account.grab().toImage(), account.height() // 2, account.width() // 3
    upper, lower = QRect(0, 0, third, half), QRect(0, half, third, half)
    ends = 2 * third
    assert [_written(picture, one) for one in (upper, upper.translated(ends, 0))] == [True, False]
    assert [_written(picture, one) for one in (lower, lower.translated(ends, 0))] == [False, True]


def _written(picture: QImage, where: QRect) -> bool:
    places = [(x, y) for x in range(where.left(), where.right()) for y in range(where.top(), where.bottom())]
    return any(picture.pixelColor(*place).lightness() < 100 for place in places)
