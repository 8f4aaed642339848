"""Any text whatsoever, typed or pasted anywhere, comes back as it was; only what the ledger cleans is cleaned."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from coc_desk.playbook.answers import clean
from coc_desk.ui.incident.page import IncidentPage
from coc_desk.ui.intake.page import IntakePage
from coc_desk.ui.parts.inputs import Pad
from coc_desk.ui.place import Place
from tests.stories.bad_luck.laptop import SLOW_MS, Laptop, box, said_on, text_in, write
from tests.vault.building import VaultFolder

ACCOUNT = " ".join(f"word{n % 997}" for n in range(20_000))
ODD = {
    "right to left": "قال لي اخرج، then in English, וגם בעברית",
    "marks upon marks": "Z" + "\u0489\u0351" * 60 + "algo \u00e9",
    "beyond the first plane": "👩‍👩‍👧‍👦 𝔄𝔟𝔢 🏳️‍🌈 \U0010ffff",
    "no-break spaces": "« Non\u00a0! »\u202fdit-elle, 10\u00a0000",
    "direction marks": "a\u200fb\u202ec\u202cd\u2066e\u2069",
    "line separators": "one\u2028two\u2029three",
    "markup": "<b>&amp;</b> <script>alert(1)</script> %s {0} \\n",
    "joiners": "नमस्ते ‌क्‍ष",
}
WILD = "nul\x00bell\x07esc\x1b[31m tab\t half\ud83d end"
TEXTS = st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=60) | st.sampled_from(
    [*ODD.values(), WILD]
)


@pytest.fixture
def at_work(laptop: Laptop, vault_there: VaultFolder) -> Laptop:
    laptop.sign_in(vault_there)
    return laptop


def front(laptop: Laptop) -> QWidget:
    page = laptop.window.page
    assert page is not None
    return page


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_a_text_is_the_same_after_a_lock_and_in_the_ledger(at_work: Laptop, text: str) -> None:
    page = at_work.log_report()
    write(box(page, "words"), text)
    at_work.lock()
    at_work.sign_in()
    assert text_in(box(front(at_work), "words")) == clean(text)
    now = front(at_work)
    assert isinstance(now, IntakePage)
    now._save()
    incident = at_work.vault.incident(at_work.vault.overviews()[0].id)
    assert incident.facts["words"][0].answer == {"v": clean(text)}
    shown = front(at_work)
    assert isinstance(shown, IncidentPage)
    write(shown.record.composer.text, text)
    at_work.lock()
    at_work.sign_in()
    again = front(at_work)
    assert isinstance(again, IncidentPage)
    assert again.record.composer.text.toPlainText() == clean(text)
    again.writing.finish()
    assert at_work.vault.incident(incident.id).lines[-1].text == clean(text).strip()


def test_a_text_of_controls_and_half_characters_is_kept_without_them(at_work: Laptop) -> None:
    page = at_work.log_report()
    write(box(page, "words"), WILD)
    write(box(page, "impact"), WILD)
    page._save()
    incident = at_work.vault.incident(at_work.vault.overviews()[0].id)
    kept = str(incident.facts["words"][0].answer["v"])
    assert kept.startswith("nulbellesc[31m tab\t half")
    assert kept.endswith(" end")


def test_the_cursor_is_where_it_was_behind_characters_that_count_twice(at_work: Laptop) -> None:
    page = at_work.log_report()
    into = box(page, "words")
    assert isinstance(into, QPlainTextEdit)
    write(into, "👩👩👩👩 and then")
    before = into.textCursor().position()
    at_work.lock()
    at_work.sign_in()
    again = box(front(at_work), "words")
    assert isinstance(again, QPlainTextEdit)
    assert again.textCursor().position() == before
    assert again.hasFocus()


def test_an_account_of_20_000_words_is_kept_whole_everywhere(at_work: Laptop) -> None:
    page = at_work.log_report()
    lines = [one for one in page.findChildren(QLineEdit) if one.objectName() == "place" or one.objectName() == "where"]
    write(box(page, "words"), ACCOUNT)
    for line in lines:
        write(line, ACCOUNT)
        assert line.text() == ACCOUNT
    page._save()
    shown = at_work.open_incident()
    write(shown.record.composer.text, ACCOUNT)
    shown.writing.finish()
    incident = at_work.vault.incident(at_work.vault.overviews()[0].id)
    assert incident.facts["words"][0].answer == {"v": ACCOUNT}
    assert incident.lines[-1].text == ACCOUNT
    at_work.window.show_jump()
    (jump,) = [one for one in at_work.window.window().findChildren(QLineEdit) if one.hasFocus()]
    write(jump, ACCOUNT)
    at_work.qtbot.wait(300)
    assert at_work.vault.search("word996")


def test_pasted_markup_comes_as_words_and_a_pasted_picture_as_a_file(at_work: Laptop) -> None:
    page = at_work.log_report()
    rich = QMimeData()
    rich.setHtml("<p>He said <b>leave</b>.</p><img src='http://tracker.example/x.png'><script>x()</script>")
    into = box(page, "words")
    assert isinstance(into, Pad)
    into.insertFromMimeData(rich)
    assert text_in(box(page, "words")).replace("\ufffc", "").strip() == "He said leave."
    picture = QMimeData()
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0)
    picture.setImageData(image)
    assert page._bringing._bring(picture)
    at_work.qtbot.waitUntil(lambda: not page._taking.busy, timeout=SLOW_MS)
    assert page.sheet is not None
    assert [one.media for one in page.sheet.evidence.files()] == ["image/png"]
    both = QMimeData()
    both.setUrls([QUrl.fromLocalFile(str(at_work.home / "not there.png"))])
    assert page._bringing._bring(both)
    at_work.qtbot.waitUntil(lambda: not page._taking.busy, timeout=SLOW_MS)
    assert "cannot be read here" in said_on(page)


def boxes(page: QWidget) -> dict[str, Any]:
    """Return everything with a name that can be typed into and be seen."""
    found: list[Any] = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    return {
        one.objectName(): one for one in found if one.objectName() and one.isVisibleTo(page) and not one.isReadOnly()
    }


def test_whatever_is_pasted_into_the_inputs_of_a_report_comes_back(at_work: Laptop) -> None:
    names = sorted(boxes(at_work.log_report()))
    assert len(names) > 20

    @settings(max_examples=6, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(names), TEXTS), min_size=1, max_size=8))
    def comes_back(pasted: list[tuple[str, str]]) -> None:
        page = at_work.log_report()
        there = boxes(page)
        for name, text in pasted:
            if name in there:
                write(there[name], text)
        before = {name: text_in(one) for name, one in boxes(page).items()}
        long = {name for name, one in boxes(page).items() if isinstance(one, QPlainTextEdit)}
        page.keep_now()
        draft = at_work.vault.drafts()[0]
        at_work.window.go(Place("desk"))
        page._show_draft(draft)
        after = {name: text_in(one) for name, one in boxes(page).items()}
        for name, text in before.items():
            one_line = name not in long
            assert clean(after.get(name, ""), one_line).strip() == clean(text, one_line).strip(), (name, text)
        at_work.vault.drop_draft(draft.id)
        page.typing.let_go()

    comes_back()


def test_whatever_is_pasted_into_a_note_becomes_the_entry(at_work: Laptop) -> None:
    page = at_work.report()

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(TEXTS)
    def becomes_entry(text: str) -> None:
        write(page.record.composer.text, text)
        page.keep_now()
        typed = page.record.composer.text.toPlainText()
        draft = page._desk.begin_note(at_work.vault.overviews()[0].id)
        assert draft.content.get("text", "") == typed or not clean(typed).strip()
        before = len(at_work.vault.entries_of(at_work.vault.overviews()[0].id))
        page.writing.finish()
        entries = at_work.vault.entries_of(at_work.vault.overviews()[0].id)
        assert len(entries) == before + bool(clean(typed).strip())
        if len(entries) > before:
            body = entries[-1].body
            assert body is not None
            assert body["text"] == clean(typed).strip()
        page.record.composer.text.clear()

    becomes_entry()
