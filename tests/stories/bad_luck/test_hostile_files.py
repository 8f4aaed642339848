"""Files that are not what they say, are too large or are made to do harm: said, and nothing waits or breaks."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from coc_desk.casework.incidents import Attachment
from coc_desk.casework.media import LONGEST_NAME, file_name
from coc_desk.opening import press
from coc_desk.ui.incident.page import IncidentPage
from coc_desk.ui.incident.viewing import MOST_CHARACTERS, MOST_PIXELS, WIDEST, seen
from coc_desk.ui.intake.taking import Source
from coc_desk.ui.place import Place
from tests.stories.bad_luck.laptop import SLOW_MS, Laptop, box, dialog_over, said_on, speaks_plainly, write
from tests.vault.building import VaultFolder

CANNOT = "This file cannot be shown. A copy can be saved."


def png(width: int, height: int) -> bytes:
    """Return a PNG that says it is so large; its rows are nothing but noughts, so it is a few kilobytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(min((width + 1) * height, 1_000_000)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    """Return a small JPEG whose header was changed to say it is so large."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(buffer, "JPG")  # type: ignore[call-overload]
    content = bytearray(buffer.data().data())
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def pdf(width: float = 300, height: float = 400, pages: int = 1) -> bytes:
    out = BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(width, height))
        made.save(out)
    return out.getvalue()


def bomb_pdf() -> bytes:
    """Return a PDF that draws one form thousands of times on an enormous page."""
    out = BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(14400, 14400))
        form = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": [0, 0, 1, 1]}
        inner = made.make_stream(b"0 0 1 1 re f", **form)
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        page.Contents = made.make_stream(b"/F Do " * 2000)
        made.save(out)
    return out.getvalue()


# Viewing: pure, in any thread


@pytest.mark.parametrize("content", [png(60_000, 60_000), png(900_000, 90), jpeg(60_000, 60_000)])
def test_a_picture_larger_than_can_be_drawn_is_told_by_its_size(content: bytes) -> None:
    found = seen("image/png", content, None)
    assert found.images == ()
    assert "too large to be shown here" in found.remark


def test_a_large_picture_is_drawn_small() -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(4000, 3000, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    image.save(buffer, "JPG")  # type: ignore[call-overload]
    (shown,) = seen("image/jpeg", bytes(buffer.data().data()), None).images
    assert shown.width() == WIDEST
    assert shown.width() * shown.height() < MOST_PIXELS


@pytest.mark.parametrize(
    ("media", "content"),
    [
        ("image/png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
        ("image/png", png(10, 10)[:60]),
        ("image/gif", b"GIF89a\xff\xff\xff\xff"),
        ("image/webp", b"RIFF\xff\xff\xff\xffWEBPVP8X"),
        ("image/jpeg", b"\xff\xd8\xff" + b"\xff" * 200),
        ("application/pdf", b"%PDF-1.7\nnot at all"),
        ("application/pdf", b"%PDF-1.7\n" + b"1 0 obj<<>>endobj\n" * 99),
        ("application/pdf", pdf()[:200]),
    ],
)
@pytest.mark.qt_log_ignore(".*")  # Qt says in the log what is wrong with a picture; nothing of it is said to people
def test_a_broken_file_is_said_to_be_no_more_than_that(media: str, content: bytes) -> None:
    found = seen(media, content, press())
    assert found.images == ()
    assert found.remark == CANNOT


def test_a_pdf_with_a_passphrase_is_not_shown() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as plain:
        plain.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert seen("application/pdf", out.getvalue(), press()).remark == CANNOT


@pytest.mark.parametrize("size", [(14_400, 14_400), (3, 14_400), (14_400, 3)])
def test_a_page_of_any_size_is_drawn_within_bounds(size: tuple[float, float]) -> None:
    found = seen("application/pdf", pdf(*size), press())
    assert all(one.width() <= WIDEST for one in found.images)
    assert all(one.width() * one.height() < MOST_PIXELS for one in found.images)
    assert found.images or found.remark


def test_of_a_pdf_with_many_pages_the_first_ones_are_shown_and_that_is_said() -> None:
    found = seen("application/pdf", pdf(pages=500), press())
    assert len(found.images) == 20
    assert "The first 20 pages are shown." in found.remark


def test_a_pdf_that_draws_one_thing_many_times_ends() -> None:
    assert seen("application/pdf", bomb_pdf(), press()).images


def test_of_a_long_text_the_beginning_is_shown_and_that_is_said() -> None:
    found = seen("text/plain", b"word " * 2_000_000, None)
    assert len(found.text) == MOST_CHARACTERS
    assert "A copy holds all of them." in found.remark


# Names


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("..", "file"),
        ("", "file"),
        ("/", "file"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("a\nb\r\n\x00\x1bc.png", "a b c.png"),
        ("half \udce4.png", "half \N{REPLACEMENT CHARACTER}.png"),
        ('say "no" <b>?.png', "say _no_ _b__.png"),
        (".hidden", "hidden"),
        ("Ünïcode 写真.png", "Ünïcode 写真.png"),
    ],
)
def test_a_hostile_name_becomes_a_plain_one(said: str, kept: str) -> None:
    assert file_name(said) == kept


def test_a_long_name_keeps_its_end() -> None:
    name = file_name("n" * 300 + ".png")
    assert len(name) == LONGEST_NAME
    assert name.endswith(".png")


# Through the program


@pytest.fixture
def at_work(laptop: Laptop, vault_there: VaultFolder) -> Laptop:
    laptop.sign_in(vault_there)
    return laptop


def attached(laptop: Laptop, *sources: Source) -> IncidentPage:
    """File a report with these files; return the page of its incident."""
    page = laptop.log_report()
    page._take(list(sources))
    laptop.qtbot.waitUntil(lambda: not page._taking.busy, timeout=SLOW_MS)
    page._save()
    return laptop.open_incident()


@dataclass(frozen=True)
class Counted(Source):
    """A file of which it is noted how much was read."""

    read: list[int] = field(default_factory=list)

    def pieces(self) -> Iterator[bytes]:
        for piece in super().pieces():
            self.read.append(len(piece))
            yield piece


def test_a_file_of_500_mb_is_refused_with_the_limit_and_hardly_read(at_work: Laptop, tmp_path: Path) -> None:
    huge = tmp_path / "recording.mp4"
    with huge.open("wb") as sparse:
        sparse.truncate(500_000_000)
    page = at_work.log_report()
    write(box(page, "words"), "There is a recording.")
    read: list[int] = []
    page._take([Counted(huge.name, huge, read=read)])
    at_work.qtbot.waitUntil(lambda: not page._taking.busy, timeout=SLOW_MS)
    assert "recording.mp4: This file is larger than 200 MB" in said_on(page)
    assert sum(read) <= 1_000_000
    assert list((at_work.vault.folder / "files").glob("*")) == []
    page._save()
    assert len(at_work.vault.overviews()) == 1


def test_a_device_is_no_file(at_work: Laptop) -> None:
    page = at_work.log_report()
    page._take([Source("zero", Path("/dev/zero"))])
    at_work.qtbot.waitUntil(lambda: not page._taking.busy, timeout=SLOW_MS)
    assert "This is a device and no file." in said_on(page)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<html><script>location='http://tracker.example'</script><img src='http://tracker.example/x.png'></html>"


@pytest.mark.parametrize(
    ("name", "content", "claims"),
    [
        ("picture.png", b"MZ" + bytes(500), "image/png"),
        ("letter.txt", HTML, ""),
        ("drawing.png", SVG, "image/png"),
        ("drawing.svg", SVG, ""),
        ("paper.pdf", b"PK\x03\x04" + bytes(100), "application/pdf"),
        ("photos.zip", b"PK\x03\x04" + bytes(100), ""),
        ("photo\u202egnp.exe", png(10, 10), "application/x-executable"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_marked_and_never_run(
    at_work: Laptop, name: str, content: bytes, claims: str
) -> None:
    page = attached(at_work, Source(name, content=content))
    assert page.incident is not None
    (file,) = page.incident.attachments
    assert file.claims == claims
    if claims:
        to_evidence(at_work, page)
        assert "The name says" in said_on(page)
    assert b"".join(page._desk.pieces_of(file)) == content


def to_evidence(laptop: Laptop, page: IncidentPage) -> None:
    laptop.window.go(Place("incident", page.subject, tab="evidence"))


def look_at(laptop: Laptop, page: IncidentPage, file: Attachment) -> None:
    to_evidence(laptop, page)
    page.evidence._view(file)
    laptop.qtbot.waitUntil(lambda: dialog_over(page) is not None, timeout=SLOW_MS)


def test_markup_is_shown_as_it_was_written(at_work: Laptop) -> None:
    page = attached(at_work, Source("letter.txt", content=HTML))
    assert page.incident is not None
    look_at(at_work, page, page.incident.attachments[0])
    whole = dialog_over(page).findChild(QPlainTextEdit, "whole")
    assert whole.toPlainText() == HTML.decode()


def test_a_picture_that_is_too_large_opens_a_sentence_and_not_a_picture(at_work: Laptop) -> None:
    page = attached(at_work, Source("bomb.png", content=png(60_000, 60_000)))
    assert page.incident is not None
    look_at(at_work, page, page.incident.attachments[0])
    said = said_on(dialog_over(page))
    assert "60000 by 60000 pixels" in said
    speaks_plainly(said)
    assert all(one.pixmap().isNull() for one in dialog_over(page).findChildren(QLabel) if one.accessibleName())


def test_a_name_of_markup_is_shown_as_it_was_written(at_work: Laptop) -> None:
    page = attached(at_work, Source("b&amp;b &lt;i&gt;x.png", content=png(4, 4)))
    to_evidence(at_work, page)
    assert "b&amp;b &lt;i&gt;x.png" in said_on(page)


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "gone"])
def test_a_harmed_file_is_said_and_everything_else_goes_on(at_work: Laptop, harm: str) -> None:
    page = attached(at_work, Source("note.txt", content=b"written on a napkin"))
    assert page.incident is not None
    (sealed,) = (at_work.vault.folder / "files").iterdir()
    content = sealed.read_bytes()
    harmed = {"flip": content[:50] + b"\xff\x00" + content[52:], "cut": content[:30], "empty": b""}
    sealed.unlink() if harm == "gone" else sealed.write_bytes(harmed[harm])
    to_evidence(at_work, page)
    page.evidence._view(page.incident.attachments[0])
    at_work.qtbot.waitUntil(lambda: bool(at_work.notices()), timeout=SLOW_MS)
    assert {"This vault is damaged.", "A part of this vault is missing."} & set(at_work.notices())
    speaks_plainly(said_on(page))
    assert dialog_over(page) is None
    at_work.report("and the work goes on")
    assert len(at_work.vault.overviews()) == 2
