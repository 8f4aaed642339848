"""What stands on a page is what was said, all of it and nothing else."""

import pypdfium2
import pytest

from coc_desk.casework.document import Blank, Block, Columns, Frame, Item, Section, Table
from coc_desk.paper.press import Press
from tests.paper.pages import document, handoff, incident, page, said


def text(press: Press, *blocks: object, **other: object) -> str:
    pages = press.text_of(press.render(page(*blocks, **other)))  # type: ignore[arg-type]
    return " ".join("\n".join(pages).split())


def test_every_kind_of_block_is_printed_in_reading_order(press: Press) -> None:
    said_in_order = [
        *("Handoff", "Saltmarsh Conf. Saturday 12 June", "Copy for Imke R.", "Confidential"),
        *("From Noor H.", "1 incident is left out", "1 Danger and watch-outs now", "tin sparrow. May come back."),
        *("2 Open incidents", "in this copy", "code 0 Act now danger maybe", "waited", "Done", "Security informed."),
        *("Promised", "19:00 Jun calls", "If seen, then security is called.", "4 Restrictions", "Who What"),
        *("amber finch No contact", "9 Read-back", "In their own words", "Handoff 7 of", "Ledger", "Page 1 of 1"),
    ]
    found = " ".join(press.text_of(press.render(handoff(1)))[0].split())
    places = [found.find(part) for part in said_in_order]
    assert -1 not in places, [part for part, place in zip(said_in_order, places, strict=True) if place < 0]
    assert places == sorted(places)


@pytest.mark.parametrize("style", ["plain", "small", "if-then", "verbatim", "hanging"])
@pytest.mark.parametrize(
    "typed",
    [("*side  ", "beside ", "*bold"), ("alone",), ("*two\nlines", " then\nmore"), ("*" + "long " * 20, "beside")],
)
def test_every_style_is_printed_whole_in_every_place(press: Press, style: str, typed: tuple[str, ...]) -> None:
    one = said(*typed, style=style)
    words = [word for part in typed for word in part.removeprefix("*").split()]
    places: tuple[Block, ...] = (
        *(one, one, Frame((one, one)), Columns((("a", (one, one)), ("b", (one,))))),
        *(Table(("a", "b"), ((one, one),)), Item("code", "", "", (), (one, one))),
    )
    found = text(press, *places)
    assert [found.count(word) >= 11 for word in words] == [True] * len(words)


def test_a_page_without_incidents_can_be_printed(press: Press) -> None:
    assert "2 Open incidents" in text(press)


def test_empty_texts_leave_no_trace_and_do_no_harm(press: Press) -> None:
    nothing = page(said(""), Columns((("", ()), ("", ()))), Blank(("",)), Frame(()), subtitle="", facts=(), foot=())
    assert press.text_of(press.render(nothing))[0].startswith("Handoff")


@pytest.mark.parametrize(
    "typed",
    [
        '#read("/etc/passwd")',
        '#panic("stop")',
        "$1/0$ _under_ *star* `code` @reference <label>",
        "#{while true {}}",
        "// not a comment /* nor this */ = heading",
        "\\ backslash #import",
        '"quotes" {braces} [brackets] {page} of {pages}',
    ],
)
def test_markup_is_printed_as_it_was_typed(press: Press, typed: str) -> None:
    assert typed in text(press, said(typed), incident(typed))


def test_what_can_hide_or_turn_words_is_left_out(press: Press) -> None:
    typed = "a\x00b\x1bc\ufffed\u202ee\u2066f\ud800g\u200bh\u00adi"
    assert "abcdefghi" in text(press, said(typed))


def test_what_stands_at_the_side_is_printed_outside_of_columns_too(press: Press) -> None:
    phones = [said("*Hotline", "with Jun", style="hanging"), said("*Keys", "at registration", style="hanging")]
    assert "Hotline with Jun Keys at registration" in text(press, *phones)


def test_lines_stay_lines(press: Press) -> None:
    lines = press.text_of(press.render(page(said("first\nsecond\r\nthird\u2028fourth"))))[0].splitlines()
    assert {"first", "second", "third", "fourth"} <= {line.strip() for line in lines}


def test_a_character_that_no_font_has_is_printed_as_its_code_point_and_said(press: Press) -> None:
    document = page(said("Name: Ꭰq"))
    assert "Name: [U+13A0]q" in text(press, *document.sections[0].blocks)
    assert press.uncovered(document) == ["Ꭰ"]
    assert press.uncovered(page(said("Zażółć, Здравствуйте, שלום, مرحبا, नमस्ते"))) == []


def test_marks_heaped_on_one_letter_do_not_hide_the_page(press: Press) -> None:
    assert text(press, said("Z" + "\u0301" * 20_000 + "algo")).count("\u0301") < 100


@pytest.mark.parametrize("word", ["word " * 20_000, "x" * 100_000, "ا" * 20_000, "a\n" * 2_000])
def test_endless_texts_are_printed_whole(press: Press, word: str) -> None:
    found = "".join(press.text_of(press.render(page(said(word)))))
    assert found.count(word[0]) >= word.count(word[0])


def test_a_long_word_is_copied_without_anything_in_between(press: Press) -> None:
    link = "https://example.org/" + "abcdefghij" * 12
    assert link in "".join(press.text_of(press.render(page(said(link))))[0].split())


def test_an_item_that_fits_on_a_page_is_not_split(press: Press) -> None:
    pages = press.text_of(press.render(handoff(40, 90)))
    for number in range(40):
        there = [page for page in pages if f"code {number} " in " ".join(page.split())]
        assert len(there) == 1
        after = there[0].split(f"code {number} ")[1].split("Act now")[1]
        assert "security is called" in after


def test_an_item_longer_than_a_page_goes_on_on_the_next(press: Press) -> None:
    pages = press.text_of(press.render(page(incident(summary="waited " * 2_000))))
    assert len(pages) > 1
    assert sum(page.count("waited") for page in pages) == 2_000


def test_the_foot_says_which_page_of_how_many_and_what_follows(press: Press) -> None:
    sections = [Section(number, f"Part {number}", "", (said("waited " * 450),)) for number in (1, 2, 3)]
    feet = [" ".join(page.split())[-80:] for page in press.text_of(press.render(document(sections)))]
    assert feet[0].endswith(f"Page 1 of {len(feet)}")
    assert "To follow: 2–3" in feet[0]
    assert "To follow" not in feet[-1]


def test_practice_is_written_on_every_page(press: Press) -> None:
    for one in press.text_of(press.render(page(said("waited " * 1_500), practice=True))):
        assert "PRACTICE" in one
    assert "PRACTICE" not in text(press, said("waited"))


def test_the_heads_of_a_table_come_again_on_each_page(press: Press) -> None:
    rows = tuple((said(f"row {number}"), said("text")) for number in range(120))
    pages = press.text_of(press.render(page(Table(("Who", "What"), rows))))
    assert len(pages) > 1
    assert all("Who What" in page for page in pages)
    assert sum(page.count("row ") for page in pages) == 120


def test_a_phone_keeps_its_order_among_right_to_left_words(press: Press) -> None:
    pdf = press.render(page(said("اتصلوا بالرقم +49 30 1234567 عند الحاجة")))
    places = {digit: press_place(pdf, digit) for digit in ("49", "30", "1234567")}
    assert places["49"] < places["30"] < places["1234567"]


def press_place(pdf: bytes, words: str) -> float:
    with pypdfium2.PdfDocument(pdf) as paper:
        found = paper[0].get_textpage()
        return float(found.get_charbox(found.get_text_range().index(words))[0])


@pytest.mark.parametrize("language", ["ar", "he", "de", "ja", "en-GB"])
def test_a_page_can_be_in_any_language(press: Press, language: str) -> None:
    assert "May come back" in " ".join(press.text_of(press.render(handoff()))[0].split())
    assert press.page_count(press.render(page(incident(), language=language))) == 1
