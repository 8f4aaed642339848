"""A file has its name when it is whole on the disk, or it is not there at all."""

import errno
from pathlib import Path

import pytest

from coc_desk.casework.beside import _not_written, put_beside
from coc_desk.casework.errors import Trouble


def test_a_file_has_its_name_only_when_it_is_finished(tmp_path: Path) -> None:
    made = put_beside(tmp_path / "handoff.pdf", b"sealed")
    assert [one.name for one in tmp_path.iterdir()] == [".handoff.pdf.part"]
    made.finish()
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("handoff.pdf", b"sealed")]


def test_what_is_dropped_or_taken_back_leaves_nothing(tmp_path: Path) -> None:
    put_beside(tmp_path / "one.pdf", b"sealed").drop()
    made = put_beside(tmp_path / "two.pdf", b"sealed")
    made.finish()
    made.take_back()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"not there any more.*Nothing half-written stays"):
        put_beside(tmp_path / "stick" / "handoff.pdf", b"sealed")
    made = put_beside(tmp_path / "one.pdf", b"sealed")
    made.part.unlink()
    with pytest.raises(Trouble, match="not there any more"):
        made.finish()


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, "disk full"), (errno.EROFS, "read only"), (errno.EACCES, "read only"), (errno.EIO, "disk")],
)
def test_bad_luck_is_told_by_its_kind(number: int, kind: str) -> None:
    assert _not_written(OSError(number, "")).kind == kind
