"""A sealed page opens with its passphrase alone, and tells nothing to who does not have it."""

from io import BytesIO

import pikepdf
import pytest

from coc_desk.paper.press import Press
from coc_desk.paper.sealing import seal
from coc_desk.paper.trouble import PaperTrouble
from tests.paper.pages import handoff, page

WORDS = "linen harbour copper kettle tin sparrow"


@pytest.fixture(scope="module")
def pdf(press: Press) -> bytes:
    return press.render(handoff())


@pytest.fixture(scope="module")
def sealed(press: Press, pdf: bytes) -> bytes:
    return press.seal(pdf, WORDS)


def test_it_is_sealed_with_aes_256_of_the_newest_revision(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed), password=WORDS) as paper:
        assert (paper.encryption.R, paper.encryption.bits) == (6, 256)
        assert paper.encryption.stream_method == pikepdf.models.EncryptionMethod.aesv3
        assert paper.encryption.string_method == pikepdf.models.EncryptionMethod.aesv3


def test_it_opens_with_the_words_and_reads_the_same(press: Press, pdf: bytes, sealed: bytes) -> None:
    assert press.text_of(sealed, WORDS) == press.text_of(pdf)
    assert press.page_count(sealed, WORDS) == press.page_count(pdf)


@pytest.mark.parametrize("words", ["", "linen harbour", WORDS.upper(), WORDS + " "])
def test_other_words_do_not_open_it(press: Press, sealed: bytes, words: str) -> None:
    with pytest.raises(PaperTrouble, match="did not open"):
        press.text_of(sealed, words)


def test_it_is_still_tagged_and_sound(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed), password=WORDS) as paper:
        assert paper.check_pdf_syntax() == []
        assert "/StructTreeRoot" in paper.Root
        with paper.open_metadata(set_pikepdf_as_editor=False) as properties:
            assert properties["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_its_properties_say_the_title_and_nothing_else(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed), password=WORDS) as paper:
        assert set(paper.docinfo) == {"/Title"}
        with paper.open_metadata(set_pikepdf_as_editor=False) as properties:
            assert {name.partition("}")[2] for name in properties} == {"title", "language", "part"}


def test_nothing_of_it_stands_in_the_file_in_clear(sealed: bytes) -> None:
    for word in (
        b"Handoff",
        b"code 0",
        b"sparrow",
        b"Typst",
        b"Creat",
        b"pikepdf",
        b"Noto",
        b"Atkinson",
        b"xmp",
        b"/H1",
    ):
        assert word not in sealed


def test_the_identifier_outside_does_not_come_from_the_content(press: Press, pdf: bytes) -> None:
    first, second = (identifier(press.seal(pdf, WORDS)) for _again in range(2))
    assert first != second != identifier(pdf)


def identifier(pdf: bytes) -> bytes:
    """Return the first half of the identifier in the trailer, which is never encrypted."""
    password = "" if b"/Encrypt" not in pdf else WORDS
    with pikepdf.open(BytesIO(pdf), password=password) as paper:
        return bytes(paper.trailer.ID[0])


@pytest.mark.parametrize("words", ["", "x" * 128, "ü" * 64])
def test_a_passphrase_that_would_be_cut_is_refused(pdf: bytes, words: str) -> None:
    with pytest.raises(ValueError, match="127 bytes"):
        seal(pdf, words)


def test_what_is_no_pdf_is_refused_in_plain_words(press: Press) -> None:
    with pytest.raises(PaperTrouble, match="could not be sealed"):
        press.seal(b"not a page", WORDS)
    with pytest.raises(PaperTrouble, match="did not open"):
        press.text_of(b"not a page")


def test_a_passphrase_in_any_script_works(press: Press) -> None:
    words = "žluťoučký кот 猫"
    assert press.page_count(press.seal(press.render(page()), words), words) == 1
