"""Replacing vault.json, and telling at opening which of its versions is in force."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from coc_desk.casework.errors import Trouble
from coc_desk.i18n import _
from coc_desk.vault.disk import replace_file
from coc_desk.vault.folder import COPY_JSON, VAULT_JSON
from coc_desk.vault.header import Header, header_from_json
from coc_desk.vault.team_page import TeamPage
from coc_desk.vault.trouble import told


def write(folder: Path, header: Header) -> None:
    """Write vault.json, then its copy."""
    with told(folder):
        for name in (VAULT_JSON, COPY_JSON):
            replace_file(folder / name, _content(header))


def _content(header: Header) -> bytes:
    return (json.dumps(header.as_json(), indent=1, ensure_ascii=False) + "\n").encode()


def _is_written(folder: Path, header: Header) -> bool:
    try:
        return (folder / VAULT_JSON).read_bytes() == _content(header)
    except OSError:
        return False


def replace(folder: Path, page: TeamPage, header: Header) -> None:
    """Put a header in force: first in the team circle, so that the next opening finishes it if this is cut off."""
    before, _written = page.header
    page.keep_header(header)
    try:
        write(folder, header)
    except Trouble:
        # The trouble came after it: this one is in force, and the next opening sees to the copy.
        if _is_written(folder, header):
            return
        with suppress(Trouble):
            page.keep_header(before)
        raise
    page.header_written()


def clear_unfinished(folder: Path) -> None:
    """Take away what a kill left of a vault.json that was being written."""
    with told(folder):
        for name in (VAULT_JSON, COPY_JSON):
            for left in folder.glob(f".{name}.*"):
                left.unlink(missing_ok=True)


def first_that_holds(read: tuple[Mapping[str, Any], ...]) -> Header | None:
    """Return the header whose signatures are good, the newer one of two; None when there is none."""
    good = [header for header in map(_header, read) if header and header.holds()]
    return max(good, key=lambda one: one.number, default=None)


def _header(said: Mapping[str, Any]) -> Header | None:
    try:
        return header_from_json(said)
    except ValueError:
        return None


def in_force(folder: Path, page: TeamPage, found: Header, lost: bool) -> tuple[Header, list[Trouble]]:
    """Return the header that counts, put right on disk; and what has to be said about it.

    `found` is the one that opened the team circle, `lost` whether it was only vault.json's copy.
    """
    kept, written = page.header
    if found == kept and not lost:
        if not written:
            with suppress(Trouble):  # a full disk: it can wait
                write(folder, kept)
                page.header_written()
        return kept, []
    if found.number > kept.number and found.holds(kept):
        page.keep_header(found)
        page.header_written()
        return found, [_newer_than_kept()]
    write(folder, kept)
    page.header_written()
    if not written:  # the program was cut off while it wrote: nothing is wrong
        return kept, []
    return kept, [_was_lost() if lost and found == kept else _was_replaced(found.number < kept.number)]


def _was_lost() -> Trouble:
    return Trouble(
        _("vault.json was lost or damaged."), _("It was written again from its copy. Nothing is missing."), "damaged"
    )


def _was_replaced(older: bool) -> Trouble:
    fact = _("An older vault.json had been put back.") if older else _("vault.json was changed outside this program.")
    return Trouble(
        fact,
        _("The one in force was written again. Ask who had this folder; an old passphrase may have been tried."),
        "damaged",
    )


def _newer_than_kept() -> Trouble:
    return Trouble(
        _("team.db is older than vault.json."),
        _("It may have been put back from a backup. Compare the newest entries with what colleagues remember."),
        "damaged",
    )
