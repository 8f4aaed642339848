"""What a run of the program leaves behind on the disk: none of the words that were typed."""

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

TELLING = 6
"""Letters from which a word by itself says something; shorter ones are in every program."""


def found_in(folder: Path, typed: Iterable[str], whole: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return file and word of whatever stands in clear in any file under a folder.

    What is `whole` is not looked for word by word: passphrases are made of words that are in every program.
    """
    sought = [*(word for said in typed for word in _telling(said)), *whole]
    words = {word: tuple(_spellings(word)) for word in sought}
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert files, f"nothing was left in {folder}"
    return [
        (str(file.relative_to(folder)), word)
        for file in files
        for content in [file.read_bytes()]
        for word, spellings in words.items()
        if any(one in content for one in spellings)
    ]


def is_telling(title: str, typed: Iterable[str]) -> bool:
    """Return whether a title bears a word that was typed."""
    return any(word.casefold() in title.casefold() for said in typed for word in _telling(said))


def _telling(said: str) -> Iterator[str]:
    yield said
    yield from (word for word in said.replace(",", " ").replace(".", " ").split() if len(word) >= TELLING)


def _spellings(word: str) -> Iterator[bytes]:
    for one in {word, unicodedata.normalize("NFC", word)}:
        yield from (one.encode(), one.encode("utf-16-le"), one.encode("utf-16-be"), one.encode().hex().encode())
