"""Loading a playbook: everything is checked, and every mistake is named with file, line, field and reason."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coc_desk.i18n import _
from coc_desk.playbook.definitions import Playbook
from coc_desk.playbook.mistakes import PlaybookMistake
from coc_desk.playbook.reading import BLOCKS, Reading

MOST_BYTES = 500_000
"""A file above this is refused unread; the longest of the conference playbook has 45 kB."""


def load(folder: Path) -> Playbook:
    """Read the playbook in `folder`; PlaybookMistake when something in it is wrong or not there."""
    return load_texts({name: _read(folder / name) for name in BLOCKS})


def load_texts(files: Mapping[str, str]) -> Playbook:
    """Read a playbook from the texts of its files, by file name; PlaybookMistake when something in them is wrong."""
    reading = Reading({name: _parse(name, files) for name in BLOCKS}, files)
    playbook = reading.playbook()
    if reading.mistakes:
        raise PlaybookMistake(reading.mistakes)
    return playbook


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as trouble:
        raise PlaybookMistake.of(path.name, _("It cannot be read: {why}.").format(why=trouble.strerror)) from trouble
    if len(content) > MOST_BYTES:
        raise PlaybookMistake.of(path.name, _("It is larger than a playbook file can be: 500 kB."))
    try:
        return content.decode()
    except UnicodeDecodeError as trouble:
        line = content.count(b"\n", 0, trouble.start) + 1
        raise PlaybookMistake.of(path.name, _("It is not a text in UTF-8."), line) from trouble


def _parse(name: str, files: Mapping[str, str]) -> dict[str, Any]:
    if name not in files:
        raise PlaybookMistake.of(name, _("This file is not there."))
    if len(files[name].encode("utf-8", "replace")) > MOST_BYTES:
        raise PlaybookMistake.of(name, _("It is larger than a playbook file can be: 500 kB."))
    try:
        return tomllib.loads(files[name])
    except tomllib.TOMLDecodeError as trouble:
        where = re.search(r" \(at line (\d+), column \d+\)$", str(trouble))
        said = str(trouble)[: where.start()] if where else str(trouble)
        line = int(where[1]) if where else files[name].count("\n") + 1
        raise PlaybookMistake.of(name, _("It is not written as TOML: {why}.").format(why=said[:200]), line) from trouble
    except RecursionError as trouble:
        raise PlaybookMistake.of(name, _("Its lists and tables are nested too deeply.")) from trouble
