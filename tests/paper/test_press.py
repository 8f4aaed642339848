"""The press works in memory, for any thread, and its troubles quote nothing."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coc_desk.paper.press import Press
from coc_desk.paper.trouble import PaperTrouble
from coc_desk.paths import resources
from tests.paper.pages import handoff, incident, page, said

FONTS = resources() / "fonts"


def test_a_picture_is_the_page_on_white(press: Press) -> None:
    pdf = press.render(page(incident()))
    picture = press.picture(pdf, 1, scale=2.0)
    assert (picture.width, picture.height) == (1191, 1684)
    assert len(picture.bgrx) == picture.stride * picture.height
    assert picture.bgrx[:3] == b"\xff\xff\xff"
    assert any(value < 60 for value in picture.bgrx[:: 4 * 7])


def test_a_sealed_page_has_the_same_picture(press: Press) -> None:
    pdf = press.render(page(incident()))
    assert press.picture(press.seal(pdf, "two words"), 1, 1.0, "two words") == press.picture(pdf, 1)


def test_several_threads_may_ask_at_once(press: Press) -> None:
    pages = [page(said(f"number {number}")) for number in range(12)]
    with ThreadPoolExecutor(4) as threads:
        texts = list(threads.map(lambda one: press.text_of(press.render(one))[0], pages))
    assert all(f"number {number}" in text for number, text in enumerate(texts))


def test_the_same_document_gives_the_same_page(press: Press) -> None:
    assert press.render(handoff()) == press.render(handoff())


def test_trouble_with_the_template_quotes_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    template = tmp_path / "page.typ"
    template.write_text('#let sheet = json(bytes(sys.inputs.at("sheet")))\n#panic(sheet)')
    with caplog.at_level(logging.DEBUG), pytest.raises(PaperTrouble) as raised:
        Press(template, FONTS).render(page(said("Wilhelmina Kowalska")))
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None
    assert "Kowalska" not in f"{raised.value!r}{caplog.text}"
    assert raised.value.fact == "The page could not be laid out."


def test_when_a_font_disappoints_composed_characters_are_spelled_out(tmp_path: Path) -> None:
    template = tmp_path / "page.typ"
    template.write_text(
        '#let sheet = json(bytes(sys.inputs.at("sheet")))\n'
        '#set document(title: "x")\n'
        "#let words = sheet.sections.first().title.lines.flatten().map(run => run.text).join()\n"
        '#if words.contains("\\u{0303}") { panic(words) }\n'
        '#text(font: "Noto Sans", words)'
    )
    press = Press(template, FONTS)
    assert "q[U+0303]" in press.text_of(press.render(page(title="q\u0303")))[0]


def test_nothing_is_written_to_any_disk(press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    pdf = press.render(handoff())
    press.seal(pdf, "two words")
    press.picture(pdf, 1)
    assert list(tmp_path.iterdir()) == []
    assert {path.name for path in (resources() / "paper").iterdir()} == {"page.typ"}
