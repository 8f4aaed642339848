"""Pages can be heard: tagged, with a language, headings in order, decoration left out."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest

from coc_desk.paper.press import Press
from tests.paper.pages import handoff, page, said


@pytest.fixture
def paper(press: Press) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(press.render(handoff()))) as opened:
        yield opened


def tags(node: pikepdf.Object) -> Iterator[str]:
    """Return the kinds of all elements under one, in reading order."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from tags(kid)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)
        if "/K" in node:
            yield from tags(node.K)


def test_a_page_claims_to_be_accessible_and_is_marked(paper: pikepdf.Pdf) -> None:
    assert "/StructTreeRoot" in paper.Root
    assert bool(paper.Root.MarkInfo.Marked)
    assert str(paper.Root.Lang) == "en"
    assert bool(paper.Root.ViewerPreferences.DisplayDocTitle)
    with paper.open_metadata() as properties:
        assert properties["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_headings_lead_from_the_page_over_its_parts_to_incidents(paper: pikepdf.Pdf) -> None:
    headings = [tag for tag in tags(paper.Root.StructTreeRoot) if tag.startswith("/H")]
    assert headings[:5] == ["/H1", "/H2", "/H2", "/H3", "/H4"]


def test_tables_have_heads_and_cells(paper: pikepdf.Pdf) -> None:
    kinds = list(tags(paper.Root.StructTreeRoot))
    assert kinds.count("/Table") == 1
    assert kinds.count("/TH") == kinds.count("/TD") == 2


def test_the_outline_gives_the_parts_and_the_incidents(paper: pikepdf.Pdf) -> None:
    with paper.open_outline() as outline:
        (top,) = outline.root
        parts = [" ".join(part.title.split()) for part in top.children]
        assert parts[1] == "2 Open incidents"
        assert [item.title for item in top.children[1].children] == ["code 0", "code 1", "code 2"]


def test_each_paragraph_says_its_language(press: Press) -> None:
    words = ("Она ждала", "العربية هنا", "עברית כאן", "हिन्दी", "Ελληνικά", "plain words")
    with pikepdf.open(BytesIO(press.render(page(*(said(word) for word in words))))) as opened:
        languages = {str(one.Lang) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one}
        languages |= languages_in_streams(opened)
    assert {"ru", "ar", "he", "hi", "el", "en"} <= languages


def languages_in_streams(paper: pikepdf.Pdf) -> set[str]:
    """Return the languages of marked content, which stand in the page's own program."""
    found = set()
    for instruction in pikepdf.parse_content_stream(paper.pages[0]):
        for operand in instruction.operands:
            if isinstance(operand, pikepdf.Dictionary) and "/Lang" in operand:
                found.add(str(operand.Lang))
    return found


def test_practice_is_said_in_the_title_too(press: Press) -> None:
    with pikepdf.open(BytesIO(press.render(page(practice=True, meta_title="Handoff 7")))) as opened:
        assert str(opened.docinfo["/Title"]) == "PRACTICE – Handoff 7"


def test_the_file_is_sound(paper: pikepdf.Pdf) -> None:
    assert paper.check_pdf_syntax() == []
