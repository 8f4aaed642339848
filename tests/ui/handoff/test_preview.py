"""The preview is the real page, as the plan stands, and says where something must not be."""

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.document import Document, Hit, Needle, Source
from coc_desk.casework.planning import CODE_NAME
from coc_desk.ui.handoff import hits
from coc_desk.ui.handoff.page import HandoffPage
from coc_desk.ui.handoff.paper import image_of
from coc_desk.ui.parts.text import Text, plain
from tests.casework.memory import PlainPress, WhitePage
from tests.ui.handoff.conftest import Report, Show, on_paper


class TwoPages(PlainPress):
    """Every copy has two pages."""

    def text_of(self, pdf: bytes) -> list[str]:
        return [*super().text_of(pdf), "the second page"]


def type_into(qtbot: QtBot, page: HandoffPage, name: str, words: str) -> QPlainTextEdit:
    box = page.findChild(QPlainTextEdit, name)
    assert box is not None
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, words)
    return box


def act(page: HandoffPage, name: str) -> QPushButton:
    button = page.preview.found.findChild(QPushButton, name)
    assert button is not None
    return button


def name_for(page: HandoffPage, *names: str) -> None:
    for name in names:
        page.form.copies.edit.setText(name)
        page.form.copies.take_typed()


def test_it_says_for_how_many_words_the_text_was_searched(show: Show, report: Report) -> None:
    report("Barnabas", behaviour="Shouting")
    said = "The text was searched for 1 names, contacts, badges and handles. None found. It is searched again before"
    assert show().preview.found.words().startswith(said)


def test_each_receiver_has_a_copy_of_their_own(qtbot: QtBot, show: Show) -> None:
    page = show()
    assert page.preview.receiver.words() == "Nobody yet"
    name_for(page, "Imke R.", "Jun K.")
    qtbot.waitUntil(lambda: "Copy for Imke R." in on_paper(page))
    page.preview.receiver_chosen.emit("jun")
    qtbot.waitUntil(lambda: "Copy for Jun K." in on_paper(page))
    assert page.preview.receiver.words() == "Jun K."
    page.form.copies.take_off(page.form.copies.chips[1])
    qtbot.waitUntil(lambda: "Copy for Imke R." in on_paper(page))


def test_the_receivers_are_offered_as_a_menu(qtbot: QtBot, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[str] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, *_: offered.extend(one.text() for one in menu.actions()))
    page = show()
    name_for(page, "Imke R.", "The venue")
    page.preview.receiver.click()
    assert offered == ["Imke R.", "The venue"]


def test_pages_are_gone_through_by_keyboard(qtbot: QtBot, show: Show, desk: Desk) -> None:
    desk.printing = TwoPages()
    page = show()
    paper = page.preview.paper
    assert page.preview.where.text() == "1 of 2"
    assert "Page 1 of 2" in paper.accessibleName()
    paper.setFocus()
    paper.verticalScrollBar().setValue(paper.verticalScrollBar().maximum())
    qtbot.keyClick(paper, Qt.Key.Key_PageDown)
    assert (page.preview.where.text(), on_paper(page)) == ("2 of 2", "the second page")
    qtbot.keyClick(paper, Qt.Key.Key_PageUp)
    for _screen in range(9):
        qtbot.keyClick(paper, Qt.Key.Key_PageUp)
    assert page.preview.where.text() == "1 of 2"
    qtbot.keyClick(paper, Qt.Key.Key_End)
    assert page.preview.where.text() == "2 of 2"
    qtbot.keyClick(paper, Qt.Key.Key_Home)
    assert page.preview.where.text() == "1 of 2"


def test_it_can_be_looked_at_larger_and_smaller(qtbot: QtBot, show: Show) -> None:
    page = show()
    paper = page.preview.paper
    qtbot.waitUntil(lambda: not paper.sheet.image.isNull())
    fit = paper.sheet.side.width()
    assert fit <= paper.viewport().width()
    paper.setFocus()
    qtbot.keyClick(paper, Qt.Key.Key_Plus)
    assert paper.sheet.side.width() > fit
    qtbot.waitUntil(lambda: abs(paper.sheet.image.width() - paper.sheet.side.width()) <= 1)
    for _step in range(9):
        qtbot.keyClick(paper, Qt.Key.Key_Minus)
    assert 0 < paper.sheet.side.width() < fit


def test_only_the_latest_state_is_shown(qtbot: QtBot, show: Show, desk: Desk) -> None:
    begun, go_on, drawn = threading.Event(), threading.Event(), []

    class Slow(PlainPress):
        def render(self, document: Document) -> bytes:
            drawn.append(document)
            begun.set()
            go_on.wait(5)
            return super().render(document)

    page = show()
    desk.printing = Slow()
    type_into(qtbot, page, "questions", "first")
    qtbot.waitUntil(begun.is_set)
    seen: list[Any] = []
    page.previewing.ready.connect(seen.append)
    for words in ("second", "third"):
        type_into(qtbot, page, "questions", words)
        page.previewing.now()
    go_on.set()
    qtbot.waitUntil(lambda: "third" in on_paper(page))
    assert len(drawn) == 2
    assert len(seen) == 1


def test_a_hit_names_incident_and_place_but_never_the_word(qtbot: QtBot, show: Show, report: Report) -> None:
    incident = report("Barnabas", behaviour="Shouting")
    page = show()
    type_into(qtbot, page, f"summary:{incident.id}", "We met Barnabas at the door.")
    qtbot.waitUntil(lambda: "holds something" in page.preview.found.words())
    (box,) = page.preview.found.findChildren(hits.HitBox)
    said = " ".join(one.text() for one in box.findChildren(Text))
    assert f"{incident.code}  page 1, section 2, summary" in said
    assert f"The name of {incident.people[0].code} stands in the text that was edited at 14:06." in said
    assert "Barnabas" not in said + page.preview.found.words()


def test_a_hit_leads_to_the_sentence(qtbot: QtBot, show: Show, report: Report) -> None:
    id = report("Barnabas", behaviour="Shouting").id
    page = show()
    box = type_into(qtbot, page, f"contingency:{id}", "If Barnabas comes, then two of us")
    qtbot.waitUntil(lambda: "holds something" in page.preview.found.words())
    page.first_focus().setFocus()
    act(page, "hit:go").click()
    assert QApplication.focusWidget() is box
    assert box.textCursor().selectedText() == "Barnabas"


def test_a_hit_from_the_entries_leads_to_the_incident(qtbot: QtBot, show: Show, report: Report) -> None:
    incident = report(behaviour="Shouting")
    page = show()
    source = Source(incident.code, "", "promised")
    with qtbot.waitSignal(page.go) as went:
        page.preview.found.asked.emit(Hit(Needle("B", "name", "x", incident.code), 1, source, True))
    assert (went.args[0].screen, went.args[0].subject) == ("incident", incident.id)


def test_a_doubtful_word_can_be_called_another_one_until_it_is_edited(
    qtbot: QtBot, show: Show, desk: Desk, report: Report
) -> None:
    report("Li", behaviour="Shouting")
    page = show()
    type_into(qtbot, page, "questions", "Who switches the light off?")
    qtbot.waitUntil(lambda: "holds something" in page.preview.found.words())
    for _place in page.preview.found.findChildren(hits.HitBox):
        act(page, "hit:excuse").click()
        qtbot.waitUntil(lambda: page.previewing._drawing is None)
    qtbot.waitUntil(lambda: "None found" in page.preview.found.words())
    page.keep_now()
    assert desk.begin_handoff()[1].excused


def test_a_certain_hit_cannot_be_called_another_word(qtbot: QtBot, show: Show, report: Report) -> None:
    report("Barnabas", behaviour="Shouting")
    page = show()
    type_into(qtbot, page, "watch", "Barnabas is here")
    qtbot.waitUntil(lambda: "holds something" in page.preview.found.words())
    assert page.preview.found.findChild(QPushButton, "hit:excuse") is None


@pytest.mark.parametrize(
    ("what", "person", "said"),
    [
        ("name", "paper heron", "name of paper heron"),
        ("badge", "paper heron", "badge of paper heron"),
        ("handle", "", "handle of copper kettle"),
        (CODE_NAME, "", "code name of something in copper kettle, which is left out of this copy"),
    ],
)
def test_it_is_said_whose_word_it_is(what: str, person: str, said: str) -> None:
    assert hits.whose(Hit(Needle("x", what, person, "copper kettle"), 1, Source(), True)) == said


def test_a_drafted_text_is_told_from_an_automatic_one() -> None:
    needle = Needle("x", "name", "paper heron", "copper kettle")
    drafted = hits.happened(Hit(needle, 1, Source("copper kettle", "summary", "Summary"), False), str)
    assert plain(drafted) == "What may be the name of paper heron stands in the text that was drafted from the entries."
    automatic = plain(hits.happened(Hit(needle, 1, Source("copper kettle"), True), str))
    assert automatic == "The name of paper heron stands in a part that comes from the entries themselves."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then Senna Quill came", "Senna Quill"),
        ("Then QUILL came", "QUILL"),
        ("nothing of that kind", ""),
        ("straße then Quill", ""),
    ],
)
def test_the_word_is_selected_where_it_is_seen(text: str, found: str) -> None:
    hit = Hit(Needle("Senna Quill", "name", "x", "y"), 1, Source(), True)
    begin, end = hits.place_in(text, hit)
    assert text[begin:end] == found


def test_a_picture_has_bytes_of_its_own() -> None:
    image = image_of(WhitePage(3, 2))
    assert (image.width(), image.height(), image.pixelColor(2, 1).name()) == (3, 2, "#ffffff")
