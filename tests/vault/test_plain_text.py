"""No word that was typed stands in clear in any file."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from coc_desk.casework.entries import EVENT, EntryKind
from coc_desk.casework.ledger import Draft
from coc_desk.vault.vault import Vault
from tests.vault.building import CHEAP, DAY_TWO, JUN, PASSPHRASES, VaultFolder, Writer

LETTERS = "bcdfghjklmnpqrstvwxz"


class Canaries:
    """Words that stand nowhere else."""

    def __init__(self) -> None:
        self.random, self.words = random.Random(11), list[str]()

    def __call__(self) -> str:
        self.words.append("q" + "".join(self.random.choices(LETTERS, k=11)))
        return self.words[-1]


def write_everywhere(folder: VaultFolder, word: Canaries) -> Vault:
    """Type a word of its own into everything that can be typed into."""
    vault = folder.open()
    writer = Writer(vault)
    person = {"id": "p", "code": word(), "roles": ["reported"], "answers": {"name": {"v": word()}}}
    incident = writer.report(word(), code=word(), people=[person])
    writer.notes(incident, [word() for _ in range(60)])
    body = {"text": word(), "what": word(), "to": word(), "why": word(), "deep": [{"er": word()}], word(): 1}
    vault.append([writer.entry(incident, "weather", body, happened={"words": word()})])
    vault.append([writer.entry(EVENT, EntryKind.RECEIVED, {"words": word()})])
    vault.keep_draft(Draft(word(), "note", incident, word(), {"text": word()}, DAY_TWO, DAY_TWO))
    vault.keep_draft(Draft("dropped", "note", None, word(), {"text": word()}, DAY_TWO, DAY_TWO))
    vault.drop_draft("dropped")
    vault.remember(word(), word())
    vault.take_code_name(iter([word()]))
    circle = vault.circle_without(frozenset({folder.member(JUN)}))
    writer.report(word(), circle.id, code=word())
    text = word()
    stored = vault.put_file([text.encode() * 100_000], 100_000 * len(text))
    name = {"file": stored.id, "name": word(), "media": "", "size": stored.size, "sha256": stored.sha256}
    vault.append([writer.entry(incident, EntryKind.FILE, name)], files=[stored.id])
    vault.search(word())
    vault.change_passphrase(PASSPHRASES["Noor H."], CHEAP, CHEAP)
    return vault


def spellings(word: str) -> Iterator[bytes]:
    yield from (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), word.encode().hex().encode())


def found_in(folder: Path, words: list[str]) -> list[tuple[str, str]]:
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert len(files) > 8
    return [
        (file.name, word)
        for file in files
        for content in [file.read_bytes()]
        for word in words
        if any(spelling in content for spelling in spellings(word))
    ]


def test_no_word_stands_in_clear_while_open_or_closed(vault_folder: VaultFolder, tmp_path: Path) -> None:
    word = Canaries()
    vault = write_everywhere(vault_folder, word)
    everything = [*word.words, *PASSPHRASES.values()]
    assert (vault_folder.folder / "team.db-wal").stat().st_size > 0
    assert found_in(tmp_path, everything) == []
    vault.close()
    assert found_in(tmp_path, everything) == []


def test_no_word_stands_in_clear_after_opening_again(vault_folder: VaultFolder, tmp_path: Path) -> None:
    word = Canaries()
    write_everywhere(vault_folder, word).close()
    vault_folder.open(JUN).close()
    vault = vault_folder.open()
    assert vault.search(word.words[1])
    vault.close()
    assert found_in(tmp_path, word.words) == []


def test_what_vault_json_tells_is_what_the_unlock_window_shows(vault_folder: VaultFolder) -> None:
    content = (vault_folder.folder / "vault.json").read_text("utf-8")
    for told in ("Saltmarsh Conf", "Noor H.", "Jun K."):
        assert told in content
    readable = re.sub("[0-9a-f]{16,}", "", content)  # keys and seals hold every digit now and then
    for kept in ("Europe/Lisbon", "2027", "conference"):
        assert kept not in readable
